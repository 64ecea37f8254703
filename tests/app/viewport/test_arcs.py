"""Arcs, lines and their values, by the pixels in which they are drawn."""

import numpy as np
import pytest
from motions import squat

from app.colours import COACH, PERFORMERS, TRAINEE, rgb
from app.viewport.scene import Scene
from inference.motion.kinematics import measure
from inference.motion.marks import marks

SIZE = (480, 360)
DEEP_S = 1.5


@pytest.fixture
def scene():
    made = Scene()
    yield made
    made.close()


def changed(scene: Scene, name: str, channel: str) -> np.ndarray:
    """Pixels (N, 2: right, down) that a channel's mark changes."""
    scene.measure(name, None)
    before = scene.picture(SIZE).astype(int)
    scene.measure(name, channel)
    different = np.abs(scene.picture(SIZE).astype(int) - before).sum(-1) > 60
    return np.argwhere(different)[:, ::-1]


@pytest.mark.parametrize("style", ["skeleton", "body"])
def test_an_arc_lies_at_the_joint_between_thigh_and_shank_over_all_flesh(scene, style):
    motion = squat(depth_rad=1.75)
    scene.add("trainee", motion, TRAINEE, style)
    scene.look("side")
    scene.show("trainee", DEEP_S)
    drawn = changed(scene, "trainee", "left_knee_flexion")
    (arc,) = marks(motion, "left_knee_flexion")
    frame = motion.frame_at(DEEP_S)
    knee, shin = scene.camera(SIZE).project(
        np.stack([arc.centre[frame], arc.centre[frame] + 0.17 * arc.towards(frame)])
    )
    assert np.linalg.norm(drawn - knee, axis=1).max() < 1.25 * np.linalg.norm(shin - knee)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        on_arc = arc.centre[frame] + 0.1 * motion.height_m * arc.towards(frame, share)
        at = scene.camera(SIZE).project(on_arc)
        assert np.linalg.norm(drawn - at, axis=1).min() < 2, share


def test_a_value_is_written_beside_its_arc_as_the_channel_has_it(scene):
    for name, depth_rad in (("trainee", 1.1), ("coach", 1.75)):
        motion = squat(depth_rad=depth_rad)
        scene.add(name, motion, PERFORMERS[name])
        scene.show(name, DEEP_S)
        scene.measure(name, "left_knee_flexion")
    frame = squat().frame_at(DEEP_S)
    for label, depth_rad in zip(scene.labels(SIZE), (1.1, 1.75), strict=True):
        expected = np.degrees(measure(squat(depth_rad=depth_rad))["left_knee_flexion"][frame])
        assert label.value == pytest.approx(expected)
        assert label.unit == "deg"
        knee = scene.camera(SIZE).project(squat(depth_rad=depth_rad).joint("left_knee")[frame])
        assert np.linalg.norm(np.array(label.at_px) - knee) < 80
    scene.hide("coach", True)
    assert [label.performer for label in scene.labels(SIZE)] == ["trainee"]


def test_a_height_is_a_line_from_the_floor(scene):
    motion = squat()
    scene.add("coach", motion, COACH)
    scene.look("front")
    drawn = changed(scene, "coach", "left_wrist_height")
    wrist = motion.joint("left_wrist")[0]
    ends = scene.camera(SIZE).project(np.stack([wrist * [1, 0, 1], wrist]))
    np.testing.assert_allclose([drawn.max(0)[1], drawn.min(0)[1]], ends[:, 1], atol=4)
    red, _, blue = np.moveaxis(scene.picture(SIZE)[tuple(drawn.mean(0).astype(int)[::-1])].astype(int), -1, 0)
    assert red - blue > 0.3 * (rgb(COACH)[0] - rgb(COACH)[2])


def test_what_is_not_known_now_is_not_drawn_now(scene):
    """An arm that hangs straight does not show how far it is turned."""
    scene.add("trainee", squat(), TRAINEE)
    assert len(changed(scene, "trainee", "left_shoulder_rotation")) == 0
    assert scene.labels(SIZE) == []


def test_no_channel_leaves_no_trace(scene):
    scene.add("trainee", squat(), TRAINEE)
    before = scene.picture(SIZE)
    scene.measure("trainee", "left_elbow_flexion")
    scene.measure("trainee", None)
    np.testing.assert_array_equal(scene.picture(SIZE), before)
