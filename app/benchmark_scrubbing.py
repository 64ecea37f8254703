"""Scrubbing benchmark: from the play head's move until the picture is painted, for clips in full HD."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from app.benchmark import SCRUB_SIZE, Row, lengthened, sample, wandering
from app.colours import COACH, TRAINEE
from app.display import NO_DISPLAY, has_display
from app.presenters.clip import Side
from app.views.superposed_view import SuperposedView
from app.views.video_view import VideoView
from capture.video import Footage, FrameSeeker
from inference.errors import CoachError

# As large as one clip, or both over each other, are on a full HD screen.
VIEW_PX = 600, 900
PATIENCE_S, POLL_S = 60.0, 0.0005


class ScrubbingError(CoachError):
    """A picture did not come."""


def scrub_rows() -> Iterator[Row]:
    """Milliseconds (95 of 100 are quicker) until one clip, and both over each other, are painted."""
    if not has_display():
        raise ScrubbingError(NO_DISPLAY)
    app = QApplication.instance() or QApplication([])  # it must outlive the views
    with tempfile.TemporaryDirectory() as name:
        clips = [lengthened(sample(side), Path(name) / f"{side}.mp4", SCRUB_SIZE) for side in Side]
        with FrameSeeker(clips[0]) as seeker:
            times_s = seeker.time_s
        views = [VideoView(colour) for colour in (TRAINEE, COACH)]
        superposed = SuperposedView(*views)
        for view, clip in zip(views, clips, strict=True):
            view.resize(*VIEW_PX)
            view.open(Footage(clip))
        superposed.resize(*VIEW_PX)
        try:
            yield Row("scrub one clip, 1080p, p95", _p95_ms(times_s, views[:1], views[0]), "ms")
            yield Row("scrub superposed, 1080p, p95", _p95_ms(times_s, views, superposed), "ms")
        finally:
            for view in views:
                view.close_clip()
    app.processEvents()


def _p95_ms(times_s: np.ndarray, videos: Sequence[VideoView], shown: QWidget) -> float:
    spent_s = []
    for time_s in wandering(times_s):
        begun_s = time.perf_counter()
        for video in videos:
            video.show_time(time_s)
        while any(video.time_s != time_s for video in videos):
            QApplication.processEvents()
            if time.perf_counter() - begun_s > PATIENCE_S:
                raise ScrubbingError("A picture of the clip did not come; run the benchmark again.")
            time.sleep(POLL_S)
        shown.grab()
        spent_s.append(time.perf_counter() - begun_s)
    return 1e3 * float(np.percentile(spent_s, 95))
