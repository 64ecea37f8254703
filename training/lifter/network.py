"""The lifting network: causal or centred dilated convolutions over time, with heads for pose and trajectory.

After WHAM (Shin et al., CVPR 2024): a motion encoder over keypoint sequences, a pose decoder, a trajectory
decoder (gravity, velocity of the root) and contact probabilities. Convolutions (Bai et al., 2018) instead of
WHAM's recurrent units: as good at this length, several times faster to train, and they stream as well.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.motion.skeleton import BONES, JOINTS, PARENTS
from inference.pose.lifter_input import FEATURES

CHANNELS = 384
DILATIONS = (1, 2, 4, 8, 16, 32)
# Direction of each bone (by the joint it ends at) of a body at rest: x left, y up, z forward.
REST = {
    "hip": (0.9, -0.43, 0), "knee": (0, -1, 0), "ankle": (0, -1, 0), "foot": (0, -0.3, 0.95),
    "spine1": (0, 1, 0), "spine2": (0, 1, 0), "spine3": (0, 1, 0), "neck": (0, 1, 0), "head": (0, 1, 0.3),
    "collar": (0.5, 0.87, 0), "shoulder": (1, 0, 0), "elbow": (1, 0, 0), "wrist": (1, 0, 0),
}  # fmt: skip
BONE_NAMES = tuple(REST)
HISTORY = 2 * sum(DILATIONS)
LOG_SIGMA_RANGE = (-7.0, 1.0)


def rest_directions() -> Tensor:
    """Unit vectors (22, 3); the pelvis has none."""
    rows = [torch.zeros(3)]
    for name in JOINTS[1:]:
        x, y, z = map(float, REST[name.split("_")[-1]])
        rows.append(functional.normalize(torch.tensor([-x if name.startswith("right") else x, y, z]), dim=0))
    return torch.stack(rows)


def rotations_from_6d(columns: Tensor) -> Tensor:
    """Rotation matrices (..., 3, 3) from their first two columns (..., 6) (Zhou et al., CVPR 2019)."""
    first = functional.normalize(columns[..., :3], dim=-1, eps=1e-6)
    second = columns[..., 3:] - (first * columns[..., 3:]).sum(-1, keepdim=True) * first
    second = functional.normalize(second, dim=-1, eps=1e-6)
    return torch.stack([first, second, torch.linalg.cross(first, second)], dim=-1)


class Block(nn.Module):
    """A residual block: dilated convolution over three frames, then a linear map of each frame."""

    def __init__(self, channels: int, dilation: int, causal: bool) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.over_time = nn.Conv1d(channels, 2 * channels, 3, dilation=dilation)
        self.mix = nn.Linear(channels, channels)
        self.pad = (2 * dilation, 0) if causal else (dilation, dilation)

    def forward(self, x: Tensor) -> Tensor:
        """x (B, T, C) to the same."""
        return self._added(x, functional.pad(self.norm(x).transpose(1, 2), self.pad))

    def step(self, x: Tensor, history: Tensor) -> tuple[Tensor, Tensor]:
        """One frame x (B, 1, C) of a stream, and the frames before it (B, C, pad) as normed; both anew."""
        inner = torch.cat([history, self.norm(x).transpose(1, 2)], dim=-1)
        return self._added(x, inner), inner[..., 1:]

    def _added(self, x: Tensor, inner: Tensor) -> Tensor:
        value, gate = self.over_time(inner).transpose(1, 2).chunk(2, dim=-1)
        return x + self.mix(value * torch.sigmoid(gate))


class Lifter(nn.Module):
    """Features (B, T, FEATURES) to motion in ray axes, lengths in statures.

    causal: sees no future, for live use.
    """

    def __init__(self, causal: bool, channels: int = CHANNELS) -> None:
        super().__init__()
        self.embed = nn.Linear(FEATURES, channels)
        self.blocks = nn.ModuleList(Block(channels, dilation, causal) for dilation in DILATIONS)
        self.norm = nn.LayerNorm(channels)
        joints = len(JOINTS)
        # rotations 6, joint sigma 3; bones; depth and its sigma; velocity and its; up and its; contacts
        self.sizes = (joints * 6, joints * 3, len(BONE_NAMES), 2, 6, 4, 4)
        self.hidden = nn.Linear(channels, 2 * channels)
        self.heads = nn.Linear(2 * channels, sum(self.sizes))
        self.register_buffer("rest", rest_directions(), persistent=False)
        names = [JOINTS[child].split("_")[-1] for _, child in BONES]
        self.register_buffer("which", torch.tensor([BONE_NAMES.index(n) for n in names]), persistent=False)
        self.register_buffer("typical", torch.zeros(len(BONE_NAMES)))

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        """Everything the network knows, by name; see decode."""
        x = self.embed(features)
        for block in self.blocks:
            x = block(x)
        return self.decode(x)

    def step(self, features: Tensor, history: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """One frame of a stream (B, 1, FEATURES) after its history (B, C, HISTORY), zeros at first."""
        x, kept = self.embed(features), []
        for block, past in zip(self.blocks, history.split([b.pad[0] for b in self.blocks], -1), strict=True):
            x, past = block.step(x, past)
            kept.append(past)
        return self.decode(x), torch.cat(kept, dim=-1)

    def decode(self, x: Tensor) -> dict[str, Tensor]:
        """The outputs by name from the encoder's last layer (B, T, C)."""
        out = self.heads(functional.gelu(self.hidden(self.norm(x)))).float()
        six, sigma, bones, depth, velocity, up, contact = out.split(self.sizes, dim=-1)
        shape = out.shape[:2]
        rotations = rotations_from_6d(six.reshape(*shape, len(JOINTS), 6))
        lengths = (self.typical * torch.exp(0.1 * bones))[..., self.which]
        directions = (rotations @ self.rest[..., None])[..., 0]
        joints = [torch.zeros_like(directions[..., 0, :])]
        for child, parent in enumerate(PARENTS[1:], start=1):
            joints.append(joints[parent] + directions[..., child, :] * lengths[..., child - 1, None])
        return {
            "poses": torch.stack(joints, dim=-2),
            "log_sigma": (sigma.reshape(*shape, len(JOINTS), 3) - 3).clamp(*LOG_SIGMA_RANGE),
            "rotations": rotations,
            "bones": lengths,
            "log_depth": depth[..., 0],
            "log_depth_sigma": (depth[..., 1] - 2).clamp(*LOG_SIGMA_RANGE),
            "velocity": velocity[..., :3],
            "log_velocity_sigma": (velocity[..., 3:] - 2).clamp(*LOG_SIGMA_RANGE),
            "up": functional.normalize(up[..., :3], dim=-1, eps=1e-6),
            "log_up_sigma": (up[..., 3] - 3).clamp(*LOG_SIGMA_RANGE),
            "contact": contact,
        }
