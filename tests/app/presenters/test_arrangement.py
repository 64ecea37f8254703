import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.preferences import preferences
from app.presenters.arrangement import BLEND, MODE, Arrangement, Mode


def test_until_the_user_chooses_the_clips_shape_decides() -> None:
    arrangement = Arrangement()
    assert arrangement.mode(portrait=True) is Mode.BESIDE
    assert arrangement.mode(portrait=False) is Mode.STACKED
    arrangement.choose(Mode.STACKED)
    assert arrangement.mode(portrait=True) is Mode.STACKED


def test_choices_outlive_the_program() -> None:
    chosen = Arrangement()
    chosen.choose(Mode.SUPERPOSED)
    chosen.set_blend(0.3)
    chosen.set_registered(False)
    preferences().sync()
    again = Arrangement()
    assert again.mode(portrait=True) is Mode.SUPERPOSED
    assert again.blend == pytest.approx(0.3)
    assert not again.registered


def test_half_of_each_and_persons_over_each_other_at_first() -> None:
    assert Arrangement().blend == 0.5
    assert Arrangement().registered


@given(blend=st.floats(-3, 3))
def test_the_blend_stays_between_one_alone_and_the_other(blend: float) -> None:
    arrangement = Arrangement()
    arrangement.set_blend(blend)
    assert arrangement.blend == pytest.approx(min(max(blend, 0), 1))


@pytest.mark.parametrize("junk", ["sideways", "", 7, ["a", "b"]])
def test_a_file_that_says_nonsense_counts_as_no_choice(junk: object) -> None:
    preferences().setValue(MODE, junk)
    preferences().setValue(BLEND, "much")
    assert Arrangement().mode(portrait=True) is Mode.BESIDE
    assert 0 <= Arrangement().blend <= 1
