"""The network: rotations are rotations, bones have their length, a stream gives what the clip gives."""

import pytest
import torch

from inference.motion.skeleton import PARENTS
from inference.pose.lifter_input import FEATURES
from training.lifter.network import HISTORY, Lifter, rotations_from_6d

pytestmark = pytest.mark.training
CHANNELS = 16


def _network(causal):
    torch.manual_seed(3)
    network = Lifter(causal, CHANNELS).eval()
    network.typical += 0.1
    return network


def test_six_numbers_make_a_rotation():
    rotations = rotations_from_6d(torch.randn(50, 6))
    assert torch.allclose(rotations @ rotations.mT, torch.eye(3).expand(50, 3, 3), atol=1e-5)
    assert torch.allclose(torch.linalg.det(rotations), torch.ones(50), atol=1e-5)


def test_every_bone_has_the_length_that_is_given():
    with torch.no_grad():
        out = _network(causal=False)(torch.randn(2, 30, FEATURES))
    parents = list(PARENTS[1:])
    lengths = (out["poses"][:, :, 1:] - out["poses"][:, :, parents]).norm(dim=-1)
    assert torch.allclose(lengths, out["bones"], atol=1e-5)
    assert (out["poses"][:, :, 0] == 0).all()


def test_a_stream_gives_frame_by_frame_what_the_whole_clip_gives():
    network, features = _network(causal=True), torch.randn(1, 90, FEATURES)
    history = torch.zeros(1, CHANNELS, HISTORY)
    with torch.no_grad():
        whole = network(features)
        for frame in range(features.shape[1]):
            out, history = network.step(features[:, frame : frame + 1], history)
            for name, value in out.items():
                assert torch.allclose(value[:, 0], whole[name][:, frame], atol=1e-4), name


@pytest.mark.parametrize("causal", [True, False])
def test_only_the_causal_network_ignores_the_future(causal):
    network, features = _network(causal), torch.randn(1, 40, FEATURES)
    changed = features.clone()
    changed[:, 21:] += 1
    with torch.no_grad():
        before, after = network(features)["poses"][:, :21], network(changed)["poses"][:, :21]
    assert torch.equal(before, after) == causal
