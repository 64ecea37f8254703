"""Live: the person in front of a camera, frame by frame, without a look ahead and with constant memory."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inference.pose.even_steps import EvenSteps
from inference.pose.landmarks import Landmarks
from inference.pose.lifter import LiveFrame
from inference.pose.tracker import PoseTracker

# Who is out of sight for longer is forgotten, and the next who comes is followed.
MEMORY_S = 5.0
# After a longer gap in the landmarks the lifter begins anew: what it remembers is of another movement.
RESTART_S = 0.5

Lifter = Callable[[Landmarks], LiveFrame]


@dataclass(frozen=True, eq=False)
class LivePoseFrame:
    """What is known of the followed person in one frame; times are the clock's of the camera.

    landmarks, pose: None while the person cannot be seen; pose: also without a lifter.
    """

    captured_s: float
    ready_s: float
    landmarks: Landmarks | None
    pose: LiveFrame | None

    @property
    def latency_s(self) -> float:
        """From the moment the frame was captured to that at which all of this was known."""
        return self.ready_s - self.captured_s


class LivePose:
    """Follows the most prominent person of a stream with BlazePose full, and lifts each frame as it comes.

    begin_lifting: makes a lifter for somebody newly seen, to be called with the landmarks of one step of
    LIFTER_FPS after the other; None: landmarks only. clock: the one that frames are stamped with. threads:
    of each network; one is enough for 30 frames a second, and leaves the other core to camera and window.
    """

    def __init__(
        self,
        begin_lifting: Callable[[], Lifter] | None = None,
        *,
        threads: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tracker = PoseTracker("full", threads=threads)
        self._begin_lifting = begin_lifting
        self._clock = clock
        self._lifting: _Lifting | None = None

    def update(self, captured_s: float, rgb: np.ndarray) -> LivePoseFrame:
        """The person in a frame (H, W, 3) captured at captured_s; times rise, frames may be left out."""
        found = self._tracker.update(captured_s, rgb)
        who = self._tracker.chosen
        landmarks = None if who is None else found.get(who)
        pose = None
        if who is not None and landmarks is not None and self._begin_lifting is not None:
            if self._lifting is None or not self._lifting.goes_on(captured_s, who):
                self._lifting = _Lifting(who, self._begin_lifting())
            pose = self._lifting.update(captured_s, landmarks)
        self._tracker.forget(captured_s - MEMORY_S)
        return LivePoseFrame(captured_s, self._clock(), landmarks, pose)


class _Lifting:
    """One person's frames on their way through a lifter, without a long gap."""

    def __init__(self, who: int, lifter: Lifter) -> None:
        self._who = who
        self._lifter = lifter
        self._steps = EvenSteps()
        self._seen_s = np.inf
        self._pose: LiveFrame | None = None

    def goes_on(self, time_s: float, who: int) -> bool:
        return who == self._who and time_s - self._seen_s < RESTART_S

    def update(self, time_s: float, landmarks: Landmarks) -> LiveFrame | None:
        self._seen_s = time_s
        for step in self._steps.due(time_s, landmarks):
            self._pose = self._lifter(step)
        return self._pose
