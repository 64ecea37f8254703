"""Every operator does what it says, in sign and size, and nothing that a body cannot."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from motions import arm_raise, squat, walk

from inference.editing.edited import edited
from inference.editing.form import achieved, wished
from inference.editing.joint_limits import LIMITS
from inference.editing.kinematic import changed
from inference.editing.operators import DYNAMICS, FORM, OPERATORS, Edit
from inference.errors import EditError
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import posture
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths

FPS = 20.0
SIGNS = (1, -1)
# What an upright squat cannot do: there is no lower foot, and its parallel feet cannot stand less in line.
IMPOSSIBLE = {("foot_height", -1), ("stance_length", -1)}


@cache
def bent_arms() -> Motion:
    """Squats with arms held a little forward and bent, so that every channel of theirs is known."""
    motion = squat(2, fps=FPS, moving_s=1.5)
    bent = np.full(len(motion), 1.0)
    raised = np.full(len(motion), 0.5)
    return changed(
        motion,
        {f"{side}_{name}": values for side in ("left", "right") for name, values in
         (("elbow_flexion", bent), ("shoulder_abduction", raised))},
    )  # fmt: skip


def length_changes_m(before: Motion, after: Motion) -> np.ndarray:
    own, other = (bone_lengths(motion.joints_in_world.astype(float)) for motion in (before, after))
    return np.maximum(own.min(axis=0) - other, other - own.max(axis=0))


def slide_m(motion: Motion) -> float:
    """The most that a standing foot moves in a frame."""
    stands = motion.contacts[1:] & motion.contacts[:-1]
    steps = np.diff(motion.joints_in_world[:, CONTACT_JOINTS][..., [0, 2]], axis=0)
    return float((np.linalg.norm(steps, axis=-1) * stands).max())


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", FORM)
def test_every_edit_of_form_is_done_as_told(name: str, sign: int) -> None:
    motion = bent_arms()
    edit = Edit(name, sign * FORM[name].usual / 2, "left" if FORM[name].sided else "none")
    if (name, sign) in IMPOSSIBLE:
        with pytest.raises(EditError, match="cannot take that pose"):
            edited(motion, [edit])
        return
    result = edited(motion, [edit])
    own, other = measure(motion), measure(result)
    wishes = wished(motion, [edit])
    assert wishes
    for channel, wish in wishes.items():
        done, known = achieved(wish, own[channel], other[channel])
        assert done == pytest.approx(1, abs=0.2)
        assert known > 0.5
        assert np.sign(wish[np.abs(wish).argmax()]) == sign
    assert length_changes_m(motion, result).max() < 1e-5
    assert slide_m(result) < 0.002
    assert len(result) == len(motion)


@pytest.mark.parametrize("name", DYNAMICS)
def test_no_edit_of_dynamics_stretches_a_bone_or_slides_a_foot(name: str) -> None:
    motion = walk(fps=FPS) if name == "travel" else squat(2, fps=FPS)
    side = "both" if DYNAMICS[name].sided else "none"
    result = edited(motion, [Edit(name, DYNAMICS[name].usual, side)])
    assert length_changes_m(motion, result).max() < 1e-5
    assert slide_m(result) < max(0.002, slide_m(motion) + 0.001)
    assert result.view is None
    assert result.contacts.shape == (len(result), 4)


@pytest.mark.parametrize("name", OPERATORS)
def test_nothing_asked_is_nothing_done(name: str) -> None:
    motion = bent_arms()
    assert edited(motion, [Edit(name, 0.0)]) is motion


def test_an_edit_and_its_opposite_make_the_motion_again() -> None:
    motion = squat(fps=FPS)
    there = [Edit("trunk_lean_forward", 10)]
    again = edited(edited(motion, there), [Edit("trunk_lean_forward", -10)])
    off = measure(again)["trunk_lean_forward"] - measure(motion)["trunk_lean_forward"]
    assert np.degrees(np.abs(off).max()) < 2.5
    twice = edited(edited(motion, [Edit("mirror", 1)]), [Edit("mirror", 1)])
    assert twice.joints_in_world == pytest.approx(motion.joints_in_world, abs=1e-6)


def test_deeper_squats_are_deeper_at_the_bottom_and_stand_as_upright() -> None:
    motion = squat(2, fps=FPS, depth_rad=1.4)
    result = edited(motion, [Edit("knee_flexion", 20, "both")])
    own, other = (np.degrees(measure(m)["left_knee_flexion"]) for m in (motion, result))
    bottom, upright = own > own.max() - 3, own < 3
    assert (other - own)[bottom].mean() == pytest.approx(20, abs=2)
    assert np.abs(other - own)[upright].max() < 3


def test_a_posture_is_edited_all_the_time() -> None:
    motion = arm_raise(2, fps=FPS)
    result = edited(motion, [Edit("trunk_lean_forward", 10)])
    more = np.degrees(measure(result)["trunk_lean_forward"] - measure(motion)["trunk_lean_forward"])
    assert more == pytest.approx(np.full(len(more), 10), abs=1)


def test_a_phase_is_edited_in_every_repetition_and_nowhere_else() -> None:
    motion = squat(2, fps=FPS, moving_s=3.0)
    result = edited(motion, [Edit("trunk_lean_sideways", 8, phase="at the bottom")])
    more = np.degrees(measure(result)["trunk_lean_sideways"] - measure(motion)["trunk_lean_sideways"])
    for repetition in find_repetitions(motion):
        assert more[motion.frame_at(repetition.turn_s)] == pytest.approx(8, abs=1)
        assert abs(more[motion.frame_at(repetition.start_s)]) < 0.5


@pytest.mark.parametrize(("phase", "third"), [("start", 0), ("middle", 1), ("end", 2)])
def test_what_does_not_repeat_has_a_start_a_middle_and_an_end(phase: str, third: int) -> None:
    motion = squat(1, fps=FPS, moving_s=3.0)
    [repetition] = find_repetitions(motion)
    down = motion.cut(repetition.start_s, repetition.arrives_s)
    assert not find_repetitions(down)
    result = edited(down, [Edit("trunk_lean_sideways", 8, phase=phase)])
    more = np.degrees(measure(result)["trunk_lean_sideways"] - measure(down)["trunk_lean_sideways"])
    thirds = np.array_split(more, 3)
    assert thirds[third].max() == pytest.approx(8, abs=1)
    assert np.argmax([part.mean() for part in thirds]) == third


def test_times_narrow_an_edit() -> None:
    motion = squat(2, fps=FPS)
    result = edited(motion, [Edit("trunk_rotation", 15, start_s=3.0)])
    moved_m = np.linalg.norm(result.joints_in_world - motion.joints_in_world, axis=-1).max(axis=1)
    assert moved_m[motion.time_s < 2.2].max() < 1e-3
    assert moved_m[motion.time_s > 3.2].min() > 0.02


def test_several_edits_at_once() -> None:
    motion = squat(2, fps=FPS)
    result = edited(motion, [Edit("knee_flexion", -15, "both"), Edit("pause", 1.0, phase="at the bottom")])
    assert result.duration_s == pytest.approx(motion.duration_s + 2, abs=0.1)
    shallower = np.nanmax(measure(result)["left_knee_flexion"]) - np.nanmax(
        measure(motion)["left_knee_flexion"]
    )
    assert np.degrees(shallower) == pytest.approx(-15, abs=2)


def test_joints_stay_inside_their_limits() -> None:
    motion = bent_arms()
    result = edited(motion, [Edit("elbow_flexion", 90, "both")])
    bent = measure(result)["left_elbow_flexion"]
    assert np.nanmax(bent) < LIMITS["left_elbow_flexion"][1] + np.radians(3)


@pytest.mark.parametrize("factor", [1.5, 0.6])
def test_tempo_changes_how_long_it_takes_and_not_what_is_done(factor: float) -> None:
    motion = squat(2, fps=FPS)
    result = edited(motion, [Edit("tempo", factor - 1)])
    assert result.duration_s == pytest.approx(factor * motion.duration_s, abs=1.5 / FPS)
    assert len(find_repetitions(result)) == 2
    for name in ("left_knee_flexion", "pelvis_height"):
        own, other = measure(motion)[name], measure(result)[name]
        assert np.nanmax(other) == pytest.approx(np.nanmax(own), abs=0.03)


def test_a_phase_may_be_called_as_another_movement_would_call_it() -> None:
    motion = squat(fps=20)
    meant, said = (
        edited(motion, [Edit("trunk_lean_forward", 8, phase=phase)]) for phase in ("going down", "lowering")
    )
    assert np.array_equal(meant.joints_in_world, said.joints_in_world)


def test_the_tempo_of_a_phase_leaves_the_other_phases() -> None:
    motion = squat(2, fps=60)
    result = edited(motion, [Edit("tempo", 0.8, phase="going down")])
    for before, after in zip(find_repetitions(motion), find_repetitions(result), strict=True):
        lasts = [[span.end_s - span.start_s for span in r.phases] for r in (before, after)]
        (own_down, _, own_up), (other_down, _, other_up) = lasts
        assert other_down == pytest.approx(1.8 * own_down, rel=0.15)
        assert other_up == pytest.approx(own_up, rel=0.1)


def test_a_pause_holds_still_and_sets_off_softly() -> None:
    motion = squat(2, fps=60)
    result = edited(motion, [Edit("pause", 1.5, phase="at the bottom")])
    assert result.duration_s == pytest.approx(motion.duration_s + 3, abs=2 / 60)
    speed_m_s = (
        np.linalg.norm(np.diff(result.joints_in_world.astype(float), axis=0), axis=-1).max(axis=1) * 60
    )
    assert (speed_m_s < 0.02).sum() / 60 > 3
    own_m_s = np.linalg.norm(np.diff(motion.joints_in_world.astype(float), axis=0), axis=-1).max(axis=1) * 60
    assert np.abs(np.diff(speed_m_s)).max() < 2 * np.abs(np.diff(own_m_s)).max()


@pytest.mark.parametrize("delay_s", [0.4, -0.4])
def test_a_late_arm_does_the_same_later_and_the_body_does_not(delay_s: float) -> None:
    motion = arm_raise(2, fps=FPS)
    result = edited(motion, [Edit("arm_delay", delay_s, "left")])
    own, other = measure(motion), measure(result)
    frames = round(delay_s * FPS)
    inside = slice(15, -15)
    expected = np.roll(own["left_shoulder_elevation"], frames)[inside]
    assert np.degrees(np.abs(other["left_shoulder_elevation"][inside] - expected).max()) < 6
    assert other["right_shoulder_elevation"] == pytest.approx(own["right_shoulder_elevation"], abs=1e-5)


def test_late_legs_leave_the_trunk_as_it_was() -> None:
    motion = squat(2, fps=FPS)
    result = edited(motion, [Edit("leg_delay", 0.4, "both")])
    own, other = measure(motion), measure(result)
    expected = np.roll(own["left_knee_flexion"], 8)[12:-12]
    assert np.degrees(np.abs(other["left_knee_flexion"][12:-12] - expected).max()) < 8
    assert other["trunk_lean_forward"] == pytest.approx(own["trunk_lean_forward"], abs=1e-3)


@pytest.mark.parametrize("sign", SIGNS)
def test_ranges_scale_the_excursion_from_upright(sign: int) -> None:
    motion = arm_raise(2, fps=FPS, elevation_rad=1.8)
    result = edited(motion, [Edit("arm_range", 0.25 * sign, "left")])
    own, other = (measure(m)["left_shoulder_elevation"] for m in (motion, result))
    assert np.ptp(other) == pytest.approx((1 + 0.25 * sign) * np.ptp(own), rel=0.05)
    larger = edited(squat(2, fps=FPS, depth_rad=1.4), [Edit("range", 0.2 * sign)])
    lowest = np.nanmin(measure(larger)["pelvis_height"]) - np.nanmin(
        measure(squat(2, fps=FPS, depth_rad=1.4))["pelvis_height"]
    )
    assert np.sign(lowest) == -sign


@pytest.mark.parametrize("more", [0.2, -0.2])
def test_who_travels_further_takes_longer_steps(more: float) -> None:
    motion = walk(fps=FPS)
    result = edited(motion, [Edit("travel", more)])
    way = [m.joints_in_world[-1, 0, 2] - m.joints_in_world[0, 0, 2] for m in (motion, result)]
    assert way[1] == pytest.approx((1 + more) * way[0], rel=0.01)
    assert len(result) == len(motion)


@pytest.mark.parametrize("count", [1, 2, -1])
def test_repetitions_come_and_go(count: int) -> None:
    motion = squat(3, fps=FPS)
    result = edited(motion, [Edit("repetitions", count)])
    assert len(find_repetitions(result)) == 3 + count
    steps = [np.linalg.norm(np.diff(m.joints_in_world, axis=0), axis=-1).max() for m in (motion, result)]
    assert steps[1] < 1.3 * steps[0]


def test_swapped_halves_come_in_the_other_order() -> None:
    motion = squat(1, fps=FPS)
    arms = arm_raise(1, fps=FPS)
    # A squat, then an arm raise.
    both = replace(
        motion,
        joints_in_world=np.concatenate([motion.joints_in_world, arms.joints_in_world]),
        confidence=np.ones((2 * len(motion), 22)),
        contacts=np.concatenate([motion.contacts, arms.contacts]),
    )
    result = edited(both, [Edit("swap", 1)])
    bent = measure(result)["left_knee_flexion"]
    assert len(result) == len(both)
    assert np.nanargmax(measure(result)["left_shoulder_elevation"]) < np.nanargmax(bent)
    assert posture(result.joints_in_world[:1])[0] == pytest.approx(
        posture(arms.joints_in_world[:1])[0], abs=0.06
    )


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (Edit("knee_flexion", -40, "both", start_s=0, end_s=0.4), "limit"),
        (Edit("knee_flexion", 10, phase="at the top"), "it has “going down”, “at the bottom”, “coming up”"),
        (Edit("knee_flexion", 10, start_s=90), "the motion lasts from 0.0 s"),
        (Edit("repetitions", -2), "cannot be left out"),
        (Edit("repetitions", 0.4), "Repetitions are whole"),
        (Edit("travel", 0.2), "stays in one place"),
        (Edit("leg_delay", 0.4, "left"), "carries the body"),
        (Edit("foot_height", 0.1, "both"), "lift the foot that stands"),
        (Edit("tempo", -0.95), "of the time"),
        (Edit("pause", -1), "A pause lasts longer"),
        (Edit("shoulder_rotation", 20, "left"), "does not show"),
        (Edit("jump", 1), "There is no edit “jump”"),
        (Edit("knee_flexion", float("nan")), "must be a number"),
        (Edit("tempo", 0.3, seconds=float("nan")), "must be a number"),
    ],
)
def test_what_cannot_be_done_is_said(edit: Edit, says: str) -> None:
    with pytest.raises(EditError, match=says):
        edited(squat(2, fps=FPS), [edit])


def test_somebody_who_stands_still_has_no_phases_and_nothing_to_repeat() -> None:
    still = replace(squat(fps=FPS), joints_in_world=np.repeat(squat(fps=FPS).joints_in_world[:1], 61, axis=0))
    for edit in (Edit("repetitions", 1), Edit("pause", 1), Edit("tempo", 0.3, phase="at the bottom")):
        with pytest.raises(EditError, match=r"found in this motion|found there"):
            edited(still, [edit])
    for edit in (Edit("arm_delay", 0.3), Edit("range", 0.2)):
        with pytest.raises(EditError, match="moves"):
            edited(still, [edit])
