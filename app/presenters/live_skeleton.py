"""Live skeleton: the person in front of a running camera, on a thread, as fast as this machine can."""

import threading
from bisect import bisect_right
from collections import deque

import numpy as np

from app.jobs import give_way
from capture.live.feed import Feed
from inference.errors import CoachError
from inference.pose.live import LivePose

# As many as a delayed view can ask for.
KEPT = 2000
RATE_OVER = 20
# A skeleton that is older than this is of another picture.
FRESH_S = 0.3
IDLE_S = 0.005
STOP_TIMEOUT_S = 2.0


class LiveSkeleton:
    """Follows the most prominent person of a feed until closed. `error`: why it cannot."""

    def __init__(self, feed: Feed) -> None:
        self.error: CoachError | None = None
        self._feed = feed
        self._times_s: deque[float] = deque(maxlen=KEPT)
        self._keypoints_px: deque[np.ndarray | None] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live skeleton", daemon=True)
        self._thread.start()

    @property
    def fps(self) -> float:
        """Pictures a second that are followed; 0 at the beginning."""
        with self._lock:
            recent_s = list(self._times_s)[-RATE_OVER:]
        return (len(recent_s) - 1) / (recent_s[-1] - recent_s[0]) if len(recent_s) > 1 else 0.0

    def keypoints_at(self, time_s: float) -> np.ndarray | None:
        """The landmarks (33, 3: x, y px, visibility) in a picture of about time_s; None if nobody is seen."""
        with self._lock:
            index = bisect_right(self._times_s, time_s) - 1
            fresh = index >= 0 and time_s - self._times_s[index] < FRESH_S
            return self._keypoints_px[index] if fresh else None

    def close(self) -> None:
        """Stop following."""
        self._stopping.set()
        self._thread.join(STOP_TIMEOUT_S)

    def _run(self) -> None:
        give_way()
        try:
            pose = LivePose()
        except CoachError as error:
            self.error = error
            return
        followed_s = -np.inf
        while not self._stopping.is_set():
            picture = self._feed.picture
            if picture is None or picture[0] == followed_s:
                self._stopping.wait(IDLE_S)
                continue
            followed_s, rgb = picture
            landmarks = pose.update(followed_s, rgb).landmarks
            with self._lock:
                self._times_s.append(followed_s)
                self._keypoints_px.append(landmarks.keypoints_px if landmarks else None)
