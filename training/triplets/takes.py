"""Takes: stretches of the clips of one split, as people would film them, and others beside them.

UI-PRMD is cut into repetitions: a take is one of them whole, or a set of up to three by one person. Of longer
recordings it is a window, most often a short one. Training takes are mirrored half of the time.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from inference.motion.motion import Motion
from inference.motion.retarget import heading_rad, mirrored
from inference.motion.rotations import turn
from training.data.clips import FPS, Clip, read_clips
from training.data.sets import BLEND_FRAMES, joined
from training.triplets.triplet import Other

T = TypeVar("T")

# The longest is what the networks see at a time, 196 poses.
SHORTEST_S, LONGEST_S = 1.0, 9.8
REPEATED = "uiprmd"
# How often a take is of each source, by what its movement is worth to a coach.
SOURCES = {REPEATED: 0.5, "mhad": 0.2, "cmu": 0.15, "accad": 0.15}
# How many repetitions are joined.
SETS = {1: 0.6, 2: 0.25, 3: 0.15}


@dataclass(frozen=True)
class Take:
    """Frames `first` to `end` (half open) of clips joined to one, as in a mirror or as they were."""

    clips: tuple[str, ...]
    first: int
    end: int
    mirrored: bool

    @property
    def name(self) -> str:
        """The take as the columns source_id and target_id have it."""
        return f"{'+'.join(self.clips)}[{self.first}:{self.end}]{'~' if self.mirrored else ''}"


class Takes:
    """The takes of one split: train, val or test. Nobody is in two of them."""

    def __init__(self, split: str, data: Path) -> None:
        self.split = split
        clips = [clip for clip in read_clips(data) if clip.split == split]
        self._clips = {clip.clip_id: clip for clip in clips}
        self._of_source = _grouped(clips, lambda clip: clip.source)
        self._alike = _grouped(clips, _kind)
        self._of_exercise = _grouped(clips, lambda clip: (clip.source, clip.exercise, clip.correct))
        self._wrong = [clip for clip in clips if clip.correct is False]
        self._sources = [source for source in SOURCES if source in self._of_source]

    def any(self, chance: np.random.Generator) -> Take:
        """A take of any source."""
        weights = np.array([SOURCES[source] for source in self._sources])
        clip = _one(self._of_source[str(chance.choice(self._sources, p=weights / weights.sum()))], chance)
        return self._set(clip, chance) if clip.source == REPEATED else self._window(clip, chance)

    def faulty(self, chance: np.random.Generator) -> Take:
        """A take with faults that were acted."""
        return self._set(_one(self._wrong, chance), chance)

    def beside(
        self, take: Take, other: Other, chance: np.random.Generator, *, right: bool = False
    ) -> Take | None:
        """As many whole clips of the same by the same person (repetition) or another; None if there are none.

        right: correctly done; else as this one is. Never a clip of the take itself.
        """
        own = self.clip(take)
        if not own.pair_group:
            return None
        same = self._of_exercise[own.source, own.exercise, True if right else own.correct]
        alike = [clip for clip in same if (clip.subject == own.subject) == (other == "repetition")]
        alike = [clip for clip in alike if clip.clip_id not in take.clips]
        if not alike:
            return None
        person = _one(sorted({clip.subject for clip in alike}), chance)
        alike = [clip for clip in alike if clip.subject == person]
        first = chance.integers(max(len(alike) - len(take.clips), 0) + 1)
        return self._joined(alike[first : first + len(take.clips)], take.mirrored)

    def whole(self, take: Take) -> Take:
        """The take with all of its clips."""
        return self._joined([self._clips[name] for name in take.clips], take.mirrored)

    def clip(self, take: Take) -> Clip:
        """The first clip of a take; what it says of person and exercise holds for all."""
        return self._clips[take.clips[0]]

    def subject(self, take: Take) -> str:
        """Whose take it is, with the data set: its names are not unique."""
        clip = self.clip(take)
        return f"{clip.source} {clip.subject}"

    def motion(self, take: Take) -> Motion:
        """The take, beginning over the origin and facing +z."""
        pieces = [self._clips[name].motion().joints_in_world for name in take.clips]
        joints = joined(pieces, paused=False, chance=np.random.default_rng(0))[take.first : take.end]
        motion = at_origin(Motion(joints, FPS))
        return mirrored(motion) if take.mirrored else motion

    def _set(self, clip: Clip, chance: np.random.Generator) -> Take:
        """A set that begins with this clip, of as many repetitions as there are of its kind after it."""
        count = chance.choice(list(SETS), p=list(SETS.values()))
        alike = self._alike[_kind(clip)]
        first = alike.index(clip)
        return self._joined(alike[first : first + count], self._turned(chance))

    def _window(self, clip: Clip, chance: np.random.Generator) -> Take:
        length = _frames(clip)
        seconds = SHORTEST_S * (min(length / FPS, LONGEST_S) / SHORTEST_S) ** chance.uniform()
        frames = min(round(max(seconds, SHORTEST_S) * FPS), length)
        first = int(chance.integers(length - frames + 1))
        return Take((clip.clip_id,), first, first + frames, self._turned(chance))

    def _joined(self, clips: Sequence[Clip], mirrored: bool) -> Take:
        frames = sum(map(_frames, clips)) + BLEND_FRAMES * (len(clips) - 1)
        end = min(frames, round(LONGEST_S * FPS))
        return Take(tuple(clip.clip_id for clip in clips), 0, end, mirrored)

    def _turned(self, chance: np.random.Generator) -> bool:
        return self.split == "train" and bool(chance.uniform() < 0.5)


def at_origin(motion: Motion) -> Motion:
    """The motion moved over the floor to begin over the origin, facing +z."""
    joints = turn(motion.joints_in_world, -float(heading_rad(motion.joints_in_world[:1])[0]))
    return replace(motion, joints_in_world=joints - joints[:1, :1] * [1, 0, 1], view=None)


def _grouped(clips: Sequence[Clip], key: Callable[[Clip], Hashable]) -> dict[Hashable, list[Clip]]:
    groups: dict[Hashable, list[Clip]] = {}
    for clip in clips:
        groups.setdefault(key(clip), []).append(clip)
    return groups


def _kind(clip: Clip) -> tuple[str, bool | None]:
    return clip.pair_group, clip.correct


def _one(among: Sequence[T], chance: np.random.Generator) -> T:
    return among[int(chance.integers(len(among)))]


@cache
def _frames(clip: Clip) -> int:
    return len(clip.motion())
