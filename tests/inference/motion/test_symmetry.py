import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import arm_raise, squat
from test_performance import performed

from inference.motion.precision import Measurement
from inference.motion.retarget import mirrored
from inference.motion.symmetry import PAIRED, Symmetry, symmetry

VALUES, SIGMAS = st.floats(0, 3), st.floats(0.01, 1)


def test_equal_sides_are_equal() -> None:
    performance = performed(squat(repetitions=2))
    found = symmetry(performance, "knee_flexion", *performance.stretches)
    assert found is not None
    assert found.further is None
    assert found.index is not None
    assert found.index.value == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_arm_alone_is_told_and_a_mirror_exchanges_the_sides(side: str) -> None:
    motion = arm_raise(sides=(side,))
    seen = {}
    for whose, each in (("own", motion), ("mirror", mirrored(motion))):
        performance = performed(each, in_video=True)
        found = symmetry(performance, "shoulder_elevation", *performance.stretches)
        assert found is not None
        assert found.index is not None
        seen[whose] = found
    assert seen["own"].further == side
    assert seen["mirror"].further == {"left": "right", "right": "left"}[side]
    assert seen["own"].index.value == pytest.approx(-seen["mirror"].index.value, abs=0.02)
    assert abs(seen["own"].index.value) == pytest.approx(2, abs=0.15)


def test_where_both_hardly_move_there_is_no_index() -> None:
    performance = performed(squat(), in_video=True)
    found = symmetry(performance, "elbow_flexion", *performance.stretches)
    assert found is not None
    assert found.index is None
    assert found.further is None


@given(VALUES, VALUES, SIGMAS, SIGMAS, st.floats(2.33, 3.3))
def test_nothing_within_uncertainty_is_called_a_difference(
    left: float, right: float, left_sigma: float, right_sigma: float, multiple: float
) -> None:
    one, other = Measurement(left, left_sigma), Measurement(right, right_sigma)
    limit = multiple * one.minus(other).sigma
    found, swapped = Symmetry(one, other, limit), Symmetry(other, one, limit)
    assert (found.further is None) == (abs(left - right) < limit)
    assert (found.index is None) == (swapped.index is None)
    if found.index is not None and swapped.index is not None:
        assert found.index.value == pytest.approx(-swapped.index.value)
        assert found.index.sigma == pytest.approx(swapped.index.sigma)
        assert abs(found.index.value) <= 2


def test_all_quantities_of_both_sides_can_be_set_against_each_other() -> None:
    assert {"knee_flexion", "hip_abduction", "elbow_flexion", "ankle_dorsiflexion"} <= set(PAIRED)
    assert not {name for name in PAIRED if "trunk" in name or "asymmetry" in name}
