from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat, walk
from variations import elsewhere, other_body, warped_in_time

from inference.errors import MotionError
from inference.motion.alignment import align, coach_in_trainee_world
from inference.motion.motion import Motion
from inference.motion.skeleton import bone_lengths

REPETITION_S = 2.5


def standing_before_and_after(motion: Motion, seconds: float) -> Motion:
    still = round(seconds * motion.fps)
    joints = motion.joints_in_world
    return Motion(np.concatenate([joints[:1]] * still + [joints] + [joints[-1:]] * still), motion.fps)


def test_each_of_five_repetitions_is_laid_over_the_one_shown():
    alignment = align(squat(5), squat(1))
    bottoms = 1.5 + REPETITION_S * np.arange(5)
    assert alignment.coach_time(bottoms) == pytest.approx([1.5] * 5, abs=0.05)
    assert alignment.cost_m < 0.005


def test_as_many_repetitions_are_laid_over_each_other_in_order():
    alignment = align(squat(3), squat(3, moving_s=3.0))
    assert alignment.coach_time([1.5, 4.0, 6.5]) == pytest.approx([2.0, 5.5, 9.0], abs=0.1)
    assert alignment.tempo == pytest.approx(1.5, abs=0.1)


def test_one_repetition_finds_its_place_among_the_coachs():
    alignment = align(squat(1), squat(4))
    assert alignment.coach_time(1.5) % REPETITION_S == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize("strength", [-0.12, 0.12])
def test_a_known_time_warp_is_undone(strength):
    motion = squat(1)
    share = np.linspace(0, 1, 50)
    alignment = align(warped_in_time(motion, strength), motion)
    truth_s = motion.duration_s * (share + strength * np.sin(np.pi * share) ** 2)
    moving = (truth_s > 0.9) & (truth_s < 2.1)
    found_s = alignment.coach_time(motion.duration_s * share)
    assert np.abs(found_s - truth_s)[moving].max() < 0.1


def test_coach_time_never_runs_backwards_within_a_repetition():
    alignment = align(squat(3, depth_rad=1.4), squat(2, moving_s=3.0))
    for match in alignment.matches:
        assert (np.diff(match.trainee_s) > 0).all()
        assert (np.diff(match.coach_s) > 0).all()


def test_mirroring_is_proposed_for_the_other_side_only():
    left, right = arm_raise(2, sides=("left",)), arm_raise(1, sides=("right",))
    assert align(left, right).mirrored
    assert not align(left, arm_raise(1, sides=("left",))).mirrored
    assert not align(squat(2), squat(1)).mirrored


def test_different_bodies_headings_and_places_cost_nothing():
    rng = np.random.default_rng(1)
    coach = elsewhere(other_body(squat(2), rng), 1.0, 3.0, -2.0)
    assert align(squat(2), coach).cost_m < 0.005


def test_a_short_movement_is_found_in_a_long_one_that_does_not_repeat():
    # One way only: an arm goes up and stays, so nothing repeats.
    up = arm_raise(1).cut(0.5, 1.5)
    turned = walk(6.0)
    long = Motion(
        np.concatenate(
            [turned.joints_in_world, up.joints_in_world + turned.joints_in_world[-1:, :1] * [1, 0, 1]]
        ),
        30,
    )
    alignment = align(long, up)
    match = alignment.matches[-1]
    assert match.trainee_s[-1] > 6.0


def test_manual_offset_overrides_the_proposal():
    alignment = align(squat(2), squat(2), offset_s=0.3)
    assert alignment.coach_time([1.0, 3.0]) == pytest.approx([1.3, 3.3])
    assert alignment.tempo == pytest.approx(1.0)
    assert alignment.summary().offset_s == pytest.approx(0.3)


@pytest.mark.parametrize("offset_s", [2.6, -1e9, np.inf, np.nan])
def test_an_offset_without_overlap_is_refused(offset_s):
    with pytest.raises(MotionError, match=r"nothing in common; choose one between -2.5 s and 2.5 s"):
        align(squat(1), squat(1), offset_s=offset_s)


def test_a_clip_too_short_to_compare_is_refused():
    with pytest.raises(MotionError, match="coach's clip is shorter"):
        align(squat(1), squat(1).cut(0, 0.2))


def test_summary_is_plain_and_rising():
    summary = align(squat(1), squat(1)).summary()
    path = np.array(summary.path)
    assert (np.diff(path, axis=0) > 0).all()
    assert summary.cost < 0.005
    assert not summary.mirrored


def test_the_coach_is_drawn_on_the_trainee_with_their_bones_and_clock():
    rng = np.random.default_rng(2)
    trainee = squat(3, fps=25)
    coach = elsewhere(other_body(squat(1), rng), -2.0, 1.0, 5.0)
    drawn = coach_in_trainee_world(trainee, coach, align(trainee, coach))
    assert drawn.time_s == pytest.approx(trainee.time_s)
    assert bone_lengths(drawn.joints_in_world) == pytest.approx(
        bone_lengths(trainee.joints_in_world), abs=0.01
    )
    apart_m = np.linalg.norm(drawn.joints_in_world - trainee.joints_in_world, axis=-1)
    assert apart_m.mean() < 0.03


def test_the_drawn_coach_is_as_sure_as_the_coach_and_not_as_the_trainee():
    trainee, coach = squat(fps=25), squat()
    unsure = replace(trainee, sigma_m=np.full((len(trainee), 22), 0.2))
    assert coach_in_trainee_world(unsure, coach, align(unsure, coach)).sigma_m is None
    seen = replace(coach, sigma_m=np.full((len(coach), 22), 0.05))
    drawn = coach_in_trainee_world(unsure, seen, align(unsure, seen))
    assert drawn.sigma_m == pytest.approx(np.full((len(trainee), 22), 0.05), rel=1e-3)


def test_a_motion_without_a_body_is_said():
    point = Motion(np.zeros((60, 22, 3)), 30)
    with pytest.raises(MotionError, match="trainee's motion has joints on top of each other"):
        align(point, squat())
