"""Films known motions and follows them as any clip: what the landmark networks make of known bodies."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from capture.video import read_frames
from inference.atomic import atomic_path
from inference.errors import PoseError
from inference.motion.files import write_motion
from inference.motion.motion import Motion
from inference.motion.skeleton import SOLE_OFFSET_M
from inference.pose.landmarks import Quality
from inference.pose.track import Track, track_person
from training.data.clips import FPS, Clip, read_clips
from training.data.sets import joined
from training.lifter.cameras import PinHole, aimed, random_camera

RUNS = Path("runs/lifter")
BATCH = 12
REPETITIONS = 3
WINDOW_S = 5.0
SHORTEST_S = 1.5
# Who leaves the room is cut there: from farther away a static camera sees them too small.
ROOM_M = 4.0
# Films of each source: as many as its movement is worth to a coach.
TRAIN_FILMS = {"uiprmd": 150, "cmu": 80, "mhad": 40, "accad": 45}
VAL_FILMS = {"uiprmd": 12, "mhad": 6, "cmu": 4}
TEST_FILMS = {"uiprmd": 16, "mhad": 8, "cmu": 8, "accad": 8}
VAL_AZIMUTHS_DEG = (0, 35, 90)
FULL_EVERY = 3
# Azimuth, distance, height, pitch, roll (degrees, metres), focal length in widths, and picture.
VIEWS: dict[str, tuple[float, float, float, float, float, float, tuple[int, int]]] = {
    "front": (0, 3.6, 1.2, -3, 0, 0.8, (640, 360)),
    "side": (90, 3.6, 1.2, -3, 0, 0.8, (640, 360)),
    "oblique": (-45, 3.6, 1.2, -3, 2, 0.8, (640, 360)),
    "high": (30, 3.8, 2.4, -22, -2, 0.8, (640, 360)),
    "portrait": (-20, 2.9, 1.0, -2, 1, 1.35, (360, 640)),
}


@dataclass(frozen=True, eq=False)
class Shot:
    """One film to make: a movement (T, 22, 3) m at 20 fps in the world, the clip that it is or begins with,
    and its camera.
    """

    name: str
    clip: Clip
    joints_in_world: np.ndarray
    camera: PinHole

    @property
    def person(self) -> str:
        """Whose movement it is."""
        return f"{self.clip.source} {self.clip.subject}"


@dataclass(frozen=True, eq=False)
class Filmed:
    """A shot as the landmark network saw it: the track, the movement, and the camera."""

    name: str
    track: Track
    joints_in_world: np.ndarray
    camera_matrix: np.ndarray
    camera_from_world: np.ndarray


def shots(split: str, data: Path) -> Iterator[Shot]:
    """The films of a split: random cameras (train), three sides (val), or the named views (test)."""
    chance = np.random.default_rng({"train": 1, "val": 2, "test": 3}[split])
    counts = {"train": TRAIN_FILMS, "val": VAL_FILMS, "test": TEST_FILMS}[split]
    for source, count in counts.items():
        for number, (clip, joints) in enumerate(_movements(source, split, count, data, chance)):
            name = f"{split}_{source}_{number:03d}"
            if split == "train":
                yield Shot(name, clip, joints, random_camera(joints, chance))
            elif split == "val":
                for azimuth in VAL_AZIMUTHS_DEG:
                    yield Shot(f"{name}_{azimuth}", clip, joints, _beside(joints, azimuth, chance))
            else:
                for view in VIEWS:
                    yield Shot(f"{name}_{view}", clip, joints, _named(joints, view))


def _named(joints: np.ndarray, view: str) -> PinHole:
    azimuth, distance, height, pitch, roll, focal, size = VIEWS[view]
    ground = joints[:, 0, [0, 2]]
    # Who walks needs a camera farther away.
    room = np.ptp(ground, axis=0).max() / 2
    azimuth, pitch, roll = np.radians([azimuth, pitch, roll])
    middle = (ground.min(0) + ground.max(0)) / 2
    return aimed(middle, azimuth, distance + 1.5 * room, height, pitch, roll, focal, size)


def _beside(joints: np.ndarray, azimuth_deg: float, chance: np.random.Generator) -> PinHole:
    ground = joints[:, 0, [0, 2]]
    distance = chance.uniform(2.8, 4.5) + 1.5 * np.ptp(ground, axis=0).max() / 2
    height = chance.uniform(0.8, 1.6)
    pitch = np.arctan2(0.9 - height, distance) + np.radians(chance.normal(0, 2))
    azimuth = np.radians(azimuth_deg + chance.uniform(-8, 8))
    middle = (ground.min(0) + ground.max(0)) / 2
    return aimed(
        middle, azimuth, distance, height, pitch, np.radians(chance.normal(0, 1.5)), 0.85, (640, 360)
    )


def _movements(
    source: str, split: str, count: int, data: Path, chance: np.random.Generator
) -> Iterator[tuple[Clip, np.ndarray]]:
    """Movements (T, 22, 3) m of up to WINDOW_S, each of another clip or set while any are left, and its clip.

    Of a set it is the first one.
    """
    clips = [clip for clip in read_clips(data, source) if clip.split == split]
    groups = _sets(clips) if source == "uiprmd" else [[clip] for clip in clips]
    groups = [group for group in groups if sum(len(clip.motion()) for clip in group) / FPS >= SHORTEST_S]
    order = [index for _ in range(-(-count // len(groups))) for index in chance.permutation(len(groups))]
    frames = round(WINDOW_S * FPS)
    for index in order[:count]:
        pieces = [clip.motion().joints_in_world for clip in groups[index]]
        joints = joined(pieces, paused=False, chance=chance)
        start = chance.integers(max(len(joints) - frames, 0) + 1)
        window = joints[start : start + frames].copy()
        window[..., 1] += SOLE_OFFSET_M
        yield groups[index][0], in_room(window)


def in_room(joints: np.ndarray) -> np.ndarray:
    """Joints (T, 22, 3) m until the person has gone ROOM_M in any direction."""
    ground = joints[:, 0, [0, 2]]
    span = np.maximum.accumulate(ground) - np.minimum.accumulate(ground)
    return joints[(span < ROOM_M).all(axis=1)]


def _sets(clips: Sequence[Clip]) -> list[list[Clip]]:
    """Repetitions of one exercise by one person, in threes: a set as people film it."""
    groups: dict[tuple[str, str, bool | None], list[Clip]] = {}
    for clip in clips:
        groups.setdefault((clip.exercise, clip.subject, clip.correct), []).append(clip)
    return [
        group[first : first + REPETITIONS]
        for group in groups.values()
        for first in range(0, len(group), REPETITIONS)
    ]


def make(split: str, data: Path, workers: int = 2) -> None:
    """Make the films of a split that are not yet made. Resumable: one file a film."""
    folder = RUNS / "films"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [shot for shot in shots(split, data) if not (folder / f"{shot.name}.npz").exists()]
    batches = [missing[first : first + BATCH] for first in range(0, len(missing), BATCH)]
    with ProcessPoolExecutor(workers) as pool:
        for _ in pool.map(_make, batches, [folder] * len(batches)):
            pass


def _make(batch: Sequence[Shot], folder: Path) -> None:
    paths = [folder / f"{shot.name}.motion.npz" for shot in batch]
    for shot, path in zip(batch, paths, strict=True):
        write_motion(Motion(shot.joints_in_world, FPS, view=shot.camera.view()), path)
    subprocess.run([sys.executable, "-m", "app.viewport.films", *map(str, paths)], check=True)
    for shot, path in zip(batch, paths, strict=True):
        film = path.with_suffix(".mp4")
        if shot.name.startswith("val") or (
            shot.name.startswith("train") and int(shot.name[-3:]) % FULL_EVERY == 0
        ):
            _follow(shot, film, "full", folder / f"{shot.name}.full.npz")
        _follow(shot, film, "heavy", folder / f"{shot.name}.npz")
        film.unlink()
        path.unlink()


def _follow(shot: Shot, film: Path, quality: Quality, out: Path) -> None:
    """Track the film and write it with its truth; a film in which nobody is found becomes an empty file."""
    try:
        track = track_person(read_frames(film), quality=quality, threads=1)
    except PoseError:
        out.touch()
        return
    view = shot.camera.view()
    entries = {field.name: getattr(track, field.name) for field in fields(Track)}
    with atomic_path(out) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            joints_in_world=shot.joints_in_world,
            camera_matrix=view.camera_matrix,
            camera_from_world=view.camera_from_world,
            **entries,
        )


def read(split: str, quality: Quality = "heavy") -> Iterator[Filmed]:
    """The films of a split that were made and in which somebody was found, by name."""
    suffix = _suffix(quality)
    for path in _made(split, quality):
        if path.stat().st_size == 0:
            continue
        with np.load(path, allow_pickle=False) as file:
            values = {field.name: file[field.name] for field in fields(Track)}
            truth = [file[name] for name in ("joints_in_world", "camera_matrix", "camera_from_world")]
        values |= {"image_size": tuple(values["image_size"].tolist())}
        values |= {name: values[name].item() for name in ("person", "people")}
        yield Filmed(path.name.removesuffix(suffix), Track(**values), *truth)


def missed(split: str, quality: Quality = "heavy") -> int:
    """In how many of the films that were made nobody was found."""
    return sum(path.stat().st_size == 0 for path in _made(split, quality))


def _made(split: str, quality: Quality) -> list[Path]:
    suffix = _suffix(quality)
    paths = sorted((RUNS / "films").glob(f"{split}_*{suffix}"))
    return [path for path in paths if "." not in path.name.removesuffix(suffix)]


def _suffix(quality: Quality) -> str:
    return ".full.npz" if quality == "full" else ".npz"
