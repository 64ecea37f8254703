"""Live benchmark: how well this machine keeps up with a camera. A clip is played as one."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path

import numpy as np

from app.benchmark import SAMPLES, Row
from app.together import Progress
from capture.video import probe, read_frames
from inference.errors import PoseError
from inference.pipeline import DEFAULT_HEIGHT_M
from inference.pose.lifter import LiveLifter
from inference.pose.live import LivePose, LivePoseFrame

LIVE_S, CAMERA_FPS = 10.0, 30.0


class PlayedClip:
    """A clip that plays over and over as if a camera filmed it, decoded in a thread of its own.

    fps: frames a second, the newest in place of one that nobody has taken yet; None: the next as soon as one
    is taken. filmed, dropped: how many frames there were, and how many of them nobody took.
    """

    def __init__(self, clip: Path, fps: float | None, frames: int) -> None:
        self._clip = clip
        self._fps = fps
        self._frames = frames
        self._changed = threading.Condition()
        self._newest: tuple[float, np.ndarray] | None = None
        self._off = False
        self.filmed = self.dropped = 0

    def __iter__(self) -> Iterator[tuple[float, np.ndarray]]:
        """When each frame was captured, on the clock of time.monotonic, and the frame. Raises VideoError."""
        with ThreadPoolExecutor(1) as pool:
            filming = pool.submit(self._film)
            try:
                while (frame := self._taken()) is not None:
                    yield frame
            finally:
                self._switch_off()
            filming.result()

    def _film(self) -> None:
        try:
            again = chain.from_iterable(read_frames(self._clip) for _ in count())
            begin_s = time.monotonic()
            for number, (_, rgb) in enumerate(islice(again, self._frames)):
                if self._fps:
                    time.sleep(max(0.0, begin_s + number / self._fps - time.monotonic()))
                if self._off:
                    return
                self._give(rgb)
        finally:
            self._switch_off()

    def _give(self, rgb: np.ndarray) -> None:
        with self._changed:
            if self._fps is None:
                self._changed.wait_for(lambda: self._newest is None or self._off)
            self.filmed += 1
            self.dropped += self._newest is not None
            self._newest = time.monotonic(), rgb
            self._changed.notify_all()

    def _taken(self) -> tuple[float, np.ndarray] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._newest is not None or self._off)
            frame, self._newest = self._newest, None
            self._changed.notify_all()
            return frame

    def _switch_off(self) -> None:
        with self._changed:
            self._off = True
            self._changed.notify_all()


@dataclass(frozen=True)
class _Run:
    """A camera and what was made of its frames."""

    camera: PlayedClip
    frames: list[LivePoseFrame]

    @property
    def duration_s(self) -> float:
        return self.frames[-1].ready_s - self.frames[0].captured_s

    @property
    def fps(self) -> float:
        return len(self.frames) / self.duration_s


def live_rows(clip: Path | None, progress: Progress) -> Iterator[Row]:
    """What becomes of a camera's frames (a clip's, or the sample's): how many are done, and how late.

    Raises VideoError, or PoseError if nobody is in the clip.
    """
    clip = clip or SAMPLES / "trainee.mp4"
    fed = _run(clip, CAMERA_FPS, lambda done: progress(done / 2))
    yield Row("camera", fed.camera.filmed / fed.duration_s, "frames/s")
    yield Row("frames done", fed.fps, "frames/s")
    yield Row("frames dropped", 100 * fed.camera.dropped / fed.camera.filmed, "%")
    latency_ms = [1e3 * frame.latency_s for frame in fed.frames]
    yield Row("latency from capture to result, median", float(np.median(latency_ms)), "ms")
    yield Row("latency from capture to result, p95", float(np.percentile(latency_ms, 95)), "ms")
    free = _run(clip, None, lambda done: progress((1 + done) / 2))
    yield Row("frames done, unpaced", free.fps, "frames/s")


def _run(clip: Path, fps: float | None, progress: Progress) -> _Run:
    total = round(LIVE_S * CAMERA_FPS)
    size = probe(clip).size
    live = LivePose(lambda: LiveLifter(size, DEFAULT_HEIGHT_M).update)
    camera = PlayedClip(clip, fps, total)
    frames = []
    for captured_s, rgb in camera:
        frames.append(live.update(captured_s, rgb))
        progress(camera.filmed / total)
    if not any(frame.landmarks for frame in frames):
        raise PoseError("Nobody was found in the clip. Choose one that shows the whole body, well lit.")
    return _Run(camera, frames)
