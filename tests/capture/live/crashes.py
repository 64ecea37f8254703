"""Recordings that are killed; `python tests/capture/live/crashes.py CLIP 100` measures what is lost."""

import random
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import numpy as np

from capture.errors import VideoError
from capture.video import read_frames

RECORDER = """
    import sys, time
    from pathlib import Path
    from capture.live.camera import FileCamera
    from capture.live.feed import Feed
    from capture.live.recording import Recording
    feed = Feed(FileCamera(sys.argv[1], loops=True))
    recording = Recording(feed, Path(sys.argv[2]), time.monotonic())
    while not recording.pictures:
        time.sleep(0.01)
    print(recording.first_s, flush=True)
    while True:
        print(feed.picture[0], flush=True)
        time.sleep(0.02)
"""


def lost_s(clip: Path, file: Path, after_s: float) -> float:
    """Play the clip to a recording program and kill it after_s later; what it saw and file does not have."""
    command = [sys.executable, "-c", textwrap.dedent(RECORDER), str(clip), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as child:
        assert child.stdout is not None
        first_s = float(child.stdout.readline())
        time.sleep(after_s)
        child.kill()
        # A line may have been cut by the kill.
        seen_s = float(child.stdout.read().rpartition("\n")[0].splitlines()[-1])
    try:
        times_s = np.array([time_s for time_s, _ in read_frames(file)])
    except VideoError:  # nothing was there yet
        return seen_s - first_s
    return seen_s - first_s - float(times_s[-1])


if __name__ == "__main__":
    clip, count = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        losses = []
        for number in range(count):
            losses.append(lost_s(clip, Path(folder) / f"{number}.mp4", random.uniform(0, 5)))
        middle, most = np.median(losses), max(losses)
    sys.stdout.write(f"{count} kills: lost {middle:.2f} s in the middle, {most:.2f} s at most\n")
