"""From the landmarks of one camera to a motion in the world: what the network sees, then the whole clip."""

import numpy as np
from scipy.interpolate import CubicSpline

from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion, View
from inference.motion.skeleton import JOINT_INDEX, bone_lengths, with_bone_lengths
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.joints import joint_confidence
from inference.pose.landmark_model import SEEN_LANDMARKS
from inference.pose.lifted import LIFTER_FPS
from inference.pose.lifter import lift_clip
from inference.pose.refine import refine, unrefined
from inference.pose.sampling import frame_rate, frames_within, sample
from inference.pose.track import Track

_LEFT = [JOINT_INDEX["left_hip"], JOINT_INDEX["left_shoulder"]]
_RIGHT = [JOINT_INDEX["right_hip"], JOINT_INDEX["right_shoulder"]]


def lift(track: Track, height_m: float = 1.70, ground: Ground = UNKNOWN, *, refined: bool = True) -> Motion:
    """The tracked person's motion in the world, scaled to a stature of height_m, and the view it was seen in.

    Assumes a static camera with a typical phone lens; what `ground` says of it is not estimated. refined
    False: as the network sees each moment, before the whole clip is taken together. Raises PoseError when the
    person is hardly ever seen.
    """
    seen = sample(track, LIFTER_FPS)
    camera_matrix = assumed_camera_matrix(track.image_size)
    rays = rays_through(seen.keypoints_px[:, SEEN_LANDMARKS], camera_matrix)
    visibility = seen.visibility[:, SEEN_LANDMARKS]
    lifted = lift_clip(rays, visibility, seen.landmarks_m[:, SEEN_LANDMARKS], height_m)
    result = (refine if refined else unrefined)(lifted, rays, visibility, height_m, ground)
    to_world = _world_from_camera(result.joints_in_camera[0], result.ground)
    joints_in_world = result.joints_in_camera @ to_world[:3, :3].T + to_world[:3, 3]
    fps = frame_rate(track.time_s)
    at = np.arange(frames_within(seen.end_s - seen.start_s, fps)) * (LIFTER_FPS / fps)
    at = np.minimum(at, len(joints_in_world) - 1)
    between = CubicSpline(np.arange(len(joints_in_world)), joints_in_world)(at)
    return Motion(
        with_bone_lengths(between, bone_lengths(joints_in_world[0])),
        fps,
        confidence=rows_between(joint_confidence(seen.visibility), at),
        contacts=result.contacts[np.rint(at).astype(int)],
        height_m=height_m,
        start_s=seen.start_s,
        person=track.person,
        sigma_m=rows_between(result.sigma_m, at),
        view=View(
            keypoints_px=track.keypoints_px,
            keypoint_time_s=track.time_s,
            image_size=track.image_size,
            camera_matrix=camera_matrix,
            camera_from_world=np.linalg.inv(to_world),
            up_sigma_rad=result.ground.up_sigma_rad,
            height_sigma_m=result.ground.height_sigma_m,
        ),
    )


def _world_from_camera(pose: np.ndarray, ground: Ground) -> np.ndarray:
    """Rigid transform (4, 4) after which up is y, the floor is at 0, and the pose (22, 3) m faces +z."""
    up = ground.up
    assert up is not None
    left = (pose[_LEFT] - pose[_RIGHT]).sum(axis=0)
    left = left - left @ up * up
    left /= np.linalg.norm(left)
    transform = np.eye(4)
    transform[:3, :3] = left, up, np.cross(left, up)
    transform[:3, 3] = -transform[:3, :3] @ pose[JOINT_INDEX["pelvis"]]
    transform[1, 3] = ground.camera_height_m
    return transform
