"""Registration: where the coach's picture lies for the coach to stand over the trainee."""

from typing import NamedTuple

import numpy as np

from app.presenters.result import Result
from inference.motion.motion import Motion

PELVIS = 0


class Placement(NamedTuple):
    """A coach's pixel p lies at scale · p + (x_px, y_px) of the trainee's; mirrored: as in a mirror."""

    scale: float
    x_px: float
    y_px: float
    mirrored: bool


class Registration:
    """Lets pelvis and body height of both coincide where what is compared begins and ends.

    In between the picture is held still, or drifts evenly with people who walk: laid over each other in every
    frame, a squat that is too shallow would seem to lift the feet.
    """

    def __init__(self, result: Result) -> None:
        trainee, coach = result.trainee.motion, result.coach.motion
        assert trainee is not None
        assert coach is not None
        alignment = result.comparison.alignment
        ends = [(match.trainee_s[end], match.coach_s[end]) for match in alignment.matches for end in (0, -1)]
        self._mirrored = alignment.mirrored
        self._time_s = np.array([trainee_s for trainee_s, _ in ends])
        self._placed = np.array([self._place(trainee, coach, *times_s) for times_s in ends])

    @classmethod
    def of(cls, result: Result | None) -> "Registration | None":
        """None where there is nothing to register by: no comparison yet, or a motion that no camera saw."""
        motions = (result.trainee.motion, result.coach.motion) if result else ()
        if result is None or not all(motion and motion.view for motion in motions):
            return None
        return cls(result)

    def at(self, time_s: float) -> Placement:
        """Where the coach's picture lies at the trainee's clip time."""
        scale, x_px, y_px = (float(np.interp(time_s, self._time_s, row)) for row in self._placed.T)
        return Placement(scale, x_px, y_px, self._mirrored)

    def _place(
        self, trainee: Motion, coach: Motion, trainee_s: float, coach_s: float
    ) -> tuple[float, float, float]:
        pelvis_px, height_px = _seen(trainee, trainee_s)
        coach_pelvis_px, coach_height_px = _seen(coach, coach_s)
        if self._mirrored and coach.view:
            coach_pelvis_px = np.array([coach.view.image_size[0] - coach_pelvis_px[0], coach_pelvis_px[1]])
        scale = height_px / coach_height_px
        x_px, y_px = pelvis_px - scale * coach_pelvis_px
        return scale, float(x_px), float(y_px)


def _seen(motion: Motion, time_s: float) -> tuple[np.ndarray, float]:
    """Where a person's pelvis is seen (2,), and how high they are when they stand up there, pixels."""
    view = motion.view
    assert view is not None
    pelvis = motion.joints_in_world[motion.frame_at(time_s), PELVIS]
    depth_m = view.camera_from_world[2, :3] @ pelvis + view.camera_from_world[2, 3]
    return view.project(pelvis), float(motion.height_m * view.camera_matrix[1, 1] / depth_m)
