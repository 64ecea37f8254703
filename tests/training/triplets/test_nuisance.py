"""Time warps and the pose estimator's error: as large and lasting as they say, on a body that stays one."""

import numpy as np
import pytest
from motions import squat, walk

from inference.motion.skeleton import bone_lengths
from inference.motion.vantage import apart_rad
from training.triplets.estimator_error import ErrorModel, as_filmed, with_error
from training.triplets.time_warp import TEMPO, time_warped

pytestmark = pytest.mark.training


def test_a_warped_motion_is_the_same_movement_on_another_clock():
    motion = walk(fps=20)
    for seed in range(10):
        warped, share = time_warped(motion, np.random.default_rng(seed))
        assert share == pytest.approx(warped.duration_s / motion.duration_s)
        assert np.exp(-TEMPO) - 0.02 < share < np.exp(TEMPO) + 0.02
        assert np.allclose(warped.joints_in_world[[0, -1]], motion.joints_in_world[[0, -1]], atol=1e-4)
        # A walker never walks backwards, so neither does the clock.
        assert (np.diff(warped.joints_in_world[:, 0, 2]) > 0).all()
        assert (
            np.abs(bone_lengths(warped.joints_in_world) - bone_lengths(motion.joints_in_world)[0]).max()
            < 0.003
        )


def test_errors_are_as_large_and_last_as_long_as_the_model_says():
    model = ErrorModel.read()
    chance = np.random.default_rng(0)
    drawn = np.stack([model.draw(41, 20.0, chance) for _ in range(400)])
    sigma = np.sqrt((model.components**2).sum(axis=0))
    assert np.sqrt((drawn**2).mean(axis=(0, 1))) == pytest.approx(sigma, rel=0.12)
    for lag in (2, 10, 40):
        together = (drawn[:, : 41 - lag] * drawn[:, lag:]).sum() / (drawn[:, : 41 - lag] ** 2).sum()
        assert together == pytest.approx(float(model.correlation(np.array(lag / 20))), abs=0.06)
    sizes = np.array([model.size(chance) for _ in range(4000)])
    assert np.sqrt((sizes**2).mean()) == pytest.approx(1, abs=0.05)


def test_a_filmed_body_errs_by_centimetres_on_bones_that_do_not_change():
    motion = squat(fps=20)
    errors_m = []
    for seed in range(12):
        one, other = as_filmed(motion, motion, np.random.default_rng(seed))
        for seen in (one, other):
            lengths = bone_lengths(seen.joints_in_world)
            assert np.abs(lengths - lengths[0]).max() < 1e-4
            assert seen.view is not None
            off = (seen.joints_in_world - motion.joints_in_world) - (
                seen.joints_in_world - motion.joints_in_world
            )[:, :1]
            errors_m.append(np.linalg.norm(off, axis=-1).mean())
        assert np.degrees(apart_rad(one, other, mirrored=False)) < 60
        assert not np.array_equal(one.joints_in_world, other.joints_in_world)
    # Films of training people: 34 mm.
    assert 0.02 < np.mean(errors_m) < 0.05


def test_two_films_share_a_part_of_their_errors():
    motion = squat(fps=20)
    apart, alone = [], []
    for seed in range(30):
        one, other = (m.joints_in_world for m in as_filmed(motion, motion, np.random.default_rng(seed)))
        apart.append(np.square(one - other).mean())
        alone.append(
            np.square(one - motion.joints_in_world).mean() + np.square(other - motion.joints_in_world).mean()
        )
    assert 0.25 < np.mean(apart) / np.mean(alone) < 0.75


def test_no_error_leaves_the_motion_and_the_same_chance_makes_the_same():
    motion = squat(fps=20)
    still = with_error(motion, np.zeros((len(motion), 67)))
    assert np.abs(still.joints_in_world - motion.joints_in_world).max() < 1e-3
    films = [as_filmed(motion, motion, np.random.default_rng(5))[0].joints_in_world for _ in range(2)]
    assert np.array_equal(*films)
