"""Kept clips: how a clip of the window is written into a session folder, and how it comes back."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from app.presenters.clip import Clip, Side, open_clip
from app.presenters.kept_ground import kept_ground, restored_ground
from app.presenters.result import Result
from capture.errors import CaptureError
from capture.library import record
from capture.library.autosave import Write
from capture.library.folder import CORRECTIONS, MOTIONS, THUMBNAIL, SessionFolder
from capture.library.thumbnail import thumbnail
from inference.errors import CoachError
from inference.motion.files import read_motion
from inference.motion.focus import EVERYTHING, Focus
from inference.motion.formats.npz import write_npz
from inference.motion.motion import Motion
from inference.motion.score import Score, score
from inference.pose.landmarks import Quality
from inference.pose.store import MOST_PEOPLE, read_track, write_track

MIN_HEIGHT_M, MAX_HEIGHT_M = 0.3, 3.0
MIN_FILMED_FPS, MAX_FILMED_FPS = 1.0, 10_000.0
# What the user said about a clip, and what of it can be believed when it comes out of a file.
SAID: dict[str, Callable[[Any], bool]] = {
    "height_m": lambda value: isinstance(value, float) and MIN_HEIGHT_M <= value <= MAX_HEIGHT_M,
    "person": lambda value: value is None or (isinstance(value, int) and 0 < value <= MOST_PEOPLE),
    "sides_swapped": lambda value: isinstance(value, bool),
    "mirrored": lambda value: value is None or isinstance(value, bool),
    "quality": lambda value: value in get_args(Quality),
}
# Names of the score among an attempt's scores.
POINTS, POINTS_SIGMA = "points", "points_sigma"
GROUND, FILMED_FPS, USED = "ground", "filmed_fps", "used"
_log = logging.getLogger(__name__)


def kept_clip(side: Side, clip: Clip, before: record.Clip | None, folder: Path | None) -> record.Clip:
    """The clip as session.json has it; before: what that has of it now; folder: the session's, once made."""
    if before is None:
        path, identity = clip.path.absolute(), record.new_id()
        if folder is not None and path.is_relative_to(folder):
            file = path.relative_to(folder).as_posix()
            before = record.Clip(identity, side.value, path.name, file=file)
        else:
            before = record.Clip(identity, side.value, path.name, original=str(path))
    # A motion that is being computed anew is not the one in the file.
    return replace(
        before,
        content=clip.content or before.content,
        motion=f"{MOTIONS}/{before.id}.npz" if clip.whole_motion else None,
        track=f"{MOTIONS}/{before.id}.track.npz" if clip.track else before.track,
        said={name: getattr(clip, name) for name in SAID}
        | {
            GROUND: kept_ground(clip.ground),
            FILMED_FPS: clip.filmed_fps,
            USED: clip.used and list(clip.used),
        },
    )


def clip_files(kept: record.Clip, clip: Clip) -> dict[str, Write]:
    """What is to be written of a clip that has its motion, by place in the folder."""
    files: dict[str, Write] = {}
    motion, track = clip.whole_motion, clip.track
    if kept.motion and motion is not None:
        files[kept.motion] = lambda path: _write_motion(motion, path)
    if kept.track and track is not None:
        files[kept.track] = lambda path: write_track(track, path)
    if clip.info is not None and kept.side == Side.TRAINEE:
        files[THUMBNAIL] = lambda path: _write_picture(clip, path)
    return files


def kept_attempt(result: Result, trainee: str, coach: str, before: record.Attempt | None) -> record.Attempt:
    """The result as session.json has it; trainee, coach: ids of its clips; before: what that has of it."""
    identity = before.id if before else record.new_id()
    findings = result.correction.findings
    scores = {
        "distance_m": result.correction.alignment.cost,
        "differences": float(len(findings)),
        "worst": max((finding.score for finding in findings), default=0.0),
        **kept_score(score(result.comparison.deviations)),
    }
    made = before.made if before else record.now()
    return record.Attempt(identity, made, trainee, coach, f"{CORRECTIONS}/{identity}.json", scores)


def kept_score(points: Score | None) -> dict[str, float]:
    """The score among an attempt's scores; nothing where nothing could be compared."""
    return {POINTS: points.points, POINTS_SIGMA: points.sigma} if points else {}


def restored_score(attempt: record.Attempt) -> Score | None:
    """The score that was kept; None where there is none, as in sessions of earlier versions."""
    scores = attempt.scores
    return Score(scores[POINTS], scores[POINTS_SIGMA]) if {POINTS, POINTS_SIGMA} <= set(scores) else None


def restored_clip(kept: record.Clip, folder: SessionFolder) -> tuple[Clip | None, str]:
    """The clip as it was, and what to know about it: a lost video is replaced by its motion, if kept."""
    path = folder.clip_path(kept)
    said = {
        name: kept.said[name] for name, sound in SAID.items() if name in kept.said and sound(kept.said[name])
    }
    said[GROUND] = restored_ground(kept.said.get(GROUND))
    motion = _motion(folder, kept)
    try:
        clip = open_clip(path)
    except (CaptureError, CoachError) as error:
        if motion is None:
            return None, f"The {kept.side}'s clip cannot be shown. {error}"
        stand_in = replace(open_clip(folder.path / str(kept.motion)), **said)
        problem = f"The {kept.side}'s clip cannot be shown, only its movement. {error}"
        return _with_used(stand_in, kept.said.get(USED)), problem
    if clip.info is not None:
        if _is_number(fps := kept.said.get(FILMED_FPS), MIN_FILMED_FPS, MAX_FILMED_FPS):
            clip = clip.filmed_at(fps)
        track = read_track(folder.path / kept.track) if kept.track else None
        clip = replace(clip, **said, content=kept.content, track=track)
        clip = clip if motion is None else clip.moving(motion)
    return _with_used(clip, kept.said.get(USED)), ""


def _with_used(clip: Clip, used: Any) -> Clip:
    """The clip with the span that was used, if it lies in it."""
    if isinstance(used, list) and len(used) == 2:
        start_s, end_s = used
        if _is_number(start_s, clip.start_s, clip.end_s) and _is_number(end_s, start_s, clip.end_s):
            return replace(clip, used=(start_s, end_s))
    return clip


def _is_number(value: Any, least: float, most: float) -> bool:
    return isinstance(value, float) and least <= value <= most


def restored_focus(kept: Any) -> tuple[Focus, str]:
    """What was looked at, and what to know about it: everything, where that cannot be read."""
    try:
        return Focus.from_json(kept), ""
    except CoachError as error:
        return EVERYTHING, str(error)


def _motion(folder: SessionFolder, kept: record.Clip) -> Motion | None:
    """The motion that was kept, if it can be read: it can be computed again."""
    file = folder.path / (kept.motion or "")
    try:
        return read_motion(file) if file.is_file() else None
    except CoachError as error:
        _log.warning("A kept motion cannot be read: %s", error)
        return None


def _write_motion(motion: Motion, path: Path) -> None:
    with path.open("wb") as file:
        write_npz(motion, file)


def _write_picture(clip: Clip, path: Path) -> None:
    """The middle of the clip, small; an empty file if the clip has been taken away meanwhile."""
    try:
        path.write_bytes(thumbnail(clip.path, sum(clip.span) / 2 * clip.slowed))
    except CaptureError as error:
        _log.warning("There is no thumbnail: %s", error)
        path.touch()
