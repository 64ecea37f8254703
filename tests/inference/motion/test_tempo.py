import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import squat
from test_performance import performed

from inference.motion.tempo import tempo


@settings(max_examples=8)
@given(moving_s=st.floats(2.0, 5.0))
def test_durations_follow_the_movement_and_phases_add_up(moving_s: float) -> None:
    performance = performed(squat(moving_s=moving_s))
    found = tempo(performance, performance.stretches[0])
    # The first and the last tenth of the way, 0.2 of a cosine's time, count as rest.
    assert found.whole.value == pytest.approx(0.8 * moving_s, rel=0.1)
    assert list(found.phases) == ["going down", "at the bottom", "coming up"]
    assert sum(phase.value for phase in found.phases.values()) == pytest.approx(found.whole.value)
    down, _, up = found.phases.values()
    assert down.value == pytest.approx(up.value, abs=0.1)


def test_no_duration_is_surer_than_the_frames() -> None:
    fine, coarse = (performed(squat(fps=fps)) for fps in (60.0, 5.0))
    sigma_s = [tempo(each, each.stretches[0]).whole.sigma for each in (fine, coarse)]
    assert sigma_s[1] > sigma_s[0]
    assert sigma_s[1] >= 1 / 5 / 6**0.5


def test_a_movement_without_repetitions_has_no_phases() -> None:
    performance = performed(squat().cut(0, 1.5))
    found = tempo(performance, performance.stretches[0])
    assert found.phases == {}
    assert found.whole.value > 0.5
