"""The matcher: a motion encoder and a text encoder into one space, where what belongs together is close.

After TMR (Petrovich et al., ICCV 2023) without its decoder: two transformers, a class token each, trained by
contrast. Of a motion only those 67 features enter which a decoder reads (root and positions): the others
follow from them, and a generator's errors in what nobody sees should not count (Meng et al., “Rethinking
diffusion for text-driven human motion generation”, CVPR 2025). Text enters as token states, for the vector
of a sentence does not know left from right.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.language.text_encoder import LONGEST as LONGEST_TEXT
from inference.language.text_encoder import STATE_SIZE
from training.data.windows import LONGEST as LONGEST_MOTION

# Root yaw velocity 1, root velocity 2, root height 1, positions 63.
FEATURES = 67
# Few enough for a covariance of full rank from the clips of one split.
DIMENSION = 48
WIDTH, HEADS = 128, 4
MOTION_DEPTH, TEXT_DEPTH = 4, 2
DROPOUT = 0.1
# Vectors a motion token sees, and how far it is to the next: 5 tokens a second.
KERNEL, STRIDE = 8, 4


class Block(nn.Module):
    """A layer of a transformer that normalises first (Xiong et al., ICML 2020)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.before_attention, self.before_mix = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.gathered = nn.Linear(width, width)
        self.mix = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, L, C) to the same; mask (B, 1, 1, L) bool: True where something is."""
        parts = self.query_key_value(self.before_attention(x)).unflatten(-1, (3, HEADS, -1))
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.drop(self.gathered(seen.transpose(1, 2).flatten(2)))
        return x + self.drop(self.mix(self.before_mix(x)))


class Tower(nn.Module):
    """Tokens (B, L, C) and their mask (B, L) to unit vectors (B, DIMENSION)."""

    def __init__(self, width: int, depth: int, longest: int) -> None:
        super().__init__()
        self.first = nn.Parameter(0.02 * torch.randn(width))
        self.places = nn.Parameter(0.02 * torch.randn(longest, width))
        self.drop = nn.Dropout(DROPOUT)
        self.blocks = nn.ModuleList(Block(width) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, DIMENSION)

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """The place of each sequence in the common space."""
        x = self.drop(tokens + self.places[: tokens.shape[1]])
        x = torch.cat([self.first.expand(x.shape[0], 1, -1), x], dim=1)
        mask = functional.pad(mask, (1, 0), value=True)[:, None, None]
        for block in self.blocks:
            x = block(x, mask)
        return functional.normalize(self.out(self.norm(x[:, 0])).float(), dim=-1)


class MotionEncoder(nn.Module):
    """Features (B, T, 67), raw, and mask (B, T) to unit vectors (B, DIMENSION)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("std", torch.ones(FEATURES))
        self.embed = nn.Conv1d(FEATURES, width, KERNEL, STRIDE, padding=KERNEL // 2)
        self.tower = Tower(width, MOTION_DEPTH, LONGEST_MOTION // STRIDE + 1)

    def forward(self, features: Tensor, mask: Tensor) -> Tensor:
        """What padding holds makes no difference."""
        x = (features - self.mean) / self.std * mask[..., None]
        x = functional.gelu(self.embed(x.transpose(1, 2)).transpose(1, 2))
        # Tokens stand between vectors: before the first, and after every one that ends a stride.
        return self.tower(x, functional.pad(mask[:, STRIDE - 1 :: STRIDE], (1, 0), value=True))


class TextEncoder(nn.Module):
    """Token states (B, L, 384) and mask (B, L) to unit vectors (B, DIMENSION)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.embed = nn.Sequential(nn.LayerNorm(STATE_SIZE), nn.Linear(STATE_SIZE, width))
        self.tower = Tower(width, TEXT_DEPTH, LONGEST_TEXT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """What padding holds makes no difference."""
        return self.tower(self.embed(states), mask)


class Matcher(nn.Module):
    """Both encoders and the learned sharpness with which likeness is read (Radford et al., ICML 2021)."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.motion, self.text = MotionEncoder(width), TextEncoder(width)
        self.log_sharpness = nn.Parameter(torch.tensor(10.0).log())
