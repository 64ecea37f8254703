"""Two codebooks, the second for what the first leaves over; they learn by running averages.

Vector quantisation by van den Oord et al. (NeurIPS 2017), residual by Zeghidour et al. (SoundStream, 2021),
exponential averages and resets of dead codes by Razavi et al. (2019) and Dhariwal et al. (Jukebox, 2020).
"""

import torch
from torch import Tensor, nn

DECAY = 0.99
# A code that is used less than this often, as a share of the mean over its codebook, is dead.
DEAD = 0.1


class Codebooks(nn.Module):
    """Codebooks of `codes` entries of `width` numbers, one for each of `levels`: a class, then residuals."""

    def __init__(self, codes: int, width: int, levels: int) -> None:
        super().__init__()
        self.register_buffer("entries", torch.zeros(levels, codes, width))
        # Running averages: how often each code is used, and the sum of what it stands for.
        self.register_buffer("counts", torch.zeros(levels, codes))
        self.register_buffer("sums", torch.zeros(levels, codes, width))

    def encode(self, latents: Tensor) -> Tensor:
        """Codes (..., levels) of latents (..., width): of each level the entry nearest to what is left."""
        left, chosen = latents, []
        for entries in self.entries.unbind():
            chosen.append(_nearest(left, entries))
            left = left - entries[chosen[-1]]
        return torch.stack(chosen, dim=-1)

    def decode(self, codes: Tensor) -> Tensor:
        """Latents (..., width) of codes (..., levels): the sum of their entries."""
        return sum(entries[codes[..., level]] for level, entries in enumerate(self.entries.unbind()))

    def forward(self, latents: Tensor) -> tuple[Tensor, Tensor]:
        """What the codes of latents (N, width) stand for, with their gradient, and the commitment loss.

        In training the codebooks take a step towards the latents.
        """
        left, commitment = latents, torch.zeros((), device=latents.device)
        for level, entries in enumerate(self.entries):
            chosen = _nearest(left, entries)
            meant = entries[chosen]
            commitment = commitment + (left - meant).square().mean()
            if self.training:
                self._learn(level, left.detach(), chosen)
            left = left - meant
        return latents - left.detach(), commitment

    @torch.no_grad()
    def _learn(self, level: int, latents: Tensor, chosen: Tensor) -> None:
        counts, sums = self.counts[level], self.sums[level]
        used = torch.zeros_like(counts).index_add_(0, chosen, torch.ones_like(latents[:, 0]))
        counts.lerp_(used, 1 - DECAY)
        sums.lerp_(torch.zeros_like(sums).index_add_(0, chosen, latents), 1 - DECAY)
        dead = torch.nonzero(counts < DEAD * counts.mean())[:, 0]
        # Batches are drawn at random, so latents spread over one are as well; the same batch, the same codes.
        spread = torch.arange(len(dead), device=latents.device) * len(latents) // max(len(dead), 1)
        counts[dead] = counts.mean()
        sums[dead] = latents[spread] * counts[dead, None]
        self.entries[level] = sums / counts[:, None]


def _nearest(latents: Tensor, entries: Tensor) -> Tensor:
    return (entries.square().sum(dim=-1) - 2 * latents @ entries.T).argmin(dim=-1)
