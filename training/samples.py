"""Makes the two sample clips: `python -m training.samples`.

Motion capture of one person of UI-PRMD: three deep squats with the faults acted (knees fall in, trunk leans,
not deep enough) and three good ones, filmed with our body by two cameras. With --truth, the filmed motions
and their cameras are kept too.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from inference.motion.files import write_motion
from inference.motion.formats.foreign import SOLE_OFFSET_M
from inference.motion.motion import Motion
from training.data.clips import DEFAULT_DATA, FPS, read_clips

PERSON, EXERCISE = "s03", "m01"
FILMS = {
    "trainee": (
        ("e01", "e02", "e03"),
        "incorrect",
        ["--shape", "woman", "--azimuth-deg=-25", "--height-m", "1.1"],
    ),
    "coach": (
        ("e02", "e03", "e04"),
        "correct",
        ["--shape", "man", "--azimuth-deg=-20", "--height-m", "1.25"],
    ),
}


def consecutive(pieces: list[np.ndarray]) -> np.ndarray:
    """One recording again of pieces (T, 22, 3) m that were cut from it and each moved to the origin."""
    joined = pieces[:1]
    for piece in pieces[1:]:
        joined.append(_carried(piece, joined[-1][-1]))
    return np.concatenate(joined)


def _carried(piece: np.ndarray, onto: np.ndarray) -> np.ndarray:
    """The piece turned about y and moved on the floor so that its first frame lies on `onto` (22, 3)."""
    start, goal = (pose[:, 0] + 1j * pose[:, 2] for pose in (piece[0], onto))
    turn = np.vdot(start - start.mean(), goal - goal.mean())
    moved = (piece[..., 0] + 1j * piece[..., 2] - start.mean()) * turn / abs(turn) + goal.mean()
    return np.stack([moved.real, piece[..., 1], moved.imag], axis=-1)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--out", type=Path, default=Path("assets/samples"))
    parser.add_argument("--truth", type=Path, help="folder for the filmed motions with their cameras")
    options = parser.parse_args()
    clips = {clip.clip_id: clip for clip in read_clips(options.data, "uiprmd")}
    for name, (repetitions, verdict, camera) in FILMS.items():
        ids = [f"uiprmd_{EXERCISE}_{PERSON}_{repetition}_{verdict}" for repetition in repetitions]
        joints = consecutive([clips[clip_id].motion().joints_in_world for clip_id in ids])
        # In the source the lowest joint stands at 0; in our world the sole does.
        joints[..., 1] += SOLE_OFFSET_M
        with tempfile.TemporaryDirectory() as folder:
            motion = Path(folder) / f"{name}.npz"
            write_motion(Motion(joints, FPS), motion)
            film = [sys.executable, "-m", "app.viewport.film", motion, "--out", options.out / f"{name}.mp4"]
            truth = ["--truth", options.truth / f"{name}.npz"] if options.truth else []
            subprocess.run([*film, "--distance-m", "2.35", *camera, *truth], check=True)


if __name__ == "__main__":
    main()
