from dataclasses import replace

import numpy as np
import pytest
from motions import squat

from app.colours import LIT, TRAINEE, rgb
from app.report.drawing import draw_skeleton
from app.viewport.camera import Camera
from inference.motion.skeleton import BONES, JOINT_INDEX

SIZE = (360, 640)
GREY = np.full((640, 360, 3), 90, np.uint8)


@pytest.fixture(scope="module")
def seen():
    """Squats as a camera in front saw them, and where its joints are in the picture of every frame."""
    motion = squat()
    view = Camera.placed(size=SIZE, azimuth_rad=0.6).view()
    return replace(motion, view=view), view.project(motion.joints_in_world)


def colours_at(image, points_px):
    columns, rows = np.rint(points_px).astype(int).T
    return image[rows, columns].astype(int)


@pytest.mark.parametrize("time_s", [0.0, 1.5])
def test_bones_lie_where_the_camera_saw_them(seen, time_s):
    motion, joints_px = seen
    drawn = draw_skeleton(GREY, motion, time_s, TRAINEE)
    ends = joints_px[motion.frame_at(time_s)][np.array(BONES)]
    limbs = [i for i, (a, b) in enumerate(BONES) if np.linalg.norm(ends[i, 0] - ends[i, 1]) > 30]
    assert len(limbs) >= 4
    found = colours_at(drawn, ends[limbs].mean(axis=1))
    np.testing.assert_allclose(found, np.tile(rgb(TRAINEE), (len(limbs), 1)), atol=12)


def test_lit_joints_and_no_others_shine(seen):
    motion, joints_px = seen
    drawn = draw_skeleton(GREY, motion, 0.0, TRAINEE, ["left_knee"])
    found = colours_at(drawn, joints_px[0])
    lit = np.abs(found - rgb(LIT)).max(axis=1) < 12
    assert list(np.flatnonzero(lit)) == [JOINT_INDEX["left_knee"]]


def test_a_smaller_copy_of_the_picture_is_drawn_on_to_scale(seen):
    motion, joints_px = seen
    half = draw_skeleton(GREY[::2, ::2], motion, 0.0, TRAINEE, ["right_wrist"])
    found = colours_at(half, joints_px[0] / 2)[JOINT_INDEX["right_wrist"]]
    np.testing.assert_allclose(found, rgb(LIT), atol=12)


def test_the_picture_itself_is_not_touched_and_bodies_outside_it_do_no_harm(seen):
    motion, _ = seen
    away = replace(motion, joints_in_world=motion.joints_in_world + np.float32([50, 0, 0]))
    before = GREY.copy()
    np.testing.assert_array_equal(draw_skeleton(GREY, away, 0.0, TRAINEE), before)
    draw_skeleton(GREY, motion, 0.0, TRAINEE)
    np.testing.assert_array_equal(GREY, before)


def test_a_motion_that_no_camera_saw_cannot_be_drawn():
    with pytest.raises(ValueError, match="camera"):
        draw_skeleton(GREY, squat(), 0.0, TRAINEE)
