"""Trails and ghosts, by the pixels they change: where the joints were and will be, and nowhere else."""

import numpy as np
import pytest
from motions import walk

from app.colours import TRAINEE
from app.viewport.scene import Scene

SIZE = (480, 360)
NOW_S = 2.0


@pytest.fixture
def scene():
    made = Scene()
    made.add("trainee", walk(seconds=4), TRAINEE)
    made.look("side")
    made.show("trainee", NOW_S)
    yield made
    made.close()


def drawn(scene: Scene, **traced: object) -> np.ndarray:
    """Pixels (N, 2: right, down) that differ from the picture without."""
    scene.trace("trainee", trails=False, ghosts=False)
    before = scene.picture(SIZE).astype(int)
    scene.trace("trainee", **{"trails": False, "ghosts": False, **traced})
    return np.argwhere(np.abs(scene.picture(SIZE).astype(int) - before).sum(-1) > 40)[:, ::-1]


def at(scene: Scene, joint: str, time_s: float) -> np.ndarray:
    motion = walk(seconds=4)
    return scene.camera(SIZE).project(motion.joint(joint)[motion.frame_at(time_s)])


def distance(pixels: np.ndarray, point: np.ndarray) -> float:
    return float(np.linalg.norm(pixels - point, axis=1).min())


def test_trails_run_where_the_lit_joints_were_and_will_be(scene):
    scene.light("trainee", ("left_wrist",))
    pixels = drawn(scene, trails=True)
    for time_s in (NOW_S - 0.6, NOW_S + 0.4):
        assert distance(pixels, at(scene, "left_wrist", time_s)) < 3
    assert distance(pixels, at(scene, "right_foot", NOW_S - 0.6)) > 15
    # A second before and a second after, and no further.
    reach = [at(scene, "left_wrist", time_s)[0] for time_s in (NOW_S - 1, NOW_S + 1)]
    assert min(reach) - 5 < pixels[:, 0].min()
    assert pixels[:, 0].max() < max(reach) + 5


def test_without_lit_joints_hands_feet_and_pelvis_leave_trails(scene):
    pixels = drawn(scene, trails=True)
    for joint in ("pelvis", "left_wrist", "right_wrist", "left_foot", "right_foot"):
        assert distance(pixels, at(scene, joint, NOW_S - 0.6)) < 4, joint


def test_what_is_looped_is_the_trail(scene):
    pixels = drawn(scene, trails=True, span=(0.2, 3.6))
    for time_s in (0.4, 3.4):
        assert distance(pixels, at(scene, "pelvis", time_s)) < 4


def test_ghosts_stand_before_and_behind(scene):
    pixels = drawn(scene, ghosts=True)
    for time_s in (NOW_S - 1 / 3, NOW_S + 2 / 3):
        assert distance(pixels, at(scene, "head", time_s)) < 4
    assert distance(pixels, at(scene, "head", 0.0)) > 15


def test_the_past_is_stronger_than_what_comes(scene):
    scene.light("trainee", ("head",))
    scene.trace("trainee", trails=False, ghosts=False)
    before = scene.picture(SIZE).astype(int)
    scene.trace("trainee", trails=True, ghosts=False)
    change = np.abs(scene.picture(SIZE).astype(int) - before).sum(-1)

    def strength(time_s: float) -> int:
        x, y = np.round(at(scene, "head", time_s)).astype(int)
        return change[y - 2 : y + 3, x - 2 : x + 3].max()

    assert strength(NOW_S - 0.4) > 1.3 * strength(NOW_S + 0.4)


def test_a_hidden_performer_leaves_nothing(scene):
    scene.trace("trainee", trails=True, ghosts=True)
    scene.hide("trainee", True)
    hidden = scene.picture(SIZE)
    other = Scene()
    other.add("trainee", walk(seconds=4), TRAINEE)
    other.look("side")
    other.hide("trainee", True)
    np.testing.assert_array_equal(hidden, other.picture(SIZE))
    other.close()
    scene.hide("trainee", False)
    assert (scene.picture(SIZE) != hidden).any()
