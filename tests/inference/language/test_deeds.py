"""Swings of a signal, and events counted as people count them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inference.language.deeds import Deed, deeds
from inference.language.events.event import Event, swings

SIGNALS = arrays(float, st.integers(2, 60), elements=st.floats(-2, 2))


@given(SIGNALS)
def test_swings_alternate_and_are_large_enough(signal: np.ndarray) -> None:
    ways = swings(signal, 0.5)
    assert all(abs(way.end - way.start) >= 0.5 for way in ways)
    assert all((a.end - a.start) * (b.end - b.start) < 0 for a, b in pairwise(ways))
    assert all(way.first < way.last for way in ways)
    assert all(a.last <= b.first + 1 for a, b in pairwise(ways))
    if not ways:
        rises = signal - np.minimum.accumulate(signal)
        falls = np.maximum.accumulate(signal) - signal
        assert max(rises.max(), falls.max()) < 0.5


def test_a_swing_leaves_out_the_rest_around_it() -> None:
    signal = np.concatenate([np.zeros(20), np.linspace(0, 1, 11), np.ones(20), np.linspace(1, 0, 11)])
    up, down = swings(signal, 0.5)
    assert (up.first, up.last) == (21, 29)
    assert (up.start, up.end) == (0, 1)
    assert (down.start, down.end) == (1, 0)


def raised(side: str, at_s: float, level: float = 0.0) -> list[Event]:
    """An arm that goes up within a second, and down within the next."""
    way = {"direction": "forward", "size": 1.0}
    return [
        Event("raise", f"{side}_arm", at_s, at_s + 0.9, start=-0.9, end=level, **way),
        Event("lower", f"{side}_arm", at_s + 1, at_s + 1.9, start=level, end=-0.9, **way),
    ]


def summary(found: list[Deed]) -> list[tuple[str, str, bool, int]]:
    return [(deed.kind, deed.part, deed.returns, deed.times) for deed in found]


def test_there_and_back_is_one_deed_and_again_is_twice() -> None:
    assert summary(deeds(raised("left", 0), 0, 5)) == [("raise", "left_arm", True, 1)]
    twice = raised("left", 0) + raised("left", 2.5)
    assert summary(deeds(twice, 0, 5)) == [("raise", "left_arm", True, 2)]
    assert summary(deeds(twice, 0, 0.9)) == [("raise", "left_arm", False, 1)]
    much_later = raised("left", 0) + raised("left", 9)
    assert summary(deeds(much_later, 0, 15)) == [("raise", "left_arm", True, 1)] * 2


def test_both_sides_at_once_are_both_and_in_turn_are_in_turn() -> None:
    both = raised("left", 0) + raised("right", 0.1)
    assert summary(deeds(both, 0, 5)) == [("raise", "both_arms", True, 1)]
    assert [deed.part for deed in deeds(both, 0, 5, merge=False)] == ["left_arm", "right_arm"]
    other_height = raised("left", 0) + raised("right", 0.1, level=0.8)
    assert {deed.part for deed in deeds(other_height, 0, 5)} == {"left_arm", "right_arm"}
    turns = [*raised("left", 0), *raised("left", 4), *raised("right", 2), *raised("right", 6)]
    assert [(deed.part, deed.in_turn) for deed in deeds(turns, 0, 9)] == [("both_arms", True)]


def test_walking_goes_on_and_turns_add_up() -> None:
    walking = [Event("walk", "whole_body", a, a + 2, "forward", 1.0) for a in (0.0, 2.3)]
    assert summary(deeds(walking, 0, 5)) == [("walk", "whole_body", False, 1)]
    turning = [Event("turn", "whole_body", a, a + 1, "left", 90) for a in (0.0, 1.2)]
    assert [deed.size for deed in deeds(turning, 0, 5)] == [180]
    assert [deed.size for deed in deeds(turning, 0, 0.5)] == [45]


def test_what_makes_a_punch_is_not_said_beside_it() -> None:
    punch = Event("punch", "left_arm", 0, 1.9, "forward", 2.0)
    assert summary(deeds([punch, *raised("left", 0), *raised("right", 0)], 0, 5)) == [
        ("punch", "left_arm", False, 1),
        ("raise", "right_arm", True, 1),
    ]
