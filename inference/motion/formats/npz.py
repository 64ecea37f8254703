"""Our own motion file: numpy's npz without pickles (docs/architecture.md, Motion file)."""

from typing import IO, Any

import numpy as np

from inference.errors import MotionFileError
from inference.motion.formats.archive import arrays_in
from inference.motion.formats.clock import Clock, even_clock
from inference.motion.formats.limits import MAX_DISTANCE_M, check_distances, check_numbers
from inference.motion.motion import Motion, View
from inference.motion.skeleton import JOINTS

_REQUIRED = ("joints_in_world", "time_s", "fps")
_VIEW = ("keypoints_px", "keypoint_time_s", "image_size", "camera_matrix", "camera_from_world")
_VIEW_SIGMA = ("up_sigma_rad", "height_sigma_m")
_NAMES = (*_REQUIRED, "confidence", "contacts", "height_m", "person", "sigma_m", *_VIEW, *_VIEW_SIGMA)

_PLAUSIBLE_HEIGHT_M = (0.3, 3.0)

# T frames of joints, F video frames; what is not listed is one number.
_CLOCKS = {"T": "time_s", "F": "keypoint_time_s"}
_SHAPES: dict[str, tuple[int | str, ...]] = {
    "joints_in_world": ("T", len(JOINTS), 3),
    "time_s": ("T",),
    "confidence": ("T", len(JOINTS)),
    "contacts": ("T", 4),
    "sigma_m": ("T", len(JOINTS)),
    "keypoints_px": ("F", 33, 3),
    "keypoint_time_s": ("F",),
    "image_size": (2,),
    "camera_matrix": (3, 3),
    "camera_from_world": (4, 4),
}


def read_npz(data: bytes) -> Motion:
    """The motion in an npz file; rates over 60 and uneven clocks are put on an even one.

    Raises MotionFileError; MotionError if the numbers make no motion.
    """
    arrays = arrays_in(data, _NAMES)
    _check(arrays)
    clock = even_clock(arrays["time_s"].astype(float), float(arrays["fps"]))
    return Motion(
        clock.mix(arrays["joints_in_world"]),
        clock.fps,
        start_s=clock.start_s,
        person=int(arrays.get("person", 0)),
        view=_view(arrays),
        **_optional(arrays, clock),
    )


def write_npz(motion: Motion, file: IO[bytes]) -> None:
    """Write everything a motion holds."""
    arrays: dict[str, Any] = {
        "joints_in_world": motion.joints_in_world,
        "time_s": motion.time_s,
        "fps": motion.fps,
        "confidence": motion.confidence,
        "contacts": motion.contacts,
        "height_m": motion.height_m,
        "person": motion.person,
        "sigma_m": motion.sigma_m,
    }
    if motion.view:
        arrays |= {name: getattr(motion.view, name) for name in (*_VIEW, *_VIEW_SIGMA)}
    arrays = {name: array for name, array in arrays.items() if array is not None}
    np.savez_compressed(file, allow_pickle=False, **arrays)


def _check(arrays: dict[str, np.ndarray]) -> None:
    if missing := [name for name in _REQUIRED if name not in arrays]:
        raise MotionFileError(f"It is no motion file: it lacks {', '.join(missing)}.")
    counts: dict[int | str, int] = {
        name: arrays[times].size for name, times in _CLOCKS.items() if times in arrays
    }
    for name, array in arrays.items():
        expected = tuple(counts.get(size, size) for size in _SHAPES.get(name, ()))
        if array.shape != expected:
            raise MotionFileError(f"Its {name} has the shape {array.shape} where {expected} belongs.")
        check_numbers(array, f"Its {name}")
    check_distances(arrays["joints_in_world"])
    for name, low, high in (
        ("confidence", 0, 1),
        ("height_m", *_PLAUSIBLE_HEIGHT_M),
        ("image_size", 1, 2**16),
        ("sigma_m", 0, MAX_DISTANCE_M),
        ("up_sigma_rad", 0, np.pi),
        ("height_sigma_m", 0, MAX_DISTANCE_M),
    ):
        if name in arrays and not ((arrays[name] >= low) & (arrays[name] <= high)).all():
            raise MotionFileError(f"Its {name} is not between {low} and {high}; export the file again.")


def _optional(arrays: dict[str, np.ndarray], clock: Clock) -> dict[str, Any]:
    """What a motion derives from its joints unless the file has it."""
    optional: dict[str, Any] = {}
    if "confidence" in arrays:
        optional["confidence"] = clock.mix(arrays["confidence"])
    if "contacts" in arrays:
        optional["contacts"] = clock.nearest(arrays["contacts"] != 0)
    if "height_m" in arrays:
        optional["height_m"] = float(arrays["height_m"])
    if "sigma_m" in arrays:
        optional["sigma_m"] = clock.mix(arrays["sigma_m"])
    return optional


def _view(arrays: dict[str, np.ndarray]) -> View | None:
    """The camera, if the file has all of it: no part of a View means anything without the others."""
    if not all(name in arrays for name in _VIEW):
        return None
    width, height = arrays["image_size"]
    return View(
        arrays["keypoints_px"],
        arrays["keypoint_time_s"],
        (int(width), int(height)),
        arrays["camera_matrix"],
        arrays["camera_from_world"],
        **{name: float(arrays[name]) for name in _VIEW_SIGMA if name in arrays},
    )
