"""Leveller: the user puts the floor under a filmed person, where they know better than the estimate."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from scipy.spatial.transform import Rotation

from app.presenters import wording
from app.presenters.clip import Clip, Side
from app.presenters.kept_ground import kept_ground
from app.presenters.session import Session
from inference.motion.motion import Motion, View
from inference.pose.ground import UNKNOWN, Ground

UP = np.array([0.0, 1.0, 0.0])
MAX_TILT_DEG, MAX_ROLL_DEG, MAX_HEIGHT_M = 89.0, 180.0, 20.0


class Leveller(QObject):
    """Holds the floor that is being set, for one side or none, until it is applied. `changed`: it moved.

    It is a plane in camera axes, so that it stays where it was put when the motion is refined meanwhile.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.side: Side | None = None
        self._up_in_camera = UP
        self._point_in_camera = np.zeros(3)
        self._height_set = False
        session.clip_changed.connect(self._on_clip_changed)

    @property
    def sides(self) -> tuple[Side, ...]:
        """Whose floor can be set: those seen in a video."""
        return tuple(side for side, clip in self._session.clips.items() if _view(clip) is not None)

    @property
    def motion(self) -> Motion | None:
        """The movement under which the floor is laid, in its own world."""
        clip = self._session.clips[self.side] if self.side else None
        return clip.motion if clip else None

    @property
    def told(self) -> str:
        """Where the floor is without what is being set, and how surely, in a sentence."""
        view = self._view
        return wording.camera(view) if view is not None else ""

    @property
    def by_hand(self) -> bool:
        """Whether this side's ground was set by hand earlier."""
        clip = self._session.clips[self.side] if self.side else None
        return clip is not None and bool(kept_ground(clip.ground))

    @property
    def tilt_deg(self) -> float:
        """How far the camera looks down on the floor."""
        return float(np.degrees(Ground(self._up_in_camera).angles_rad[0]))

    @property
    def roll_deg(self) -> float:
        """How far the camera is turned clockwise against the floor."""
        return float(np.degrees(Ground(self._up_in_camera).angles_rad[1]))

    @property
    def height_m(self) -> float:
        """How high the camera stands over the floor."""
        return float(-self._up_in_camera @ self._point_in_camera)

    @property
    def world_from_floor(self) -> np.ndarray:
        """Transform (4, 4) that takes the plane y = 0 to the floor in the world of `motion`."""
        transform = np.eye(4)
        if (view := self._view) is not None:
            up = view.camera_from_world[:3, :3].T @ self._up_in_camera
            transform[:3, :3] = Rotation.align_vectors([up], [UP])[0].as_matrix()
            transform[:3, 3] = _in_world(view, self._point_in_camera)
        return transform

    def begin(self, side: Side) -> None:
        """Set that side's floor, from where it is now."""
        self.side = side
        view, motion = self._view, self.motion
        if view is None or motion is None:
            self.end()
            return
        feet = motion.joints_in_world[:, 0].mean(axis=0) * (1 - UP)
        rotation, shift = view.camera_from_world[:3, :3], view.camera_from_world[:3, 3]
        self._up_in_camera = rotation @ UP
        self._point_in_camera = rotation @ feet + shift
        self._height_set = view.height_sigma_m == 0
        self.changed.emit()

    def end(self) -> None:
        """Leave the floor as it was."""
        self.side = None
        self.changed.emit()

    def set_angles(self, tilt_deg: float, roll_deg: float) -> None:
        """Turn the floor, under the person, to these angles of the camera."""
        up = Ground.from_camera(np.radians(tilt_deg), np.radians(roll_deg)).up
        assert up is not None
        self._up_in_camera = up
        self.changed.emit()

    def set_height(self, height_m: float) -> None:
        """Move the floor to this far below the camera."""
        self._point_in_camera = self._point_in_camera + (self.height_m - height_m) * self._up_in_camera
        self._height_set = True
        self.changed.emit()

    def tip(self, rotation_in_world: np.ndarray) -> None:
        """Turn the floor, under the person, by a rotation vector (3,) rad in the world of `motion`."""
        if (view := self._view) is not None:
            turn = Rotation.from_rotvec(view.camera_from_world[:3, :3] @ rotation_in_world)
            up = turn.apply(self._up_in_camera)
            if abs(np.degrees(Ground(up).angles_rad[0])) <= MAX_TILT_DEG:
                self._up_in_camera = up
                self.changed.emit()

    def lift(self, height_m: float) -> None:
        """Raise the floor by so much."""
        self.set_height(float(np.clip(self.height_m - height_m, 0, MAX_HEIGHT_M)))

    def apply(self) -> None:
        """Let the floor count: the movement is made again. A height nobody set follows from the feet."""
        assert self.side is not None
        tilt_rad, roll_rad = Ground(self._up_in_camera).angles_rad
        ground = Ground.from_camera(tilt_rad, roll_rad, self.height_m if self._height_set else None)
        self._session.set_ground(self.side, ground)
        self.end()

    def forget(self) -> None:
        """Go back to the estimate."""
        assert self.side is not None
        self._session.set_ground(self.side, UNKNOWN)
        self.end()

    @property
    def _view(self) -> View | None:
        return _view(self._session.clips[self.side]) if self.side else None

    def _on_clip_changed(self, side: Side) -> None:
        if side is self.side and self._view is None:
            self.end()


def _view(clip: Clip | None) -> View | None:
    seen = clip is not None and clip.track is not None and clip.motion is not None
    return clip.motion.view if seen else None  # type: ignore[union-attr]


def _in_world(view: View, point_in_camera: np.ndarray) -> np.ndarray:
    return view.camera_from_world[:3, :3].T @ (point_in_camera - view.camera_from_world[:3, 3])
