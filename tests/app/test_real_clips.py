"""Real people through the whole pose stage: what comes out must be a body that moves as bodies do."""

from pathlib import Path

import numpy as np
import pytest

from app.posing import posed
from inference.motion.motion import Motion
from inference.motion.retarget import heading_rad
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths
from training.data.real_clips import real_clip

pytestmark = pytest.mark.clips

WALKING_WOMAN = 2


def pose(clip: Path, person: int) -> Motion:
    return posed(clip, quality="full", person=person).take.motion


def assert_bones_are_rigid_and_feet_on_the_floor(motion: Motion) -> None:
    assert bone_lengths(motion.joints_in_world).std(axis=0).max() < 1e-4
    feet_m = motion.joints_in_world[:, CONTACT_JOINTS, 1]
    assert feet_m.min() > -0.01
    assert np.median(feet_m.min(axis=1)) < 0.1
    assert motion.contacts.any(axis=1).mean() > 0.3


def test_a_woman_walks_the_way_she_faces() -> None:
    motion = pose(real_clip("sports2d_walk"), WALKING_WOMAN)
    assert_bones_are_rigid_and_feet_on_the_floor(motion)
    way = motion.joint("pelvis")[-1] - motion.joint("pelvis")[0]
    heading = np.exp(1j * heading_rad(motion.joints_in_world)).mean()
    along = (way[2] + 1j * way[0]) / np.hypot(way[0], way[2])
    assert abs(np.degrees(np.angle(along / heading))) < 25
    speed_m_s = np.hypot(way[0], way[2]) / motion.duration_s
    assert 0.6 < speed_m_s < 1.8


@pytest.mark.parametrize("camera", [1, 2, 3, 4])
def test_a_balancing_man_stands_whoever_films_him(camera: int) -> None:
    motion = pose(real_clip(f"multiperson_cam{camera}"), 1)
    assert_bones_are_rigid_and_feet_on_the_floor(motion)
    travelled_m = np.ptp(motion.joint("pelvis")[:, [0, 2]], axis=0).max()
    assert travelled_m < 1.5
