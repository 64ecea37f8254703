"""What a file from elsewhere may ask for: checked before memory is given and before numbers are believed."""

import numpy as np

from inference.errors import MotionFileError

MAX_FILE_BYTES = 256 * 2**20
MAX_TEXT_BYTES = 64 * 2**20
# An hour at 120 frames a second; without a limit a text of short lines takes twenty times its size.
MAX_LINES = 500_000
# As many as a text of that size can hold.
MAX_VALUES = 10_000_000
# An hour at 60 frames a second.
MAX_FRAMES = 216_000
# Seconds since 1970 fit, millimetres of any studio do; sums and squares are far from overflowing.
MAX_VALUE = 1e10
# A kilometre: beyond it float32 no longer resolves a tenth of a millimetre.
MAX_DISTANCE_M = 1000.0


def check_numbers(values: np.ndarray, what: str) -> None:
    """Raise MotionFileError unless every value is a number of sensible size; `what` begins the sentence."""
    if not np.isfinite(values).all():
        raise MotionFileError(f"{what} holds values that are not numbers; export the file again.")
    if _largest(values) > MAX_VALUE:
        raise MotionFileError(f"{what} holds absurdly large numbers; export the file again.")


def check_distances(joints_m: np.ndarray) -> None:
    """Raise MotionFileError unless every position is finite and within a kilometre of the origin."""
    check_numbers(joints_m, "A joint's path")
    if _largest(joints_m) > MAX_DISTANCE_M:
        raise MotionFileError("Joints lie more than 1 km away; check the unit of length and export again.")


def _largest(values: np.ndarray) -> float:
    """The largest magnitude; abs() would leave the smallest integer negative."""
    return max(float(values.max()), -float(values.min())) if values.size else 0.0


def lines_of(data: bytes) -> list[str]:
    """The lines of a text format, whatever ends them; raises MotionFileError on binary or boundless data."""
    if len(data) > MAX_TEXT_BYTES:
        size = MAX_TEXT_BYTES // 2**20
        raise MotionFileError(f"It is larger than {size} MB; cut the take into shorter pieces.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Names of bones may be in any old code page; the numbers are ASCII in all of them.
        text = data.decode("latin-1")
    if "\0" in text:
        raise MotionFileError("It is not a text file; it may be damaged or have a wrong ending.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise MotionFileError(f"It has more than {MAX_LINES} lines; cut the take into shorter pieces.")
    return text.split("\n")
