import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from inference.motion.rotations import best_rotation, shortest_rotation

directions = st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda v: np.linalg.norm(v) > 0.1)


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector, axis=-1, keepdims=True)


@given(directions, directions)
def test_the_shortest_rotation_arrives_without_twist(
    start: tuple[float, ...], end: tuple[float, ...]
) -> None:
    a, b = unit(np.array([start])), unit(np.array([end]))
    rotation = shortest_rotation(np.array([start]), np.array([end]))
    np.testing.assert_allclose(rotation.apply(a), b, atol=1e-5)
    assert abs(np.sum(rotation.as_rotvec() * (a + b))) < 1e-5


@given(directions)
def test_half_turns_and_zero_vectors_are_defined(start: tuple[float, ...]) -> None:
    a = np.array([start])
    np.testing.assert_allclose(unit(shortest_rotation(a, -a).apply(a)), -unit(a), atol=1e-6)
    np.testing.assert_allclose(shortest_rotation(a, 0 * a).magnitude(), 0, atol=1e-12)


@given(st.integers(0, 1000))
def test_the_best_rotation_recovers_a_turn_and_never_mirrors(seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(3, 3)) * [1, 1, 0]
    truth = Rotation.random(4, rng=random)
    turned = np.einsum("tij,nj->tni", truth.as_matrix(), points)
    found = best_rotation(points, turned)
    np.testing.assert_allclose(np.linalg.det(found.as_matrix()), 1)
    np.testing.assert_allclose(found.as_matrix(), truth.as_matrix(), atol=1e-6)
