"""Lifting constructed and captured movements seen by known cameras."""

import csv
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from motions import squat, walk
from synthetic_view import LANDSCAPE, PORTRAIT, camera_at, seen

from inference.errors import PoseError
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.skeleton import CONTACT_JOINTS, MIRRORED_JOINT, bone_lengths
from inference.pose.clean import clean
from inference.pose.ground import Ground
from inference.pose.joints import joints_from_landmarks
from inference.pose.lift import lift
from inference.pose.track import Track

CAMERAS = {
    "front": ((0.0, 1.4, 9.0), (0.0, 1.0, 0.0), PORTRAIT),
    "side": ((6.0, 1.2, 2.0), (0.0, 1.0, 2.0), LANDSCAPE),
    "behind": ((-1.5, 1.6, -4.0), (0.0, 0.9, 1.5), LANDSCAPE),
    "high": ((4.0, 2.5, 6.0), (0.0, 0.8, 1.5), LANDSCAPE),
    "low": ((-4.0, 0.3, 6.0), (0.0, 1.0, 1.5), PORTRAIT),
}
LIMBS = [1, 2, 4, 5, 7, 8, 16, 17, 18, 19, 20, 21]


def view(motion: Motion, name: str, noise_m: float = 0.0) -> Track:
    position, look_at, size = CAMERAS[name]
    return clean(seen(motion, camera_at(position, look_at, size), size, noise_m))


def slide_mm(motion: Motion, contacts: np.ndarray) -> float:
    """Mean way of the feet in contact, millimetres per frame at 20 fps."""
    feet = motion.joints_in_world[:, CONTACT_JOINTS].astype(float)
    way = np.linalg.norm(np.diff(feet, axis=0), axis=-1) * motion.fps / 20 * 1000
    return float(way[contacts[1:] & contacts[:-1]].mean())


@pytest.mark.parametrize("camera", CAMERAS)
def test_walking_forward_goes_forward_as_far_as_it_did(camera: str) -> None:
    lifted = lift(view(walk(seconds=4, speed_m_s=1.1), camera, noise_m=0.02))
    start, end = lifted.joint("pelvis")[[0, -1]]
    assert start[[0, 2]] == pytest.approx([0, 0], abs=1e-5)
    assert end[2] == pytest.approx(4.4, rel=0.12)
    assert abs(np.degrees(np.arctan2(end[0], end[2]))) < 10


def test_somebody_who_turns_around_turns() -> None:
    motion = squat(fps=30)
    angle = np.linspace(0, np.pi, len(motion))
    cos, sin, zero, one = np.cos(angle), np.sin(angle), 0 * angle, 1 + 0 * angle
    turns = np.stack([cos, zero, sin, zero, one, zero, -sin, zero, cos], -1).reshape(-1, 3, 3)
    turned = replace(motion, joints_in_world=np.einsum("tab,tjb->tja", turns, motion.joints_in_world))
    joints = lift(view(turned, "side")).joints_in_world
    left = joints[:, 1] - joints[:, 2]
    assert left[0, 0] > 0.1
    assert left[-1, 0] < -0.1


@pytest.mark.parametrize("camera", CAMERAS)
def test_bones_are_constant_symmetric_and_make_the_stature(camera: str) -> None:
    lifted = lift(view(squat(), camera, noise_m=0.03), height_m=1.82)
    bones = bone_lengths(lifted.joints_in_world.astype(float))
    assert bones.std(axis=0).max() < 1e-4
    assert bones.mean(axis=0) == pytest.approx(bones.mean(axis=0)[MIRRORED_JOINT[1:] - 1], abs=1e-5)
    rederived = Motion(lifted.joints_in_world, lifted.fps)
    assert lifted.height_m == 1.82
    assert rederived.height_m == pytest.approx(1.82, abs=0.02)


@pytest.mark.parametrize("camera", ["front", "side", "high"])
def test_feet_in_contact_stand_still_on_the_floor(camera: str) -> None:
    motion = walk(seconds=4)
    lifted = lift(view(motion, camera, noise_m=0.02))
    assert lifted.contacts.any(axis=0).all()
    assert slide_mm(lifted, lifted.contacts) < 5
    balls = lifted.joints_in_world[:, [10, 11], 1]
    assert np.abs(balls[lifted.contacts[:, [1, 3]]] - 0.02).max() < 0.06
    assert balls.min() > 0


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_skeleton_falls_onto_the_person_in_the_picture(camera: str) -> None:
    track = view(squat(), camera)
    lifted = lift(track)
    assert lifted.view is not None
    ours = lifted.view.project(lifted.joints_in_world.astype(float))[:, LIMBS]
    theirs = joints_from_landmarks(track.keypoints_px[..., :2])[:, LIMBS]
    assert np.median(np.linalg.norm(ours - theirs, axis=-1)) < 0.015 * track.height_px


def rolled(camera: tuple[np.ndarray, np.ndarray], roll_rad: float) -> tuple[np.ndarray, np.ndarray]:
    """The camera turned clockwise about its line of sight."""
    matrix, from_world = camera
    turn = np.eye(4)
    turn[:2, :2] = [[np.cos(roll_rad), np.sin(roll_rad)], [-np.sin(roll_rad), np.cos(roll_rad)]]
    return matrix, turn @ from_world


def test_a_camera_set_by_hand_is_where_it_was_set() -> None:
    motion = squat(trunk_lean_rad=0.9).cut(1.3, 1.7)  # never upright, so nothing tells of the roll
    roll_rad, position = np.radians(20), np.array([6.0, 1.2, 2.0])
    camera = rolled(camera_at(position, (0.0, 0.6, 0.0), LANDSCAPE), roll_rad)
    ahead = np.array([0.0, 0.6, 0.0]) - position
    tilt_rad = np.arcsin(-ahead[1] / np.linalg.norm(ahead))
    track = clean(seen(motion, camera, LANDSCAPE))
    lifted = lift(track, motion.height_m, Ground.from_camera(tilt_rad, roll_rad, 1.2))
    assert lifted.view is not None
    ground = Ground.of(lifted.view)
    assert ground.angles_rad == pytest.approx((tilt_rad, roll_rad), abs=1e-6)
    assert ground.camera_height_m == pytest.approx(1.2, abs=1e-6)
    assert (ground.up_sigma_rad, ground.height_sigma_m) == pytest.approx((0, 0), abs=1e-5)
    trunk = lifted.joint("neck") - lifted.joint("pelvis")
    truth = motion.joint("neck") - motion.joint("pelvis")
    leans = [np.arccos(t[:, 1] / np.linalg.norm(t, axis=1)) for t in (trunk, truth)]
    assert np.degrees(np.abs(leans[0] - leans[1]).max()) < 10
    unaided = lift(track, motion.height_m)
    assert unaided.view is not None
    assert unaided.view.up_sigma_rad > 0
    assert unaided.view.height_sigma_m > 0
    assert abs(Ground.of(unaided.view).angles_rad[1] - roll_rad) > np.radians(10)


def test_only_the_floor_may_be_set() -> None:
    track = view(squat(), "side")
    free = lift(track)
    assert free.view is not None
    found = Ground.of(free.view)
    higher = lift(track, ground=Ground.from_camera(height_m=found.camera_height_m + 0.1))
    assert higher.view is not None
    assert Ground.of(higher.view).camera_height_m == pytest.approx(found.camera_height_m + 0.1)
    # The feet that stand on it tell the tilt as well, but the picture stays.
    assert Ground.of(higher.view).up @ found.up > np.cos(np.radians(3))
    moved_px = higher.view.project(higher.joints_in_world) - free.view.project(free.joints_in_world)
    assert np.abs(moved_px).max() < 0.03 * track.height_px


def test_who_steps_down_from_a_box_ends_on_the_floor() -> None:
    motion = squat(repetitions=2, depth_rad=0.5)
    down_m = 0.4 * np.clip((motion.time_s - 2.4) / 0.3, 0, 1)
    stepped = replace(motion, joints_in_world=motion.joints_in_world - down_m[:, None, None] * [0, 1, 0])
    balls = lift(view(stepped, "side", noise_m=0.01)).joints_in_world[:, 10, 1]
    assert balls[:60] == pytest.approx(0.42, abs=0.06)
    assert balls[90:] == pytest.approx(0.02, abs=0.03)


def test_a_squat_is_as_deep_as_it_was() -> None:
    motion = squat(depth_rad=1.75)
    for camera in ("side", "high"):
        flexion = measure(lift(view(motion, camera)))["left_knee_flexion"]
        assert np.nanmax(flexion) == pytest.approx(1.75, abs=np.radians(12))


def test_gaps_are_bridged_without_confidence() -> None:
    track = view(squat(), "side")
    present = (track.time_s < 1.0) | (track.time_s > 1.3)
    keypoints = np.where(present[:, None, None], track.keypoints_px, 0)
    landmarks = np.where(present[:, None, None], track.landmarks_m, 0)
    lifted = lift(replace(track, keypoints_px=keypoints, landmarks_m=landmarks, present=present))
    assert len(lifted) == len(track)
    assert (lifted.confidence[~present] == 0).all()
    assert (lifted.confidence[present] > 0.9).all()
    whole = lift(track).joints_in_world
    assert np.linalg.norm(lifted.joints_in_world - whole, axis=-1).max() < 0.3


def test_the_motion_spans_the_sightings_at_the_clips_own_rate() -> None:
    track = view(squat(), "side")
    present = (track.time_s > 0.5) & (track.time_s < 2.0)
    lifted = lift(replace(track, present=present))
    assert lifted.fps == pytest.approx(30)
    assert lifted.start_s == pytest.approx(track.time_s[present][0])
    assert lifted.time_s[-1] == pytest.approx(track.time_s[present][-1])


@pytest.mark.parametrize(
    ("filmed", "expected"),
    [(24, 24), (60, 60), (60.02, 60), (60.5, 60), (120, 60), (120.5, 60), (100, 50), (240, 60)],
)
def test_fast_clips_are_decimated_to_at_most_sixty_frames_a_second(filmed: float, expected: float) -> None:
    motion = squat(fps=60)
    track = view(motion, "side")
    time_s = np.arange(round(motion.duration_s * filmed)) / filmed
    nearest = np.rint(time_s * 60).astype(int)
    faster = replace(
        track,
        time_s=time_s,
        keypoints_px=track.keypoints_px[nearest],
        landmarks_m=track.landmarks_m[nearest],
        present=np.ones(len(time_s), bool),
    )
    assert lift(faster).fps == pytest.approx(expected)


def test_uneven_timestamps_do_not_change_the_movement() -> None:
    motion = squat(fps=60)
    track = view(motion, "side")
    kept = np.sort(np.random.default_rng(0).permutation(len(motion))[: 2 * len(motion) // 3])
    kept[[0, -1]] = 0, len(motion) - 1
    uneven = replace(
        track,
        time_s=track.time_s[kept],
        keypoints_px=track.keypoints_px[kept],
        landmarks_m=track.landmarks_m[kept],
        present=track.present[kept],
    )
    even, other = lift(track), lift(uneven)
    frames = [even.frame_at(at) for at in other.time_s]
    knees = (measure(m)["left_knee_flexion"] for m in (even, other))
    assert np.nanmax(np.abs(next(knees)[frames] - next(knees))) < np.radians(8)


def test_somebody_seen_once_is_refused() -> None:
    track = view(squat(), "side")
    present = np.zeros(len(track), bool)
    present[3] = True
    with pytest.raises(PoseError, match="fewer than two frames"):
        lift(replace(track, present=present))


def test_ten_seconds_are_lifted_within_five() -> None:
    track = view(walk(seconds=10), "front")
    started = time.perf_counter()
    lift(track)
    assert time.perf_counter() - started < 5.0


@pytest.mark.shared
def test_captured_people_are_lifted_from_perfect_landmarks(shared: Path) -> None:
    folder = shared / "data" / "motion"
    with (folder / "clips.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train" and int(row["frames"]) > 60]
    errors_m, slides_mm = [], []
    for source in ("uiprmd", "cmu", "mhad"):
        clips = np.load(folder / f"{source}.npz", allow_pickle=False)
        for row in [row for row in rows if row["source"] == source][::97][:3]:
            truth = Motion(clips[row["clip_id"]][:120] / 1000, 20.0)
            centre = truth.joint("pelvis").mean(axis=0) * [1, 0, 1]
            camera = camera_at(np.add(centre, (3.5, 1.5, 5.0)), np.add(centre, (0, 1, 0)), LANDSCAPE)
            lifted = lift(clean(seen(truth, camera, LANDSCAPE, noise_m=0.02)), truth.height_m)
            ours, theirs = (
                (m.joints_in_world - m.joints_in_world[:, :1]) @ turn.T
                for m, turn in ((lifted, lifted.view.camera_from_world[:3, :3]), (truth, camera[1][:3, :3]))
            )
            errors_m.append(np.linalg.norm(ours - theirs, axis=-1).mean())
            if truth.contacts.any():
                slides_mm.append(slide_mm(lifted, truth.contacts))
    assert np.mean(errors_m) < 0.06
    assert np.median(slides_mm) < 5
