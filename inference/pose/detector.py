"""MoveNet MultiPose: everybody in the image, each with a box and COCO's 17 keypoints."""

from dataclasses import dataclass

import cv2
import numpy as np

from inference import models
from inference.pose.keypoints import COCO_INDEX
from inference.pose.landmarks import Region

# At 256 px people smaller than a third of the picture are missed; 512 finds them.
LONG_SIDE_PX = 512
STRIDE_PX = 32
MIN_SCORE = 0.25
# The circle that BlazePose wants around the whole body, over the distance from hips to farthest keypoint.
RIM_FACTOR = 1.2
# A person found twice differs by 0.003 of their height, two people who embrace by 0.15 (measured).
SAME_PERSON = 0.05
_OUTPUT = "StatefulPartitionedCall:0"
_INPUT = "serving_default_input:0"
_HIPS = [COCO_INDEX["left_hip"], COCO_INDEX["right_hip"]]
_SHOULDERS = [COCO_INDEX["left_shoulder"], COCO_INDEX["right_shoulder"]]


@dataclass(frozen=True, eq=False)
class Person:
    """A detection: keypoints_px (17, 3: x, y, score), box_px (left, top, right, bottom), score 0..1."""

    keypoints_px: np.ndarray
    box_px: np.ndarray
    score: float

    @property
    def hips_px(self) -> np.ndarray:
        """Middle of the hips, (2,)."""
        return self.keypoints_px[_HIPS, :2].mean(axis=0)

    @property
    def shoulders_px(self) -> np.ndarray:
        """Middle of the shoulders, (2,)."""
        return self.keypoints_px[_SHOULDERS, :2].mean(axis=0)

    @property
    def height_px(self) -> float:
        """Height of the box."""
        return float(self.box_px[3] - self.box_px[1])

    @property
    def region(self) -> Region:
        """Where to look for this person's landmarks."""
        hips = self.hips_px
        reach_px = np.linalg.norm(self.keypoints_px[:, :2] - hips, axis=1).max() * RIM_FACTOR
        # The keypoints of a body that is curled up or points at the camera lie closer than its outline.
        reach_px = max(reach_px, (self.box_px[2:] - self.box_px[:2]).max() / 2)
        spine = self.shoulders_px - hips
        upwards = spine / max(np.linalg.norm(spine), 1e-6)
        return Region.around(hips, hips + upwards * reach_px)


class Detector:
    """Finds up to six people in an image."""

    def __init__(self, threads: int = 2) -> None:
        self._session = models.load("movenet_multipose", threads)

    def __call__(self, rgb: np.ndarray) -> list[Person]:
        """People in an image (H, W, 3), the most certain first."""
        padded, scale = letterboxed(rgb)
        found = self._session.run([_OUTPUT], {_INPUT: padded[None]})[0][0]
        size_px = np.array(padded.shape[1::-1]) / scale
        return distinct([_person(row, size_px) for row in found if row[55] >= MIN_SCORE])


def distinct(people: list[Person]) -> list[Person]:
    """The people without those whom the network found a second time, the most certain first."""
    kept: list[Person] = []
    for person in sorted(people, key=lambda person: -person.score):
        if all(_apart(person, other) > SAME_PERSON for other in kept):
            kept.append(person)
    return kept


def _apart(one: Person, other: Person) -> float:
    """Mean distance of the keypoints that both show, in heights of the larger."""
    weight = one.keypoints_px[:, 2] * other.keypoints_px[:, 2]
    apart_px = np.linalg.norm(one.keypoints_px[:, :2] - other.keypoints_px[:, :2], axis=1)
    height_px = max(one.height_px, other.height_px, 1e-6)
    return float(weight @ apart_px / max(weight.sum(), 1e-9) / height_px)


def letterboxed(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """Image scaled so that its long side is LONG_SIDE_PX, filled up to whole strides; and the scale."""
    height, width = rgb.shape[:2]
    scale = LONG_SIDE_PX / max(height, width)
    small = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    below, right = (-side % STRIDE_PX for side in small.shape[:2])
    return cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_CONSTANT), scale


def _person(row: np.ndarray, size_px: np.ndarray) -> Person:
    keypoints = row[:51].reshape(17, 3)[:, [1, 0, 2]].astype(float)
    keypoints[:, :2] *= size_px
    top, left, bottom, right = row[51:55]
    return Person(keypoints, np.array([left, top, right, bottom]) * np.tile(size_px, 2), float(row[55]))
