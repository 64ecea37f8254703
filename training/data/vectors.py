"""The clips of a split as HumanML3D features, also mirrored; encoded once and kept in runs/data."""

import hashlib
import inspect
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from inference.atomic import atomic_path
from inference.motion import humanml3d
from inference.motion.humanml3d import features
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
    path = RUNS / f"{split}-{_digest(data)}.npy"
    ends_path = path.with_suffix(".ends.npy")
    if not ends_path.exists():
        _encode(clips, path, ends_path)
    values = np.asarray(np.load(path, mmap_mode="r"))
    bounds = pairwise([0, *np.load(ends_path).tolist()])
    pieces = [values[first:end] for first, end in bounds]
    both = zip(clips, pieces[::2], pieces[1::2], strict=True)
    views = ((Vectors(clip, False, plain), Vectors(clip, True, seen)) for clip, plain, seen in both)
    return [view for pair in views for view in pair if mirror or not view.mirrored]


def _encode(clips: list[Clip], path: Path, ends_path: Path) -> None:
    motions = (clip.motion() for clip in clips)
    encoded = [features(view) for motion in motions for view in (motion, mirrored(motion))]
    path.parent.mkdir(parents=True, exist_ok=True)
    for target, array in ((path, np.concatenate(encoded)), (ends_path, np.cumsum([len(e) for e in encoded]))):
        with atomic_path(target) as temporary, temporary.open("wb") as file:
            np.save(file, array)


def _digest(data: Path) -> str:
    """Another table or another codec makes other vectors."""
    content = (data / "clips.csv").read_bytes() + inspect.getsource(humanml3d).encode()
    return hashlib.sha256(content).hexdigest()[:12]
