"""Up over a clip from up in every frame."""

from dataclasses import replace

import numpy as np
import pytest
from lifted_view import lifted_view
from motions import squat

from inference.pose.gravity import seen_up

VIEW = lifted_view(squat(), noise=0)


def test_up_is_where_most_frames_have_it() -> None:
    up = VIEW.lifted.up.copy()
    up[:30] = [1.0, 0.0, 0.0]
    found, _ = seen_up(replace(VIEW.lifted, up=up))
    assert found == pytest.approx(VIEW.up, abs=0.01)
    assert np.linalg.norm(found) == pytest.approx(1)


def test_sure_frames_count_more_and_many_are_no_surer_than_one() -> None:
    up, sigma_rad = VIEW.lifted.up.copy(), VIEW.lifted.up_sigma_rad.copy()
    up[::2] += 0.02 * np.cross(VIEW.up, [0, 0, 1.0])
    sigma_rad[::2] = 0.5
    found, sigma = seen_up(replace(VIEW.lifted, up=up, up_sigma_rad=sigma_rad))
    assert found == pytest.approx(VIEW.up, abs=0.001)
    assert sigma == pytest.approx(0.05, rel=0.2)
