import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from clips import write_clip
from motions import squat

from app.report.html import evidence, report_html
from app.report.take import Take
from app.viewport.camera import Camera
from capture.video import Footage
from inference.motion.differences import compare
from inference.pipeline import explain

HOSTILE = '"><script>alert(1)</script>.mp4'


class Page(HTMLParser):
    """Collects what a page would load, its scripts, and its text."""

    def __init__(self, html):
        super().__init__()
        self.addresses, self.tags, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [
            value for name, value in attributes if name in ("src", "href", "xlink:href", "data")
        ]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A trainee seen in a clip and a coach from a motion file, with names that mean harm."""
    clip = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", np.arange(80) / 15, size=(360, 640))
    view = Camera.placed(size=(360, 640)).view()
    trainee = replace(squat(2, depth_rad=0.5, fps=15.0), view=view)
    return Take(trainee, HOSTILE, Footage(clip)), Take(squat(2, depth_rad=2.0, fps=15.0), HOSTILE)


@pytest.fixture(scope="module")
def comparison(pair):
    return compare(*(take.motion for take in pair))


@pytest.fixture(scope="module")
def correction(comparison):
    return explain(comparison, warnings=["Mind <b>this</b>."])


def report(pair, comparison, correction, in_3d=True):
    items = evidence(*pair, comparison, correction, in_3d)
    return report_html(*pair, comparison, correction, items)


@pytest.fixture(scope="module")
def html(pair, comparison, correction):
    return report(pair, comparison, correction)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_page_needs_nothing_from_elsewhere(html, page):
    assert page.addresses
    assert all(address.startswith(("data:image/jpeg;base64,", "#")) for address in page.addresses)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    assert not re.search(r"url\((?!['\"]?#)|@import", html)


def test_hostile_names_and_warnings_are_only_text(page):
    assert page.text.count(HOSTILE) >= 2
    assert "Mind <b>this</b>." in page.text


def test_what_can_hardly_be_made_out_is_said(pair, page):
    trainee, coach = pair
    assert "hardly" not in page.text
    confidence = trainee.motion.confidence.copy()
    confidence[30:60, [18, 20]] = 0.1
    hidden = Take(replace(trainee.motion, confidence=confidence), trainee.name, trainee.video)
    comparison = compare(hidden.motion, coach.motion)
    said = Page(report((hidden, coach), comparison, explain(comparison), in_3d=False)).text
    assert "The trainee's clip: The left arm can hardly be made out from 2.0 s to 3.9 s." in said


def test_every_sentence_is_there_with_its_evidence(page, correction):
    text = " ".join(page.text.split())
    assert "own words" not in text
    for sentence in correction.sentences:
        assert sentence.text in text
    said = {name for sentence in correction.sentences for name in sentence.findings}
    for finding in correction.findings:
        if finding.id in said and finding.unit == "deg":
            assert f"{finding.trainee:.0f}°" in text
            assert f"{finding.coach:.0f}°" in text
            assert f"± {finding.uncertainty:.0f}°" in text
            assert finding.phase.name in text
    assert "in 2 of 2 repetitions" in text


def test_each_sentence_has_pictures_and_curves(page, correction):
    with_evidence = sum(bool(sentence.findings) for sentence in correction.sentences)
    # The trainee's key frame and two views in 3-D; the coach has no clip.
    assert page.tags.count("img") == 3 * with_evidence
    assert page.tags.count("svg") == sum(len(sentence.findings) for sentence in correction.sentences)


def test_the_page_says_what_it_is_for(page):
    assert "not for diagnosis, monitoring or treatment decisions" in page.text


def test_a_movement_that_matches_is_praised_and_shown():
    take = Take(squat(fps=15.0), "same.npz")
    comparison = compare(take.motion, take.motion)
    page = Page(report((take, take), comparison, explain(comparison)))
    assert comparison.findings == ()
    assert page.tags.count("img") == 2


def test_without_3d_the_key_frames_remain(pair, comparison, correction):
    page = Page(report(pair, comparison, correction, in_3d=False))
    assert page.tags.count("img") == sum(bool(sentence.findings) for sentence in correction.sentences)


def test_the_coachs_own_words_are_marked_as_theirs(pair, comparison, correction):
    own = replace(correction.sentences[0], text="Chest <up>!", author="coach")
    said = replace(correction, sentences=(own,), text=own.text)
    text = " ".join(Page(report(pair, comparison, said, in_3d=False)).text.split())
    assert "Chest <up>! In the coach's own words." in text
