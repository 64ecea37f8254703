"""Follows people through a stream of images: a detection now and then, landmarks in every frame."""

from dataclasses import dataclass

import numpy as np

from inference.pose.detector import Detector, Person
from inference.pose.keypoints import COCO_LANDMARKS
from inference.pose.landmarks import LandmarkNet, Landmarks, Quality, Region
from inference.pose.people import OVERLAP, People, overlap

# As many are followed until it is settled who is number 1.
CANDIDATES = 3
DETECT_EVERY_S = 0.5
DETECT_EVERY_UNSURE_S = 0.1
# In body heights: landmarks farther than this from a detection's keypoints are another body's.
SAME_BODY = 0.15
# Where bodies overlap, landmarks slide over to the other one little by little; 0.02 to 0.04 is usual.
DRIFTING = 0.06


@dataclass
class _Followed:
    region: Region | None = None
    landmarks: Landmarks | None = None


class PoseTracker:
    """Streaming pose: feed it the frames of one clip or camera in order.

    person: number of the one to follow, as inference.pose.people gives them: 1 is the most prominent in the
    first second, 2 the next, …; those who come later have the later numbers. None means 1.
    """

    def __init__(self, quality: Quality = "heavy", person: int | None = None, threads: int = 2) -> None:
        self._detector = Detector(threads)
        self._net = LandmarkNet(quality, threads)
        self._person = person or 1
        self._begin()

    def _begin(self) -> None:
        self._followed: dict[int, _Followed] = {}
        self._next_detection_s = -np.inf
        self._seen: dict[int, Person] = {}
        self.people = People()
        self.chosen: int | None = None

    def update(self, time_s: float, rgb: np.ndarray) -> dict[int, Landmarks]:
        """Landmarks in an image (H, W, 3) at time_s of those who are followed, by identity.

        Until the numbers are settled these are all prominent people, afterwards only `chosen`; those who
        cannot be seen are left out.
        """
        if time_s >= self._next_detection_s:
            self._detect(time_s, rgb)
        for identity, followed in self._followed.items():
            landmarks = self._net(rgb, followed.region) if followed.region else None
            if landmarks and on_somebody_else(landmarks, identity, self._seen):
                landmarks = None
            followed.landmarks = landmarks
            followed.region = landmarks.region if landmarks else None
            if landmarks is None:
                self._next_detection_s = min(self._next_detection_s, time_s + DETECT_EVERY_UNSURE_S)
        return {who: followed.landmarks for who, followed in self._followed.items() if followed.landmarks}

    def forget(self, before_s: float) -> None:
        """Forget those who were last seen before before_s, so that a stream may go on for ever.

        If that is the followed person, begin anew: the next who comes may be somebody else.
        """
        who = self.chosen
        lost = who is not None and self._followed[who].landmarks is None
        if who is not None and lost and self.people.identities[who].seen_s < before_s:
            self._begin()
        else:
            self.people.forget(before_s, keep=who)

    def _detect(self, time_s: float, rgb: np.ndarray) -> None:
        self._seen = self.people.update(time_s, rgb, self._detector(rgb))
        self._choose(time_s)
        for identity, followed in self._followed.items():
            _correct(followed, identity, self._seen)
        self._next_detection_s = time_s + (DETECT_EVERY_S if self._sure(time_s) else DETECT_EVERY_UNSURE_S)

    def _choose(self, time_s: float) -> None:
        if self.chosen is not None and self.people.settled(time_s):
            candidates = [self.chosen]
        else:
            numbers = self.people.numbers
            self.chosen = numbers[self._person - 1] if self._person <= len(numbers) else None
            candidates = [] if self.people.settled(time_s) else self.people.prominent()[:CANDIDATES]
            if self.chosen is not None and self.chosen not in candidates:
                candidates.append(self.chosen)
        self._followed = {i: self._followed.get(i, _Followed()) for i in candidates}

    def _sure(self, time_s: float) -> bool:
        """Whether the followed person was chosen for good, is in sight, and is clear of others."""
        settled = self.chosen is not None and self.people.settled(time_s)
        return settled and self.chosen in self._seen and not is_crowded(self.chosen, self._seen)


def _correct(followed: _Followed, identity: int, seen: dict[int, Person]) -> None:
    """Take the region from the detection if the landmarks have lost the body or may be losing it."""
    if identity in seen:
        limit = DRIFTING if is_crowded(identity, seen) else SAME_BODY
        if followed.landmarks is None or apart(followed.landmarks, seen[identity]) > limit:
            followed.region = seen[identity].region
    elif followed.landmarks and on_somebody_else(followed.landmarks, identity, seen):
        followed.region = None


def is_crowded(identity: int, seen: dict[int, Person]) -> bool:
    """Whether the identity is hidden, or its box overlaps somebody else's."""
    others = (person for who, person in seen.items() if who != identity)
    return identity not in seen or any(overlap(seen[identity], other) > OVERLAP for other in others)


def on_somebody_else(landmarks: Landmarks, identity: int, seen: dict[int, Person]) -> bool:
    """Whether landmarks that were to follow an identity lie on another body of the last detection."""
    if not is_crowded(identity, seen):
        return False
    away = {who: apart(landmarks, person) for who, person in seen.items()}
    nearest = min(away, key=lambda who: away[who], default=identity)
    return nearest != identity and away[nearest] < SAME_BODY


def apart(landmarks: Landmarks, person: Person) -> float:
    """Mean distance of landmarks from the keypoints of a detection, where both see them, in body heights."""
    ours = landmarks.keypoints_px[COCO_LANDMARKS]
    weight = ours[:, 2] * person.keypoints_px[:, 2]
    apart_px = np.linalg.norm(ours[:, :2] - person.keypoints_px[:, :2], axis=1)
    return float(weight @ apart_px / max(weight.sum(), 1e-9)) / person.height_px
