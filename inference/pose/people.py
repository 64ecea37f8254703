"""Who is who from one detection to the next, through occlusions and crossings.

Association of detections with known people by where they should be and what they wear; the assignment is
the optimal one (Hungarian method), as in SORT (Bewley et al., 2016) and DeepSORT (Wojke et al., 2017).
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from scipy.optimize import linear_sum_assignment

from inference.pose.detector import Person

# How far, in body heights, somebody may be from where they were expected; it grows while they are unseen.
GATE_HEIGHTS = 0.5
GATE_GROWTH_HEIGHTS_S = 2.0
# After this long only the clothes tell.
FORGET_PLACE_S = 2.0
# Hellinger distance (0..1) of clothes beyond which it is somebody else, where place says nothing.
SAME_CLOTHES = 0.5
# Of place (1 at the gate) and clothes (0..1) together.
MAX_COST = 1.5
# Share of a new sighting in what is remembered: light and posture change, people do not.
CLOTHES_RATE = 0.1
HEIGHT_RATE = 0.3
CONFIRMED_SIGHTINGS = 2
# From the moment somebody is seen for the second time.
SETTLE_S = 0.5
# Of the most prominent person's prominence: with less, the clip cannot be about somebody.
PROMINENT_SHARE = 0.3
# Of the smaller box: from here on, one may hide the other.
OVERLAP = 0.1
# Distance from the middle, in image sizes, at which prominence has fallen to 1/e.
CENTRAL = 0.25
_BINS = 6


@dataclass(eq=False)
class Identity:
    """Somebody seen in the clip: last sighting, usual height, speed, clothes, prominence added up."""

    seen: Person
    seen_s: float
    height_px: float
    clothes: np.ndarray
    velocity_px_s: np.ndarray = field(default_factory=lambda: np.zeros(2))
    sightings: int = 1
    prominence: float = 0.0

    def expected_px(self, time_s: float) -> np.ndarray:
        """Where the hips should be now."""
        return self.seen.hips_px + self.velocity_px_s * (time_s - self.seen_s)

    def cost(self, person: Person, clothes: np.ndarray, time_s: float) -> float:
        """How unlike this identity a detection is; infinite when it cannot be them."""
        unseen_s = time_s - self.seen_s
        different = float(np.sqrt(max(0.0, 1 - self.clothes @ clothes)))
        if unseen_s > FORGET_PLACE_S:
            return 1 + different if different < SAME_CLOTHES else np.inf
        heights = float(np.linalg.norm(person.hips_px - self.expected_px(time_s))) / self.height_px
        away = heights / (GATE_HEIGHTS + GATE_GROWTH_HEIGHTS_S * unseen_s)
        return away + different if away < 1 and away + different < MAX_COST else np.inf

    def sight(self, person: Person, clothes: np.ndarray | None, time_s: float) -> None:
        """Take in a detection; clothes None when somebody else may hide them."""
        elapsed_s = time_s - self.seen_s
        if elapsed_s > 0:
            measured = (person.hips_px - self.seen.hips_px) / elapsed_s
            self.velocity_px_s = (self.velocity_px_s + measured) / 2
        self.seen, self.seen_s = person, time_s
        self.height_px += HEIGHT_RATE * (person.height_px - self.height_px)
        self.sightings += 1
        if clothes is not None:
            mixed = (1 - CLOTHES_RATE) * self.clothes + CLOTHES_RATE * clothes
            self.clothes = mixed / np.linalg.norm(mixed)


class People:
    """Everybody seen so far and not forgotten.

    `numbers` are the identities seen more than once, person 1 first: in order of prominence (large, in the
    middle, certain, added up over sightings) until half a second after the first of them is; then that
    order is settled, and those who come later are added at the end.
    """

    def __init__(self) -> None:
        self.identities: dict[int, Identity] = {}
        self._next = 0
        self.numbers: list[int] = []
        self._settles_s = np.inf

    def update(self, time_s: float, rgb: np.ndarray, detections: list[Person]) -> dict[int, Person]:
        """Who is seen where in this image: detections by key of `identities`."""
        clothes = [clothes_of(person, rgb) for person in detections]
        assigned = self._assign(time_s, detections, clothes)
        seen: dict[int, Person] = {}
        for index, person in enumerate(detections):
            hidden = any(overlap(person, other) > OVERLAP for other in detections if other is not person)
            known = assigned.get(index)
            if known is None:
                known, self._next = self._next, self._next + 1
                self.identities[known] = Identity(person, time_s, person.height_px, clothes[index])
            else:
                self.identities[known].sight(person, None if hidden else clothes[index], time_s)
            self.identities[known].prominence += prominence(person, rgb.shape[:2])
            seen[known] = person
        self._number(time_s)
        return seen

    def forget(self, before_s: float, keep: int | None) -> None:
        """Forget those who were last seen before before_s, except `keep`."""
        gone = [who for who, one in self.identities.items() if one.seen_s < before_s and who != keep]
        for who in gone:
            del self.identities[who]
        self.numbers = [who for who in self.numbers if who in self.identities]

    def settled(self, time_s: float) -> bool:
        """Whether the numbers of those seen at first are final."""
        return time_s >= self._settles_s

    def prominent(self) -> list[int]:
        """Those about whom the clip may be, the most prominent first."""
        order = sorted(self.identities, key=lambda i: -self.identities[i].prominence)
        most = max((one.prominence for one in self.identities.values()), default=0.0)
        return [i for i in order if self.identities[i].prominence >= PROMINENT_SHARE * most]

    def _number(self, time_s: float) -> None:
        if not self.settled(time_s):
            self.numbers = []
        confirmed = [i for i, one in self.identities.items() if one.sightings >= CONFIRMED_SIGHTINGS]
        new = [i for i in confirmed if i not in self.numbers]
        self.numbers += sorted(new, key=lambda i: -self.identities[i].prominence)
        if self.numbers:
            self._settles_s = min(self._settles_s, time_s + SETTLE_S)

    def _assign(self, time_s: float, detections: list[Person], clothes: list[np.ndarray]) -> dict[int, int]:
        if not detections or not self.identities:
            return {}
        pairs = zip(detections, clothes, strict=True)
        known = list(self.identities)
        cost = np.array([[self.identities[who].cost(p, c, time_s) for who in known] for p, c in pairs])
        rows, columns = linear_sum_assignment(np.where(np.isfinite(cost), cost, 1e6))
        return {int(r): known[c] for r, c in zip(rows, columns, strict=True) if np.isfinite(cost[r, c])}


def prominence(person: Person, image_size_hw: tuple[int, int]) -> float:
    """How much a person looks like the one the clip is about: large, in the middle, certain; 0..1."""
    height, width = image_size_hw
    middle = (person.box_px[:2] + person.box_px[2:]) / 2 / (width, height) - 0.5
    return float(person.height_px / height * np.exp(-(middle @ middle) / CENTRAL**2) * person.score)


def overlap(one: Person, other: Person) -> float:
    """Shared part of two people's boxes over the smaller of them, 0..1."""
    left_top = np.maximum(one.box_px[:2], other.box_px[:2])
    right_bottom = np.minimum(one.box_px[2:], other.box_px[2:])
    shared = np.prod(np.maximum(right_bottom - left_top, 0))
    smaller = min(np.prod(person.box_px[2:] - person.box_px[:2]) for person in (one, other))
    return float(shared / max(smaller, 1e-9))


def clothes_of(person: Person, rgb: np.ndarray) -> np.ndarray:
    """Square roots of the colour histogram of the trunk, a unit vector: the dot product compares two."""
    centre = (person.hips_px + person.shoulders_px) / 2
    half = np.maximum(np.abs(person.shoulders_px - person.hips_px) / 2, person.height_px / 12)
    limit = rgb.shape[1::-1]
    left, top = np.clip(centre - half, 0, np.subtract(limit, 1)).astype(int)
    right, bottom = np.clip(centre + half, (left + 1, top + 1), limit).astype(int)
    trunk = np.ascontiguousarray(rgb[top:bottom, left:right])
    histogram = cv2.calcHist([trunk], [0, 1, 2], None, [_BINS] * 3, [0, 256] * 3).ravel()
    return np.sqrt(histogram / histogram.sum())
