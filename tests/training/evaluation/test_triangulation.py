import numpy as np
import pytest

from training.data.real_clips import real_clip
from training.evaluation.triangulation import CalibratedCamera, read_qualisys, triangulated
from training.lifter.cameras import aimed

AZIMUTHS_DEG = (0, 70, 160, 250)
# Turned so that the camera looks along the room's +x, with z up there: along our +z.
FILE = """<?xml version='1.0'?>
<calibration><cameras><camera serial="one">
<transform x="-3000" y="500" z="1500"
 r11="0" r12="-1" r13="0" r21="0" r22="0" r23="1" r31="-1" r32="0" r33="0"/>
<intrinsic focalLengthU="64000" focalLengthV="64640" centerPointU="34560" centerPointV="61440"
 radialDistortion1="0.1" radialDistortion2="0" tangentalDistortion1="0" tangentalDistortion2="0"/>
</camera></cameras></calibration>"""


def cameras() -> list[CalibratedCamera]:
    around = [aimed(np.zeros(2), np.radians(a), 3.0, 1.5, -0.1, 0, 0.9, (640, 360)) for a in AZIMUTHS_DEG]
    return [
        CalibratedCamera(c.matrix, np.array([0.05, -0.1, 0, 0]), c.view().camera_from_world) for c in around
    ]


def pixels(camera: CalibratedCamera, points: np.ndarray) -> np.ndarray:
    """Through the lens, by the definition of k1 and k2."""
    seen = camera.see(points)
    rays = seen[..., :2] / seen[..., 2:]
    square = (rays**2).sum(-1, keepdims=True)
    bent = rays * (1 + camera.distortion[0] * square + camera.distortion[1] * square**2)
    return bent @ camera.matrix[:2, :2].T + camera.matrix[:2, 2]


def points(count: int = 40) -> np.ndarray:
    return np.random.default_rng(2).uniform([-0.5, 0, -0.5], [0.5, 1.8, 0.5], (count, 3))


def test_a_file_says_where_its_cameras_are(tmp_path):
    path = tmp_path / "calibration.txt"
    path.write_text(FILE)
    (camera,) = read_qualisys(path)
    assert camera.matrix == pytest.approx(np.array([[1000, 0, 540], [0, 1010, 960], [0, 0, 1]]))
    # The camera stands 3 m behind the room's origin in x, which is our z, and 1.5 m high.
    assert camera.see(np.array([0.5, 1.5, 0.0])) == pytest.approx([0, 0, 3], abs=1e-9)
    higher, ahead, along_x = (camera.see(np.array(p)) for p in ([0.5, 2.0, 0], [0.5, 1.5, 1], [1.0, 1.5, 0]))
    assert higher == pytest.approx([0, -0.5, 3], abs=1e-9)
    assert ahead == pytest.approx([0, 0, 4], abs=1e-9)
    assert along_x == pytest.approx([-0.5, 0, 3], abs=1e-9)


@pytest.mark.clips
def test_the_real_cameras_look_at_the_person_from_above():
    found = read_qualisys(real_clip("multiperson_calibration"))
    assert len(found) == 4
    for camera in found:
        turn = camera.camera_from_world[:3, :3]
        assert turn @ turn.T == pytest.approx(np.eye(3), abs=1e-9)
        assert np.linalg.det(turn) == pytest.approx(1)
        position = -turn.T @ camera.camera_from_world[:3, 3]
        assert 1.5 < position[1] < 2.2
        assert turn[2, 1] < -0.2
        # The middle of the treadmill is in front of all of them.
        assert camera.see(np.zeros(3))[2] > 2


def test_points_are_where_several_cameras_see_them():
    there = points()
    sure = [np.ones(len(there))] * 4
    found, sigma_m = triangulated(cameras(), [pixels(camera, there) for camera in cameras()], sure)
    assert found == pytest.approx(there, abs=1e-6)
    assert (sigma_m < 0.05).all()


def test_a_camera_that_sees_something_else_is_overruled():
    there = points()
    seen = [pixels(camera, there) for camera in cameras()]
    sure = [np.ones(len(there))] * 4
    seen[2] = seen[2] + [150.0, -80.0]
    found, _ = triangulated(cameras(), seen, sure)
    assert np.linalg.norm(found - there, axis=-1).max() < 0.02


def test_who_is_not_sure_counts_less():
    there = points()
    seen = [pixels(camera, there) for camera in cameras()]
    seen[1] = seen[1] + [6.0, 0]
    away = []
    for weight in (1.0, 0.05):
        weights = [np.full(len(there), weight if camera == 1 else 1.0) for camera in range(4)]
        away.append(np.linalg.norm(triangulated(cameras(), seen, weights)[0] - there, axis=-1).mean())
    assert away[1] < away[0] / 5


def test_uncertainty_is_that_of_repeated_sightings_and_larger_for_cameras_face_to_face():
    there = np.tile([0.1, 1.0, 0.2], (2000, 1))
    chance = np.random.default_rng(7)
    sure = [np.ones(len(there))] * 2
    sigmas = []
    for pair in ((0, 1), (0, 2)):
        chosen = [cameras()[index] for index in pair]
        seen = [pixels(camera, there) + chance.normal(0, 5, (len(there), 2)) for camera in chosen]
        found, sigma_m = triangulated(chosen, seen, sure)
        away_m = np.sqrt(np.median(((found - there) ** 2).sum(-1)) / 2.37)
        assert np.median(sigma_m) / np.sqrt(3) == pytest.approx(away_m, rel=0.6)
        sigmas.append(np.median(sigma_m))
    assert sigmas[1] > 1.5 * sigmas[0]
