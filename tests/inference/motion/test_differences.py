import time
from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat
from research_data import SHARED
from variations import (
    SOME_VIEW,
    elsewhere,
    other_body,
    seen_by_video,
    warped_in_time,
    with_knee_bent,
)

from inference.motion.channels import CHANNELS
from inference.motion.differences import compare
from inference.motion.focus import Focus
from inference.motion.motion import Motion
from training.data.clips import read_clips

KNEE_EXERCISES = {"deep squat", "inline lunge", "sit to stand"}


def recorded_again(motion: Motion, rng: np.random.Generator) -> Motion:
    """The same movement: other timing, other body, other heading, other place."""
    same = other_body(warped_in_time(motion, rng.uniform(-0.1, 0.1)), rng)
    return elsewhere(same, rng.uniform(-3, 3), *rng.uniform(-3, 3, 2))


def channels(comparison) -> list[str]:
    return [finding.channel for finding in comparison.findings]


def correct_repetitions(count: int) -> list[Motion]:
    clips = read_clips(SHARED / "data" / "motion", "uiprmd")
    fitting = [clip for clip in clips if clip.correct and clip.exercise in KNEE_EXERCISES]
    return [clip.motion() for clip in fitting[:: len(fitting) // count][:count]]


@pytest.mark.parametrize("seed", range(5))
def test_a_movement_does_not_differ_from_itself(seed):
    rng = np.random.default_rng(seed)
    comparison = compare(recorded_again(squat(3), rng), squat(2))
    assert comparison.findings == ()
    assert {"left_knee_flexion", "right_hip_flexion"} <= set(comparison.within)


@pytest.mark.shared
def test_a_captured_movement_does_not_differ_from_itself():
    rng = np.random.default_rng(0)
    for motion in correct_repetitions(20):
        assert compare(recorded_again(motion, rng), motion).findings == ()


@pytest.mark.shared
def test_jitter_of_video_is_no_finding():
    rng = np.random.default_rng(0)
    silent = 0
    for motion in correct_repetitions(15):
        jitter = np.radians(5) * rng.normal(size=(len(motion), 21, 3))
        silent += compare(seen_by_video(recorded_again(motion, rng), jitter), motion).findings == ()
    assert silent >= 0.8 * 15


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("change_deg", [-15, 15])
def test_a_knee_change_is_found_with_its_sign_and_size(side, change_deg):
    rng = np.random.default_rng(1)
    motion = squat(2)
    trainee = recorded_again(with_knee_bent(motion, side, np.radians(change_deg)), rng)
    findings = {f.channel: f for f in compare(trainee, motion).findings}
    found = findings[f"{side}_knee_flexion"]
    assert found.difference == pytest.approx(change_deg, abs=3)
    assert found.phase.name == "at the bottom"
    assert found.repetitions == (2, 2)


@pytest.mark.shared
def test_a_knee_change_of_15_degrees_is_found_in_captured_movements():
    rng = np.random.default_rng(2)
    found = []
    for index, motion in enumerate(correct_repetitions(24)):
        side, change_deg = ("left", "right")[index % 2], (-15, 15)[index // 2 % 2]
        trainee = recorded_again(with_knee_bent(motion, side, np.radians(change_deg)), rng)
        found.append(f"{side}_knee_flexion" in channels(compare(trainee, motion)))
    assert np.mean(found) >= 0.8


def test_a_shallow_squat_is_one_fact_with_the_knees_first():
    comparison = compare(squat(4, depth_rad=1.3), squat(1))
    assert set(channels(comparison)) == {"left_knee_flexion", "right_knee_flexion"}
    finding = comparison.findings[0]
    assert finding.unit == "deg"
    assert finding.difference < -15
    assert finding.score == pytest.approx(abs(finding.difference) / 10, abs=0.01)
    assert finding.trainee - finding.coach == pytest.approx(finding.difference)
    assert finding.repetitions == (4, 4)


def test_knees_falling_inwards_are_found_per_leg_length():
    comparison = compare(squat(3, knee_inward_m=0.06), squat(3))
    inward = [f for f in comparison.findings if f.channel in ("left_knee_inward", "right_knee_inward")]
    assert {f.side for f in inward} == {"left", "right"}
    assert all(f.unit == "m" and 0.03 < f.difference < 0.07 for f in inward)


def test_leaning_forward_is_found():
    findings = {f.channel: f for f in compare(squat(2, trunk_lean_rad=1.0), squat(2)).findings}
    assert findings["trunk_lean_forward"].difference > 8


def test_tempo_is_a_finding():
    comparison = compare(squat(3, moving_s=1.3), squat(2))
    finding = next(f for f in comparison.findings if f.channel == "tempo")
    assert finding.trainee == pytest.approx(1.3 / 2, abs=0.08)
    assert finding.coach == pytest.approx(1)


def test_sides_are_the_trainees_when_the_coach_is_mirrored():
    comparison = compare(arm_raise(2, 2.0, sides=("left",)), arm_raise(1, 2.8, sides=("right",)))
    assert comparison.alignment.mirrored
    assert "left_shoulder_elevation" in channels(comparison)
    assert not any(name.startswith("right_shoulder_elevation") for name in channels(comparison))


def test_four_of_five_repetitions_and_the_worst_one():
    shallow, deep = squat(1, depth_rad=1.2).joints_in_world, squat(1).joints_in_world
    trainee = Motion(np.concatenate([shallow, shallow, deep, shallow, shallow]), 30)
    comparison = compare(trainee, squat(1))
    knee = next(f for f in comparison.findings if f.channel == "left_knee_flexion")
    assert knee.repetitions == (4, 5)
    scores = [r.score for r in comparison.repetitions]
    assert len(scores) == 5
    assert comparison.best is comparison.repetitions[2]
    assert comparison.worst.score == max(scores)


def test_one_slip_among_five_is_not_the_typical_difference():
    shallow, deep = squat(1, depth_rad=1.2).joints_in_world, squat(1).joints_in_world
    trainee = Motion(np.concatenate([deep, deep, shallow, deep, deep]), 30)
    comparison = compare(trainee, squat(1))
    assert "left_knee_flexion" not in channels(comparison)
    assert comparison.worst is comparison.repetitions[2]


def test_a_coach_who_varies_widens_the_tolerance():
    steady = Motion(np.concatenate([squat(1, depth_rad=1.6).joints_in_world] * 2), 30)
    varying = [squat(1, depth_rad=depth).joints_in_world for depth in (1.35, 1.85)]
    trainee = squat(2, depth_rad=1.3)
    strict = compare(trainee, steady).scores["left_knee_flexion"]
    lenient = compare(trainee, Motion(np.concatenate(varying), 30)).scores["left_knee_flexion"]
    assert lenient < 0.8 * strict


def test_video_and_low_confidence_make_findings_less_certain():
    trainee, coach = squat(2, depth_rad=0.5), squat(2, depth_rad=2.0)
    joints = trainee.joints_in_world
    plain = compare(trainee, coach).findings[0]
    video = compare(replace(trainee, view=SOME_VIEW), coach).findings[0]
    dim = replace(trainee, confidence=np.full(joints.shape[:2], 0.5))
    assert plain.channel == video.channel
    assert video.uncertainty > plain.uncertainty
    assert compare(dim, coach).findings[0].uncertainty > plain.uncertainty


def test_what_cannot_be_told_from_error_is_not_said():
    trainee, coach = squat(2, depth_rad=1.4), squat(2)
    unseen = np.full(trainee.joints_in_world.shape[:2], 0.2)
    knee = Focus(channels=("left_knee_flexion",))
    told, silent = (compare(person, coach, knee) for person in (trainee, replace(trainee, confidence=unseen)))
    assert channels(told) == ["left_knee_flexion"]
    assert silent.findings == ()
    difference_deg = abs(told.findings[0].difference)
    assert told.least_reported["left_knee_flexion"] <= difference_deg
    assert silent.least_reported["left_knee_flexion"] > difference_deg


def test_focus_limits_what_is_compared_and_how_strictly():
    trainee, coach = squat(2, depth_rad=1.3, trunk_lean_rad=1.0), squat(2)
    chosen = compare(trainee, coach, Focus(channels=("trunk_lean_forward",)))
    assert channels(chosen) == ["trunk_lean_forward"]
    assert set(chosen.scores) == {"trunk_lean_forward"}
    assert "trunk_lean_forward" not in compare(trainee, coach, Focus(ignore=("trunk_lean_forward",))).scores
    half = CHANNELS["trunk_lean_forward"].tolerance / 2
    strict = compare(trainee, coach, Focus(tolerances={"trunk_lean_forward": half}))
    assert strict.scores["trunk_lean_forward"] == pytest.approx(2 * chosen.scores["trunk_lean_forward"])


def test_idle_arms_are_judged_less_strictly_unless_asked_for():
    def bent_elbow(motion: Motion) -> Motion:
        joints = motion.joints_in_world.copy()
        shoulder, elbow, wrist = (motion.joint(f"left_{n}") for n in ("shoulder", "elbow", "wrist"))
        along = (elbow - shoulder) / np.linalg.norm(elbow - shoulder, axis=-1, keepdims=True)
        forearm_m = np.linalg.norm(wrist - elbow, axis=-1, keepdims=True)
        across = np.cross(along, [0, 0, 1.0])
        across /= np.linalg.norm(across, axis=-1, keepdims=True)
        joints[:, 20] = elbow + forearm_m * (np.cos(0.5) * along + np.sin(0.5) * across)
        return replace(motion, joints_in_world=joints)

    idle = arm_raise(2, sides=("right",))
    lenient = compare(bent_elbow(idle), idle).scores["left_elbow_flexion"]
    asked = compare(bent_elbow(idle), idle, Focus(channels=("left_elbow_flexion",)))
    assert asked.scores["left_elbow_flexion"] == pytest.approx(2 * lenient)


def test_different_actions_are_warned_about():
    assert compare(squat(2), squat(1)).warnings == ()
    (warning,) = compare(squat(2), arm_raise(2)).warnings
    assert "hardly show the same movement" in warning


def test_evidence_points_into_both_clips():
    trainee, coach = squat(3, depth_rad=1.3), squat(1, moving_s=3)
    phase = compare(trainee, coach).findings[0].phase
    bottom_s = 1.5 + 2.5 * np.arange(3)
    assert np.abs((phase.start_s + phase.end_s) / 2 - bottom_s).min() < 0.1
    assert phase.coach_start_s < 2.0 < phase.coach_end_s


def test_ten_second_motions_are_compared_fast():

    trainee, coach = squat(4), squat(4, moving_s=2.2)
    compare(trainee, coach)
    started = time.process_time()
    compare(trainee, coach)
    assert time.process_time() - started < 1.0


def test_a_channel_that_cannot_be_known_says_nothing():
    # The elbows stay straight, so the rotation of the upper arm does not show.
    comparison = compare(squat(2), squat(1), Focus(channels=("left_shoulder_rotation",)))
    assert comparison.findings == ()
    assert comparison.scores == {}
    assert [r.score for r in comparison.repetitions] == [0, 0]
