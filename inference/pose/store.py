"""Tracks kept on disk, so that a clip is followed once."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, get_args

import numpy as np
import platformdirs

from inference.atomic import atomic_path
from inference.errors import MotionFileError
from inference.models import card
from inference.motion.formats.archive import arrays_in
from inference.motion.formats.limits import MAX_FILE_BYTES, check_numbers
from inference.pose.keypoints import LANDMARKS
from inference.pose.landmarks import Quality
from inference.pose.track import MIN_FRAMES, Track, track_person

# To be raised whenever the same networks would give another track.
TRACKER_VERSION = 2
# As many people of one clip as anybody could have followed.
MOST_PEOPLE = 32
_log = logging.getLogger(__name__)


def stored_track(
    content: str,
    frames: Iterable[tuple[float, np.ndarray]],
    *,
    quality: Quality = "heavy",
    person: int | None = None,
    progress: Callable[[float], None] | None = None,
    threads: int = 2,
    folder: Path | None = None,
) -> Track:
    """The track of a clip from the store, or made by track_person from its frames and put there.

    content: hash of the clip and of the span of it that is used; frames are only read if they must be;
    folder: the user's cache folder if None. Raises what track_person raises. A damaged entry is made again.
    """
    folder = folder or _user_folder()
    path = _path(folder, content, quality, person or 1)
    if (stored := read_track(path)) is not None:
        return stored
    track = track_person(frames, quality=quality, person=person, progress=progress, threads=threads)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary:
            write_track(track, temporary)
    except OSError as error:
        # The track itself is good; it will only have to be made again.
        _log.warning("The track could not be stored in %s: %s", folder, error)
    return track


def forget(content: str, folder: Path | None = None) -> int:
    """Remove every stored track of a clip; how many there were. Raises OSError."""
    folder = folder or _user_folder()
    followed = [(quality, person) for quality in get_args(Quality) for person in range(1, MOST_PEOPLE + 1)]
    stored = [path for path in (_path(folder, content, *each) for each in followed) if path.exists()]
    for path in stored:
        path.unlink()
    return len(stored)


def write_track(track: Track, path: Path) -> None:
    """Write a track to a file, as NumPy's npz. Raises OSError."""
    with path.open("wb") as file:
        np.savez_compressed(file, **asdict(track))


def read_track(path: Path) -> Track | None:
    """The track in a file; None if there is none, and, with a line in the log, if it is damaged."""
    if not path.exists():
        return None
    try:
        return _read(path)
    except (OSError, KeyError, MotionFileError) as error:
        _log.warning("The stored track %s is damaged and is made again: %s", path.name, error)
        return None


def _user_folder() -> Path:
    return platformdirs.user_cache_path("coach") / "tracks"


def _path(folder: Path, content: str, quality: Quality, person: int) -> Path:
    networks = [card(name).sha256 for name in (f"blazepose_{quality}", "movenet_multipose")]
    parts = [content, *networks, str(person), str(TRACKER_VERSION)]
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return folder / f"{key}.npz"


def _read(path: Path) -> Track:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise MotionFileError("It is absurdly large.")
    values: dict[str, Any] = arrays_in(path.read_bytes(), [field.name for field in fields(Track)])
    frames = values["time_s"].size
    body = (frames, len(LANDMARKS), 3)
    shapes = {"time_s": (frames,), "present": (frames,), "keypoints_px": body, "landmarks_m": body}
    shapes |= {"image_size": (2,), "person": (), "people": ()}
    for name, shape in shapes.items():
        check_numbers(values[name], name)
        if values[name].shape != shape:
            raise MotionFileError(f"{name} has the wrong shape.")
    values["present"] = values["present"] != 0
    # What track_person makes of a clip.
    if frames < MIN_FRAMES or not values["present"].any() or not (np.diff(values["time_s"]) > 0).all():
        raise MotionFileError("Nobody is followed in it.")
    width, height = (int(size) for size in values["image_size"])
    person, people = int(values["person"]), int(values["people"])
    if min(width, height) < 1 or not 1 <= person <= people:
        raise MotionFileError("Its picture or its person is none.")
    return Track(**values | {"image_size": (width, height), "person": person, "people": people})
