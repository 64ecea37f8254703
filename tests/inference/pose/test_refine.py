"""Refinement against constructed movements: what it mends, and what it must not break."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from lifted_view import LiftedView, lifted_view
from motions import arm_raise, squat, walk

from inference.motion.motion import Motion
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, MIRRORED_JOINT, bone_lengths
from inference.pose import refine as refinement
from inference.pose.ground import Ground
from inference.pose.landmark_model import CARRIERS
from inference.pose.refine import Refined, refine, unrefined

MOTIONS: dict[str, Callable[[], Motion]] = {"squat": squat, "walk": lambda: walk(2.5), "arms": arm_raise}
BY_KIND = pytest.mark.parametrize("kind", MOTIONS)


@cache
def viewed(kind: str) -> tuple[LiftedView, Refined]:
    view = lifted_view(MOTIONS[kind](), seed=1)
    return view, refine(view.lifted, view.rays, view.weight, view.height_m)


def apart_m(view: LiftedView, joints: np.ndarray) -> float:
    return float(np.linalg.norm(joints - view.joints_in_camera, axis=-1).mean())


def steps_in_contact_m(view: LiftedView, joints: np.ndarray) -> np.ndarray:
    steps = np.linalg.norm(np.diff(joints[:, CONTACT_JOINTS], axis=0), axis=-1)
    return steps[view.contacts[1:] & view.contacts[:-1]]


def heights_m(refined: Refined) -> np.ndarray:
    return refined.joints_in_camera @ refined.ground.up + refined.ground.camera_height_m


@BY_KIND
def test_joints_come_nearer_to_the_truth(kind: str) -> None:
    view, refined = viewed(kind)
    before = unrefined(view.lifted, view.rays, view.weight, view.height_m).joints_in_camera
    after = refined.joints_in_camera
    assert apart_m(view, after) < 0.7 * apart_m(view, before)
    pelvis = [joints - joints[:, :1] + view.joints_in_camera[:, :1] for joints in (before, after)]
    assert apart_m(view, pelvis[1]) < 0.9 * apart_m(view, pelvis[0])
    shakes = [np.diff(joints - view.joints_in_camera, 2, axis=0).std() for joints in (before, after)]
    assert shakes[1] < 0.85 * shakes[0]


@BY_KIND
def test_standing_feet_stand_on_the_floor(kind: str) -> None:
    view, refined = viewed(kind)
    assert steps_in_contact_m(view, refined.joints_in_camera).mean() < 0.002
    assert heights_m(refined).min() > -0.005
    truth = Refined(
        view.joints_in_camera, refined.sigma_m, view.contacts, Ground(view.up, 0.0, view.camera_height_m)
    )
    before = unrefined(view.lifted, view.rays, view.weight, view.height_m)
    misses = [
        np.abs(heights_m(found) - heights_m(truth))[:, CONTACT_JOINTS][view.contacts].mean()
        for found in (before, refined)
    ]
    assert misses[1] < min(0.4 * misses[0], 0.03)
    assert (refined.contacts == view.contacts).mean() > 0.9


@BY_KIND
def test_bones_keep_one_length_and_sides_are_alike(kind: str) -> None:
    view, refined = viewed(kind)
    lengths = bone_lengths(refined.joints_in_camera)
    assert np.ptp(lengths, axis=0).max() < 1e-9
    assert lengths[0] == pytest.approx(lengths[0][MIRRORED_JOINT[1:] - 1])
    assert lengths[0] == pytest.approx(bone_lengths(view.joints_in_camera)[0], abs=0.035)


def test_quick_movements_are_not_smeared() -> None:
    view = lifted_view(arm_raise(repetitions=3, elevation_rad=1.5, moving_s=0.5), noise=0)
    refined = refine(view.lifted, view.rays, view.weight, view.height_m)
    wrist = JOINT_INDEX["left_wrist"]
    miss = np.linalg.norm((refined.joints_in_camera - view.joints_in_camera)[:, wrist], axis=-1)
    assert np.ptp(view.joints_in_camera[:, wrist], axis=0).max() > 0.4
    assert miss.max() < 0.03


def test_a_landmark_gone_astray_takes_no_joint_along() -> None:
    view, refined = viewed("squat")
    knee = CARRIERS.tolist().index(JOINT_INDEX["left_knee"])
    rays, weight = view.rays.copy(), view.weight.copy()
    rays[20:50, knee] += 0.1
    weight[20:50, knee] = 0.3
    astray = refine(view.lifted, rays, weight, view.height_m)
    assert np.linalg.norm(astray.joints_in_camera - refined.joints_in_camera, axis=-1).max() < 0.03


def test_gravity_and_height_set_by_hand_are_kept() -> None:
    view = viewed("squat")[0]
    by_hand = Ground.from_camera(tilt_rad=0.2, roll_rad=-0.05, height_m=1.25)
    ground = refine(view.lifted, view.rays, view.weight, view.height_m, by_hand).ground
    assert ground.up == pytest.approx(by_hand.up, abs=1e-6)
    assert ground.camera_height_m == pytest.approx(1.25, abs=1e-6)
    assert (ground.up_sigma_rad, ground.height_sigma_m) == (0, 0)


def test_gravity_set_by_hand_leaves_the_floor_to_be_found() -> None:
    view = viewed("squat")[0]
    ground = refine(view.lifted, view.rays, view.weight, view.height_m, Ground(view.up, 0.0)).ground
    assert ground.up == pytest.approx(view.up, abs=1e-6)
    assert ground.camera_height_m == pytest.approx(view.camera_height_m, abs=3 * ground.height_sigma_m)
    assert 0 < ground.height_sigma_m < 0.3


def test_gravity_is_as_sure_as_it_says() -> None:
    ratios = []
    for seed in range(12):
        view = lifted_view(squat(moving_s=0.5), seed=seed)
        ground = refine(view.lifted, view.rays, view.weight, view.height_m).ground
        away = np.linalg.norm(ground.up - view.up)
        assert ground.up_sigma_rad <= 0.05
        ratios.append(away**2 / 2 / ground.up_sigma_rad**2)
    assert 0.4 < np.mean(ratios) < 2.0


def test_without_contacts_the_floor_is_where_the_lowest_joint_is_less_surely() -> None:
    view, refined = viewed("squat")
    lifted = replace(view.lifted, contact=np.zeros((len(view.lifted), 4)))
    unsure = refine(lifted, view.rays, view.weight, view.height_m)
    assert not unsure.contacts.any()
    assert unsure.ground.height_sigma_m > refined.ground.height_sigma_m
    assert unsure.ground.up_sigma_rad > refined.ground.up_sigma_rad
    assert heights_m(unsure).min() == pytest.approx(0.02, abs=0.05)


def test_a_person_whose_legs_are_not_seen_is_refined_too() -> None:
    view = viewed("arms")[0]
    legs = np.isin(CARRIERS, [JOINT_INDEX[f"{s}_{n}"] for s in ("left", "right") for n in ("knee", "ankle")])
    legs |= np.isin(CARRIERS, CONTACT_JOINTS)
    lifted = replace(view.lifted, contact=np.full((len(view.lifted), 4), 0.1))
    refined = refine(lifted, view.rays, np.where(legs, 0.0, view.weight), view.height_m)
    assert apart_m(view, refined.joints_in_camera) < 0.3
    assert 0.05 < refined.ground.height_sigma_m < 1


def test_a_person_on_the_floor_lies_on_it() -> None:
    lying = arm_raise(elevation_rad=1.2).joints_in_world @ np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    lying[..., 1] += 0.1 - lying[..., 1].min()
    view = lifted_view(Motion(lying, 30.0), seed=1)
    lifted = replace(view.lifted, contact=np.full((len(view.lifted), 4), 0.1))
    before = unrefined(lifted, view.rays, view.weight, view.height_m)
    refined = refine(lifted, view.rays, view.weight, view.height_m)
    assert apart_m(view, refined.joints_in_camera) < 0.7 * apart_m(view, before.joints_in_camera)
    assert heights_m(refined).min() == pytest.approx(0.02, abs=0.05)
    assert refined.ground.height_sigma_m > 0.05


@pytest.mark.parametrize("frames", [2, 5])
def test_clips_of_a_few_frames_are_refined(frames: int) -> None:
    view = lifted_view(walk((frames - 1) / 30), noise=0)
    assert len(view.lifted) == frames
    refined = refine(view.lifted, view.rays, view.weight, view.height_m)
    assert apart_m(view, refined.joints_in_camera) < 0.1


def test_pieces_of_a_long_clip_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    view, whole = viewed("walk")
    monkeypatch.setattr(refinement, "_PIECE", 40)
    monkeypatch.setattr(refinement, "_OVERLAP", 10)
    pieces = refine(view.lifted, view.rays, view.weight, view.height_m)
    assert len(pieces.joints_in_camera) == len(pieces.sigma_m) == len(pieces.contacts) == len(view.lifted)
    accelerations = [np.diff(r.joints_in_camera, 2, axis=0) for r in (whole, pieces)]
    assert np.abs(accelerations[1]).max() < 1.5 * np.abs(accelerations[0]).max()
    assert np.ptp(bone_lengths(pieces.joints_in_camera), axis=0).max() < 1e-9
    assert steps_in_contact_m(view, pieces.joints_in_camera).mean() < 0.003


def test_ten_seconds_are_refined_in_less_than_five_on_one_core() -> None:
    view = lifted_view(walk(10))
    began_s = time.process_time()
    refine(view.lifted, view.rays, view.weight, view.height_m)
    assert time.process_time() - began_s < 5
