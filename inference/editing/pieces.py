"""Pieces: parts of a motion put together in another order, so that nothing jumps where they meet.

Each piece is turned and carried to where the one before it has ended, and both are blended around the seam
(motion graphs: Kovar, Gleicher and Pighin 2002); feet that stand across it stay in one place.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from inference.editing.operators import Edit
from inference.editing.planted import planted
from inference.editing.stretches import window
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import Repetition, find_repetitions
from inference.motion.retarget import heading_rad
from inference.motion.rotations import turn
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths, with_bone_lengths

ORDER = ("repetitions", "swap")
# Half of a blend takes this long at least and at most; poses that are further apart take longer.
BLEND_S = (0.15, 0.5)
BLEND_M_S = 0.5
# Standing feet say where a piece goes, as much as so many other joints.
_FEET_WEIGHT = 20.0

Piece = tuple[int, int]
# A turn about the vertical, rad, and then a shift (3,) m over the ground.
Place = tuple[float, np.ndarray]


def reordered(motion: Motion, edit: Edit) -> Motion:
    """The motion with more or fewer repetitions, or with its two halves in the other order.

    Raises EditError where there are no repetitions, too few of them, or no two halves.
    """
    pieces = _repeated(motion, edit) if edit.operator == "repetitions" else _swapped(motion, edit)
    return joined(motion, [(first, end) for first, end in pieces if end > first])


def joined(motion: Motion, pieces: Sequence[Piece]) -> Motion:
    """One motion of pieces, half-open spans of frames, beginning where and facing as the motion does."""
    source = motion.joints_in_world.astype(np.float64)
    frames = np.concatenate([np.arange(*piece) for piece in pieces])
    joints, stands, seam = source[frames], motion.contacts[frames], 0
    place = _as_at_first(source, pieces[0][0])
    joints[: pieces[0][1] - pieces[0][0]] = _moved(source[slice(*pieces[0])], place)
    for (first, end), (begin, stop) in pairwise(pieces):
        seam += end - first
        leaves = min(end, len(source) - 1)
        last, before = _moved(source[leaves], place), place
        place = _fit(source[begin], last, motion.contacts[leaves] & motion.contacts[begin])
        joints[seam : seam + stop - begin] = _moved(source[begin:stop], place)
        apart_m = np.linalg.norm(_moved(source[begin], place) - last, axis=-1).mean()
        half = round(float(np.clip(apart_m / BLEND_M_S, *BLEND_S)) * motion.fps)
        half = max(min(half, (end - first) // 2, (stop - begin) // 2), 1)
        around = np.arange(-half, half)
        there, here = (np.clip(at + around, 0, len(source) - 1) for at in (end, begin))
        joints[seam + around] = _blended(_moved(source[there], before), _moved(source[here], place))
        stands[seam + around] = motion.contacts[there] & motion.contacts[here]
    result = replace(
        motion,
        joints_in_world=joints,
        confidence=motion.confidence[frames],
        contacts=stands,
        sigma_m=None if motion.sigma_m is None else motion.sigma_m[frames],
        view=None,
    )
    return planted(result, stands)


def _repeated(motion: Motion, edit: Edit) -> list[Piece]:
    first_s, last_s = window(motion, edit)
    found = [r for r in find_repetitions(motion) if first_s <= r.turn_s <= last_s]
    count = round(edit.magnitude)
    if count == 0:
        raise EditError("Repetitions are whole; say how many more or fewer there should be.")
    if not found:
        raise EditError("No repetitions are found there, so there is none to repeat or to leave out.")
    if count < 0 and len(found) <= -count:
        raise EditError(
            f"There {'is' if len(found) == 1 else 'are'} {len(found)} of this movement, and one has to stay: "
            f"{-count} cannot be left out."
        )
    starts, last = [motion.frame_at(r.start_s) for r in found], len(motion)
    end = motion.frame_at(found[-1].end_s) + 1
    if count < 0:
        return [(0, starts[count]), (end, last)]
    return [(0, end), *[(starts[-1], end)] * count, (end, last)]


def _swapped(motion: Motion, edit: Edit) -> list[Piece]:
    first, end = (motion.frame_at(time_s) for time_s in window(motion, edit))
    end += 1
    middle = _parting(motion, first, end)
    return [(0, first), (middle, end), (first, middle), (end, len(motion))]


def _parting(motion: Motion, first: int, end: int) -> int:
    """The frame between two events: between repetitions, or else the calmest of the middle third."""
    if end - first < motion.fps:
        raise EditError("That is too short to be two movements; choose a second or more.")
    found: list[Repetition] = find_repetitions(motion)
    rests = [motion.frame_at((a.end_s + b.start_s) / 2) for a, b in pairwise(found)]
    rests = [rest for rest in rests if first < rest < end]
    if rests:
        return min(rests, key=lambda rest: abs(rest - (first + end) / 2))
    third = (end - first) // 3
    speed = np.linalg.norm(np.diff(motion.joints_in_world, axis=0), axis=-1).mean(axis=1)
    return first + third + int(speed[first + third : end - third].argmin())


def _moved(joints: np.ndarray, place: Place) -> np.ndarray:
    yaw, shift = place
    return turn(joints, yaw) + shift


def _blended(leaving: np.ndarray, coming: np.ndarray) -> np.ndarray:
    """From one movement (N, 22, 3) to the other within N frames; bones go over with them."""
    share = (1 - np.cos(np.pi * (np.arange(len(leaving)) + 0.5) / len(leaving)))[:, None] / 2
    lengths = (1 - share) * bone_lengths(leaving) + share * bone_lengths(coming)
    poses = (1 - share[..., None]) * leaving + share[..., None] * coming
    return with_bone_lengths(poses, lengths.T[..., None])


def _as_at_first(source: np.ndarray, frame: int) -> Place:
    """Turn and shift by which a frame stands and faces as the first one does."""
    heading = heading_rad(source)
    yaw = float(heading[0] - heading[frame])
    return yaw, (source[0, 0] - turn(source[frame, 0], yaw)) * [1, 0, 1]


def _fit(moving: np.ndarray, fixed: np.ndarray, standing: np.ndarray) -> Place:
    """Turn and shift over the ground that lay one pose (22, 3) over another, standing feet above all."""
    weights = np.ones(len(moving))
    weights[list(CONTACT_JOINTS)] += _FEET_WEIGHT * standing
    weights /= weights.sum()
    middles = weights @ moving, weights @ fixed
    # Heading grows from +z towards +x.
    a, b = (
        (pose - middle)[:, 2] + 1j * (pose - middle)[:, 0]
        for pose, middle in zip((moving, fixed), middles, strict=True)
    )
    yaw = float(np.angle(weights @ (np.conj(a) * b)))
    return yaw, (middles[1] - turn(middles[0], yaw)) * [1, 0, 1]
