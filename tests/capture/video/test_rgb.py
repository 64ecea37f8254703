import platform
from pathlib import Path

import numpy as np
import pytest
from clips import write_clip

from capture.video import FrameSeeker, read_frames


@pytest.mark.skipif(platform.system() != "Linux", reason="threads are counted in /proc")
def test_pictures_begin_no_threads(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", np.arange(60) / 30)

    def threads():
        return len(list(Path("/proc/self/task").iterdir()))

    frames = read_frames(clip)
    next(frames)
    before = threads()
    assert len(list(frames)) == 59
    assert threads() <= before
    with FrameSeeker(clip) as seeker:
        seeker.frame_at(0)
        before = threads()
        for time_s in seeker.time_s:
            seeker.frame_at(time_s)
        assert threads() <= before
