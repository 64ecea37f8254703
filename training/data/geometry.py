"""Joints of features in torch, so that losses can speak of places and limbs."""

import torch
from torch import Tensor

from inference.motion.humanml3d import CANONICAL_BONES_M
from inference.motion.skeleton import BONES, JOINTS

_PARENTS, _CHILDREN = map(list, zip(*BONES, strict=True))
_LENGTHS_M = torch.tensor(CANONICAL_BONES_M, dtype=torch.float32)[:, None]


def joints_of(values: Tensor) -> Tensor:
    """Joints (B, T, 22, 3) m in the world of raw features (B, T, 263), as humanml3d.decode has them."""
    before = torch.nn.functional.pad(values[:, :-1, :3], (0, 0, 1, 0))
    heading = -2 * before[..., 0].cumsum(dim=1)
    steps = torch.stack([before[..., 1], torch.zeros_like(heading), before[..., 2]], dim=-1)
    root = _turned(steps, heading).cumsum(dim=1)
    root = torch.stack([root[..., 0], values[..., 3], root[..., 2]], dim=-1)[:, :, None]
    others = values[..., 4:67].unflatten(-1, (len(JOINTS) - 1, 3))
    others = _turned(others, heading[..., None]) + root * torch.tensor([1.0, 0.0, 1.0], device=values.device)
    return torch.cat([root, others], dim=-2)


def limbs_of(joints: Tensor) -> Tensor:
    """Bones (..., 21, 3) of joints (..., 22, 3) m, each 1 long if it is as long as the canonical one."""
    bones = joints[..., _CHILDREN, :] - joints[..., _PARENTS, :]
    return bones / _LENGTHS_M.to(joints.device)


def _turned(points: Tensor, heading: Tensor) -> Tensor:
    x, y, z = points.unbind(-1)
    cosine, sine = torch.cos(heading), torch.sin(heading)
    return torch.stack([x * cosine + z * sine, y, z * cosine - x * sine], dim=-1)
