"""Follows people through a stream of images: a detection now and then, landmarks in every frame."""

from dataclasses import dataclass

import numpy as np

from inference.pose.detector import Detector, Person
from inference.pose.keypoints import COCO_LANDMARKS
from inference.pose.landmarks import LandmarkNet, Landmarks, Quality, Region
from inference.pose.people import OVERLAP, People, overlap

# Everybody is followed for this long after the first sighting; then the most prominent, or the chosen one.
TRIAL_S = 1.0
TRIAL_PEOPLE = 3
DETECT_EVERY_S = 0.5
DETECT_EVERY_CROWDED_S = 0.15
DETECT_EVERY_LOST_S = 0.1
# Mean distance of the keypoints that both networks see, over the body's height: beyond it, they differ.
SAME_BODY = 0.15


@dataclass
class _Followed:
    region: Region | None = None
    landmarks: Landmarks | None = None


class PoseTracker:
    """Streaming pose: feed it the frames of one clip or camera in order.

    person: whom to follow: 1 is the most prominent in the first second they are seen (large, in the middle,
    persistent), 2 the next, and so on; those who come later follow in the same order. None means 1.
    """

    def __init__(self, quality: Quality = "heavy", person: int | None = None, threads: int = 2) -> None:
        self._detector = Detector(threads)
        self._net = LandmarkNet(quality, threads)
        self._person = person or 1
        self._followed: dict[int, _Followed] = {}
        self._first_seen_s: float | None = None
        self._next_detection_s = -np.inf
        self.people = People()
        self.chosen: int | None = None

    def update(self, time_s: float, rgb: np.ndarray) -> dict[int, Landmarks]:
        """Landmarks in an image (H, W, 3) at time_s of those who are followed, by identity.

        While the trial lasts these are all prominent people, afterwards only `chosen`; those who cannot be
        seen are left out.
        """
        if time_s >= self._next_detection_s:
            self._detect(time_s, rgb)
        found = {}
        for identity, followed in self._followed.items():
            followed.landmarks = self._net(rgb, followed.region) if followed.region else None
            followed.region = followed.landmarks.region if followed.landmarks else None
            if followed.landmarks:
                found[identity] = followed.landmarks
            else:
                self._next_detection_s = min(self._next_detection_s, time_s + DETECT_EVERY_LOST_S)
        return found

    def _detect(self, time_s: float, rgb: np.ndarray) -> None:
        seen = self.people.update(time_s, rgb, self._detector(rgb))
        if seen and self._first_seen_s is None:
            self._first_seen_s = time_s
        self._choose(time_s, seen)
        for identity, followed in self._followed.items():
            _correct(followed, identity, seen)
        self._next_detection_s = time_s + self._interval_s(seen)

    def _choose(self, time_s: float, seen: dict[int, Person]) -> None:
        if self._first_seen_s is None or (self.chosen in self._followed and len(self._followed) == 1):
            return
        trial = time_s - self._first_seen_s < TRIAL_S
        order = self.people.numbered() or sorted(seen, key=lambda i: -self.people.identities[i].prominence)
        self.chosen = order[self._person - 1] if self._person <= len(order) else None
        candidates = order[: max(TRIAL_PEOPLE, self._person)] if trial else [self.chosen]
        self._followed = {i: self._followed.get(i, _Followed()) for i in candidates if i is not None}

    def _interval_s(self, seen: dict[int, Person]) -> float:
        lost = not self._followed or any(identity not in seen for identity in self._followed)
        if lost:
            return DETECT_EVERY_LOST_S
        crowded = any(
            overlap(seen[identity], other) > OVERLAP
            for identity in self._followed
            for who, other in seen.items()
            if who != identity
        )
        return DETECT_EVERY_CROWDED_S if crowded else DETECT_EVERY_S


def _correct(followed: _Followed, identity: int, seen: dict[int, Person]) -> None:
    """Take the region from the detection if the landmarks have lost the body, or are on somebody else's."""
    if identity in seen:
        if followed.landmarks is None or not same_body(followed.landmarks, seen[identity]):
            followed.region = seen[identity].region
    elif followed.landmarks and any(same_body(followed.landmarks, other) for other in seen.values()):
        followed.region = None


def same_body(landmarks: Landmarks, person: Person) -> bool:
    """Whether the landmarks lie on the keypoints of a detection."""
    ours = landmarks.keypoints_px[COCO_LANDMARKS]
    weight = ours[:, 2] * person.keypoints_px[:, 2]
    apart_px = np.linalg.norm(ours[:, :2] - person.keypoints_px[:, :2], axis=1)
    return float(weight @ apart_px) < SAME_BODY * person.height_px * max(float(weight.sum()), 1e-9)
