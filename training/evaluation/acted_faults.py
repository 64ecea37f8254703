"""Acted faults of people nobody has trained on: is the fault named, first, and mended by doing as told?

From motion capture, and through video: both the trainee's repetition and the coach's filmed, and lifted as
any clip. Which channels are at fault is told by acted-mistakes.md beside the data, not by our measurement.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import get_args

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import CoachError
from inference.language.parser import parse
from inference.language.styles import Style
from inference.motion.differences import DIFFERENT_SIDES_RAD, Comparison, compare
from inference.motion.finding import Finding
from inference.motion.motion import Motion
from inference.motion.vantage import apart_rad
from inference.pipeline import reconstruct
from training.data.clips import FPS, Clip, read_clips
from training.evaluation.acted_mistakes import FAULT_CHANNELS, fault_channels, mends
from training.evaluation.differences import HELD_OUT
from training.evaluation.tally import Tally
from training.lifter.films import read, shots
from training.triplets.triplet import Wording

SEED = 11
# Faulty repetitions of each exercise and person.
EACH = 3
SPLITS = ("val", "test")
# From where people are told to film: in front, and somewhat aside.
CAMERAS = ("0", "35", "front", "oblique")


@dataclass(frozen=True, eq=False)
class Attempt:
    """A repetition with an acted fault and how somebody does it right: as much of a triplet as writers read.

    right: a correct repetition by the trainee, seen as theirs was, other than the coach's where there is one.
    """

    exercise: str
    subject: str
    style: Style
    motions: tuple[Motion, Motion]
    right: Motion | None = None
    noise: bool = False

    @cached_property
    def comparison(self) -> Comparison:
        """Of trainee and coach."""
        return compare(*self.motions)

    @property
    def measured(self) -> tuple[Finding, ...]:
        """The findings."""
        return self.comparison.findings

    @property
    def texts(self) -> tuple[Wording, ...]:
        """No wording: nobody wrote what to say here; the style alone."""
        return (Wording("", self.style, "", held_out=False),)

    @property
    def fault(self) -> frozenset[str]:
        """Channels on which the fault should show."""
        return fault_channels(self.exercise)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Those of them that are out of tolerance."""
        return _out(self.comparison, self.fault)

    @cached_property
    def reached_by_right(self) -> int | None:
        """How many of them the person's own correct repetition has within tolerance; None without one."""
        if self.right is None:
            return None
        own = compare(self.right, self.motions[1])
        return len(self.shown) - len(_out(own, self.shown))


def _out(comparison: Comparison, channels: Sequence[str] | frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in sorted(channels) if comparison.scores.get(name, 0.0) > 1)


def from_mocap(data: Path) -> list[Attempt]:
    """Faulty repetitions of the held-out people beside correct ones: of the same person, of the other one."""
    clips = [clip for clip in read_clips(data, "uiprmd") if clip.subject in HELD_OUT]
    chance, found = random.Random(SEED), []
    for exercise, person in product(FAULT_CHANNELS, HELD_OUT):
        of = [clip for clip in clips if clip.exercise == exercise]
        wrong = [clip for clip in of if clip.subject == person and not clip.correct]
        for clip in chance.sample(wrong, min(EACH, len(wrong))):
            for coach_person in HELD_OUT:
                found.append(_attempt(clip, of, coach_person, chance, len(found)))
    return found


def _attempt(
    clip: Clip, of: Sequence[Clip], coach_person: str, chance: random.Random, number: int
) -> Attempt:
    coach = chance.choice([each for each in of if each.correct and each.subject == coach_person])
    own = [each for each in of if each.correct and each.subject == clip.subject and each != coach]
    styles = get_args(Style)
    return Attempt(
        clip.exercise,
        f"uiprmd {clip.subject}",
        styles[number % len(styles)],
        (clip.motion(), coach.motion()),
        chance.choice(own).motion(),
    )


@dataclass(frozen=True, eq=False)
class _Filmed:
    """A film of a set of repetitions, lifted."""

    clip: Clip
    motion: Motion


def through_video(data: Path) -> list[Attempt]:
    """All films of the held-out people's faults, each beside a correct one from about the same side."""
    made = list(_films(data))
    found: list[Attempt] = []
    styles = get_args(Style)
    for wrong in made:
        coaches = [each for each in made if each.clip.correct and _together(wrong, each)]
        if wrong.clip.correct or not coaches:
            continue
        own = [each for each in coaches if each.clip.subject == wrong.clip.subject]
        coach = (own or coaches)[0]
        others = [each.motion for each in own if each is not coach]
        found.append(
            Attempt(
                wrong.clip.exercise,
                f"uiprmd {wrong.clip.subject}",
                styles[len(found) % len(styles)],
                (wrong.motion, coach.motion),
                others[0] if others else None,
            )
        )
    return found


def _together(one: _Filmed, other: _Filmed) -> bool:
    """Whether two films are of one exercise, from sides that are compared."""
    apart = apart_rad(one.motion, other.motion, mirrored=False)
    return one.clip.exercise == other.clip.exercise and apart is not None and apart <= DIFFERENT_SIDES_RAD


def _films(data: Path) -> Iterator[_Filmed]:
    """Films of exercises that somebody did wrong and somebody right."""
    of = {shot.name: shot.clip for split in SPLITS for shot in shots(split, data)}
    of = {name: clip for name, clip in of.items() if _camera(name) in CAMERAS and clip.source == "uiprmd"}
    wrong, right = ({c.exercise for c in of.values() if bool(c.correct) == true} for true in (False, True))
    for film in (film for split in SPLITS for film in read(split)):
        clip = of.get(film.name)
        if clip is not None and clip.exercise in wrong & right:
            height_m = Motion(film.joints_in_world, FPS).height_m
            yield _Filmed(clip, reconstruct(film.track, height_m))


def _camera(film: str) -> str:
    return film.rpartition("_")[2]


def scored(text: str, attempt: Attempt) -> dict[str, Tally]:
    """Whether what makes the fault better is asked for, and first; how many channels doing as told mends.

    `right`: how many of these the person's correct repetition mends, of which `repaired` is a share.
    """
    named = [mends(edit, attempt.exercise) for edit in _asked(text)]
    found = {"named": _yes(any(named)), "first": _yes(named[:1] == [True])}
    if attempt.shown:
        found["mended"] = Tally(_mended(text, attempt), len(attempt.shown))
        if attempt.reached_by_right is not None:
            found["right"] = Tally(attempt.reached_by_right, len(attempt.shown))
            found["repaired"] = Tally(found["mended"].total, attempt.reached_by_right)
    return found


def _yes(true: bool) -> Tally:
    return Tally(float(true), 1.0)


def _asked(text: str) -> tuple[Edit, ...]:
    try:
        return parse(text).edits
    except CoachError:
        return ()


def _mended(text: str, attempt: Attempt) -> int:
    trainee, coach = attempt.motions
    try:
        moved = edited(trainee, parse(text).edits)
        after = compare(moved, coach)
    except CoachError:
        return 0
    return len(attempt.shown) - len(_out(after, attempt.shown))
