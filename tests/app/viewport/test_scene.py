"""The stage, by what can be measured in its pictures: what is drawn is where and as it should be."""

from dataclasses import replace

import numpy as np
import pytest
from motions import squat, walk

from app.colours import PERFORMERS
from app.viewport import stage
from app.viewport.camera import Camera
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
    scene.look("back")
    assert np.sign(scene.camera(SIZE).position_in_world[0]) == -np.sign(position[0])


def test_looks_differ_and_keep_the_whole_clip_in_the_picture(scene):
    motion = walk(seconds=3)
    scene.add("trainee", motion, BLUE)
    pictures = []
    for look in ("front", "side", "back", "top", "oblique"):
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


def test_three_people_have_three_colours_and_each_can_be_hidden(scene):
    motion = walk()
    for index, (name, colour) in enumerate(PERFORMERS.items()):
        beside = motion.joints_in_world + np.array([0.8 * index, 0, 0], np.float32)
        scene.add(name, type(motion)(beside, motion.fps), colour)
    scene.look("front")
    everybody = scene.picture(SIZE).astype(int)
    for name in PERFORMERS:
        scene.hide(name, True)
        gone = np.abs(scene.picture(SIZE) - everybody).sum(-1) > 60
        assert gone.sum() > 50, name
        middle = scene.camera(SIZE).project(np.array([0.8 * list(PERFORMERS).index(name), 0.9, 0]))
        assert abs(np.argwhere(gone).mean(0)[1] - middle[0]) < 15, name
        scene.hide(name, False)
    np.testing.assert_array_equal(scene.picture(SIZE), everybody)


def test_the_first_body_that_is_seen_is_solid(scene):
    for name, x in (("trainee", 0.0), ("coach", 1.2)):
        motion = squat()
        beside = motion.joints_in_world + np.array([x, 0, 0], np.float32)
        scene.add(name, type(motion)(beside, motion.fps), PERFORMERS[name], "body")
    scene.look("front")
    x, y = np.round(scene.camera(SIZE).project(np.array([1.2, 1.3, 0.1]))).astype(int)
    through = scene.picture(SIZE)[y, x].astype(int)
    scene.hide("trainee", True)
    solid = scene.picture(SIZE)[y, x].astype(int)
    assert solid[0] - solid[2] > through[0] - through[2] + 30


def test_who_is_replaced_keeps_their_place(scene):
    beside = squat().joints_in_world + np.array([0.9, 0, 0], np.float32)
    motions = {"trainee": squat(), "coach": type(squat())(beside, squat().fps)}
    pictures = []
    for name in ("trainee", "coach", "trainee"):
        scene.add(name, motions[name], PERFORMERS[name], "body")
        scene.show(name, 1.5)
        scene.measure(name, "left_knee_flexion")
        pictures.append(scene.picture(SIZE))
    # Shadows on shadows differ by a rounding.
    np.testing.assert_allclose(pictures[2].astype(int), pictures[1], atol=2)


def test_by_night_the_stage_is_dark_and_its_floor_and_people_are_seen(scene):
    scene.add("trainee", squat(), BLUE)
    day = scene.picture(SIZE).astype(int)
    scene.dress(stage.DARK)
    night = scene.picture(SIZE).astype(int)
    assert night[4, 4].max() < 60 < 200 < day[4, 4].min()
    assert np.ptp(night[-40:, :60].sum(-1)) > 40  # lines of the floor
    joints = scene.camera(SIZE).project(squat().joints_in_world[0])
    assert blueness(night, joints[JOINT_INDEX["spine2"]]) > blueness(night, np.array([8, 8])) + 15
    scene.dress(stage.LIGHT)
    np.testing.assert_array_equal(scene.picture(SIZE), day)


def test_the_video_look_is_where_the_video_was_taken_from(scene):
    film = Camera.placed(3.0, 1.4, azimuth_rad=0.7, pitch_rad=0.2, size=(720, 1280))
    motion = replace(squat(), view=film.view())
    scene.add("trainee", motion, BLUE)
    assert scene.view is motion.view
    scene.look("video")
    np.testing.assert_allclose(scene.camera(SIZE).position_in_world, film.position_in_world, atol=1e-9)
    shown, filmed = (camera.project(motion.joints_in_world[0]) for camera in (scene.camera(SIZE), film))
    scale = SIZE[1] / 1280
    np.testing.assert_allclose(shown[:, 1], filmed[:, 1] * scale, atol=1e-6)
    np.testing.assert_allclose(shown[:, 0], filmed[:, 0] * scale + (SIZE[0] - 720 * scale) / 2, atol=1e-6)
    scene.turn(30, 0)
    assert np.linalg.norm(scene.camera(SIZE).position_in_world - film.position_in_world) > 0.5
    scene.reset()
    np.testing.assert_allclose(scene.camera(SIZE).position_in_world, film.position_in_world, atol=1e-9)


def test_without_a_video_its_look_sees_everybody(scene):
    scene.add("trainee", squat(), BLUE)
    scene.look("video")
    assert scene.view is None
    pixels = scene.camera(SIZE).project(squat().joints_in_world.reshape(-1, 3))
    assert (pixels > 0).all()
    assert (pixels < SIZE).all()


def test_the_floor_lies_where_it_is_laid_and_goes_back(scene):
    scene.add("trainee", squat(), BLUE)
    scene.look("side")
    before = scene.picture(SIZE)
    raised = np.eye(4)
    raised[1, 3] = 0.5
    scene.lay_floor(raised)
    laid = scene.picture(SIZE)
    y = round(scene.camera(SIZE).project(np.array([0.0, 0.45, 0.0]))[1])
    assert (laid[y - 60 : y + 60, 10:60] != before[y - 60 : y + 60, 10:60]).any()
    # The plumb line stands on it.
    ends = scene.camera(SIZE).project(np.array([[0.0, 0.5, 0.0], [0.0, 2.5, 0.0]]))
    yellow = np.argwhere((laid[..., 0].astype(int) - laid[..., 2] > 60) & (laid[..., 1] > 150))
    np.testing.assert_allclose(yellow[:, 1], ends[0, 0], atol=3)
    assert yellow[:, 0].max() == pytest.approx(ends[0, 1], abs=3)
    scene.lay_floor(None)
    np.testing.assert_array_equal(scene.picture(SIZE), before)
