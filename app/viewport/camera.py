"""A pinhole camera in the world, for filming motions and for looking through a clip's own camera."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.transform import Rotation
from vtkmodules.vtkRenderingCore import vtkCamera

from inference.motion.motion import View

# Focal lengths over the picture's long side: a phone's main lens, and one of calmer perspective.
PHONE_FOCAL = 26 / 36
FRAMING_FOCAL = 45 / 36


@dataclass(frozen=True, eq=False)
class Camera:
    """A pinhole: camera_matrix (3, 3) px; camera_from_world (4, 4), x right, y down, z ahead."""

    camera_matrix: np.ndarray
    camera_from_world: np.ndarray
    image_size: tuple[int, int]

    @classmethod
    def placed(
        cls,
        distance_m: float = 3.6,
        height_m: float = 1.2,
        azimuth_rad: float = 0.0,
        pitch_rad: float = 0.0,
        size: tuple[int, int] = (720, 1280),
        focal_px: float | None = None,
        around_m: tuple[float, float] = (0.0, 0.0),
    ) -> "Camera":
        """A level camera that looks at the vertical axis through around_m (x, z).

        azimuth_rad 0 sees the face of somebody who faces +z, π/2 their left side; pitch_rad > 0 looks down.
        The default focal length is that of a phone's main lens: 26 mm on a frame 36 mm long.
        """
        focal = PHONE_FOCAL * max(size) if focal_px is None else focal_px
        sine, cosine = np.sin(azimuth_rad), np.cos(azimuth_rad)
        position = np.array([around_m[0] + distance_m * sine, height_m, around_m[1] + distance_m * cosine])
        return cls._aimed(position, azimuth_rad, pitch_rad, focal, size)

    @classmethod
    def framing(
        cls, points_in_world: np.ndarray, azimuth_rad: float, pitch_rad: float, size: tuple[int, int]
    ) -> "Camera":
        """A camera turned as by `placed`, just far enough away to have all points (N, 3) m in the picture."""
        focal = FRAMING_FOCAL * max(size)
        turned = cls._aimed(np.zeros(3), azimuth_rad, pitch_rad, focal, size)
        rotation = turned.camera_from_world[:3, :3]
        points = points_in_world @ rotation.T
        middle = (points.min(0) + points.max(0)) / 2
        offset = points - middle
        distance = (np.abs(offset[:, :2]) * 2 * focal / size - offset[:, 2:]).max()
        return cls._aimed((middle - [0, 0, distance]) @ rotation, azimuth_rad, pitch_rad, focal, size)

    @classmethod
    def seeing(cls, view: View, size: tuple[int, int]) -> "Camera":
        """The camera of a view, its whole picture as large as fits into the middle of size."""
        scale = min(np.array(size) / view.image_size)
        matrix = view.camera_matrix * [[scale], [scale], [1]]
        matrix[:2, 2] += (np.array(size) - scale * np.array(view.image_size)) / 2
        return cls(matrix, view.camera_from_world, size)

    def orbited(self, around_m: np.ndarray, azimuth_rad: float, pitch_rad: float) -> "Camera":
        """The camera carried around a point (3,) m: to the right as it is seen from above, and upwards."""
        right = self.camera_from_world[0, :3] * [1, 0, 1]
        turn = Rotation.from_rotvec([0, azimuth_rad, 0]) * Rotation.from_rotvec(
            -pitch_rad * right / np.linalg.norm(right)
        )
        carried = np.eye(4)
        carried[:3, :3] = turn.as_matrix().T
        carried[:3, 3] = around_m - carried[:3, :3] @ around_m
        return replace(self, camera_from_world=self.camera_from_world @ carried)

    def cropped(self, zoom: float, shift: tuple[float, float]) -> "Camera":
        """The same camera with its picture enlarged, then moved by shift (right, down) in picture heights."""
        matrix = self.camera_matrix.copy()
        matrix[[0, 1], [0, 1]] *= zoom
        matrix[:2, 2] += np.array(shift) * self.image_size[1]
        return replace(self, camera_matrix=matrix)

    @classmethod
    def _aimed(
        cls,
        position: np.ndarray,
        azimuth_rad: float,
        pitch_rad: float,
        focal_px: float,
        size: tuple[int, int],
    ) -> "Camera":
        matrix = np.array([[focal_px, 0, size[0] / 2], [0, focal_px, size[1] / 2], [0, 0, 1]])
        sine, cosine = np.sin(azimuth_rad), np.cos(azimuth_rad)
        ahead = np.array([-sine * np.cos(pitch_rad), -np.sin(pitch_rad), -cosine * np.cos(pitch_rad)])
        right = np.array([cosine, 0.0, -sine])
        rotation = np.stack([right, np.cross(ahead, right), ahead])
        camera_from_world = np.eye(4)
        camera_from_world[:3, :3] = rotation
        camera_from_world[:3, 3] = -rotation @ position
        return cls(matrix, camera_from_world, size)

    @property
    def position_in_world(self) -> np.ndarray:
        """Where the camera stands, (3,) m."""
        return -self.camera_from_world[:3, :3].T @ self.camera_from_world[:3, 3]

    def view(self) -> View:
        """The camera as motion files carry it, without landmarks."""
        return View(
            keypoints_px=np.zeros((0, 33, 3)),
            keypoint_time_s=np.zeros(0),
            image_size=self.image_size,
            camera_matrix=self.camera_matrix,
            camera_from_world=self.camera_from_world,
        )

    def project(self, points_in_world: np.ndarray) -> np.ndarray:
        """Pixels (..., 2) of points_in_world (..., 3) m."""
        return self.view().project(points_in_world)

    def apply(self, camera: vtkCamera) -> None:
        """Make the renderer's camera this one; pixels are taken as square, with the mean focal length."""
        width, height = self.image_size
        focal = (self.camera_matrix[0, 0] + self.camera_matrix[1, 1]) / 2
        down, ahead = self.camera_from_world[1, :3], self.camera_from_world[2, :3]
        position = self.position_in_world
        camera.SetPosition(*position)
        camera.SetFocalPoint(*(position + ahead))
        camera.SetViewUp(*-down)
        camera.SetViewAngle(np.degrees(2 * np.arctan(height / (2 * focal))))
        across, along = self.camera_matrix[0, 2] / width, self.camera_matrix[1, 2] / height
        camera.SetWindowCenter(1 - 2 * across, 2 * along - 1)
