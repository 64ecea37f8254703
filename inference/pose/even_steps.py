"""A stream's landmarks on the even clock that the lifting network was trained on."""

from dataclasses import replace

from inference.pose.landmarks import Landmarks
from inference.pose.lifted import LIFTER_FPS

# A camera's frames come a little early and late: one that is this far off (in steps) is still the next step.
_JITTER = 0.75


class EvenSteps:
    """Which steps of 1 / LIFTER_FPS come due with each frame, whatever the camera's rate and gaps."""

    def __init__(self) -> None:
        self._begin_s = 0.0
        self._taken = 0
        self._last: Landmarks | None = None

    def due(self, time_s: float, landmarks: Landmarks) -> list[Landmarks]:
        """The landmarks of the steps since the frame before: those seen at time_s are the last of them.

        None of a camera that is faster than the steps; where frames were dropped, some in between.
        """
        if self._last is None:
            self._begin_s, count = time_s, 1
        else:
            ahead = (time_s - self._begin_s) * LIFTER_FPS - (self._taken - 1)
            count = 1 if abs(ahead - 1) < _JITTER else max(round(ahead), 0)
        before = self._last or landmarks
        self._taken += count
        self._last = landmarks
        return [_between(before, landmarks, step / count) for step in range(1, count)] + [landmarks][:count]


def _between(before: Landmarks, after: Landmarks, share: float) -> Landmarks:
    return replace(
        after,
        keypoints_px=before.keypoints_px + share * (after.keypoints_px - before.keypoints_px),
        landmarks_m=before.landmarks_m + share * (after.landmarks_m - before.landmarks_m),
    )
