"""The clips of a split as HumanML3D features, also mirrored; encoded once and kept in runs/data."""

import hashlib
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np

from inference.atomic import atomic_path
from inference.motion import humanml3d
from inference.motion.humanml3d import features
from inference.motion.motion import Motion
from inference.motion.retarget import mirrored
from training.data.clips import DEFAULT_DATA, Caption, Clip, read_clips
from training.data.texts import swap_sides

RUNS = Path("runs/data")


@dataclass(frozen=True, eq=False)
class Vectors:
    """A clip, as it is or in a mirror: values (N, 263) float32, raw HumanML3D features at 20 fps."""

    clip: Clip
    mirrored: bool
    values: np.ndarray

    @property
    def texts(self) -> tuple[str, ...]:
        """The clip's short descriptions, with the sides that are seen."""
        return tuple(self._said(text) for text in self.clip.texts)

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The clip's human sentences, with the sides that are seen."""
        return tuple(Caption(c.start_s, c.end_s, self._said(c.text)) for c in self.clip.captions)

    def _said(self, text: str) -> str:
        return swap_sides(text) if self.mirrored else text


def vectors(split: str, data: Path = DEFAULT_DATA, mirror: bool = True) -> list[Vectors]:
    """Every clip of a split (train, val, test; by person) and, where `mirror`, its mirror image after it.

    The values are views of one read-only file, which processes share.
    """
    clips = [clip for clip in read_clips(data) if clip.split == split]
    motions = (clip.motion() for clip in clips)
    both = (view for motion in motions for view in (motion, mirrored(motion)))
    values = iter(encoded(split, data, both))
    views = (Vectors(clip, seen, next(values)) for clip in clips for seen in (False, True))
    return [view for view in views if mirror or not view.mirrored]


def encoded(name: str, data: Path, motions: Iterable[Motion], *makers: ModuleType) -> list[np.ndarray]:
    """Features of motions that `makers` make of the clips in `data`; kept in runs/data and read there.

    They are made again where the table of clips, the codec or a maker has changed.
    """
    path = RUNS / f"{name}-{_digest(data, humanml3d, *makers)}.npy"
    ends_path = path.with_suffix(".ends.npy")
    if not ends_path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        each = [features(motion) for motion in motions]
        for target, array in ((path, np.concatenate(each)), (ends_path, np.cumsum([len(e) for e in each]))):
            with atomic_path(target) as temporary, temporary.open("wb") as file:
                np.save(file, array)
    values = np.asarray(np.load(path, mmap_mode="r"))
    return [values[first:end] for first, end in pairwise([0, *np.load(ends_path).tolist()])]


def _digest(data: Path, *makers: ModuleType) -> str:
    content = (data / "clips.csv").read_bytes() + "".join(map(inspect.getsource, makers)).encode()
    return hashlib.sha256(content).hexdigest()[:12]
