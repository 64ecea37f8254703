import io
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from inference.errors import MotionFileError
from inference.motion.formats.trc import read_trc, write_trc
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX

HALPE = {
    "RHip": "right_hip", "RKnee": "right_knee", "RAnkle": "right_ankle", "RBigToe": "right_foot",
    "LHip": "left_hip", "LKnee": "left_knee", "LAnkle": "left_ankle", "LBigToe": "left_foot",
    "Neck": "neck", "Head": "head", "RShoulder": "right_shoulder", "RElbow": "right_elbow",
    "RWrist": "right_wrist", "LShoulder": "left_shoulder", "LElbow": "left_elbow", "LWrist": "left_wrist",
}  # fmt: skip


def written(motion: Motion) -> str:
    buffer = io.BytesIO()
    write_trc(motion, buffer)
    return buffer.getvalue().decode()


def keypoints(
    motion: Motion, units: str = "m", per_m: float = 1.0, axes: tuple[int, ...] = (0, 1, 2)
) -> list[str]:
    """Lines of a TRC file as Pose2Sim writes them, from HALPE keypoints of a motion."""
    points = np.stack([motion.joint(joint) for joint in HALPE.values()], axis=1)
    points[:, list(HALPE).index("Head"), 1] += 0.15
    points = points[..., axes] * per_m
    lines = [
        "PathFileType\t4\t(X/Y/Z)\ttrial.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{motion.fps:g}\t{motion.fps:g}\t{len(motion)}\t{len(HALPE)}\t{units}\t{motion.fps:g}\t0\t{len(motion)}",
        "Frame#\tTime\t" + "\t\t\t".join(HALPE) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{n + 1}" for n in range(len(HALPE)) for axis in "XYZ"),
    ]
    for frame, (time_s, row) in enumerate(zip(motion.time_s, points, strict=True)):
        lines.append("\t".join([str(frame), repr(float(time_s)), *map(repr, map(float, row.ravel()))]))
    return lines


def data(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([squat(), walk(), arm_raise()]),
    st.floats(-20, 20),
    st.floats(0, 100),
    st.sampled_from([20.0, 23.976, 29.97, 60.0]),
)
def test_joints_and_clock_come_back(motion: Motion, shift_m: float, start_s: float, fps: float) -> None:
    source = Motion(motion.joints_in_world + np.float32(shift_m), fps, start_s=start_s)
    again = read_trc(written(source).encode())
    np.testing.assert_allclose(again.joints_in_world, source.joints_in_world, atol=1e-5)
    np.testing.assert_allclose(again.time_s, source.time_s, atol=1e-3)


@pytest.mark.parametrize(("units", "per_m"), [("m", 1.0), ("mm", 1000.0), ("cm", 100.0), ("", 1000.0)])
@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1)])
def test_keypoints_of_pose_estimators_become_joints(units: str, per_m: float, axes: tuple[int, ...]) -> None:
    motion = walk()
    again = read_trc(data(keypoints(motion, units, per_m, axes)))
    expected = motion.joints_in_world - motion.joints_in_world[0, 0] * [1, 0, 1]
    across = (again.joints_in_world - expected)[..., [0, 2]]
    joints = [JOINT_INDEX[joint] for joint in HALPE.values() if joint not in ("neck", "head")]
    # The pelvis is placed between hips and shoulders, so the origin may differ by a little.
    np.testing.assert_allclose(across[:, joints] - across[0, 1], 0, atol=1e-4)
    assert np.abs(across[:, [0, 12, 15]]).max() < 0.05
    assert np.abs(np.diff(again.joints_in_world[:, [0, 3, 6, 9, 12, 15], 1], axis=1) - 0.12).max() < 0.13
    assert again.confidence.min() == 1


def test_gaps_are_filled_and_said() -> None:
    motion = walk()
    lines = keypoints(motion)
    column = 2 + 3 * list(HALPE).index("LWrist")
    for frame in range(40, 44):
        cells = lines[5 + frame].split("\t")
        cells[column : column + 3] = ["", "", ""] if frame % 2 else ["NaN"] * 3
        lines[5 + frame] = "\t".join(cells)
    whole, gappy = read_trc(data(keypoints(motion))), read_trc(data(lines))
    assert np.abs(gappy.joints_in_world - whole.joints_in_world).max() < 0.03
    wrist = JOINT_INDEX["left_wrist"]
    assert (np.flatnonzero(gappy.confidence[:, wrist] == 0) == np.arange(40, 44)).all()
    assert np.delete(gappy.confidence, wrist, axis=1).min() == 1


def test_a_marker_that_is_never_seen_counts_as_missing() -> None:
    lines = keypoints(walk())
    column = 2 + 3 * list(HALPE).index("LKnee")
    for number, line in enumerate(lines[5:], start=5):
        cells = line.split("\t")
        cells[column : column + 3] = ["", "", ""]
        lines[number] = "\t".join(cells)
    with pytest.raises(MotionFileError, match=r"found no left_knee\."):
        read_trc(data(lines))


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (2, "121", "122"),
        (2, "30", "thirty"),
        (2, "30", "0"),
        (3, "Frame#", "Frames"),
        (3, "LHip", "LSIAS"),
        (9, "\t", "\tx"),
        (9, "\t", "\tinf\t"),
        (9, "\t", "\t1e300\t"),
        (10, "\t0.", "\t-9."),
    ],
)
def test_damage_is_refused(line: int, old: str, new: str) -> None:
    lines = keypoints(walk())
    lines[line] = lines[line].replace(old, new, 1)
    with pytest.raises(MotionFileError):
        read_trc(data(lines))


def test_a_minute_is_read_within_a_second() -> None:
    content = written(Motion(np.tile(squat(fps=60).joints_in_world, (25, 1, 1))[:3600], 60)).encode()

    def read_s() -> float:
        begin = time.perf_counter()
        read_trc(content)
        return time.perf_counter() - begin

    assert min(read_s() for _ in range(3)) < 1.0
