"""What comes before and after an exercise is left out, and nothing of the exercise is."""

import csv
import json

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from motions import STILL_S, arm_raise, squat, walk

from inference.motion.active_span import MARGIN_S, active_span, exercise_span
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from inference.motion.retarget import heading_rad, typical_bone_lengths, with_bones
from inference.motion.rotations import turn

FPS = 30.0
BLEND_S = 0.5


def joined(*parts: np.ndarray, fps: float = FPS) -> Motion:
    """Movements (T, 22, 3) one after the other, each turned and placed to go on where the last one ends."""
    whole = parts[0]
    blend = np.linspace(0, 1, round(BLEND_S * fps) + 1)[1:, None, None]
    for part in parts[1:]:
        part = turn(part, float(heading_rad(whole[-1:])[0] - heading_rad(part[:1])[0]))
        part = part + (whole[-1, 0] - part[0, 0]) * [1, 0, 1]
        whole = np.concatenate([whole, whole[-1] + blend * (part[0] - whole[-1]), part])
    return Motion(whole, fps)


def standing(seconds: float) -> np.ndarray:
    return np.repeat(squat().joints_in_world[:1], round(seconds * FPS), axis=0)


def walking(seconds: float) -> np.ndarray:
    return walk(seconds).joints_in_world


def small_arm_exercise() -> Motion:
    return arm_raise(4, elevation_rad=0.9, sides=("right",))


def test_stillness_before_and_after_is_not_active() -> None:
    start_s, end_s = active_span(joined(standing(4), arm_raise(1).joints_in_world, standing(4)))
    began_s = 4 + BLEND_S + STILL_S
    assert start_s == pytest.approx(began_s + 0.1, abs=0.25)
    assert end_s == pytest.approx(began_s + 1.9, abs=0.25)


def test_someone_who_stands_still_is_active_all_the_time() -> None:
    still = Motion(standing(3), FPS)
    assert active_span(still) == exercise_span(still) == (0.0, pytest.approx(3 - 1 / FPS))


@settings(max_examples=10, phases=(Phase.explicit, Phase.generate))
@given(st.floats(1.0, 8.0), st.floats(0.0, 5.0), st.floats(0.0, 6.0))
def test_walking_in_waiting_and_walking_off_are_left_out(in_s: float, wait_s: float, off_s: float) -> None:
    exercise = small_arm_exercise()
    parts = [walking(in_s), standing(wait_s + 0.2), exercise.joints_in_world, standing(wait_s + 0.2)]
    motion = joined(*parts, walking(off_s + 0.5))
    start_s, end_s = exercise_span(motion)
    began_s = in_s + wait_s + 0.2 + 2 * BLEND_S
    # It begins and ends with half a second of stillness, and the nearest tenth of the way counts as rest.
    assert start_s == pytest.approx(began_s + STILL_S + 0.2 - MARGIN_S, abs=0.35)
    assert end_s == pytest.approx(began_s + exercise.duration_s - STILL_S - 0.2 + MARGIN_S, abs=0.35)
    assert len(find_repetitions(motion.cut(start_s, end_s))) == 4


def test_a_walk_in_no_longer_confuses_the_count() -> None:
    motion = joined(walking(6), small_arm_exercise().joints_in_world)
    assert len(find_repetitions(motion)) != 4
    assert len(find_repetitions(motion.cut(*exercise_span(motion)))) == 4


def test_reaching_for_the_phone_is_no_repetition() -> None:
    """Walks two metres to the phone, bends for it, and holds it."""
    exercise = squat(3)
    reach = squat(1, depth_rad=0.8, trunk_lean_rad=1.2).cut(0, 1.5).joints_in_world
    motion = joined(exercise.joints_in_world, walking(2), reach, np.repeat(reach[-1:], 60, axis=0))
    start_s, end_s = exercise_span(motion)
    assert start_s < 0.6
    assert exercise.duration_s - 1.0 < end_s < exercise.duration_s + 0.5


def test_a_single_frame_is_active() -> None:
    assert exercise_span(squat().cut(1, 1)) == (1.0, 1.0)


@pytest.mark.parametrize("motion", [walk(8), squat(3), arm_raise(2)], ids=["walk", "squat", "arms"])
def test_what_is_all_exercise_stays_whole(motion: Motion) -> None:
    start_s, end_s = exercise_span(motion)
    assert start_s <= STILL_S
    assert end_s >= motion.duration_s - STILL_S


def test_one_movement_that_nothing_repeats_is_kept_from_start_to_end() -> None:
    up_and_stay = arm_raise(1).cut(0.5, 1.5).joints_in_world
    motion = joined(walking(4), standing(2), up_and_stay, np.repeat(up_and_stay[-1:], 60, axis=0), walking(2))
    start_s, end_s = exercise_span(motion)
    raised_s = 4 + 2 + 2 * BLEND_S
    assert 4 <= start_s <= raised_s + 0.2, "what is left of the walk is settling down"
    assert raised_s + 0.7 <= end_s <= raised_s + 3 + 1.0, "and so is the first of the next"


@given(st.floats(-3, 3), st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=5)
def test_where_it_happens_and_when_the_clip_begins_does_not_matter(turned: float, x: float, z: float) -> None:
    motion = joined(walking(3), small_arm_exercise().joints_in_world)
    elsewhere = Motion(turn(motion.joints_in_world, turned) + np.array([x, 0, z]), FPS, start_s=7.0)
    np.testing.assert_allclose(np.subtract(exercise_span(elsewhere), 7.0), exercise_span(motion), atol=0.05)


@pytest.mark.shared
def test_real_exercises_are_found_between_real_walks(shared) -> None:
    """Correct repetitions of each exercise of UI-PRMD by one person, walks of CMU before and after."""
    data = shared / "data" / "motion"
    packs = {}
    for name in ("uiprmd", "cmu"):
        with np.load(data / f"{name}.npz", allow_pickle=False) as pack:
            packs[name] = dict(pack)
    with (data / "clips.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == "cmu" and float(row["seconds"]) > 4]
    walks = [row["clip_id"] for row in rows if json.loads(row["texts"])[:1] == ["walk"]]
    by_person = {number: f"uiprmd_m{number:02}_s02" for number in range(1, 11)}
    fps, counted, early_s, late_s = 20.0, [], [], []
    for number, whose in by_person.items():
        names = [name for name in packs["uiprmd"] if name.startswith(whose) and name.endswith("_correct")]
        chosen = [packs["uiprmd"][name] for name in names[:4]]
        exercise = np.concatenate(chosen).astype(np.float32) / 1000
        body = typical_bone_lengths(Motion(exercise, fps))
        before, after = (
            with_bones(Motion(packs["cmu"][name][40:120].astype(np.float32) / 1000, fps), body)
            for name in (walks[number % len(walks)], walks[(number + 3) % len(walks)])
        )
        motion = joined(before.joints_in_world, exercise, after.joints_in_world, fps=fps)
        start_s, end_s = exercise_span(motion)
        began_s = len(before) / fps + BLEND_S
        early_s.append(began_s - start_s)
        late_s.append(end_s - began_s - len(exercise) / fps)
        counted.append(len(find_repetitions(motion.cut(start_s, end_s))) == len(chosen))
    assert max(*early_s, *late_s) < 2.0
    assert np.median(early_s + late_s) < 0.5
    assert np.mean(counted) >= 0.9
