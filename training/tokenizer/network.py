"""The motion tokenizer: features to two code ids a step and back, a residual VQ-VAE over time.

After CigTime (Fang et al., NeurIPS 2024, appendix): temporal convolutions in residual blocks with
dilations 9, 3 and 1, codes of 16 numbers, a class and a residual codebook, a decoder of the same blocks. Ours
by name: steps of four vectors, since a language model reads two motions in one prompt, and behind them blocks
at the rate of vectors.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.motion.humanml3d import WIDTH
from inference.tokens.steps import CODES_A_STEP
from training.tokenizer.codebooks import Codebooks

DILATIONS = (9, 3, 1)
CODE_WIDTH = 16


@dataclass(frozen=True)
class Variant:
    """A tokenizer's sizes: vectors a step, codes in a codebook, channels of its steps and of its vectors."""

    stride: int
    codes: int
    channels: int
    fine_channels: int


class Surroundings(nn.Module):
    """A linear map of each frame with those `dilation` before and after it: a convolution, as one product."""

    def __init__(self, inputs: int, outputs: int, dilation: int = 1) -> None:
        super().__init__()
        self.dilation = dilation
        self.linear = nn.Linear(3 * inputs, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, T, inputs) to (B, T, outputs); outside is zero."""
        wide = functional.pad(x, (0, 0, self.dilation, self.dilation))
        seen = [wide[:, i * self.dilation : i * self.dilation + x.shape[1]] for i in range(3)]
        return self.linear(torch.cat(seen, dim=-1))


class Block(nn.Module):
    """A residual block: dilated convolution over three frames, then a linear map of each frame."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.over_time = Surroundings(channels, channels, dilation)
        self.mix = nn.Linear(channels, channels)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, T, C) to the same; where mask (B, T, 1) is 0 there is nothing to be seen."""
        return x + self.mix(functional.gelu(self.over_time(_kept(self.norm(x), mask))))


class Blocks(nn.Module):
    """Residual blocks, one for each dilation, and a norm."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(channels, dilation) for dilation in DILATIONS)
        self.norm = nn.LayerNorm(channels)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, T, C) to the same, zero where mask (B, T, 1) is."""
        for block in self.blocks:
            x = block(x, mask)
        return _kept(self.norm(x), mask)


class MotionTokenizer(nn.Module):
    """Raw features (B, T, 263), T a whole number of steps, to codes (B, T / stride, 2) and back."""

    def __init__(self, variant: Variant) -> None:
        super().__init__()
        self.variant, wide, fine = variant, variant.channels, variant.fine_channels
        self.stride = variant.stride
        self.register_buffer("mean", torch.zeros(WIDTH))
        self.register_buffer("std", torch.ones(WIDTH))
        self.enter = Surroundings(self.stride * WIDTH, wide)
        self.encoder = Blocks(wide)
        self.narrow = nn.Linear(wide, CODE_WIDTH)
        self.codebooks = Codebooks(variant.codes, CODE_WIDTH, CODES_A_STEP)
        self.widen = Surroundings(CODE_WIDTH, wide)
        self.decoder = Blocks(wide)
        self.unfold = Surroundings(wide, self.stride * fine)
        self.fine = Blocks(fine)
        self.leave = Surroundings(fine, WIDTH)

    def forward(self, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Normalised features (B, T, 263) again, and the commitment loss; mask (B, T), alike in a step."""
        real = mask[:, :: self.stride]
        latents = self.latents(values, real[..., None].to(values.dtype))
        with torch.autocast(values.device.type, enabled=False):
            meant, commitment = self.codebooks(latents.float()[real])
        quantised = torch.zeros_like(latents, dtype=meant.dtype).masked_scatter(real[..., None], meant)
        return self.normalised(quantised, mask[..., None].to(values.dtype)), commitment

    def encode(self, values: Tensor) -> Tensor:
        """Codes (B, T / stride, 2) of raw features."""
        return self.codebooks.encode(self.latents(values))

    def decode(self, codes: Tensor) -> Tensor:
        """Raw features (B, T, 263) of codes."""
        return self.normalised(self.codebooks.decode(codes)) * self.std + self.mean

    def latents(self, values: Tensor, mask: Tensor | None = None) -> Tensor:
        """What is to be quantised, (B, T / stride, 16), of raw features; mask (B, T / stride, 1)."""
        steps = ((values - self.mean) / self.std).reshape(values.shape[0], -1, self.stride * WIDTH)
        return self.narrow(self.encoder(self.enter(_kept(steps, mask)), mask))

    def normalised(self, latents: Tensor, mask: Tensor | None = None) -> Tensor:
        """Normalised features (B, T, 263) of quantised latents, zero where mask (B, T, 1) is."""
        coarse = None if mask is None else mask[:, :: self.stride]
        x = self.unfold(self.decoder(self.widen(latents), coarse))
        x = x.reshape(x.shape[0], -1, self.variant.fine_channels)
        return self.leave(self.fine(x, mask))


def _kept(x: Tensor, mask: Tensor | None) -> Tensor:
    return x if mask is None else x * mask
