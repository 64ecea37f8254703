"""One balancing person, four real calibrated cameras: each camera alone against what the other three see.

Demo_MultiPerson of Pose2Sim, cameras in step. A camera's reference is the triangulation of the 22 joints as
the heavy network sees them in the other three pictures.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from capture.video import content_hash, read_frames
from inference.motion.interpolation import filled
from inference.motion.motion import Motion, View
from inference.motion.skeleton import BONES, bone_lengths
from inference.pose.clean import CUT_OFF_HZ, clean
from inference.pose.joints import joint_confidence, joints_from_landmarks
from inference.pose.keypoints import LANDMARKS
from inference.pose.landmark_model import CARRIERS, SEEN_LANDMARKS, landmark_offsets
from inference.pose.low_pass import low_pass
from inference.pose.store import stored_track
from inference.pose.track import Track
from training.data.real_clips import real_clip
from training.evaluation.cameras import BALANCING, HEADER, REAL_HEIGHT_M, compared, row
from training.evaluation.methods import METHODS
from training.evaluation.pose_metrics import METRICS, Tallies, errors
from training.evaluation.report import table
from training.evaluation.triangulation import CalibratedCamera, read_qualisys, triangulated

TRACKS = Path("runs/pose/tracks")
# A joint of the reference counts if it is known this well and its bone is about as long as usual.
KNOWN_SIGMA_M = 0.04
BONE_CHANGE = 0.3
SHOWN = ("mpjpe", "mpjpe_scaled", "pa_mpjpe", "sagittal", "other_angles", "gravity", "coverage")
_LEAST_WEIGHT = 1e-3
_CORRECTIONS = 3


@dataclass(frozen=True, eq=False)
class Seen:
    """What one camera sees: the track of the person, and the camera."""

    track: Track
    camera: CalibratedCamera


def seen(camera: int) -> Seen:
    """The balancing person in camera 1..4."""
    clip = real_clip(f"multiperson_cam{camera}")
    track = stored_track(
        content_hash(clip), read_frames(clip), quality="heavy", person=BALANCING[camera], folder=TRACKS
    )
    return Seen(track, read_qualisys(real_clip("multiperson_calibration"))[camera - 1])


def reference(of: Seen, others: list[Seen]) -> Motion:
    """The movement as the other cameras see it, with the view of this one; confidence 0 where not known."""
    tracks = [clean(other.track) for other in others]
    joints, sigma_m = triangulated(
        [other.camera for other in others],
        [joints_from_landmarks(track.keypoints_px[..., :2].astype(float)) for track in tracks],
        [np.maximum(joint_confidence(track.keypoints_px[..., 2]), _LEAST_WEIGHT) for track in tracks],
    )
    known = sigma_m < KNOWN_SIGMA_M
    lengths = bone_lengths(joints)
    usual = np.abs(lengths / np.median(lengths, axis=0) - 1) < BONE_CHANGE
    known[:, [child for _, child in BONES]] &= usual
    time_s = of.track.time_s
    fps = (len(time_s) - 1) / (time_s[-1] - time_s[0])
    joints = low_pass(filled(time_s, joints, ~known), CUT_OFF_HZ, fps)
    view = View(
        of.track.keypoints_px, time_s, of.track.image_size, of.camera.matrix, of.camera.camera_from_world
    )
    return Motion(_joint_centres(joints), fps, confidence=known, start_s=float(time_s[0]), view=view)


def _joint_centres(joints: np.ndarray) -> np.ndarray:
    """The joints (T, 22, 3) m whose landmarks, on the body, would give `joints` by the program's linear map.

    The map serves BlazePose's 3-D, which errs in its own way; in pictures it leaves constant offsets, known
    from films of training people (landmark_model).
    """
    centres = joints
    for _ in range(_CORRECTIONS):
        landmarks = np.zeros((len(joints), len(LANDMARKS), 3))
        landmarks[:, SEEN_LANDMARKS] = centres[:, CARRIERS] + landmark_offsets(centres, REAL_HEIGHT_M)
        centres = joints - (joints_from_landmarks(landmarks) - centres)
    return centres


@dataclass(frozen=True)
class Found:
    """Tables of each camera alone against the other three, and against each other one, by method.

    apart_mm: how far the references are from one that all four make (median), by camera.
    """

    alone: str
    together: str
    apart_mm: tuple[float, ...]


def evaluate() -> Found:
    """Every method on the four clips."""
    views = {camera: seen(camera) for camera in BALANCING}
    truths = {
        camera: reference(view, [other for other in views.values() if other is not view])
        for camera, view in views.items()
    }
    alone, together = [], []
    for name, method in METHODS.items():
        motions = {camera: method(view.track, REAL_HEIGHT_M) for camera, view in views.items()}
        found = {camera: errors(motion, truths[camera]) for camera, motion in motions.items()}
        alone += [[f"camera {camera}", name, *_cells([own])] for camera, own in found.items()]
        alone.append(["mean", name, *_cells(list(found.values()))])
        together.append(row(name, list(compared(motions))))
    labels = [METRICS[name].label for name in SHOWN]
    every = list(views.values())
    return Found(
        alone=table(["seen by", "method", *labels], alone),
        together=table(HEADER, together),
        apart_mm=tuple(_apart_mm(truths[camera], reference(view, every)) for camera, view in views.items()),
    )


def _apart_mm(one: Motion, other: Motion) -> float:
    known = (one.confidence > 0) & (other.confidence > 0)
    away_m = np.linalg.norm(one.joints_in_world - other.joints_in_world, axis=-1)
    return 1000 * float(np.median(away_m[known]))


def _cells(found: list[Tallies]) -> list[str]:
    """Means over cameras, each counting alike."""
    cells = []
    for name in SHOWN:
        values = [own[name].mean for own in found if name in own]
        cells.append(f"{np.mean(values):.{METRICS[name].digits}f}" if values else "–")
    return cells
