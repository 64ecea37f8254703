"""Codebooks find the clusters there are and keep no dead codes; the second says what the first cannot."""

import pytest
import torch

from training.tokenizer.codebooks import Codebooks

pytestmark = pytest.mark.training
CENTRES = torch.tensor([[4.0, 0], [-4, 0], [0, 4], [0, -4]])
OFFSETS = torch.tensor([[0.5, 0.5], [-0.5, -0.5]])


def _latents(seed, count=400):
    """Points around four centres, at one of two offsets each."""
    chance = torch.Generator().manual_seed(seed)
    centres, offsets = (torch.randint(len(x), (count,), generator=chance) for x in (CENTRES, OFFSETS))
    return CENTRES[centres] + OFFSETS[offsets] + 0.01 * torch.randn(count, 2, generator=chance)


@pytest.fixture(scope="module")
def trained():
    codebooks = Codebooks(codes=4, width=2, levels=2)
    for seed in range(600):
        codebooks(_latents(seed))
    return codebooks.eval()


def test_what_is_left_over_gets_less_from_level_to_level(trained):
    latents = _latents(1000)
    codes = trained.encode(latents)
    first = (latents - trained.entries[0][codes[:, 0]]).norm(dim=-1).mean()
    both = (latents - trained.decode(codes)).norm(dim=-1).mean()
    assert first == pytest.approx(0.5**0.5, abs=0.1)
    assert both < 0.1 * first


def test_every_code_is_in_use(trained):
    codes = trained.encode(_latents(1000))
    assert all(len(column.unique()) >= 3 for column in codes.T)
    assert (trained.counts > 0.1 * trained.counts.mean(dim=1, keepdim=True)).all()


def test_a_code_that_nothing_is_near_moves_to_where_something_is():
    codebooks = Codebooks(codes=4, width=2, levels=1)
    codebooks.counts += 1
    codebooks.entries[0] = codebooks.sums[0] = torch.cat([CENTRES[:3], torch.tensor([[90.0, 90]])])
    for seed in range(300):
        codebooks(_latents(seed))
    assert codebooks.entries[0].abs().max() < 6


def test_outside_training_nothing_is_learnt(trained):
    before = trained.entries.clone()
    trained(_latents(3) + 9)
    assert torch.equal(trained.entries, before)


def test_the_gradient_goes_through_and_the_latents_are_pulled_to_their_codes(trained):
    latents = _latents(5).requires_grad_()
    meant, commitment = trained(latents)
    assert torch.allclose(meant, trained.decode(trained.encode(latents)), atol=1e-5)
    (gradient,) = torch.autograd.grad(meant.sum(), latents, retain_graph=True)
    assert torch.equal(gradient, torch.ones_like(gradient))
    (pull,) = torch.autograd.grad(commitment, latents)
    assert ((latents - meant) * pull).sum() > 0
