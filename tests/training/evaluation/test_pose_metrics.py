"""Errors of made motions, whose size is known beforehand."""

from dataclasses import replace

import numpy as np
import pytest
from known_track import camera_beside
from motions import arm_raise, squat, walk
from scipy.spatial.transform import Rotation

from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.rotations import turn
from inference.motion.skeleton import JOINT_INDEX
from training.evaluation.pose_metrics import ANGLE, errors, level_aligned, on_clock_of, procrustes

FPS = 20.0


def seen(motion: Motion) -> Motion:
    """On the floor, with a camera."""
    joints = motion.joints_in_world.astype(float)
    joints[..., 1] += 0.02 - joints[..., 1].min()
    return Motion(joints, motion.fps, view=camera_beside().view())


def moved(motion: Motion, shift: np.ndarray) -> Motion:
    """Joints shifted by something (…, 3) m."""
    return replace(motion, joints_in_world=motion.joints_in_world + shift)


def in_other_world(motion: Motion, rotation: np.ndarray, shift_m: np.ndarray) -> Motion:
    """The same before the same camera, told in a world turned by rotation (3, 3) and shifted."""
    old_from_new = np.eye(4)
    old_from_new[:3, :3], old_from_new[:3, 3] = rotation.T, -rotation.T @ shift_m
    view = replace(motion.view, camera_from_world=motion.view.camera_from_world @ old_from_new)
    return replace(motion, joints_in_world=motion.joints_in_world @ rotation.T + shift_m, view=view)


def found(estimate: Motion, truth: Motion) -> dict[str, float]:
    return {name: tally.mean for name, tally in errors(estimate, truth).items()}


def test_the_truth_has_no_error():
    truth = seen(walk(fps=FPS))
    own = found(truth, truth)
    for name in ("mpjpe", "mpjpe_scaled", "pa_mpjpe", "sagittal", "other_angles", "world_mpjpe", "drift"):
        assert own[name] == pytest.approx(0, abs=1e-3), name
    assert own["gravity"] == pytest.approx(0, abs=1e-6)
    assert (own["acceleration"], own["penetration"], own["deep"]) == pytest.approx((0, 0, 0), abs=1e-4)
    assert (own["contact"], own["posed"]) == pytest.approx((1, 100))
    assert "coverage" not in own


def test_heading_and_place_of_the_world_are_nobodys_error():
    truth = seen(walk(fps=FPS))
    elsewhere = in_other_world(truth, Rotation.from_rotvec([0, 1.2, 0]).as_matrix(), np.array([3.0, 0, -1]))
    own = found(elsewhere, truth)
    for name in ("mpjpe", "world_mpjpe", "drift", "sagittal", "other_angles", "acceleration"):
        assert own[name] == pytest.approx(0, abs=2e-3), name


def test_a_tilted_world_is_an_error_of_gravity_and_not_of_the_pose():
    truth = seen(squat(fps=FPS))
    tilted = in_other_world(truth, Rotation.from_rotvec([np.radians(8), 0, 0]).as_matrix(), np.zeros(3))
    own = found(tilted, truth)
    assert own["gravity"] == pytest.approx(8, abs=1e-3)
    assert own["mpjpe"] == pytest.approx(0, abs=1e-3)
    assert own["world_mpjpe"] > 20
    assert own[f"{ANGLE}trunk lean forward"] == pytest.approx(8, abs=0.5)


def test_a_body_of_the_wrong_size_is_right_after_scaling():
    truth = seen(squat(fps=FPS))
    larger = replace(truth, joints_in_world=1.1 * truth.joints_in_world)
    joints = truth.joints_in_world - truth.joint("pelvis")[:, None]
    own = found(larger, truth)
    assert own["mpjpe"] == pytest.approx(100 * np.linalg.norm(joints[:, 1:], axis=-1).mean(), rel=1e-4)
    assert (own["mpjpe_scaled"], own["pa_mpjpe"]) == pytest.approx((0, 0), abs=1e-3)


def test_one_joint_away_is_shared_by_the_21_that_count():
    truth = seen(squat(fps=FPS))
    shift = np.zeros((22, 3))
    shift[JOINT_INDEX["left_wrist"], 1] = 0.21
    own = found(moved(truth, shift), truth)
    assert own["mpjpe"] == pytest.approx(10, abs=1e-3)
    assert own[f"{ANGLE}elbow flexion"] > 5
    assert own[f"{ANGLE}knee flexion"] == pytest.approx(0, abs=1e-3)


def test_joints_of_the_truth_that_are_not_known_do_not_count():
    truth = seen(squat(fps=FPS))
    wrist = JOINT_INDEX["left_wrist"]
    confidence = np.ones((len(truth), 22))
    confidence[:, wrist] = 0
    shift = np.zeros((22, 3))
    shift[wrist, 1] = 0.3
    own = found(moved(truth, shift), replace(truth, confidence=confidence))
    assert own["mpjpe"] == pytest.approx(0, abs=1e-3)
    assert own[f"{ANGLE}elbow flexion"] == pytest.approx(0, abs=1e-3)


def test_a_shallower_squat_is_an_error_of_the_knees():
    truth, shallow = seen(squat(fps=FPS, depth_rad=1.75)), seen(squat(fps=FPS, depth_rad=1.55))
    share = measure(truth)["left_knee_flexion"] / 1.75
    own = found(shallow, truth)
    assert own[f"{ANGLE}knee flexion"] == pytest.approx(np.degrees(0.2 * share.mean()), abs=0.05)
    assert own["sagittal"] > 0.5
    assert own[f"{ANGLE}elbow flexion"] == pytest.approx(0, abs=0.01)


def test_a_way_that_is_too_long_drifts():
    truth = seen(walk(fps=FPS, seconds=4))
    pelvis = truth.joint("pelvis")
    along = np.zeros_like(pelvis)
    along[:, 2] = 0.1 * (pelvis[:, 2] - pelvis[0, 2])
    own = found(moved(truth, along[:, None]), truth)
    # Laid over each other, the paths part by up to 5 % of the way at either end.
    assert own["drift"] == pytest.approx(2.5, abs=0.1)
    assert own["world_mpjpe"] == pytest.approx(1000 * along[:, 2].mean(), rel=1e-3)
    assert "root_cm" not in own


def test_who_stays_has_a_root_error_in_centimetres():
    truth = seen(arm_raise(fps=FPS))
    wander = np.zeros((len(truth), 1, 3))
    wander[:, 0, 0] = np.linspace(0, 0.1, len(truth))
    own = found(moved(truth, wander), truth)
    assert own["root_cm"] == pytest.approx(5, abs=0.01)
    assert "drift" not in own


@pytest.mark.parametrize("fps", [20.0, 30.0, 60.0])
def test_feet_slide_by_the_way_they_go_in_a_twentieth_of_a_second(fps):
    truth = seen(arm_raise(fps=fps))
    slides = np.zeros((len(truth), 1, 3))
    slides[:, 0, 2] = 0.2 * truth.time_s
    own = found(moved(truth, slides), truth)
    assert own["slide"] == pytest.approx(10, abs=0.01)


def test_only_feet_that_truly_stand_can_slide():
    truth = seen(walk(fps=FPS))
    assert found(truth, truth)["slide"] < 2
    swings = replace(truth, contacts=~truth.contacts)
    assert found(truth, swings)["slide"] > 20


def test_contacts_are_counted_by_precision_and_recall():
    truth = seen(arm_raise(fps=FPS))
    assert truth.contacts.all()
    half = truth.contacts.copy()
    half[:, :2] = False
    assert found(replace(truth, contacts=half), truth)["contact"] == pytest.approx(2 / 3)
    assert found(replace(truth, contacts=~truth.contacts), truth)["contact"] == 0


def test_a_body_in_the_floor_is_told_by_its_lowest_joint():
    truth = seen(arm_raise(fps=FPS))
    lift = np.zeros((len(truth), 1, 3))
    lift[: len(truth) // 2, 0, 1] = -0.03
    own = found(moved(truth, lift), truth)
    share = (len(truth) // 2) / len(truth)
    assert own["penetration"] == pytest.approx(30 * share, abs=1e-3)
    assert own["deep"] == pytest.approx(100 * share)
    assert found(moved(truth, -lift), truth)["penetration"] == pytest.approx(0, abs=1e-3)


def test_acceleration_and_jitter_are_derivatives():
    truth = seen(arm_raise(fps=FPS))
    time_s = truth.time_s
    shift = np.zeros((len(truth), 22, 3))
    shift[:, 1:, 0] = 0.5 * 0.4 * time_s[:, None] ** 2
    own = found(moved(truth, shift), truth)
    # The pelvis itself has no error.
    assert own["acceleration"] == pytest.approx(0.4 * 21 / 22, abs=1e-3)
    assert own["acceleration_frame"] == pytest.approx(1000 * own["acceleration"] / FPS**2)
    still = replace(truth, joints_in_world=np.repeat(truth.joints_in_world[:1], len(truth), axis=0))
    shift[..., 0] = (0.5 * time_s**3 / 6)[:, None]
    assert found(moved(still, shift), truth)["jitter"] == pytest.approx(0.5, abs=0.02)


def test_an_interval_covers_as_often_as_it_says():
    truth = seen(squat(repetitions=4, fps=FPS))
    chance = np.random.default_rng(3)
    sigma = np.broadcast_to(np.linspace(0.01, 0.08, 22), (len(truth), 22))
    noise = chance.normal(size=(len(truth), 22, 3)) * sigma[..., None]
    noise[:, JOINT_INDEX["pelvis"]] = 0
    sure = replace(moved(truth, noise), sigma_m=sigma)
    assert found(sure, truth)["coverage"] == pytest.approx(90, abs=1.5)
    assert found(replace(sure, sigma_m=sigma / 2), truth)["coverage"] < 50


def test_part_of_a_clip_is_measured_where_it_is():
    truth = seen(walk(fps=FPS))
    part = truth.cut(1.0, 3.0)
    own = found(part, truth)
    assert own["mpjpe"] == pytest.approx(0, abs=1e-3)
    assert own["posed"] == pytest.approx(100 * len(part) / len(truth))


def test_the_truth_is_told_at_the_estimates_frames():
    truth, finer = seen(walk(fps=20)), seen(walk(fps=60))
    late = replace(finer.cut(0.5, 2.0), start_s=0.5)
    told = on_clock_of(late, truth)
    assert told.time_s == pytest.approx(late.time_s)
    away = np.linalg.norm(told.joints_in_world - late.joints_in_world, axis=-1)
    assert away.mean() < 0.01


def test_procrustes_finds_any_similarity_but_no_reflection():
    chance = np.random.default_rng(4)
    fixed = chance.normal(size=(5, 22, 3))
    spun = Rotation.random(5, rng=chance).as_matrix()
    moving = np.einsum("tij,tnj->tni", spun, fixed) * 0.7 + [1.0, 2.0, 3.0]
    assert procrustes(moving, fixed) == pytest.approx(fixed)
    assert np.abs(procrustes(fixed * [-1, 1, 1], fixed) - fixed).max() > 0.1


def test_level_alignment_turns_about_the_vertical_alone():
    chance = np.random.default_rng(5)
    goal = chance.normal(size=(22, 3))
    start = turn(goal, 2.0) + np.array([1.0, -2.0, 0.5])
    assert level_aligned(start, start, goal) == pytest.approx(goal)
    lying = goal @ Rotation.from_rotvec([1.0, 0, 0]).as_matrix()
    assert np.abs(level_aligned(lying, lying, goal) - goal).max() > 0.1
