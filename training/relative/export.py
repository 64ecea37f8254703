"""What the source-conditioned editor is shipped as."""

import torch
from torch import Tensor

from inference.editing.asked import ASKED
from inference.editing.conditions import FIELDS
from inference.editing.feature_parts import GROUPS
from inference.editing.relative import NETWORK
from inference.language.text_encoder import STATE_SIZE
from inference.motion.humanml3d import WIDTH
from training.motion_export import Shipped

_GROUPS, _FIELDS = len(GROUPS), len(FIELDS) + len(ASKED)


def _example(count: int, length: int, words: int) -> dict[str, Tensor]:
    return {
        "source": torch.randn(count, length, WIDTH),
        "known": (torch.rand(count, length, _GROUPS) < 0.5).float(),
        "valid": (torch.arange(length) < length - 2).float().expand(count, -1),
        "text": torch.randn(count, words, STATE_SIZE),
        "text_mask": torch.ones(count, words),
        "fields": torch.randn(count, _FIELDS) * (torch.rand(count, _FIELDS) < 0.2),
    }


RELATIVE = Shipped(
    name=NETWORK,
    summary="Changes a motion as a text asks: vectors of the changed motion from those of its source",
    command="python -m training.relative train && python -m training.relative export",
    source="trained from the diffusion editor's weights on triplets of the kind exact, split train",
    inputs={
        "source": f"(B, T, {WIDTH}): normalised HumanML3D vectors at 20 fps, seen from their carriers "
        "(inference/editing/carried.py); T even",
        "known": f"(B, T, {_GROUPS}): 1 where a group of columns (inference/editing/feature_parts.py) stays",
        "valid": "(B, T): 1 for vectors, 0 for padding",
        "text": f"(B, L, {STATE_SIZE}): token states (inference/language/text_encoder.py)",
        "text_mask": "(B, L): 1 where a token is",
        "fields": f"(B, {_FIELDS}): what is named outright (inference/editing/conditions.py), then what the "
        "parser reads (inference/editing/asked.py)",
    },
    outputs={"changed": f"(B, T, {WIDTH}): normalised vectors of the changed motion"},
    example=_example,
)
