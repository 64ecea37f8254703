"""What tokens keep of an edit of known size: the same movement before and after it, both through tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import EditError
from inference.motion.humanml3d import FPS, decode, features
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from training.data.clips import Clip
from training.tokenizer.measure import Tokenizes

# Twice the tolerance or less: what a coach asks for.
EDITS = (
    Edit("knee_flexion", 15, "left"),
    Edit("knee_flexion", -15, "right"),
    Edit("trunk_lean_forward", 12),
    Edit("shoulder_elevation", -20, "right"),
    Edit("elbow_flexion", 20, "left"),
)


@dataclass(frozen=True, eq=False)
class Kept:
    """An edit, and how far it moves its channel's mean, degrees: in each clip (n,), through tokens (n,)."""

    edit: Edit
    done: np.ndarray
    told: np.ndarray

    @property
    def survive(self) -> float:
        """Share of the clips in which the change keeps its sign and half its size."""
        return float(np.mean(self.told * np.sign(self.done) > np.abs(self.done) / 2))


def kept(tokenizer: Tokenizes, clips: Sequence[Clip]) -> list[Kept]:
    """Every one of EDITS on every clip that it can be carried out on."""
    return [Kept(edit, *np.transpose(list(_changes(tokenizer, clips, edit)))) for edit in EDITS]


def _changes(tokenizer: Tokenizes, clips: Sequence[Clip], edit: Edit) -> Iterator[tuple[float, float]]:
    """The channel's change in each clip and through tokens, degrees."""
    channel = edit.operator if edit.side == "none" else f"{edit.side}_{edit.operator}"
    for clip in clips:
        before = clip.motion()
        try:
            after = edited(before, [edit])
        except EditError:
            continue
        values = [features(motion) for motion in (before, after)]
        told = [tokenizer.decode(tokenizer.encode(each))[: len(each)] for each in values]
        yield _change(channel, *values), _change(channel, *told)


def _change(channel: str, before: np.ndarray, after: np.ndarray) -> float:
    own, other = (measure(Motion(decode(values), FPS))[channel] for values in (before, after))
    return float(np.nanmean(np.degrees(other)) - np.nanmean(np.degrees(own)))
