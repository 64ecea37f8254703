from dataclasses import replace

import numpy as np
import pytest
from motions import arm_raise, squat, walk
from scipy.ndimage import gaussian_filter1d

from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.skeleton import JOINT_INDEX, PARTS


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("movement", [squat, arm_raise])
def test_counts_repetitions(movement, count: int) -> None:
    assert len(find_repetitions(movement(repetitions=count))) == count


def test_repetition_turns_where_the_movement_turns() -> None:
    motion = replace(squat(repetitions=2), start_s=10.0)
    first, second = find_repetitions(motion)
    assert (first.turn_s, second.turn_s) == pytest.approx((11.5, 14.0), abs=0.05)
    # Movement lasts from 0.5 s to 2.5 s; the first and last tenth of the way count as rest.
    assert (first.start_s, first.end_s) == pytest.approx((10.7, 12.3), abs=0.1)
    assert [phase.name for phase in first.phases] == ["going down", "at the bottom", "coming up"]
    edges = [first.start_s, first.arrives_s, first.turn_s, first.leaves_s, first.end_s]
    assert edges == sorted(edges)
    assert first.phases[0].end_s == first.phases[1].start_s == first.arrives_s


def test_tightly_cut_repetition_is_still_one() -> None:
    motion = squat()
    assert len(find_repetitions(motion.cut(0.8, 2.2))) == 1


@pytest.mark.parametrize(
    ("motion", "names"),
    [
        (arm_raise(plane_rad=1.5), ("lifting", "at the top", "lowering")),
        (arm_raise(sides=("right",)), ("lifting", "at the top", "lowering")),
        (walk(), ("start", "middle", "end")),
        (squat().cut(1.5, 2.5), None),
    ],
)
def test_phases_are_named_by_their_direction(motion: Motion, names: tuple[str, ...] | None) -> None:
    found = {repetition.phase_names for repetition in find_repetitions(motion)}
    assert found == ({names} if names else set())


def test_seat_first_is_standing_up() -> None:
    down_up = squat(repetitions=2)
    from_seat = down_up.cut(1.5, 4.0)
    assert [r.phase_names[0] for r in find_repetitions(from_seat)] == ["standing up"]


def test_walking_yields_gait_cycles() -> None:
    repetitions = find_repetitions(walk(seconds=6, step_s=0.5))
    assert len(repetitions) in (5, 6)
    turns_s = np.diff([repetition.turn_s for repetition in repetitions])
    np.testing.assert_allclose(turns_s, 1.0, atol=0.05)


def test_one_way_movement_is_no_repetition() -> None:
    down = squat().cut(0, 1.5)
    held = np.concatenate([down.joints_in_world, np.repeat(down.joints_in_world[-1:], 30, axis=0)])
    assert find_repetitions(Motion(held, 30)) == []


@pytest.mark.parametrize("jitter_m", [0.0, 0.005, 0.02])
def test_standing_still_is_no_repetition(jitter_m: float) -> None:
    still = np.repeat(squat().joints_in_world[:1], 300, axis=0)
    jitter = gaussian_filter1d(np.random.default_rng(3).normal(size=still.shape), 3, axis=0)
    motion = Motion(still + jitter * (jitter_m / jitter.std()), 30)
    assert find_repetitions(motion) == []


def test_a_single_frame_has_no_repetition() -> None:
    assert find_repetitions(squat().cut(0, 0)) == []


@pytest.mark.shared
def test_counts_real_repetitions(shared) -> None:
    """Correct repetitions of each of the six training people, joined: squats, leg raises, arm raises."""
    clips = np.load(shared / "data" / "motion" / "uiprmd.npz", allow_pickle=False)
    counts = []
    for exercise in ("m01", "m04", "m05", "m06", "m07", "m10"):
        for subject in range(1, 7):
            names = [name for name in clips if name.startswith(f"uiprmd_{exercise}_s{subject:02d}")]
            chosen = [clips[name] for name in names if name.endswith("_correct")][:4]
            joints = np.concatenate(chosen) / np.float32(1000)
            counts.append(len(find_repetitions(Motion(joints, 20))) - len(chosen))
    assert np.mean(np.array(counts) == 0) >= 0.95


@pytest.mark.parametrize("first", ["left", "right"])
def test_alternating_sides_count_once_for_both(first: str) -> None:
    second = {"left": "right", "right": "left"}[first]
    pair = [arm_raise(sides=(side,)).joints_in_world for side in (first, second)]
    repetitions = find_repetitions(Motion(np.concatenate(pair * 3), 30))
    assert len(repetitions) == 3
    assert {repetition.phase_names for repetition in repetitions} == {("start", "middle", "end")}
    assert [repetition.turn_s for repetition in repetitions] == pytest.approx([1.5, 7.5, 13.5], abs=0.3)


def test_taking_up_a_posture_does_not_hide_the_exercise() -> None:
    """The left arm goes up high and stays there; the right one then rises less high, three times."""
    left = list(PARTS["left_arm"])
    exercise = arm_raise(repetitions=3, elevation_rad=2.2, sides=("right",)).joints_in_world.copy()
    held = arm_raise(sides=("left",)).cut(0, 1.5).joints_in_world
    exercise[:, [JOINT_INDEX[name] for name in left]] = held[-1:, [JOINT_INDEX[name] for name in left]]
    standing = np.repeat(held[:1], 60, axis=0)
    assert len(find_repetitions(Motion(np.concatenate([standing, held, exercise]), 30))) == 3
