"""What the diffusion editor is shipped as."""

import torch
from torch import Tensor

from inference.editing.conditions import FIELDS
from inference.editing.diffusion import NETWORK
from inference.editing.feature_parts import GROUPS
from inference.language.text_encoder import STATE_SIZE
from inference.motion.humanml3d import WIDTH
from inference.motion.skeleton import PARTS
from training.motion_export import Shipped

_GROUPS, _PARTS, _FIELDS = len(GROUPS), len(PARTS), len(FIELDS)


def _example(count: int, length: int, words: int) -> dict[str, Tensor]:
    return {
        "noisy": torch.randn(count, length, WIDTH),
        "known": (torch.rand(count, length, _GROUPS) < 0.5).float(),
        "valid": (torch.arange(length) < length - 2).float().expand(count, -1),
        "level": torch.rand(count),
        "text": torch.randn(count, words, STATE_SIZE),
        "text_mask": torch.ones(count, words),
        "parts": torch.randn(count, _PARTS, STATE_SIZE),
        "parts_mask": (torch.rand(count, _PARTS) < 0.5).float(),
        "fields": (torch.rand(count, _FIELDS) < 0.2).float(),
    }


EDITOR = Shipped(
    name=NETWORK,
    summary="Makes a motion, or a part or a span of it, as a text says: clean vectors from noisy ones",
    command="python -m training.editor train && python -m training.editor export",
    source="trained from scratch on ../shared/data/motion, split train",
    inputs={
        "noisy": f"(B, T, {WIDTH}): normalised HumanML3D vectors at 20 fps, seen from their carriers "
        "(inference/editing/carried.py), noisy, but clean where known; T even",
        "known": f"(B, T, {_GROUPS}): 1 where a group (inference/editing/feature_parts.py) is known",
        "valid": "(B, T): 1 for vectors, 0 for padding",
        "level": "(B,): of noise, 0 to 1 (inference/editing/noise.py)",
        "text": f"(B, L, {STATE_SIZE}): token states (inference/language/text_encoder.py)",
        "text_mask": "(B, L): 1 where a token is",
        "parts": f"(B, {_PARTS}, {STATE_SIZE}): mean state of each part's sentence",
        "parts_mask": f"(B, {_PARTS}): 1 where a part has one",
        "fields": f"(B, {_FIELDS}): what is named outright (inference/editing/conditions.py)",
    },
    outputs={"clean": f"(B, T, {WIDTH}): normalised vectors without noise"},
    example=_example,
)
