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

from inference.motion.files import write_motion
from inference.motion.motion import Motion
from inference.motion.skeleton import SOLE_OFFSET_M
from training.data.clips import DEFAULT_DATA, FPS, read_clips
from training.data.sets import consecutive

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
