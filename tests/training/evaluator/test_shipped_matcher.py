"""The shipped matcher tells the sides of movements that nobody recorded."""

import numpy as np
import pytest
from motions import arm_raise

from inference.motion.humanml3d import features
from training.evaluator.matcher import Matcher

pytestmark = pytest.mark.training


@pytest.mark.parametrize(
    "sentence", ["A person raises the {} arm out to the side and lowers it.", "raising the {} arm"]
)
def test_a_left_arm_is_not_a_right_arm(sentence):
    sides = ("left", "right")
    matcher = Matcher()
    motions = matcher.motion_features([features(arm_raise(sides=(side,))) for side in sides])
    texts = matcher.text_features([sentence.format(side) for side in sides])
    distances = np.linalg.norm(motions[:, None] - texts, axis=-1)
    assert np.all(distances.diagonal() < distances[::-1].diagonal() - 0.1)
