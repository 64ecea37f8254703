"""The filter of all pose stages: the stated cut-off, no lag, any length."""

import numpy as np
import pytest

from inference.pose.low_pass import low_pass


@pytest.mark.parametrize(("cut_off_hz", "fps"), [(1.2, 24.0), (2.4, 30.0), (6.0, 30.0), (6.0, 60.0)])
def test_both_passes_together_have_the_stated_cut_off(cut_off_hz: float, fps: float) -> None:
    time_s = np.arange(0, 20, 1 / fps)
    wave = np.sin(2 * np.pi * cut_off_hz * time_s)
    middle = slice(len(wave) // 4, -len(wave) // 4)
    smooth = low_pass(wave, cut_off_hz, fps)[middle]
    assert smooth == pytest.approx(np.sqrt(0.5) * wave[middle], abs=0.01)


def test_slow_movement_is_kept_where_it_was() -> None:
    time_s = np.arange(300) / 30
    slow, fast = np.sin(2 * np.pi * 0.5 * time_s), np.sin(2 * np.pi * 9 * time_s)
    smooth = low_pass(slow + fast, 2.4, 30)
    assert smooth[30:-30] == pytest.approx(slow[30:-30], abs=0.03)


@pytest.mark.parametrize("fps", [1.0, 24.0, 240.0])
@pytest.mark.parametrize("frames", [1, 2, 3, 7])
def test_stillness_of_any_length_stays_still(frames: int, fps: float) -> None:
    still = np.ones((frames, 1)) * [1.0, -2.0]
    assert low_pass(still, 6.0, fps) == pytest.approx(still)
