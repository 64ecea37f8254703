"""The baseline: the 3-D stage as first shipped, from BlazePose's own 3-D landmarks, kept for comparison."""

import numpy as np

from inference.motion.motion import Motion, View
from inference.motion.skeleton import JOINT_INDEX, with_bone_lengths
from inference.pose.camera import assumed_camera_matrix, rays_through
from inference.pose.clean import clean
from inference.pose.joints import joint_confidence, joints_from_landmarks
from inference.pose.sampling import sample
from inference.pose.track import Track
from training.baseline.bones import person_bones_m
from training.baseline.fit import fit_poses
from training.baseline.footlock import lock_feet
from training.baseline.placing import place, steadied, turned_from_rays
from training.baseline.world import find_contacts, world_from_camera

_LEAST_WEIGHT = 1e-3


def baseline(track: Track, height_m: float) -> Motion:
    """The tracked person's motion for a stature of height_m: landmarks cleaned, placed, fitted, feet locked.

    Raises PoseError when the person is hardly ever seen.
    """
    samples = sample(clean(track))
    camera_matrix = assumed_camera_matrix(track.image_size)
    rays = rays_through(joints_from_landmarks(samples.keypoints_px), camera_matrix)
    confidence = joint_confidence(samples.visibility)
    poses_m = turned_from_rays(joints_from_landmarks(samples.landmarks_m), rays[:, JOINT_INDEX["pelvis"]])
    bones_m = person_bones_m(poses_m, confidence, height_m)
    poses_m = with_bone_lengths(poses_m, bones_m)
    weight = np.maximum(confidence, _LEAST_WEIGHT)
    in_camera = poses_m + place(poses_m, rays, weight, samples.fps)[:, None]
    in_camera = fit_poses(in_camera, rays, weight, bones_m)
    in_camera = with_bone_lengths(steadied(in_camera, samples.fps), bones_m)
    to_world = world_from_camera(in_camera, samples.fps)
    in_world = in_camera @ to_world[:3, :3].T + to_world[:3, 3]
    contacts = find_contacts(in_world, samples.fps)
    in_world = lock_feet(in_world, contacts, samples.fps)
    start = in_world[0, JOINT_INDEX["pelvis"]] * [1, 0, 1]
    to_world[:3, 3] -= start
    view = View(track.keypoints_px, track.time_s, track.image_size, camera_matrix, np.linalg.inv(to_world))
    return Motion(
        in_world - start,
        samples.fps,
        confidence=confidence,
        contacts=contacts,
        height_m=height_m,
        start_s=samples.start_s,
        view=view,
    )
