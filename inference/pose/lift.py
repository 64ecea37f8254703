"""From the landmarks of one camera to a motion in the world: the boundary that a learned lifter replaces."""

import numpy as np

from inference.motion.motion import Motion, View
from inference.motion.skeleton import JOINT_INDEX, with_bone_lengths
from inference.pose.bones import person_bones_m
from inference.pose.camera import assumed_camera_matrix, place, rays_through, steadied, turned_from_rays
from inference.pose.fit import fit_poses
from inference.pose.footlock import lock_feet
from inference.pose.ground import UNKNOWN, Ground
from inference.pose.joints import joint_confidence, joints_from_landmarks
from inference.pose.sampling import sample
from inference.pose.track import Track
from inference.pose.world import find_contacts, world_from_camera

_LEAST_WEIGHT = 1e-3


def lift(track: Track, height_m: float = 1.70, ground: Ground = UNKNOWN) -> Motion:
    """The tracked person's motion in the world, scaled to a stature of height_m, and the view it was seen in.

    Assumes a static camera with a typical phone lens; what `ground` says of it is not estimated. Raises
    PoseError when the person is hardly ever seen.
    """
    samples = sample(track)
    camera_matrix = assumed_camera_matrix(track.image_size)
    rays = rays_through(joints_from_landmarks(samples.keypoints_px), camera_matrix)
    confidence = joint_confidence(samples.visibility)
    poses_m = turned_from_rays(joints_from_landmarks(samples.landmarks_m), rays[:, JOINT_INDEX["pelvis"]])
    bones_m = person_bones_m(poses_m, confidence, height_m)
    poses_m = with_bone_lengths(poses_m, bones_m)
    weight = np.maximum(confidence, _LEAST_WEIGHT)
    joints_in_camera = poses_m + place(poses_m, rays, weight, samples.fps)[:, None]
    joints_in_camera = fit_poses(joints_in_camera, rays, weight, bones_m)
    joints_in_camera = with_bone_lengths(steadied(joints_in_camera, samples.fps), bones_m)
    to_world = world_from_camera(joints_in_camera, samples.fps, ground)
    joints_in_world = joints_in_camera @ to_world[:3, :3].T + to_world[:3, 3]
    contacts = find_contacts(joints_in_world, samples.fps)
    joints_in_world = lock_feet(joints_in_world, contacts, samples.fps)
    # Locking moves the root, and a motion starts over the origin.
    start = joints_in_world[0, JOINT_INDEX["pelvis"]] * [1, 0, 1]
    to_world[:3, 3] -= start
    return Motion(
        joints_in_world - start,
        samples.fps,
        confidence=confidence,
        contacts=contacts,
        height_m=height_m,
        start_s=samples.start_s,
        person=track.person,
        view=View(
            keypoints_px=track.keypoints_px,
            keypoint_time_s=track.time_s,
            image_size=track.image_size,
            camera_matrix=camera_matrix,
            camera_from_world=np.linalg.inv(to_world),
            up_sigma_rad=ground.up_sigma_rad,
            height_sigma_m=ground.height_sigma_m,
        ),
    )
