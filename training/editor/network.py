"""The motion editor's denoiser: a transformer over HumanML3D vectors that predicts the clean motion.

After MDM (Tevet et al., ICLR 2023): x0 prediction under text, in-painting. Different from it: the mask and
what is known are inputs (CondMDI, Cohan et al., 2024), text enters as token states by cross-attention (CASIM,
2025) next to one token for each part of the body (FG-MDM, Shi et al., 2024). Positions are rotary (Su et al.,
2021). Two vectors make a token: half the cost, and 10 a second are enough.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.editing.conditions import FIELDS
from inference.editing.feature_parts import GROUPS
from inference.editing.whole_tokens import VECTORS_A_TOKEN
from inference.language.text_encoder import STATE_SIZE
from inference.motion.humanml3d import WIDTH
from inference.motion.skeleton import PARTS
from training.half_precision import round_to_half

CHANNELS, LAYERS, HEADS = 256, 6, 4
# Levels of noise lie in 0..1; the sinusoids of their embedding turn this much faster at most.
_FASTEST = 1000.0
_ROTARY_BASE = 10000.0
_UNLIKELY = -1e4


class Denoiser(nn.Module):
    """Noisy vectors and everything that is known about them to clean vectors, all normalised.

    mean, std (263,): the scale of the vectors, kept with the weights.
    """

    def __init__(self, channels: int = CHANNELS, layers: int = LAYERS, heads: int = HEADS) -> None:
        super().__init__()
        self.frames = nn.Linear(VECTORS_A_TOKEN * (WIDTH + len(GROUPS)), channels)
        self.level = nn.Sequential(nn.Linear(channels, channels), nn.SiLU(), nn.Linear(channels, channels))
        self.fields = nn.Linear(len(FIELDS), channels)
        self.text = nn.Linear(STATE_SIZE, channels)
        self.part = nn.Parameter(0.02 * torch.randn(len(PARTS), channels))
        # Attention needs something to look at where there is no text.
        self.nothing = nn.Parameter(0.02 * torch.randn(1, 1, channels))
        self.blocks = nn.ModuleList(Block(channels, heads) for _ in range(layers))
        self.norm = nn.LayerNorm(channels)
        self.clean = nn.Linear(channels, VECTORS_A_TOKEN * WIDTH)
        self.head_channels = channels // heads
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("std", torch.ones(WIDTH))

    def forward(
        self,
        noisy: Tensor,
        known: Tensor,
        valid: Tensor,
        level: Tensor,
        text: Tensor,
        text_mask: Tensor,
        parts: Tensor,
        parts_mask: Tensor,
        fields: Tensor,
    ) -> Tensor:
        """Clean vectors (B, T, 263).

        noisy (B, T, 263): clean where known; known (B, T, GROUPS): 1 where a group is; valid (B, T): 0 for
        padding; level (B,): of noise, 0..1; text, parts and fields: see inference.editing.conditions.
        Masks are 1 where there is something. T is even.
        """
        condition = self.level(_waves(level, self.nothing.shape[-1])) + self.fields(fields)
        x = self.frames(tokens(torch.cat([noisy, known], dim=-1) * valid[..., None]))
        present = tokens(valid[..., None]).amax(-1)
        memory = torch.cat(
            [self.nothing.expand(x.shape[0], -1, -1), self.text(text), self.text(parts) + self.part], dim=1
        )
        there = torch.cat([torch.ones_like(text_mask[:, :1]), text_mask, parts_mask], dim=1)
        turns = rotary(torch.arange(x.shape[1], device=x.device), self.head_channels)
        for block in self.blocks:
            x = block(x, hidden(present), memory, hidden(there), condition, turns)
        return self.clean(self.norm(x)).unflatten(-1, (VECTORS_A_TOKEN, WIDTH)).flatten(1, 2)


class Block(nn.Module):
    """Self-attention, cross-attention to the text, a linear map of each token; all residual.

    The condition scales and shifts what is normed (FiLM; DiT, Peebles & Xie, 2023).
    """

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(channels) for _ in range(3))
        self.modulation = nn.Linear(channels, 4 * channels)
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)
        self.own = nn.Linear(channels, 3 * channels)
        self.own_out = nn.Linear(channels, channels)
        self.query, self.memory = nn.Linear(channels, channels), nn.Linear(channels, 2 * channels)
        self.memory_out = nn.Linear(channels, channels)
        self.widen, self.narrow = nn.Linear(channels, 4 * channels), nn.Linear(4 * channels, channels)
        self.heads = heads

    def forward(
        self, x: Tensor, present: Tensor, memory: Tensor, there: Tensor, condition: Tensor, turns: Tensor
    ) -> Tensor:
        """x (B, N, C), memory (B, M, C), condition (B, C); present and there: see hidden; turns: see
        rotary."""
        scale, shift, scale_2, shift_2 = self.modulation(condition)[:, None].chunk(4, dim=-1)
        inner = self.norms[0](x) * (1 + scale) + shift
        query, key, value = (self._split(part) for part in self.own(inner).chunk(3, dim=-1))
        x = x + self.own_out(_attended(_turned(query, turns), _turned(key, turns), value, present))
        key, value = (self._split(part) for part in self.memory(memory).chunk(2, dim=-1))
        x = x + self.memory_out(_attended(self._split(self.query(self.norms[1](x))), key, value, there))
        inner = self.norms[2](x) * (1 + scale_2) + shift_2
        return x + self.narrow(functional.gelu(self.widen(inner)))

    def _split(self, x: Tensor) -> Tensor:
        """(B, N, C) to (B, heads, N, C / heads)."""
        return x.reshape(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


def loaded(weights: dict[str, Tensor]) -> Denoiser:
    """The network of these weights, in the precision in which they are shipped."""
    channels = len(weights["norm.weight"])
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
    network = Denoiser(channels, layers)
    network.load_state_dict(weights)
    round_to_half(network)
    return network.eval()


def _attended(query: Tensor, key: Tensor, value: Tensor, hidden: Tensor) -> Tensor:
    """Attention written out: at these lengths torch's own takes four times as long to train on a CPU."""
    likeness = query @ key.transpose(2, 3) / math.sqrt(query.shape[3])
    return ((likeness + hidden.to(likeness.dtype)).softmax(dim=-1) @ value).transpose(1, 2).flatten(2)


def hidden(mask: Tensor) -> Tensor:
    """What is added to the likeness of keys (B, N): nothing where the mask is 1."""
    return (_UNLIKELY * (1 - mask))[:, None, None]


def tokens(vectors: Tensor) -> Tensor:
    """(B, T, K) to (B, T / 2, 2 K)."""
    return vectors.reshape(vectors.shape[0], -1, VECTORS_A_TOKEN * vectors.shape[2])


def _waves(level: Tensor, channels: int) -> Tensor:
    """Sinusoids of levels (B,), (B, channels)."""
    count = channels // 2
    speeds = torch.exp(torch.arange(count, device=level.device) * (math.log(_FASTEST) / count))
    angles = level[:, None] * speeds
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def rotary(at: Tensor, channels: int) -> Tensor:
    """Cosines and sines (2, N, channels) of positions (N,)."""
    speeds = _ROTARY_BASE ** (-torch.arange(channels // 2, device=at.device) / (channels // 2))
    angles = (at[:, None] * speeds).repeat(1, 2)
    return torch.stack([angles.cos(), angles.sin()])


def _turned(x: Tensor, turns: Tensor) -> Tensor:
    first, second = x.chunk(2, dim=-1)
    return (x * turns[0] + torch.cat([-second, first], dim=-1) * turns[1]).to(x.dtype)
