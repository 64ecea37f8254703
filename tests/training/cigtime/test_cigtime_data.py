"""Triplets become prompts and answers; a variant that learns what the findings tell learns nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from found import finding
from instructed import triplet
from motions import squat

from inference.correction.prompt import Vocabulary
from training.cigtime.data import example, items
from training.cigtime.kept_items import kept
from training.cigtime.variants import VARIANTS
from training.triplets.triplet import Wording

pytestmark = pytest.mark.training
TRUE = "Bend your left knee about 20° more at the bottom."
VOCABULARY = Vocabulary(1, 2, 1000)
FALSE = "Bend your right knee about 20° more at the bottom."


def _triplet(*texts):
    joints = squat().joints_in_world[:40].astype(np.float16)
    said = tuple(Wording(text, "trainee", "imperative", False) for text in texts)
    found = [finding("left_knee_flexion", -20.0, repetitions=(1, 1))]
    return triplet(measured=found, texts=said, source=joints, target=joints + 1)


def _codes(values):
    return np.full((-(-len(values) // 4), 2), 3)


def _items(name, *triplets):
    return list(items(triplets, _codes, VARIANTS[name], lambda motion: "a person squats"))


def test_every_instruction_is_learned_but_where_the_findings_must_tell_it():
    assert [[w.text for w in item.texts] for item in _items("edited", _triplet(TRUE, FALSE))] == [
        [TRUE, FALSE]
    ]
    [item] = _items("both", _triplet(FALSE))
    assert FALSE not in {wording.text for wording in item.texts}
    # Where nothing is found, nothing is said.
    assert _items("both", replace(_triplet(TRUE), findings="[]")) == []


def test_a_triplet_is_of_a_data_set_whose_people_are_in_it():
    both = replace(_triplet(TRUE), subject="cmu 01", target_subject="mhad s03")
    assert [both.of(source) for source in ("cmu", "mhad", "uiprmd", "mha")] == [True, True, False, False]


def test_each_variant_reads_and_answers_its_own(monkeypatch):
    # A letter a token here.
    monkeypatch.setattr("inference.correction.prompt.LIMIT", 2000)
    seen = {}
    for name in ("edited", "tokens", "findings", "caption"):
        [item] = _items(name, _triplet(TRUE))
        seen[name] = example(item, item.texts, lambda text: list(text.encode()), VOCABULARY, VARIANTS[name])
    motion = {name: sum(i >= VOCABULARY.first for i in made.prompt) for name, made in seen.items()}
    assert motion == {"edited": 40, "tokens": 40, "findings": 0, "caption": 20}
    knee = b"bend your left knee"
    assert [name for name, made in seen.items() if knee in _text(made)] == ["edited", "findings"]
    assert seen["edited"].answers == [[*TRUE.encode(), VOCABULARY.stop]]
    assert seen["caption"].answers == [[*b"a person squats", VOCABULARY.stop]]


def test_items_are_made_once_and_stay_what_they_are(tmp_path):
    made = []

    def make():
        made.append(1)
        return _items("caption", _triplet(TRUE, FALSE))

    first, again = (kept(tmp_path, ("these", 3), make) for _ in range(2))
    kept(tmp_path, ("others", 3), make)
    assert len(made) == 2
    [wanted] = make()
    for [item] in (first, again):
        assert (item.findings, item.texts, item.subject, item.caption) == (
            wanted.findings,
            wanted.texts,
            wanted.subject,
            wanted.caption,
        )
        assert all(np.array_equal(a, b) for a, b in zip(item.codes, wanted.codes, strict=True))


def _text(made):
    return bytes(i for i in made.prompt if i < 256)
