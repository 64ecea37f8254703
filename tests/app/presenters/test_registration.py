from dataclasses import replace

import numpy as np
import pytest
from filmed import SIZE, filmed
from motions import squat

from app.presenters.registration import Registration
from app.presenters.result import Result
from inference.motion.motion import Motion


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A shallow squat seen from near by, and a deep one from farther away and off the middle."""
    folder = tmp_path_factory.mktemp("filmed")
    shallow, deep = (squat(2, depth_rad=depth_rad, fps=15, moving_s=1.5) for depth_rad in (1.1, 1.75))
    trainee = filmed(folder / "t.mp4", shallow, (0, 1.2, 3.5), (0, 0.9, 0), (255, 0, 0))
    coach = filmed(folder / "c.mp4", deep, (0.3, 1.2, 5.5), (0.3, 1.1, 0), (0, 255, 0))
    return Result.of(trainee, coach)


def joint_px(motion: Motion, name: str, time_s: float) -> np.ndarray:
    return motion.view.project(motion.joint(name)[motion.frame_at(time_s)])


def placed_px(result: Result, time_s: float, name: str) -> np.ndarray:
    """Where the coach's joint comes to lie in the trainee's picture."""
    placed = Registration.of(result).at(time_s)
    coach_s = float(result.comparison.alignment.coach_time(time_s))
    x, y = joint_px(result.coach.motion, name, coach_s)
    x = SIZE[0] - x if placed.mirrored else x
    return placed.scale * np.array([x, y]) + (placed.x_px, placed.y_px)


def test_pelvis_and_height_coincide_where_repetitions_begin(result: Result) -> None:
    trainee = result.trainee.motion
    for match in result.comparison.alignment.matches:
        time_s = match.trainee_s[0]
        coach = [placed_px(result, time_s, name) for name in ("pelvis", "head", "left_ankle")]
        own = [joint_px(trainee, name, time_s) for name in ("pelvis", "head", "left_ankle")]
        assert coach[0] == pytest.approx(own[0], abs=0.5)
        heights = [np.linalg.norm(head - ankle) for _, head, ankle in (coach, own)]
        assert heights[0] == pytest.approx(heights[1], rel=0.05)


def test_who_squats_deeper_is_seen_deeper(result: Result) -> None:
    """Feet stay on feet; only the pelvis of the coach is lower."""
    repetition = result.comparison.alignment.matches[0].repetition
    bottom_s, trainee = repetition.turn_s, result.trainee.motion
    lower_px = placed_px(result, bottom_s, "pelvis") - joint_px(trainee, "pelvis", bottom_s)
    feet_px = placed_px(result, bottom_s, "left_ankle") - joint_px(trainee, "left_ankle", bottom_s)
    assert lower_px[1] > 20
    assert abs(feet_px[1]) < 0.35 * lower_px[1]


def test_the_picture_does_not_jump(result: Result) -> None:
    registration = Registration.of(result)
    placed = [registration.at(time_s) for time_s in np.arange(0, result.trainee.end_s, 1 / 30)]
    steps = np.abs(np.diff([(p.x_px, p.y_px) for p in placed], axis=0))
    assert steps.max() < 2


def test_a_mirrored_coach_is_laid_over_in_a_mirror(result: Result) -> None:
    alignment = replace(result.comparison.alignment, mirrored=True)
    turned = replace(result, comparison=replace(result.comparison, alignment=alignment))
    time_s = alignment.matches[0].trainee_s[0]
    assert Registration.of(turned).at(time_s).mirrored
    trainee = result.trainee.motion
    assert placed_px(turned, time_s, "pelvis") == pytest.approx(joint_px(trainee, "pelvis", time_s), abs=0.5)
    hands = [placed_px(turned, time_s, name)[0] for name in ("left_wrist", "right_wrist")]
    own = [joint_px(trainee, name, time_s)[0] for name in ("left_wrist", "right_wrist")]
    assert np.sign(hands[0] - hands[1]) == -np.sign(own[0] - own[1])


def test_what_no_camera_saw_cannot_be_registered(result: Result) -> None:
    unseen = replace(result.coach, whole_motion=replace(result.coach.whole_motion, view=None))
    assert Registration.of(replace(result, coach=unseen)) is None
    assert Registration.of(None) is None
