"""What tokens keep of an edit of known size: the same movement before and after it, both through tokens."""

from collections.abc import Iterable
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

# As large as a coach's corrections are.
EDITS = (
    Edit("knee_flexion", 15, "left"),
    Edit("knee_flexion", -15, "right"),
    Edit("trunk_lean_forward", 12),
    Edit("shoulder_elevation", -20, "right"),
    Edit("elbow_flexion", 20, "left"),
)


@dataclass(frozen=True, eq=False)
class Edited:
    """An edit, and the features (N, 263) before and after it of clips that it can be carried out on."""

    edit: Edit
    pairs: list[tuple[np.ndarray, np.ndarray]]

    @classmethod
    def of(cls, edit: Edit, clips: Iterable[Clip]) -> "Edited":
        """Carry out the edit on every clip."""
        pairs = []
        for clip in clips:
            before = clip.motion()
            try:
                pairs.append((features(before), features(edited(before, [edit]))))
            except EditError:
                # Who holds the knees straight cannot straighten them.
                continue
        return cls(edit, pairs)

    @property
    def channel(self) -> str:
        """What the edit changes."""
        return self.edit.operator if self.edit.side == "none" else f"{self.edit.side}_{self.edit.operator}"


@dataclass(frozen=True, eq=False)
class Kept:
    """By how much an edit changes its channel's mean, degrees: in each clip (n,), and through tokens (n,)."""

    done: np.ndarray
    told: np.ndarray

    @property
    def survive(self) -> float:
        """Share of the clips in which the change keeps its sign and half its size."""
        return float(np.mean(self.told * np.sign(self.done) > np.abs(self.done) / 2))


def kept(tokenizer: Tokenizes, sample: Edited) -> Kept:
    """What is left of the edit in each clip once the tokens of before and after are decoded."""
    told = (
        tuple(tokenizer.decode(tokenizer.encode(values))[: len(values)] for values in pair)
        for pair in sample.pairs
    )
    return Kept(
        np.array([_change(sample.channel, *pair) for pair in sample.pairs]),
        np.array([_change(sample.channel, *pair) for pair in told]),
    )


def _change(channel: str, before: np.ndarray, after: np.ndarray) -> float:
    own, other = (measure(Motion(decode(values), FPS))[channel] for values in (before, after))
    return float(np.nanmean(np.degrees(other)) - np.nanmean(np.degrees(own)))
