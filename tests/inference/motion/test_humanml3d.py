from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import arm_raise, squat, walk

from inference.errors import MotionError
from inference.motion import humanml3d
from inference.motion.motion import Motion
from inference.motion.skeleton import BONES, bone_lengths

ROOT, POSITIONS, ROTATIONS, VELOCITIES = slice(0, 4), slice(4, 67), slice(67, 193), slice(193, 259)
# The smoothing of the heading reaches 4 σ, so the pose that is lost at the end is felt this far.
REACH = 80


def turned(joints: np.ndarray, yaw: float) -> np.ndarray:
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    return joints @ turn.T


@pytest.mark.shared
@pytest.mark.parametrize("clip", ["000000", "012314"])
class TestOfficialSamples:
    def test_decode_gives_the_published_joints(self, shared: Path, clip: str) -> None:
        vectors = np.load(shared / f"data/humanml3d/new_joint_vecs/{clip}.npy")
        joints = np.load(shared / f"data/humanml3d/new_joints/{clip}.npy")
        np.testing.assert_allclose(humanml3d.decode(vectors), joints, atol=1e-5)

    def test_encode_gives_the_published_vectors(self, shared: Path, clip: str) -> None:
        vectors = np.load(shared / f"data/humanml3d/new_joint_vecs/{clip}.npy")
        again = humanml3d.encode(humanml3d.decode(vectors))
        assert again.shape == (len(vectors) - 1, humanml3d.WIDTH)
        error = np.abs(again - vectors[:-1])
        for channels in (ROOT, POSITIONS, ROTATIONS, VELOCITIES):
            assert error[:-REACH, channels].max() <= 1e-4
        for channels in (ROOT, POSITIONS, VELOCITIES):
            assert error[-REACH:, channels].max() <= 0.01
        assert error[:, 259:].max() == 0

    def test_the_canonical_bones_are_those_of_the_data_set(self, shared: Path, clip: str) -> None:
        joints = np.load(shared / f"data/humanml3d/new_joints/{clip}.npy")
        np.testing.assert_allclose(
            bone_lengths(joints), np.tile(humanml3d.CANONICAL_BONES_M, (len(joints), 1)), atol=2e-6
        )
        np.testing.assert_allclose(humanml3d.rescaled(joints), joints, atol=1e-5)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([squat(fps=20), walk(fps=20), arm_raise(fps=20)]),
    st.floats(-3, 3),
    st.floats(-4, 4),
)
def test_decode_undoes_encode(motion, spin_rad_s: float, yaw: float) -> None:  # type: ignore[no-untyped-def]
    """Whole turns included: a turning person's heading has no jump at half a turn."""
    joints = np.stack([
        turned(pose, yaw + spin_rad_s * frame / 20)
        for frame, pose in enumerate(motion.joints_in_world.astype(float))
    ])  # fmt: skip
    again = humanml3d.decode(humanml3d.encode(joints))
    # Features start over the origin, in the frame of the first pose.
    np.testing.assert_allclose(again, joints[:-1] - joints[0, 0] * [1, 0, 1], atol=2e-5)


def test_decoding_never_reads_rotations_velocities_or_contacts() -> None:
    vectors = humanml3d.encode(walk(fps=20).joints_in_world)
    scrambled = vectors.copy()
    scrambled[:, 67:] = np.nan
    np.testing.assert_array_equal(humanml3d.decode(scrambled), humanml3d.decode(vectors))


def test_rotations_are_orthonormal_columns() -> None:
    vectors = humanml3d.encode(squat(fps=20).joints_in_world)
    first, second = np.moveaxis(vectors[:, ROTATIONS].reshape(-1, 21, 2, 3), 2, 0)
    np.testing.assert_allclose(np.linalg.norm(first, axis=-1), 1, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(second, axis=-1), 1, atol=1e-5)
    np.testing.assert_allclose(np.sum(first * second, axis=-1), 0, atol=1e-5)


def test_rescaling_keeps_directions_and_scales_the_path_by_the_legs() -> None:
    joints = walk(fps=20).joints_in_world.astype(float)
    scaled = humanml3d.rescaled(joints)
    np.testing.assert_allclose(bone_lengths(scaled), np.tile(humanml3d.CANONICAL_BONES_M, (len(joints), 1)))
    for parent, child in BONES:
        before, after = joints[:, child] - joints[:, parent], scaled[:, child] - scaled[:, parent]
        np.testing.assert_allclose(np.cross(before, after), 0, atol=1e-9)
    legs = humanml3d.CANONICAL_BONES_M[[4, 7]].sum() / (0.42 + 0.40)
    np.testing.assert_allclose(scaled[-1, 0] - scaled[0, 0], legs * (joints[-1, 0] - joints[0, 0]), atol=1e-5)


def test_placing_puts_the_first_frame_over_the_origin_facing_ahead() -> None:
    joints = walk(fps=20).joints_in_world.astype(float)
    placed = humanml3d.placed(np.array([3, 1, -2]) + turned(joints, 2.0))
    np.testing.assert_allclose(placed, joints - [0, joints[..., 1].min(), joints[0, 0, 2]], atol=1e-6)


def test_features_are_at_20_frames_a_second() -> None:
    motion = walk(seconds=3.0, fps=60)
    vectors = humanml3d.features(motion)
    assert vectors.shape == (60, humanml3d.WIDTH)
    assert vectors.dtype == np.float32
    legs = humanml3d.CANONICAL_BONES_M[[4, 7]].sum() / (0.42 + 0.40)
    assert np.median(np.linalg.norm(vectors[:, 1:3], axis=1)) * 20 == pytest.approx(1.1 * legs, abs=0.01)


@pytest.mark.parametrize("frames", [1, 2])
def test_a_motion_too_short_for_velocities_is_said(frames: int) -> None:
    with pytest.raises(MotionError, match="shorter than a tenth of a second"):
        humanml3d.features(Motion(squat().joints_in_world[:frames], 30))
