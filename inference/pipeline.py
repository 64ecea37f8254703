"""The main job: from the frames of two clips to what the trainee should do otherwise.

frames ─▶ track ─▶ motion          pose = follow, reconstruct    (each clip)
two motions ─▶ comparison ─▶ words    correct = compare, explain, and write where there is a language model
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from inference.correction.correction import Correction
from inference.correction.describer import describe
from inference.correction.writer import Writer
from inference.language.styles import DEFAULT_STYLE, Style
from inference.models import named
from inference.motion.differences import Comparison, compare
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.motion import Motion
from inference.pose.clean import clean
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.landmarks import Quality
from inference.pose.lift import lift
from inference.pose.store import stored_track
from inference.pose.track import Track, track_person
from inference.stopwatch import Stopwatch

DEFAULT_HEIGHT_M = 1.70

Frames = Iterable[tuple[float, np.ndarray]]
Progress = Callable[[float], None]


def pose(
    frames: Frames,
    *,
    height_m: float = DEFAULT_HEIGHT_M,
    ground: Ground = UNKNOWN,
    quality: Quality = "heavy",
    person: int | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    watch: Stopwatch | None = None,
) -> Motion:
    """One person's motion in the world from frames (time_s, rgb (H, W, 3)); see follow and reconstruct."""
    track = follow(frames, quality=quality, person=person, threads=threads, progress=progress, watch=watch)
    return reconstruct(track, height_m, watch, ground=ground)


def follow(
    frames: Frames,
    *,
    content: str | None = None,
    quality: Quality = "heavy",
    person: int | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    watch: Stopwatch | None = None,
) -> Track:
    """One person's landmarks in every frame (time_s, rgb (H, W, 3)).

    content: the clip's hash; its track is then kept on disk, and frames are read only the first time. person:
    1 (or None) is the most prominent. progress is told the number of frames done and may raise Cancelled.
    Stages: decode, track. Raises PoseError if nobody is there, or no such person, or too briefly.
    """
    watch = watch or Stopwatch()
    options: Any = {"quality": quality, "person": person, "progress": progress, "threads": threads}
    with watch.stage("track"):
        frames = watch.waiting_for(frames, "decode")
        return stored_track(content, frames, **options) if content else track_person(frames, **options)


def reconstruct(
    track: Track,
    height_m: float = DEFAULT_HEIGHT_M,
    watch: Stopwatch | None = None,
    *,
    ground: Ground = UNKNOWN,
) -> Motion:
    """The tracked person's motion in the world, for a stature of height_m; `ground` as far as it is known.

    Stage: lift. Raises PoseError.
    """
    watch = watch or Stopwatch()
    with watch.stage("lift"):
        return lift(clean(track), height_m, ground)


def correct(
    trainee: Motion,
    coach: Motion,
    focus: Focus = EVERYTHING,
    offset_s: float | None = None,
    writer: Writer | None = None,
) -> Correction:
    """What sets the trainee apart from the coach, in words: the writer's, or those of what was measured.

    Raises MotionError for unusable clips.
    """
    comparison = compare(trainee, coach, focus, offset_s)
    correction = explain(comparison)
    if writer is None:
        return correction
    return writer.write(trainee, coach, comparison, offset_s=offset_s).into(correction)


def explain(
    comparison: Comparison,
    *,
    style: Style = DEFAULT_STYLE,
    qualities: Iterable[Quality] = (),
    warnings: Iterable[str] = (),
    watch: Stopwatch | None = None,
) -> Correction:
    """The comparison in words, with what it rests on.

    style: for whom the words are; qualities: with which the clips were posed, if they were videos.
    Stage: describe.
    """
    watch = watch or Stopwatch()
    with watch.stage("describe"):
        sentences = describe(comparison.findings, comparison.within, style=style)
    worst = comparison.findings[0] if comparison.findings else None
    return Correction(
        text=" ".join(sentence.text for sentence in sentences),
        sentences=sentences,
        part=worst.part if worst else "whole_body",
        style=style,
        findings=comparison.findings,
        alignment=comparison.alignment.summary(),
        models=models_used(qualities),
        timings_s=watch.timings_s,
        warnings=(*warnings, *comparison.warnings),
        low_confidence=comparison.low_confidence,
    )


def models_used(qualities: Iterable[Quality]) -> tuple[dict[str, str], ...]:
    """Name, version and sha256 of every network that posing with these qualities runs."""
    landmarks = sorted({f"blazepose_{quality}" for quality in qualities})
    return named((*landmarks, "lifter", "movenet_multipose") if landmarks else ())
