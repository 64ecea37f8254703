"""TRC, the marker file of OpenSim and Pose2Sim: tab-separated positions over time."""

import io
from typing import IO

import numpy as np

from inference.errors import MotionFileError
from inference.motion.formats.clock import even_clock
from inference.motion.formats.foreign import in_world, unit_m
from inference.motion.formats.limits import MAX_VALUES, check_numbers, lines_of
from inference.motion.formats.names import joints_of_markers
from inference.motion.interpolation import filled
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINTS

MAX_MARKERS = 1000
_UNITS_M = {"m": 1.0, "meters": 1.0, "cm": 0.01, "mm": 0.001, "in": 0.0254, "inches": 0.0254}
_HEADER_LINES = 5
_MAX_SETTINGS = 20


def write_trc(motion: Motion, file: IO[bytes]) -> None:
    """Write clip time and the 22 joints as markers, in metres, y up."""
    rate, count, markers = f"{motion.fps:g}", len(motion), len(JOINTS)
    coordinates = [f"{axis}{marker}" for marker in range(1, markers + 1) for axis in "XYZ"]
    header: list[list[object]] = [
        ["PathFileType", "4", "(X/Y/Z)", "motion.trc"],
        ["DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units",
         "OrigDataRate", "OrigDataStartFrame", "OrigNumFrames"],
        [rate, rate, count, markers, "m", rate, 1, count],
        ["Frame#", "Time", *(cell for joint in JOINTS for cell in (joint, "", ""))],
        ["", "", *coordinates],
        [],
    ]  # fmt: skip
    rows = [np.arange(1, count + 1), motion.time_s, motion.joints_in_world.reshape(count, -1)]
    text = io.StringIO()
    text.writelines("\t".join(map(str, line)) + "\n" for line in header)
    np.savetxt(text, np.column_stack(rows), fmt=["%d", *["%.6f"] * (1 + 3 * markers)], delimiter="\t")
    file.write(text.getvalue().encode("ascii"))


def read_trc(data: bytes) -> Motion:
    """The motion in a TRC file with our joints, or with limb joints, big toes and head as OpenPose or HALPE.

    Where a marker is missing it is interpolated and the confidence of its joints is 0. A file with our own
    joints stays where it is; others are put on the floor, starting towards +z.
    Raises MotionFileError; MotionError if the numbers make no motion.
    """
    lines = lines_of(data)
    settings = _settings(lines)
    cells = lines[3].rstrip().split("\t", maxsplit=2 + 3 * MAX_MARKERS)
    names = [name.strip() for name in cells[2:] if name.strip()]
    rows = _rows([line for line in lines[_HEADER_LINES:] if line.strip()], len(names))
    if settings.get("NumFrames", str(len(rows))) != str(len(rows)):
        raise MotionFileError(
            f"It promises {settings['NumFrames'][:12]} frames and has {len(rows)}; copy it again."
        )
    clock = even_clock(rows[:, 1], _number(settings["DataRate"]))
    markers = rows[:, 2:].reshape(len(rows), len(names), 3)
    absent = np.isnan(markers).any(axis=-1)
    names = [name for name, never in zip(names, absent.all(axis=0), strict=True) if not never]
    markers, absent = markers[:, ~absent.all(axis=0)], absent[:, ~absent.all(axis=0)]
    joints = clock.mix(joints_of_markers(names, filled(rows[:, 1], markers, absent)))
    # Every joint is a weighted mean of markers: of ones and zeros it is one only if all of them were seen.
    seen = joints_of_markers(names, np.repeat(~absent[..., None], 3, axis=-1).astype(float))
    confidence = clock.nearest(np.isclose(seen, 1).all(axis=-1))
    metres = _UNITS_M.get(settings.get("Units", "").lower()) or unit_m(joints)
    if tuple(names) == JOINTS:
        return Motion(joints * metres, clock.fps, confidence, start_s=clock.start_s)
    return Motion(in_world(joints, metres), clock.fps, confidence, start_s=clock.start_s)


def _settings(lines: list[str]) -> dict[str, str]:
    if len(lines) <= _HEADER_LINES or not lines[0].startswith("PathFileType"):
        raise MotionFileError("It is no TRC file, or it is cut off; copy or export it again.")
    settings = dict(zip(*(line.split(maxsplit=_MAX_SETTINGS) for line in lines[1:3]), strict=False))
    if "DataRate" not in settings or not lines[3].startswith("Frame#"):
        raise MotionFileError("Its header is not that of a TRC file; export it again.")
    return settings


def _rows(lines: list[str], markers: int) -> np.ndarray:
    """Frame number, time, and coordinates, (T, 2 + 3 M); NaN where a cell is empty."""
    width = 2 + 3 * markers
    if not lines or not 0 < markers <= MAX_MARKERS or len(lines) * width > MAX_VALUES:
        raise MotionFileError("It has no frames or markers, or more than any take of a person.")
    rows = np.full((len(lines), width), np.nan)
    for row, line in zip(rows, lines, strict=True):
        cells = line.split("\t", maxsplit=width)
        # Some programs end a line with a tab.
        if not (len(cells) == width or (len(cells) > width and not cells[width].strip())):
            raise MotionFileError(
                "A line has more or fewer columns than its markers need; copy or export it again."
            )
        row[:] = [_number(cell) if cell.strip() else np.nan for cell in cells[:width]]
    check_numbers(rows[~np.isnan(rows)], "A column")
    check_numbers(rows[:, 1], "Its column of times")
    return rows


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise MotionFileError(
            f"It has “{text[:20]}” where a number belongs; export the file again."
        ) from error
