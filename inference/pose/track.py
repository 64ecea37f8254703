"""Track: one person's landmarks through a clip, and what is doubtful about them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from inference.errors import PoseError
from inference.motion.motion import MIN_FPS
from inference.pose.keypoints import LANDMARKS
from inference.pose.landmarks import Landmarks, Quality
from inference.pose.tracker import PoseTracker

MIN_FRAMES = 5
MIN_S = 0.2
DIM_VISIBILITY = 0.6
SMALL_PERSON_PX = 120
LONG_ABSENCE_S = 0.3


@dataclass(frozen=True, eq=False)
class Track:
    """One person's landmarks in every frame of a clip.

    time_s (F,), rising; keypoints_px (F, 33, 3): x, y in the upright image and visibility, 0 where not seen;
    landmarks_m (F, 33, 3): hip-centred, camera axes: x right, y down, z away from the camera (smaller is
    nearer); present (F,) bool; image_size (width, height); person: their number, 1 the most prominent;
    people: how many were seen in the clip.
    """

    time_s: np.ndarray
    keypoints_px: np.ndarray
    landmarks_m: np.ndarray
    present: np.ndarray
    image_size: tuple[int, int]
    person: int
    people: int

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def height_px(self) -> float:
        """Median of the longer side of the box around the person: their height, also when they lie."""
        points = self.keypoints_px[self.present, :, :2]
        return float(np.median(np.ptp(points, axis=1).max(axis=1)))

    @property
    def visibility(self) -> float:
        """Mean visibility of the body's landmarks where the person is present, 0..1."""
        return float(self.keypoints_px[self.present, :, 2].mean())

    def absences_s(self) -> list[tuple[float, float]]:
        """Spans (start, end) of clip time in which the person cannot be seen."""
        edges = np.flatnonzero(np.diff(np.pad(~self.present, 1).astype(int)))
        ends = np.append(self.time_s, self.time_s[-1])
        return [(float(self.time_s[a]), float(ends[b])) for a, b in edges.reshape(-1, 2)]

    def warnings(self) -> list[str]:
        """What the user should know before trusting this track, in whole sentences."""
        found = []
        if self.people > 1:
            found.append(f"There are {self.people} people in the clip; this is number {self.person}.")
        if self.height_px < SMALL_PERSON_PX:
            found.append(
                f"The person is only {self.height_px:.0f} pixels tall; come nearer for a reliable result."
            )
        if self.visibility < DIM_VISIBILITY:
            found.append(
                f"Only {self.visibility:.0%} of the body can be seen clearly; more light, or a place "
                "where the whole body is in the picture, would help."
            )
        for start_s, end_s in self.absences_s():
            if end_s - start_s > LONG_ABSENCE_S:
                found.append(f"The person cannot be seen from {start_s:.1f} s to {end_s:.1f} s.")
        return found


def track_person(
    frames: Iterable[tuple[float, np.ndarray]],
    *,
    quality: Quality = "heavy",
    person: int | None = None,
    progress: Callable[[float], None] | None = None,
    threads: int = 2,
) -> Track:
    """Follow one person through frames (time_s, rgb (H, W, 3)) whose times rise; none is kept.

    person: 1 is the most prominent in the first second, 2 the next, …; None means 1. progress is told the
    number of frames done and may raise Cancelled. Raises PoseError if nobody is found, if there is no such
    person, or if too few frames show them.
    """
    tracker = PoseTracker(quality, person, threads)
    times: list[float] = []
    found: dict[int, dict[int, Landmarks]] = {}
    size = (0, 0)
    for frame, (time_s, rgb) in enumerate(frames):
        size = (rgb.shape[1], rgb.shape[0])
        times.append(time_s)
        for identity, landmarks in tracker.update(time_s, rgb).items():
            found.setdefault(identity, {})[frame] = landmarks
        if progress:
            progress(frame + 1)
    people = len(tracker.people.numbers)
    seen = found.get(-1 if tracker.chosen is None else tracker.chosen, {})
    _require(times, len(seen), people, person)
    return _assembled(np.array(times), seen, size, person or 1, people)


def _require(times_s: list[float], seen: int, people: int, person: int | None) -> None:
    if len(times_s) < MIN_FRAMES or times_s[-1] - times_s[0] < MIN_S:
        raise PoseError(
            f"The clip is too short: {MIN_FRAMES} frames and {MIN_S} s are the least. Record a longer one."
        )
    if np.median(np.diff(times_s)) > 1 / MIN_FPS:
        raise PoseError("The clip has less than one frame a second. Record a video, not single pictures.")
    if people == 0:
        raise PoseError(
            "Nobody was found in the clip. The whole body should be in the picture, well lit, large enough."
        )
    if person is not None and not 1 <= person <= people:
        if people == 1:
            raise PoseError(f"There is no person {person}: there is only one person in the clip. Choose 1.")
        raise PoseError(
            f"There is no person {person}: there are only {people} people in the clip. Choose 1 to {people}."
        )
    if seen < MIN_FRAMES:
        raise PoseError(
            f"The person can be seen in only {seen} frames; at least {MIN_FRAMES} are needed. "
            "Choose another person or a clearer clip."
        )


def _assembled(
    time_s: np.ndarray, seen: dict[int, Landmarks], size: tuple[int, int], person: int, people: int
) -> Track:
    frames = np.array(sorted(seen))
    present = np.zeros(len(time_s), bool)
    present[frames] = True
    # Frames without the person repeat the last one that has them, with visibility 0.
    source = frames[np.maximum(np.searchsorted(frames, np.arange(len(time_s)), side="right") - 1, 0)]
    keypoints = np.stack([seen[frame].keypoints_px for frame in source]).astype(np.float32)
    keypoints[~present, :, 2] = 0
    landmarks = np.stack([seen[frame].landmarks_m for frame in source]).astype(np.float32)
    return Track(time_s, keypoints.reshape(-1, len(LANDMARKS), 3), landmarks, present, size, person, people)
