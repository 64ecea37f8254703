"""A clip is what the user said about it: what is used, how fast it was filmed, whether as in a mirror."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import arm_raise, squat, walk
from synthetic_view import PORTRAIT, camera_at, seen

from app.presenters.clip import Clip, open_clip, pose_clip
from capture.video import Footage, VideoInfo
from inference.motion.files import write_motion
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.pose.track import Track

FPS = 15.0
CAMERA = camera_at([0, 1.1, 3.2], [0, 0.9, 0], PORTRAIT)
RIGHT_ARM = arm_raise(sides=("right",), fps=FPS)


def filmed(motion: Motion, **info: float) -> Clip:
    """A video of the motion that has been followed, without its file."""
    about = VideoInfo(PORTRAIT, FPS, motion.duration_s, info.get("capture_fps", FPS))
    end_s, frame_s = about.duration_s / about.slowed, 1 / (FPS * about.slowed)
    return Clip(Path("film.mp4"), about, 0.0, end_s, frame_s, track=seen(motion, CAMERA, PORTRAIT))


def posed(clip: Clip) -> Clip:
    return pose_clip(clip, "full", lambda _: None)


@pytest.fixture(scope="module")
def plain() -> Clip:
    return posed(filmed(RIGHT_ARM))


def with_absence(track: Track, end_s: float) -> Track:
    return replace(track, present=track.time_s > end_s)


def test_only_the_used_span_counts(plain: Clip) -> None:
    used = replace(plain, used=(0.5, 2.0))
    assert used.motion.time_s[[0, -1]] == pytest.approx((0.5, 2.0), abs=1 / FPS)
    assert used.span == (0.5, 2.0)
    assert used.whole_motion is plain.whole_motion
    whole = replace(used, used=None)
    assert whole.motion is plain.whole_motion
    assert whole.span == (0.0, plain.end_s)


def test_what_is_wrong_outside_the_used_span_is_no_warning() -> None:
    clip = filmed(RIGHT_ARM)
    late = replace(clip, track=with_absence(clip.track, 1.0))
    assert any("cannot be seen" in warning for warning in late.warnings)
    assert replace(late, used=(1.2, 2.4)).warnings == ()


def test_doubts_are_those_of_the_used_span(plain: Clip) -> None:
    sigma = np.full(plain.whole_motion.confidence.shape, 0.02)
    sigma[:10, 20] = 0.5
    doubtful = replace(plain, whole_motion=replace(plain.whole_motion, sigma_m=sigma))
    assert [doubt.part for doubt in doubtful.doubts] == ["left_arm"]
    assert replace(doubtful, used=(1.0, 2.5)).doubts == ()


def test_a_mirrored_clip_moves_the_other_arm(plain: Clip) -> None:
    mirrored = posed(replace(filmed(RIGHT_ARM), mirrored=True))
    for clip, moved, still in ((plain, "right", "left"), (mirrored, "left", "right")):
        channels = measure(clip.motion)
        assert np.ptp(channels[f"{moved}_shoulder_elevation"]) > 1.5
        assert np.ptp(channels[f"{still}_shoulder_elevation"]) < 0.6
    assert mirrored.footage == Footage(Path("film.mp4"), mirrored=True)


def test_the_skeleton_of_a_mirrored_clip_lies_on_the_mirrored_picture(plain: Clip) -> None:
    mirrored = posed(replace(filmed(RIGHT_ARM), mirrored=True))
    wrist = [
        clip.motion.view.project(clip.motion.joint(f"{side}_wrist"))
        for clip, side in ((plain, "right"), (mirrored, "left"))
    ]
    np.testing.assert_allclose(wrist[0][:, 0], PORTRAIT[0] - wrist[1][:, 0], atol=0.05 * PORTRAIT[0])
    np.testing.assert_allclose(wrist[0][:, 1], wrist[1][:, 1], atol=0.05 * PORTRAIT[1])


def test_what_the_file_says_of_slow_motion_is_believed() -> None:
    slow = filmed(RIGHT_ARM, capture_fps=4 * FPS)
    assert slow.slowed == 4
    assert slow.end_s == pytest.approx(RIGHT_ARM.duration_s / 4)
    assert slow.footage.slowed == 4
    assert posed(slow).motion.duration_s == pytest.approx(RIGHT_ARM.duration_s / 4, abs=0.05)


@pytest.mark.parametrize("times", [2.0, 0.5])
def test_the_user_may_know_better_how_fast_it_was_filmed(plain: Clip, times: float) -> None:
    used = replace(plain, used=(0.6, 1.8))
    other = used.filmed_at(times * FPS)
    assert other.motion is None, "it has to be made again"
    assert other.end_s == pytest.approx(plain.end_s / times)
    assert other.frame_s == pytest.approx(plain.frame_s / times)
    assert other.used == pytest.approx((0.6 / times, 1.8 / times))
    again = posed(other)
    assert again.whole_motion.duration_s == pytest.approx(plain.whole_motion.duration_s / times, abs=0.05)
    back = other.filmed_at(None)
    assert (back.end_s, back.frame_s) == pytest.approx((plain.end_s, plain.frame_s))
    assert back.used == pytest.approx(used.used)


@pytest.fixture(scope="module")
def walk_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of walking, then four small raises of an arm."""
    before, exercise = (
        walk(6).joints_in_world,
        arm_raise(4, elevation_rad=0.9, sides=("right",)).joints_in_world,
    )
    exercise = exercise + (before[-1, 0] - exercise[0, 0]) * [1, 0, 1]
    path = tmp_path_factory.mktemp("motions") / "walk in.npz"
    write_motion(Motion(np.concatenate([before, exercise]), 30.0), path)
    return path


def test_the_exercise_is_proposed_where_something_comes_before_it(walk_in: Path) -> None:
    clip = open_clip(walk_in)
    assert clip.used is None, "nothing is left out unasked"
    assert clip.proposed == pytest.approx((6.4, 16.0), abs=0.4)


def test_nothing_is_proposed_for_a_clip_of_exercise_alone(tmp_path: Path) -> None:
    write_motion(squat(2), tmp_path / "squat.npz")
    assert open_clip(tmp_path / "squat.npz").proposed is None
