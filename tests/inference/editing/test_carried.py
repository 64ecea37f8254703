"""Seen from its carrier, a joint does not betray what carries it; and nothing is lost."""

import numpy as np
from motions import squat, walk

from inference.editing.carried import HEIGHTS, SEEN_FROM_CARRIER, SEEN_FROM_FLOOR
from inference.editing.feature_parts import columns, groups_of
from inference.editing.grafting import vectors
from inference.motion.humanml3d import decode, encode


def test_there_and_back_is_the_same_motion():
    values = vectors(walk(fps=20))
    assert np.allclose(values @ SEEN_FROM_CARRIER @ SEEN_FROM_FLOOR, values, atol=1e-5)
    assert np.allclose(SEEN_FROM_CARRIER @ SEEN_FROM_FLOOR, np.eye(263))


def test_a_body_that_is_taken_along_looks_the_same():
    joints = decode(vectors(squat(fps=20)))
    sunk = joints + np.linspace(0, 0.4, len(joints))[:, None, None] * [0.5, -1, 0.2]
    before, after = (encode(each) @ SEEN_FROM_CARRIER for each in (joints, sunk))
    assert np.allclose(
        before[:, columns(groups_of("upper_body"))], after[:, columns(groups_of("upper_body"))], atol=1e-4
    )
    assert np.abs(before - after)[:, columns(groups_of("lower_body"))].max() > 0.3


def test_arms_are_taken_along_by_the_thorax():
    values = vectors(squat(fps=20)) @ SEEN_FROM_CARRIER
    leant = np.where(columns(groups_of("torso")), values + 0.1, values)
    before, after = (decode(each @ SEEN_FROM_FLOOR) for each in (values, leant))
    arms = [16, 17, 18, 19, 20, 21]
    assert np.allclose(np.linalg.norm(after[:, arms] - before[:, arms], axis=-1), 0.1 * 3**0.5, atol=1e-4)


def test_heights_are_those_above_the_floor():
    motion = squat(fps=20)
    assert np.allclose(vectors(motion)[:, HEIGHTS], decode(vectors(motion))[:, 1:, 1], atol=1e-5)
