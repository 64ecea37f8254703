import numpy as np
import pytest
from found import finding

from app.presenters import wording
from inference.motion.doubt import Doubt, LowConfidence
from inference.motion.motion import View


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (94.6, "deg", "95°"),
        (0.123, "m", "12 cm"),
        (0.84, "s", "0.8 s"),
        (1.25, "ratio", "125 %"),
        (0.456, "m/s", "0.46 m/s"),
        (-20.0, "deg", "−20°"),
    ],
)
def test_amounts_are_written_with_their_units(value: float, unit: str, text: str) -> None:
    assert wording.amount(value, unit) == text


def test_differences_carry_their_sign() -> None:
    assert wording.amount(20, "deg", signed=True) == "+20°"
    assert wording.amount(-0.04, "m", signed=True) == "−4 cm"


def test_a_finding_is_spoken_with_both_values_and_its_uncertainty() -> None:
    knee = finding("left_knee_flexion", -20, trainee=95, coach=115, uncertainty=4, repetitions=(4, 5))
    assert wording.spoken(knee) == (
        "Left knee flexion, at the bottom · 4 of 5 repetitions: trainee 95°, coach 115°, give or take 4°."
    )


def test_what_could_be_told_is_the_less_certain_side_in_degrees() -> None:
    least = {"left_knee_flexion": 24.4, "right_knee_flexion": 18.0, "trunk_lean_forward": 12.9, "tempo": 0.25}
    assert wording.limits(least) == (
        "Differences are told from about 24° at the knees and 13° of trunk lean on; "
        "smaller ones may be there unseen."
    )
    assert wording.limits({"tempo": 0.25}) == ""


@pytest.mark.parametrize(
    ("sigma", "turned", "high"),
    [
        ({}, "", ""),
        ({"up_sigma_rad": 0.035, "height_sigma_m": 0.1}, " (± 2°)", " (± 0.10 m)"),
        ({"up_sigma_rad": 0.0}, " (set by hand)", ""),
    ],
)
def test_a_camera_is_described_as_surely_as_it_is_known(
    sigma: dict[str, float], turned: str, high: str
) -> None:
    sine, cosine = np.sin(np.radians(9)), np.cos(np.radians(9))
    from_world = np.eye(4)
    from_world[:3, :3] = [[1, 0, 0], [0, -cosine, -sine], [0, -sine, cosine]]
    from_world[:3, 3] = -1.2 * from_world[:3, 1]
    view = View(np.zeros((0, 33, 3)), np.zeros(0), (720, 1280), np.eye(3), from_world, **sigma)
    looks = "The camera looks 9° down and is turned 0° clockwise"
    assert wording.camera(view) == f"{looks}{turned}; it is 1.20 m above the floor{high}."


def test_the_longest_doubts_about_each_clip_are_told() -> None:
    lengths_s = [0.4, 2.0, 0.5, 3.0, 1.0]
    trainee = [Doubt(5.0 * n, 5.0 * n + s, "left_arm", ("left_wrist",), 0.2) for n, s in enumerate(lengths_s)]
    coach = Doubt(2.12, 3.38, "whole_body", ("head",), None)
    told = wording.doubts(LowConfidence(tuple(trainee), (coach,)))
    assert told[0] == "The trainee's clip: The left arm can hardly be made out from 15.0 s to 18.0 s."
    assert [sentence.split(" from ")[1] for sentence in told[1:3]] == ["5.0 s to 7.0 s.", "20.0 s to 21.0 s."]
    assert told[3:] == ["The coach's clip: The whole body can hardly be made out from 2.1 s to 3.4 s."]
