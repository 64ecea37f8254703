"""Joints in torch are the codec's, and limbs do not depend on where the body is."""

import numpy as np
import pytest
import torch
from motions import squat, walk

from inference.motion.humanml3d import CANONICAL_BONES_M, decode, features
from inference.motion.skeleton import with_bone_lengths
from training.data.geometry import joints_of, limbs_of

pytestmark = pytest.mark.training


@pytest.mark.parametrize("motion", [walk(), squat()])
def test_joints_are_those_of_the_codec(motion):
    values = features(motion)
    # A walk in a curve, so that heading and path have something to add up.
    values[:, 0] += 0.02
    found = joints_of(torch.from_numpy(values)[None])[0].numpy()
    assert np.allclose(found, decode(values), atol=1e-4)


def test_limbs_of_the_canonical_body_are_one_long_and_move_with_no_step():
    joints = torch.from_numpy(with_bone_lengths(squat().joints_in_world, CANONICAL_BONES_M))
    limbs = limbs_of(joints)
    assert torch.allclose(limbs.norm(dim=-1), torch.ones(limbs.shape[:-1]), atol=1e-4)
    assert torch.allclose(limbs_of(joints + torch.tensor([3.0, 0, -1])), limbs, atol=1e-5)
