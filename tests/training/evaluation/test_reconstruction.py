"""Texts are carried out and held against what the true text leads to; by networks from the same noise."""

from types import SimpleNamespace

import numpy as np
import pytest
from motions import squat

from inference.editing.operators import Edit
from inference.errors import ModelError
from training.evaluation import reconstruction
from training.evaluation.reconstruction import NO_NETWORKS, UNTOUCHED, mpjpe_m, part, section
from training.triplets.triplet import Wording

pytestmark = pytest.mark.training
TRUE = "Bend both knees about 20° less."


EDITS = (Edit("knee_flexion", -20.0, "both"),)


def _triplet(number=0, edits=EDITS, mask_part="lower_body"):
    motion = squat()
    return SimpleNamespace(
        motions=(motion, motion), edits=edits, subject=f"p{number}", mask_part=mask_part, number=number,
        texts=(Wording(TRUE, "trainee", "imperative", False),),
    )  # fmt: skip


@pytest.fixture
def plain(monkeypatch):
    features = SimpleNamespace(motion_features=lambda motions: np.zeros((len(motions), 48)))
    monkeypatch.setattr(reconstruction, "Matcher", lambda: features)


def _cells(markdown):
    lines = [line.split(" | ") for line in markdown.splitlines() if line.startswith("| ")]
    return {line[0].strip("| "): [cell.strip("| ") for cell in line[1:]] for line in lines}


def test_the_true_text_leads_where_it_should_and_others_do_not(monkeypatch, plain):
    def absent():
        raise ModelError("no weights")

    monkeypatch.setattr(reconstruction, "DiffusionEditor", absent)
    rows = {"true": [TRUE], "other way": ["Bend both knees about 20° more."], "none": ["Nice day."]}
    found = section(rows, [_triplet()])
    assert NO_NETWORKS in found
    assert "kinematic: 1" in found
    error = {name: float(cells[0].split()[0]) for name, cells in _cells(found).items() if "(" in cells[0]}
    assert error["true"] == 0
    assert error["none"] == error[UNTOUCHED] > 5
    assert error["other way"] > 1.5 * error[UNTOUCHED]
    # One motion has no distribution.
    assert _cells(found)["true"][1] == "–"


def test_both_texts_start_from_the_same_noise_each_in_the_part_it_names(monkeypatch, plain):
    asked = []

    class Relative:
        def edit(self, motion, text, part):
            asked.append((text, part))
            return motion

    class Diffusion:
        def edit(self, motion, text, part, seed):
            asked.append((text, part, seed))
            return [motion]

    monkeypatch.setattr(reconstruction, "DiffusionEditor", Diffusion)
    monkeypatch.setattr(reconstruction, "RelativeEditor", Relative)
    action = _triplet(7, edits=(), mask_part="left_arm")
    found = section({"row": ["Raise your left arm."] * 2}, [_triplet(4), action])
    assert NO_NETWORKS not in found
    assert "networks: 2" in found
    assert asked[:2] == [(TRUE, "lower_body"), (TRUE, "left_arm", 7)]
    assert [each for each in asked if each[0] != TRUE] == [
        ("Raise your left arm.", "left_arm"),
        ("Raise your left arm.", "left_arm", 7),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bend your left knee more.", "left_leg"),
        ("Bend both knees more.", "lower_body"),
        ("Lean less forward.", "torso"),
        ("Lean less forward and bend both knees more.", "whole_body"),
        ("Wave with your left arm.", "left_arm"),
    ],
)
def test_the_part_is_the_one_that_the_text_names(text, wanted):
    assert part(text) == wanted


def test_motions_of_two_durations_are_compared_at_equal_shares_of_their_time():
    motion = squat()
    slow = motion.resampled(motion.fps * 2)
    assert mpjpe_m(slow, motion) < 0.005
    assert mpjpe_m(motion, motion) == 0
