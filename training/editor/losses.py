"""Losses of the denoiser: the vectors, and the joints, steps and standing feet that they decode to."""

import torch
from torch import Tensor
from torch.nn import functional

from inference.editing.carried import SEEN_FROM_FLOOR
from inference.motion.skeleton import CONTACT_JOINTS
from training.data.geometry import joints_of
from training.data.statistics import GROUPS

# A foot that moves less than this from one vector to the next stands (0.2 m/s, as inference.motion.contact).
STANDS_M = 0.01
# Beyond this an error counts by its size, not by its square: paths drift apart over ten seconds.
FAR_M = 0.2
# Of the groups of columns: the root's are few and decide about the path, rotations are never read back.
_GROUP_WEIGHTS = (4.0, 4.0, 4.0, 1.0, 0.25, 1.0, 1.0)
COLUMN_WEIGHTS = torch.repeat_interleave(torch.tensor(_GROUP_WEIGHTS), torch.tensor(GROUPS))
# They bring metres to the size of the first loss, about a third of it each.
POSITION, VELOCITY, FOOT = 3.0, 30.0, 5.0


def losses(clean: Tensor, batch: dict[str, Tensor], mean: Tensor, std: Tensor) -> dict[str, Tensor]:
    """Weighted losses by name (MDM, equations 2 to 5), over what is made alone.

    clean (B, T, 263): predicted, normalised; batch: see training.editor.sample; mean, std (263,): of vectors.
    """
    truth, valid = batch["truth"], batch["valid"]
    made = batch["made"] * valid[..., None]
    whole = torch.where(made > 0, clean, truth)
    on_floor = torch.from_numpy(SEEN_FROM_FLOOR).to(mean.device)
    joints, wanted = (joints_of((values * std + mean) @ on_floor) for values in (whole, truth))
    both = valid[:, 1:] * valid[:, :-1]
    steps, true_steps = joints.diff(dim=1), wanted.diff(dim=1)
    feet, true_feet = (each[:, :, CONTACT_JOINTS].norm(dim=-1) for each in (steps, true_steps))
    stands = (true_feet < STANDS_M) * both[..., None]
    apart = functional.smooth_l1_loss(joints, wanted, reduction="none", beta=FAR_M)
    return {
        "simple": _mean(COLUMN_WEIGHTS.to(mean.device) * (whole - truth) ** 2, made),
        "position": POSITION * _mean(apart, valid),
        "velocity": VELOCITY * _mean((steps - true_steps) ** 2, both),
        "foot": FOOT * _mean(feet**2, stands),
    }


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    """Mean of values (B, T, ...) where the weights, of as many axes or fewer, are not 0."""
    weights = weights.reshape(*weights.shape, *[1] * (values.ndim - weights.ndim)).expand_as(values)
    return (values * weights).sum() / weights.sum().clamp(min=1)
