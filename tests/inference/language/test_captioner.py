"""What captions say of constructed and recorded motions: deeds, sides, counts, heights, order."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk
from research_data import SHARED

from inference.language.captioner import PARTS, captions, captions_of
from inference.language.events.events import events
from inference.motion.motion import Motion
from inference.motion.retarget import mirrored
from inference.motion.rotations import turn

WORDINGS = 8


def said(motion: Motion) -> list[str]:
    found = events(motion)
    chances = map(np.random.default_rng, range(WORDINGS))
    return [captions_of(found, 0, motion.duration_s, chance).whole for chance in chances]


def every(motion: Motion, pattern: str) -> bool:
    return all(re.search(pattern, sentence) for sentence in said(motion))


def with_sides_swapped(text: str) -> str:
    return re.sub(r"left|right", lambda found: "right" if found[0] == "left" else "left", text)


def recorded(clip_id: str) -> Motion:
    pack = np.load(SHARED / "data" / "motion" / f"{clip_id.partition('_')[0]}.npz", allow_pickle=False)
    return Motion(pack[clip_id].astype(np.float32) / 1000, 20.0)


def test_squats_are_counted_and_the_arms_go_with_them() -> None:
    assert every(squat(3), r"(squat|bends the knees).* three times")
    assert every(squat(3), r"while (leaning|bending) forward.* and \w+ing both arms")
    assert every(squat(1), r"squat")
    assert not any(re.search(r"times|twice", sentence) for sentence in said(squat(1)))
    assert every(squat(1, depth_rad=1.3), r"slightly|a little|dips")


def test_raised_arms_have_a_side_a_direction_and_a_height() -> None:
    left = arm_raise(sides=("left",), elevation_rad=1.5)
    assert every(left, r"the left arm .*(sideways|out to the side).*shoulder height.* (lowers|back down)")
    assert not any("right" in sentence for sentence in said(left))
    forward = arm_raise(2, elevation_rad=2.9, plane_rad=np.pi / 2)
    assert every(forward, r"both arms.* (forward|in front) overhead .*twice")


def test_walks_have_a_direction_and_a_pace() -> None:
    assert every(walk(), r"walks")
    assert every(walk(speed_m_s=0.6, step_s=0.9), r"slowly")
    joints = walk().joints_in_world
    backwards = Motion(joints[::-1].copy(), 30.0)
    assert every(backwards, r"back")


def test_a_turn_has_a_side_and_an_angle() -> None:
    still = squat(1).joints_in_world[:1]
    for sign, side in ((1, "left"), (-1, "right")):
        yaw = sign * np.radians(np.clip(np.linspace(-30, 120, 90), 0, 90))
        assert every(
            Motion(turn(still, yaw[:, None]), 30.0), f"{side}.*90 degrees|quarter turn to the {side}|{side}"
        )


def test_nobody_who_stands_still_does_anything() -> None:
    still = Motion(np.repeat(squat(1).joints_in_world[:1], 60, axis=0), 30.0)
    assert every(still, r"stands?( still| in place)?\.$")
    assert every(Motion(still.joints_in_world[:1], 30.0), r"stand")


def test_every_part_has_a_text_and_refined_says_only_what_moves() -> None:
    made = captions(arm_raise(sides=("right",)), np.random.default_rng(0))
    assert {*PARTS, "upper_body", "lower_body"} == made.parts.keys()
    assert "right arm" in made.parts["right_arm"]
    assert "left arm" in made.parts["left_arm"]
    assert "left_arm" in made.still
    assert "Right arm: " in made.refined
    assert "Left arm: " not in made.refined
    assert made.refined.startswith(made.whole)


def test_wordings_differ_and_are_repeatable() -> None:
    assert len(set(said(squat(3)))) > WORDINGS / 2
    assert said(squat(3)) == said(squat(3))


@pytest.mark.parametrize(
    "motion", [arm_raise(sides=("left",)), squat(2), walk()], ids=["arm_raise", "squat", "walk"]
)
def test_a_mirrored_motion_is_told_with_sides_swapped(motion: Motion) -> None:
    plain, seen = (captions(m, np.random.default_rng(1)) for m in (motion, mirrored(motion)))
    assert with_sides_swapped(seen.whole) == plain.whole
    assert {with_sides_swapped(part) for part in seen.still} == plain.still


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_whatever_moves_is_told(seed: int, frames: int) -> None:
    chance = np.random.default_rng(seed)
    joints = squat(1).joints_in_world[:1] + chance.normal(0, 0.3, (frames, 22, 3)).cumsum(axis=0)
    made = captions(Motion(joints, 20.0), chance)
    assert re.fullmatch(r"(A|The) person .+\.|Someone .+\.", made.whole)
    assert all(made.parts.values())


def test_the_frame_rate_changes_nothing() -> None:
    for motion in (squat(3, trunk_lean_rad=0.8), arm_raise(2, elevation_rad=1.5), walk()):
        assert said(motion.resampled(20.0)) == said(motion)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("clip_id", "pattern"),
    [
        ("accad_Male2_C9_RunBackwardsTurnRunForward", r"runs backward.*(turn|around).*runs"),
        ("accad_Male2_B10_WalkTurnLeft45", r"walks"),
        ("mhad_s04_a11_r01", r"(stands|gets) up"),
        ("uiprmd_m05_s05_e10_correct", r"(sits down|seat).*(stands|gets) up"),
        ("uiprmd_m03_s06_e05_correct", r"lunge.* right leg"),
        ("uiprmd_m06_s04_e07_correct", r"right leg (in front|forward)"),
        ("accad_Male2_G17_PushKickLeft", r"kick.* left leg|left leg forward"),
    ],
)
def test_recorded_people_are_told_as_they_are(clip_id: str, pattern: str) -> None:
    assert every(recorded(clip_id), pattern)
