"""What a mirror and a slow file do to a clip is undone on its track."""

from dataclasses import replace

import numpy as np
from motions import arm_raise
from synthetic_view import PORTRAIT, camera_at, seen

from inference.motion.kinematics import measure
from inference.motion.retarget import mirrored as mirrored_motion
from inference.pose.as_filmed import at_real_speed, unmirrored
from inference.pose.lift import lift

CAMERA = camera_at([0, 1.1, 3.2], [0, 0.9, 0], PORTRAIT)
RIGHT_ARM = arm_raise(sides=("right",), fps=15.0)


def test_the_track_of_a_mirrored_clip_is_that_of_the_other_side() -> None:
    """A mirrored film of the right arm looks like a film of the left one, seen by the same camera."""
    in_mirror = seen(mirrored_motion(RIGHT_ARM), CAMERA, PORTRAIT)
    plain = unmirrored(in_mirror)
    truth = seen(RIGHT_ARM, CAMERA, PORTRAIT)
    np.testing.assert_allclose(plain.keypoints_px, truth.keypoints_px, atol=0.01)
    np.testing.assert_allclose(plain.landmarks_m, truth.landmarks_m, atol=1e-4)


def test_twice_mirrored_is_as_it_was() -> None:
    track = seen(RIGHT_ARM, CAMERA, PORTRAIT)
    again = unmirrored(unmirrored(track))
    np.testing.assert_allclose(again.keypoints_px, track.keypoints_px, atol=1e-4)
    np.testing.assert_allclose(again.landmarks_m, track.landmarks_m)


def test_the_motion_of_an_unmirrored_track_raises_the_other_arm() -> None:
    track = seen(RIGHT_ARM, CAMERA, PORTRAIT)
    for shown, moved, still in ((track, "right", "left"), (unmirrored(track), "left", "right")):
        channels = measure(lift(shown, refined=False))
        assert np.ptp(channels[f"{moved}_shoulder_elevation"]) > 1.5
        assert np.ptp(channels[f"{still}_shoulder_elevation"]) < 0.5


def test_a_slow_clip_becomes_as_fast_as_the_movement_was() -> None:
    real = seen(RIGHT_ARM, CAMERA, PORTRAIT)
    slow = replace(real, time_s=real.time_s * 8)
    np.testing.assert_allclose(at_real_speed(slow, 8.0).time_s, real.time_s)
