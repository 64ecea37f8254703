"""The shipped editor on plain movements: what is asked happens, nothing else does, and it is soon done."""

import time

import numpy as np
import pytest
from motions import walk

from inference.editing.diffusion import DiffusionEditor
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, PARTS


@pytest.fixture(scope="module")
def editor() -> DiffusionEditor:
    return DiffusionEditor()


def most_deg(motion: Motion, channel: str) -> float:
    return float(np.degrees(np.nanmax(measure(motion)[channel])))


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_an_arm_is_raised_and_the_rest_stays(editor: DiffusionEditor, side: str, other: str) -> None:
    motion = walk(fps=20)
    (after,) = editor.edit(motion, f"raise the {side} arm overhead", f"{side}_arm")
    raised, own = (most_deg(each, f"{side}_shoulder_elevation") for each in (after, motion))
    assert raised > 90 > own
    moved = np.abs(after.joints_in_world - motion.joints_in_world).max(axis=(0, 2)) > 0
    assert set(np.flatnonzero(moved)) == {JOINT_INDEX[name] for name in PARTS[f"{side}_arm"]}
    assert np.array_equal(
        measure(after)[f"{other}_shoulder_elevation"], measure(motion)[f"{other}_shoulder_elevation"]
    )


def test_variations_differ_and_come_again(editor: DiffusionEditor) -> None:
    motion = walk(fps=20)
    first, again = (editor.edit(motion, "wave", "right_arm", seed=3, count=2) for _ in range(2))
    for one, same in zip(first, again, strict=True):
        assert np.array_equal(one.joints_in_world, same.joints_in_world)
    assert np.abs(first[0].joints_in_world - first[1].joints_in_world).max() > 0.02


def test_ten_seconds_are_made_in_a_few(editor: DiffusionEditor) -> None:
    motion = walk(seconds=9.8, fps=20)
    began = time.perf_counter()
    editor.edit(motion, "wave with the left arm", "left_arm")
    # Two seconds by itself on two cores; tests run two at a time.
    assert time.perf_counter() - began < 8
