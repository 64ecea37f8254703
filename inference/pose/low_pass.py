"""The low-pass filter of all pose stages: Butterworth, run forwards and backwards, so without lag."""

import numpy as np
from scipy.signal import butter, sosfiltfilt

_ORDER = 2
# Of the frame rate: slower clips are smoothed less than the cut-off says, for the filter needs room below
# half the rate.
_MAX_SHARE = 0.4
# Two passes of order 2 have their −3 dB point at this share of one pass's.
_TWO_PASSES = (np.sqrt(2) - 1) ** 0.25
# Beyond the ends the values go on, mirrored, for this many periods of the cut-off.
_PADDING_PERIODS = 2


def low_pass(values: np.ndarray, cut_off_hz: float, fps: float) -> np.ndarray:
    """Values (T, …) smoothed over time; cut_off_hz is the −3 dB point of both passes together."""
    if len(values) < 2:
        return values
    share = min(cut_off_hz / fps, _MAX_SHARE)
    # A digital filter's frequencies are warped by a tangent, and the share of two passes with them.
    one_pass = np.arctan(np.tan(np.pi * share) / _TWO_PASSES) / np.pi
    sections = butter(_ORDER, 2 * one_pass, output="sos")
    padding = min(len(values) - 1, round(_PADDING_PERIODS / share))
    return sosfiltfilt(sections, values, axis=0, padlen=padding)
