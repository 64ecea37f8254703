import numpy as np
import pytest
from motions import squat

from inference.editing.edited import edited
from inference.editing.operators import Edit, in_words
from inference.editing.seconds import in_shares
from inference.errors import EditError
from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions


@pytest.fixture(scope="module")
def squats() -> Motion:
    return squat(3, moving_s=1.5)


def takes_s(motion: Motion, phase: str) -> list[float]:
    spans = [span for repetition in find_repetitions(motion) for span in repetition.phases]
    return [span.end_s - span.start_s for span in spans if span.name == phase]


@pytest.mark.parametrize("seconds", [1.0, 2.0])
def test_a_phase_takes_as_long_as_it_is_told_to(squats: Motion, seconds: float) -> None:
    now_s = np.median(takes_s(squats, "going down"))
    after = edited(squats, [Edit("tempo", 0.3, phase="going down", seconds=seconds)])
    assert after.duration_s - squats.duration_s == pytest.approx(3 * (seconds - now_s), abs=0.1)


def test_seconds_longer_are_longer_than_now(squats: Motion) -> None:
    after = edited(squats, [Edit("tempo", 0.3, phase="coming up", seconds=0.5, relative=True)])
    assert after.duration_s - squats.duration_s == pytest.approx(3 * 0.5, abs=0.1)


def test_throughout_it_is_a_repetition_that_takes_so_long(squats: Motion) -> None:
    repetitions = find_repetitions(squats)
    now_s = np.median([each.end_s - each.start_s for each in repetitions])
    edit = in_shares(squats, Edit("tempo", 0.3, seconds=6), repetitions)
    assert edit == Edit("tempo", pytest.approx(6 / now_s - 1))


def test_other_edits_are_as_they_were(squats: Motion) -> None:
    edit = Edit("tempo", 0.3, phase="coming up")
    assert in_shares(squats, edit, find_repetitions(squats)) is edit


def test_who_cannot_be_so_fast_is_told_how_fast_it_is_now(squats: Motion) -> None:
    with pytest.raises(EditError, match=r"takes \d\.\d s now"):
        edited(squats, [Edit("tempo", 0.3, phase="going down", seconds=0.05)])
    with pytest.raises(EditError, match="ask for"):
        edited(squats, [Edit("tempo", -0.3, phase="going down", seconds=-5, relative=True)])


def test_seconds_are_shown_as_they_were_told() -> None:
    told = Edit("tempo", 0.3, phase="going down", seconds=2)
    assert in_words(told) == "tempo going down: taking 2 s"
    assert in_words(Edit("tempo", -0.3, seconds=-0.5, relative=True)) == "tempo: -0.5 s"
