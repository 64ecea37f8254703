"""Pictures of a moment: both clips with their skeletons, and both people over each other in 3-D."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from types import TracebackType

import cv2
import numpy as np

from app.colours import COACH, TRAINEE
from app.report.drawing import draw_skeleton
from app.report.take import Take
from app.viewport.scene import Look, Scene
from inference.motion.differences import Comparison

LONGEST_PX = 640
SCENE_SIZE = (440, 480)
VIEWS: tuple[Look, ...] = ("front", "side")
JPEG_QUALITY = 82


@dataclass(frozen=True, eq=False)
class Picture:
    """An RGB image (H, W, 3), its name among those of its moment, and what it shows."""

    name: str
    caption: str
    image: np.ndarray

    @property
    def data_uri(self) -> str:
        """The picture as a page carries it inside itself."""
        jpeg = self._encoded(".jpg", cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY)
        return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"

    @property
    def png(self) -> bytes:
        """The picture as a file of its own."""
        return self._encoded(".png")

    def _encoded(self, suffix: str, *settings: int) -> bytes:
        _, encoded = cv2.imencode(suffix, cv2.cvtColor(self.image, cv2.COLOR_RGB2BGR), settings)
        return encoded.tobytes()


class Pictures:
    """Context manager that takes pictures of one comparison; in_3d: False leaves out those in 3-D."""

    def __init__(self, trainee: Take, coach: Take, comparison: Comparison, in_3d: bool) -> None:
        self._sides = (("Trainee", trainee, TRAINEE), ("Coach", coach, COACH))
        self._alignment = comparison.alignment
        self._over_each_other = {"trainee": trainee.motion, "coach": comparison.coach_in_trainee_world}
        self._resources = ExitStack()
        self._scene = self._resources.enter_context(closing(Scene())) if in_3d else None

    def __enter__(self) -> "Pictures":
        self._seekers = {
            label: self._resources.enter_context(take.video.seeker(LONGEST_PX))
            for label, take, _ in self._sides
            if take.video is not None and take.motion.view is not None
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()

    def at(self, time_s: float, joints: Sequence[str]) -> list[Picture]:
        """The trainee's time_s in both clips and in 3-D, with these joints lit."""
        return [*self._key_frames(time_s, joints), *self._overlays(time_s, joints)]

    def _key_frames(self, time_s: float, joints: Sequence[str]) -> Iterator[Picture]:
        moments_s = {"Trainee": time_s, "Coach": float(self._alignment.coach_time(time_s))}
        for label, take, colour in self._sides:
            if label in self._seekers:
                moment_s = moments_s[label]
                image = self._seekers[label].frame_at(moment_s)
                drawn = draw_skeleton(image, take.motion, moment_s, colour, joints)
                yield Picture(label.lower(), f"{label} at {moment_s:.1f} s", drawn)

    def _overlays(self, time_s: float, joints: Sequence[str]) -> Iterator[Picture]:
        if self._scene is None:
            return
        for (name, motion), (_, _, colour) in zip(self._over_each_other.items(), self._sides, strict=True):
            # The moment alone, so that the camera comes close, and the front is theirs at this moment.
            self._scene.add(name, motion.cut(time_s, time_s), colour)
            self._scene.light(name, joints)
        for view in VIEWS:
            self._scene.look(view)
            yield Picture(view, f"Both, from the {view}", self._scene.picture(SCENE_SIZE))
