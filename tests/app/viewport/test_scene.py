"""The stage, by what can be measured in its pictures: what is drawn is where and as it should be."""

import numpy as np
import pytest
from motions import squat, walk

from app.viewport.scene import DIRECTIONS, Scene
from inference.motion.skeleton import JOINT_INDEX

SIZE = (320, 240)
BLUE, ORANGE = "#2f81f7", "#f0883e"


@pytest.fixture
def scene():
    made = Scene()
    yield made
    made.close()


def blueness(picture: np.ndarray, at: np.ndarray) -> float:
    """Blue minus red over a few pixels around a point."""
    x, y = np.round(at).astype(int)
    patch = picture[y - 2 : y + 3, x - 2 : x + 3].astype(int)
    return float((patch[..., 2] - patch[..., 0]).mean())


@pytest.mark.parametrize("look", list(DIRECTIONS))
@pytest.mark.parametrize("style", ["skeleton", "body"])
def test_a_motion_is_drawn_where_the_camera_projects_it(scene, look, style):
    motion = squat()
    scene.add("trainee", motion, BLUE, style)
    scene.look(look)
    scene.show("trainee", 1.2)
    picture = scene.picture(SIZE)
    joints = motion.joints_in_world[motion.frame_at(1.2)]
    shown = scene.camera(SIZE).project(joints)
    ground = blueness(picture, np.array([8, 8]))
    drawn = [
        blueness(picture, shown[JOINT_INDEX[name]])
        for name in ("left_knee", "right_knee", "left_elbow", "spine2")
    ]
    assert min(drawn) > ground + 15


def test_two_motions_have_two_colours(scene):
    scene.add("trainee", squat(), BLUE)
    scene.add("coach", walk(), ORANGE)
    scene.look("front")
    red, _, blue = np.moveaxis(scene.picture(SIZE).astype(int), -1, 0)
    assert (blue - red > 80).sum() > 50
    assert (red - blue > 80).sum() > 50


@pytest.mark.parametrize("style", ["skeleton", "body"])
def test_lit_joints_turn_yellow_and_go_out_again(scene, style):
    scene.add("trainee", squat(), BLUE, style)
    scene.look("front")
    before = scene.picture(SIZE)
    scene.light("trainee", ("left_knee",))
    lit = scene.picture(SIZE).astype(int)
    changed = np.argwhere(np.abs(lit - before).sum(-1) > 60)
    knee = scene.camera(SIZE).project(squat().joint("left_knee")[0])
    assert np.linalg.norm(changed.mean(0)[::-1] - knee) < 4
    x, y = np.round(knee).astype(int)
    assert lit[y, x, 0] > before[y, x, 0] + 30
    scene.light("trainee", ())
    np.testing.assert_array_equal(scene.picture(SIZE), before)


def test_front_looks_at_the_face_wherever_the_person_faces(scene):
    """Turned by 90°, the person is seen from where they now face: their left stays on the picture's right."""
    motion = squat()
    turned = motion.joints_in_world[..., [2, 1, 0]] * np.array([1, 1, -1], np.float32)
    scene.add("trainee", type(motion)(turned, motion.fps), BLUE)
    scene.look("front")
    shoulders = scene.camera(SIZE).project(
        turned[0][[JOINT_INDEX["left_shoulder"], JOINT_INDEX["right_shoulder"]]]
    )
    assert shoulders[0, 0] - shoulders[1, 0] > 20
    position = scene.camera(SIZE).position_in_world
    assert abs(position[0]) > 2 > abs(position[2])


def test_looks_differ_and_keep_the_whole_clip_in_the_picture(scene):
    motion = walk(seconds=3)
    scene.add("trainee", motion, BLUE)
    pictures = []
    for look in ("front", "side", "top", "oblique"):
        scene.look(look)
        pixels = scene.camera(SIZE).project(motion.joints_in_world.reshape(-1, 3))
        assert (pixels > 0).all()
        assert (pixels < SIZE).all()
        pictures.append(scene.picture(SIZE))
    for index, picture in enumerate(pictures):
        for other in pictures[:index]:
            assert np.abs(picture.astype(int) - other).mean() > 2


def test_follow_goes_along(scene):
    motion = walk(seconds=3)
    scene.add("trainee", motion, BLUE)
    scene.look("follow")
    places = []
    for time_s in (0.0, 3.0):
        scene.show("trainee", time_s)
        places.append(scene.camera(SIZE).project(motion.joint("pelvis")[motion.frame_at(time_s)]))
    assert np.linalg.norm(places[1] - places[0]) < 25


def test_show_moves_and_remove_takes_away(scene):
    empty = scene.picture(SIZE)
    scene.add("trainee", squat(), BLUE)
    scene.look("front")
    standing = scene.picture(SIZE)
    scene.show("trainee", 1.5)
    squatting = scene.picture(SIZE)
    scene.show("trainee", 0.0)
    assert (standing != squatting).any()
    np.testing.assert_array_equal(scene.picture(SIZE), standing)
    scene.remove("trainee")
    scene.remove("trainee")
    scene.look("oblique")
    np.testing.assert_array_equal(scene.picture(SIZE), empty)


def test_mouse_turns_zooms_and_comes_back(scene):
    scene.add("trainee", squat(), BLUE)
    scene.look("side")
    start = scene.camera(SIZE)
    scene.turn(40, 20)
    scene.zoom(1.5)
    scene.shift(0.1, -0.1)
    moved = scene.camera(SIZE)
    assert np.linalg.norm(moved.position_in_world - start.position_in_world) > 0.5
    assert moved.camera_matrix[0, 0] == pytest.approx(1.5 * start.camera_matrix[0, 0])
    scene.turn(0, 500)
    assert scene.camera(SIZE).camera_from_world[2, 1] == pytest.approx(-1)
    scene.reset()
    np.testing.assert_allclose(scene.camera(SIZE).camera_from_world, start.camera_from_world)


def test_changes_are_announced_and_only_changes():
    announced = []
    scene = Scene(changed=lambda: announced.append(1))
    scene.add("trainee", squat(), BLUE)
    count = len(announced)
    assert count
    scene.show("trainee", 0.001)
    assert len(announced) == count
    scene.show("trainee", 1.0)
    assert len(announced) == count + 1


def test_a_closed_scene_draws_again(scene):
    scene.add("trainee", squat(), BLUE)
    before = scene.picture(SIZE)
    scene.close()
    scene.close()
    np.testing.assert_array_equal(scene.picture(SIZE), before)
