"""The people's colours, as seen by everybody."""

from itertools import combinations

import numpy as np
import pytest

from app.colours import LIT, PERFORMERS, rgb

# Linear RGB as seen with complete colour blindness of each kind (Machado, Oliveira & Fernandes 2009).
SEEN = {
    "trichromat": np.eye(3),
    "protanope": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranope": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanope": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# Far above the 2.3 at which patches side by side can just be told apart: these are thin lines that move.
LEAST_APART = 20.0


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as it is seen."""
    channels = np.array(rgb(colour)) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    ratio = XYZ @ np.clip(np.array(seen) @ linear, 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", SEEN)
def test_everybody_can_tell_the_people_and_the_lit_joints_apart(eyes):
    for one, other in combinations([*PERFORMERS.values(), LIT], 2):
        apart = np.linalg.norm(lab(one, SEEN[eyes]) - lab(other, SEEN[eyes]))
        assert apart > LEAST_APART, (one, other, apart)


def test_a_red_and_a_green_of_one_lightness_would_not_pass():
    seen = np.array(SEEN["deuteranope"])
    assert np.linalg.norm(lab("#b58900", seen) - lab("#859900", seen)) < LEAST_APART
