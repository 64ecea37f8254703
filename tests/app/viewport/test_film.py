"""The film: its pixels agree with its camera, and the pose networks find the person in it."""

import subprocess
import sys

import cv2
import numpy as np
import pytest
from motions import squat

from app.viewport.camera import Camera
from app.viewport.film import film
from capture.video import probe, read_frames
from inference.motion.files import read_motion, write_motion
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX
from inference.pose.track import track_person

SIZE = (240, 320)
LANDMARKS = {
    "left_elbow": 13,
    "right_elbow": 14,
    "left_wrist": 15,
    "right_wrist": 16,
    "left_knee": 25,
    "right_knee": 26,
    "left_ankle": 27,
    "right_ankle": 28,
}


@pytest.mark.parametrize("azimuth_deg", [0, 60, 180])
@pytest.mark.parametrize("shape", ["woman", "man"])
def test_the_silhouette_holds_the_projected_joints(azimuth_deg, shape):
    """What differs between film and the film of somebody elsewhere is the person: every joint lies in it."""
    motion = squat()
    far_away = Motion(motion.joints_in_world[:1] + np.float32([0, -30, 0]), motion.fps)
    camera = Camera.placed(3.0, 1.1, np.radians(azimuth_deg), 0.03, SIZE)
    frame = motion.frame_at(1.3)
    still = Motion(motion.joints_in_world[[frame]], motion.fps)
    person, empty = next(film(still, camera, shape)), next(film(far_away, camera, shape))
    silhouette = (np.abs(person.astype(int) - empty).sum(-1) > 40).astype(np.uint8)
    silhouette = cv2.dilate(silhouette, np.ones((3, 3), np.uint8))
    pixels = np.round(camera.project(motion.joints_in_world[frame])).astype(int)
    assert silhouette[pixels[:, 1], pixels[:, 0]].mean() == 1
    columns = np.flatnonzero(silhouette.any(0))
    assert abs(columns.mean() - pixels[:, 0].mean()) < 15


def test_the_pose_networks_find_the_person_where_they_are():
    """BlazePose on the film of a known squat: limb landmarks within 3 % of the stature, in the median."""
    motion = squat()
    filmed = Motion(motion.joints_in_world[motion.frame_at(0.9) : motion.frame_at(1.2) + 1], motion.fps)
    camera = Camera.placed(2.6, 1.1, np.radians(30), 0.05, (480, 640))
    pictures = list(film(filmed, camera))
    track = track_person(zip(filmed.time_s, pictures, strict=True), quality="full")
    truth = camera.project(filmed.joints_in_world[:, [JOINT_INDEX[name] for name in LANDMARKS]])
    stature_px = np.ptp(camera.project(np.array([[0, 0, 0], [0, filmed.height_m, 0]]))[:, 1])
    error = np.linalg.norm(track.keypoints_px[:, list(LANDMARKS.values()), :2] - truth, axis=-1)
    assert track.present.all()
    assert np.median(error) < 0.03 * stature_px


def test_the_command_films_and_writes_the_truth(tmp_path):
    motion = Motion(squat().joints_in_world[::2][:8], 15)
    write_motion(motion, tmp_path / "motion.npz")
    command = [
        sys.executable,
        "-m",
        "app.viewport.film",
        "motion.npz",
        "--out",
        "clip.mp4",
        "--truth",
        "truth.npz",
    ]
    options = ["--size", "160", "240", "--fps", "30", "--azimuth-deg", "30"]
    root = [entry for entry in sys.path if entry]
    subprocess.run(
        [*command, *options], cwd=tmp_path, check=True, env={"PYTHONPATH": ":".join(root), "PATH": "/usr/bin"}
    )
    info = probe(tmp_path / "clip.mp4")
    truth = read_motion(tmp_path / "truth.npz")
    assert info.size == (160, 240)
    assert len(list(read_frames(tmp_path / "clip.mp4"))) == len(truth) == 15
    assert truth.fps == 30
    assert truth.view is not None
    assert truth.view.image_size == (160, 240)
    pixels = truth.view.project(truth.joints_in_world)
    assert (pixels > 0).all()
    assert (pixels < (160, 240)).all()
