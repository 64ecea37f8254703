"""Sets: single repetitions of motion capture joined into one movement, as people exercise."""

from collections.abc import Sequence

import numpy as np

# A straight blend of 0.3 s at 20 fps leads from one repetition to the next.
BLEND_FRAMES = 6
# Pauses of 0.3 to 2 s at 20 fps.
PAUSE_FRAMES = (6, 40)


def joined(clips: Sequence[np.ndarray], *, paused: bool, chance: np.random.Generator) -> np.ndarray:
    """Clips (T, 22, 3) one after the other, the gap between two filled by a straight blend.

    With pauses the person rests, a random time each, before, between and after the repetitions.
    """
    count = len(clips) + 1
    gaps = chance.integers(*PAUSE_FRAMES, size=count) if paused else [BLEND_FRAMES] * count
    pieces = [np.repeat(clips[0][:1], gaps[0], axis=0)] if paused else []
    for index, clip in enumerate(clips):
        if index:
            share = np.linspace(0, 1, gaps[index], dtype=np.float32)[:, None, None]
            pieces.append((1 - share) * clips[index - 1][-1] + share * clip[0])
        pieces.append(clip)
    if paused:
        pieces.append(np.repeat(clips[-1][-1:], gaps[-1], axis=0))
    return np.concatenate(pieces)


def consecutive(pieces: list[np.ndarray]) -> np.ndarray:
    """One recording again of pieces (T, 22, 3) m that were cut from it and each moved to the origin."""
    carried = pieces[:1]
    for piece in pieces[1:]:
        carried.append(_carried(piece, carried[-1][-1]))
    return np.concatenate(carried)


def _carried(piece: np.ndarray, onto: np.ndarray) -> np.ndarray:
    """The piece turned about y and moved on the floor so that its first frame lies on `onto` (22, 3)."""
    start, goal = (pose[:, 0] + 1j * pose[:, 2] for pose in (piece[0], onto))
    turn = np.vdot(start - start.mean(), goal - goal.mean())
    moved = (piece[..., 0] + 1j * piece[..., 2] - start.mean()) * turn / abs(turn) + goal.mean()
    return np.stack([moved.real, piece[..., 1], moved.imag], axis=-1)
