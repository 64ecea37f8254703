from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import arm_raise, squat

from inference.motion.alignment import align
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import leg_length_m
from inference.motion.motion import Motion
from inference.motion.performance import Performance, performances
from inference.motion.precision import Measurement, channel_sigma, mean
from inference.motion.skeleton import JOINTS

KNEE = CHANNELS["left_knee_flexion"]


def performed(motion: Motion, *, in_video: bool = False) -> Performance:
    return Performance(motion, in_video, leg_length_m(motion))


def test_a_film_is_less_sure_than_motion_capture_and_unseen_joints_less_than_seen_ones() -> None:
    motion = squat()
    captured = channel_sigma(motion, KNEE, in_video=False)
    filmed = channel_sigma(motion, KNEE, in_video=True)
    np.testing.assert_allclose(captured, KNEE.sigma)
    assert (filmed > 1.3 * KNEE.video_sigma).all()
    hidden = replace(motion, confidence=np.full((len(motion), len(JOINTS)), 0.5))
    np.testing.assert_allclose(channel_sigma(hidden, KNEE, in_video=True), 2 * filmed)


def test_joints_that_can_hardly_be_placed_widen_the_band_and_sure_ones_do_not_narrow_it() -> None:
    motion = squat()
    plain = channel_sigma(motion, KNEE, in_video=True)
    sigma_m = np.full((len(motion), len(JOINTS)), 0.01)
    sigma_m[10:] = 0.15
    stated = channel_sigma(replace(motion, sigma_m=sigma_m), KNEE, in_video=True)
    np.testing.assert_allclose(stated[:10], plain[:10])
    np.testing.assert_allclose(stated[10:], 3 * plain[10:], rtol=1e-5)


def test_repetitions_share_the_rest_between_them() -> None:
    first, second = performed(squat(repetitions=2)).stretches
    assert first.rest_from_s < first.start_s < first.end_s < first.rest_to_s
    assert first.rest_to_s <= second.rest_from_s
    assert [span.name for span in first.phases] == ["going down", "at the bottom", "coming up"]


def test_what_does_not_repeat_is_measured_as_a_whole() -> None:
    (stretch,) = performed(squat().cut(0, 1.5)).stretches
    assert stretch.phases == ()
    assert stretch.start_s == pytest.approx(0.5, abs=0.3)
    assert stretch.end_s == pytest.approx(1.5, abs=0.2)


def test_a_mirrored_coach_is_measured_on_the_trainees_side() -> None:
    trainee, coach = arm_raise(sides=("left",)), arm_raise(sides=("right",), elevation_rad=2.0)
    alignment = align(trainee, coach)
    assert alignment.mirrored
    own, other = performances(trainee, coach, alignment)
    assert np.nanmax(own.values["left_shoulder_elevation"]) == pytest.approx(2.8, abs=0.02)
    assert np.nanmax(other.values["left_shoulder_elevation"]) == pytest.approx(2.0, abs=0.02)
    assert not own.in_video
    assert not other.in_video


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6), st.floats(0.1, 10))
def test_a_mean_is_never_surer_than_the_camera(values: list[float], sigma: float) -> None:
    found = mean([Measurement(value, sigma) for value in values])
    assert found.value == pytest.approx(np.mean(values), abs=1e-9)
    assert found.sigma >= sigma - 1e-12
    if len(set(values)) == 1:
        assert found.sigma == pytest.approx(sigma)
