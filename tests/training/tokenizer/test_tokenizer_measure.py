"""What is measured of tokens: nothing is lost where nothing is changed, and a known change is found."""

from dataclasses import replace

import numpy as np
import pytest
from motions import squat, walk

from inference.motion.humanml3d import features
from training.data.clips import Clip
from training.data.vectors import Vectors
from training.tokenizer.measure import differences, errors, perplexity, retold

pytestmark = pytest.mark.training
CLIP = Clip("x", "uiprmd", "1", "val", "squat", True, "squat 1", ("squats",), (), None)


class Sober:
    """Codes of zeros, and the features as they came, or `spoilt`."""

    def __init__(self, spoilt=lambda values: values):
        self._spoilt = spoilt

    def encode(self, movement):
        self._values = movement
        return np.zeros((-(-len(movement) // 4), 2), int)

    def decode(self, codes):
        return np.pad(self._spoilt(self._values), ((0, 4 * len(codes) - len(self._values)), (0, 0)))


def _clips(*depths_rad):
    """Repetitions, by turns good and faulty."""
    return [
        Vectors(replace(CLIP, correct=index % 2 == 0), False, features(squat(depth_rad=depth)))
        for index, depth in enumerate(depths_rad)
    ]


def test_nothing_is_lost_where_nothing_is_changed():
    found = errors(retold(Sober(), [*_clips(1.5), Vectors(CLIP, False, features(walk()))]))
    assert found["joints"].value == found["pose"].value == found["angles"].value == 0
    assert found["contacts"].value == 1
    assert found["slide"].value == found["recorded_slide"].value


def test_a_raised_body_is_wrong_in_the_world_and_right_from_the_pelvis():
    def raised(values):
        values = values.copy()
        values[:, 3] += 0.1
        values[:, 5:67:3] += 0.1
        return values

    found = errors(retold(Sober(raised), _clips(1.5)))
    assert found["joints"].value == pytest.approx(100, abs=0.1)
    assert found["pose"].value == pytest.approx(0, abs=0.1)
    assert found["angles"].value == pytest.approx(0, abs=0.1)


def test_long_clips_are_cut_and_nothing_of_them_lost():
    view = Vectors(CLIP, False, features(walk(seconds=25)))
    pieces = retold(Sober(), [view])
    assert max(len(piece.recorded) for piece in pieces) <= 196
    assert np.array_equal(np.concatenate([piece.again for piece in pieces]), view.values)


def test_differences_are_all_there_or_half_of_them():
    clips = _clips(1.7, 1.2, 1.9, 1.0)
    whole = differences(retold(Sober(), clips))
    assert (whole.pairs, whole.slope, whole.survive) == (2, pytest.approx(1), 1)
    assert whole.large >= 4
    # Towards the first frame, in which everybody stands alike.
    less = differences(retold(Sober(lambda values: values[:1] + 0.4 * (values - values[:1])), clips))
    assert 0 < less.slope < 0.8
    assert less.survive < 1


def test_perplexity_counts_codes_that_are_equally_frequent():
    assert perplexity(np.repeat(np.arange(8), 5)) == pytest.approx(8)
    assert perplexity(np.zeros(9, int)) == pytest.approx(1)
    assert 1 < perplexity(np.array([0] * 99 + [1])) < 1.1
