import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.presenters.clock import Clock

FRAME_S = 1 / 30


@pytest.fixture
def clock(qtbot: QtBot) -> Clock:
    made = Clock()
    made.set_span((0.0, 2.0), FRAME_S)
    yield made
    made.pause()


def played(clock: Clock, qtbot: QtBot, seconds: float) -> float:
    """Clip seconds that pass while playing for about so long, per second that really passed."""
    start_s, began_s = clock.time_s, time.monotonic()
    clock.play()
    qtbot.wait(round(seconds * 1000))
    passed_s = time.monotonic() - began_s
    clock.pause()
    return (clock.time_s - start_s) / passed_s


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_plays_at_the_chosen_speed(clock: Clock, qtbot: QtBot, speed: float) -> None:
    clock.set_speed(speed)
    assert played(clock, qtbot, 0.5) == pytest.approx(speed, rel=0.12)


def test_late_ticks_lose_no_time(clock: Clock, qtbot: QtBot) -> None:
    clock.play()
    time.sleep(0.4)  # the window is busy
    qtbot.wait(60)
    assert clock.time_s >= 0.4


@given(speed=st.floats(-10, 10))
def test_speed_stays_within_a_twentieth_and_twice(speed: float) -> None:
    clock = Clock()
    clock.set_speed(speed)
    assert 0.05 <= clock.speed <= 2.0


@given(time_s=st.floats(-100, 100))
def test_the_play_head_stays_within_the_clip(time_s: float) -> None:
    clock = Clock()
    clock.set_span((0.5, 4.0), FRAME_S)
    clock.seek(time_s)
    assert 0.5 <= clock.time_s <= 4.0
    if 0.5 <= time_s <= 4.0:
        assert clock.time_s == time_s


def test_stepping_pauses_and_moves_by_whole_frames(clock: Clock) -> None:
    clock.seek(1.0)
    clock.play()
    clock.step(2)
    assert not clock.playing
    assert clock.time_s == pytest.approx(1.0 + 2 * FRAME_S)
    clock.step(-2)
    assert clock.time_s == pytest.approx(1.0)


def test_pressing_again_doubles_the_speed_up_to_twice_until_a_pause(clock: Clock) -> None:
    clock.set_speed(0.25)
    rates = []
    for direction in (1, 1, 1, 1, 1, -1, -1):
        clock.shuttle(direction)
        rates.append(clock.rate)
    assert rates == [0.25, 0.5, 1.0, 2.0, 2.0, -0.25, -0.5]
    clock.pause()
    assert (clock.rate, clock.speed) == (0.25, 0.25)
    clock.shuttle(1)
    assert clock.rate == 0.25


def test_shuttled_it_moves_as_fast_as_it_says(clock: Clock, qtbot: QtBot) -> None:
    clock.set_span((0.0, 60.0), FRAME_S)
    clock.shuttle(1)
    clock.shuttle(1)
    began_s, from_s = time.monotonic(), clock.time_s
    qtbot.wait(400)
    assert (clock.time_s - from_s) / (time.monotonic() - began_s) == pytest.approx(2.0, rel=0.12)


def test_loops_within_the_chosen_phase(clock: Clock, qtbot: QtBot) -> None:
    seen: list[float] = []
    clock.set_loop(True, (1.0, 1.2))
    clock.moved.connect(seen.append)
    clock.play()
    qtbot.wait(500)
    assert clock.playing
    assert all(1.0 <= time_s <= 1.2 for time_s in seen)
    assert sum(b < a for a, b in pairwise(seen)) >= 2


def test_without_a_loop_it_stops_at_the_end_and_begins_again_from_there(clock: Clock, qtbot: QtBot) -> None:
    clock.set_loop(False)
    clock.seek(1.9)
    clock.play()
    qtbot.waitUntil(lambda: not clock.playing)
    assert clock.time_s == 2.0
    clock.play()
    assert clock.time_s == 0.0


def test_plays_backwards(clock: Clock, qtbot: QtBot) -> None:
    clock.set_loop(False)
    clock.seek(1.0)
    clock.play(-1)
    qtbot.wait(100)
    assert clock.time_s < 1.0
    qtbot.waitUntil(lambda: not clock.playing)
    assert clock.time_s == 0.0
