import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.live.encoder import LivePacket
from capture.live.history import History


def packet(number, *, key_every=10, size=100):
    return LivePacket(number / 10, bytes(size), number % key_every == 0)


def filled(count, **limits):
    history = History(**limits)
    for number in range(count):
        history.append(packet(number))
    return history


@given(count=st.integers(1, 200), span_s=st.floats(0.5, 12), key_every=st.integers(1, 30))
def test_it_reaches_back_as_far_as_promised_and_hardly_farther(count, span_s, key_every):
    history = History(span_s)
    for number in range(count):
        history.append(packet(number, key_every=key_every))
    first, packets = history.since(0, 0)
    assert packets[0].is_key
    assert packets == [packet(number, key_every=key_every) for number in range(first, count)]
    reach_s = packets[-1].time_s - packets[0].time_s
    assert reach_s <= span_s + key_every / 10 + 1e-9
    assert first == 0 or reach_s >= span_s - 1e-9


def test_memory_is_bounded_whatever_the_span():
    history = filled(1000, max_bytes=5_000)
    assert history.bytes <= 5_000
    _, packets = history.since(0, 0)
    assert sum(len(kept.data) for kept in packets) == history.bytes
    assert packets[0].is_key


@pytest.mark.parametrize(
    ("time_s", "number"), [(0.0, 0), (0.95, 0), (1.0, 10), (3.99, 30), (99, 90), (-1, 0)]
)
def test_a_moment_is_entered_at_the_key_frame_before_it(time_s, number):
    assert filled(100).number_at(time_s) == number


def test_whoever_asks_for_what_is_forgotten_gets_the_oldest_there_is():
    history = filled(100, span_s=2)
    assert history.number_at(0) == 70
    first, packets = history.since(0, 0)
    assert (first, packets[0].time_s) == (70, 7.0)


def test_a_reader_waits_for_the_next_picture():
    history = filled(10)
    threading.Timer(0.05, lambda: history.append(packet(10))).start()
    assert history.since(10, 30) == (10, [packet(10)])


def test_a_reader_gives_up_after_its_time():
    assert filled(10).since(10, 0.01) == (10, [])


def test_after_the_end_what_is_left_is_read_and_nothing_is_waited_for():
    history = filled(10)
    history.close()
    assert len(history.since(5, 30)[1]) == 5
    assert history.since(10, 30) is None
