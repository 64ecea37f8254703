import math

import pytest

from capture.live.take import Phase, Take

NOW_S = 5000.0


def phases(take, *times_s):
    return [take.phase(NOW_S + time_s).value for time_s in times_s]


def test_a_take_goes_from_idle_over_the_countdown_to_done():
    take = Take(countdown_s=3, duration_s=10)
    assert phases(take, 0) == ["idle"]
    assert phases(take.call(NOW_S), 0, 2.99, 3, 12.99, 13, 99) == [
        "countdown",
        "countdown",
        "recording",
        "recording",
        "done",
        "done",
    ]


def test_the_countdown_counts_whole_seconds():
    take = Take(countdown_s=3).call(NOW_S)
    assert [take.count(NOW_S + s) for s in (0, 0.5, 1, 1.5, 2.5, 3, 4)] == [3, 3, 2, 2, 1, 0, 0]


def test_without_countdown_it_records_at_once_until_stopped():
    take = Take(countdown_s=0).call(NOW_S)
    assert phases(take, 0, 3600) == ["recording", "recording"]
    stopped = take.stop(NOW_S + 5)
    assert phases(stopped, 4.9, 5) == ["recording", "done"]
    assert stopped.recorded_s(NOW_S + 60) == pytest.approx(5)


def test_stopping_in_the_countdown_calls_it_off():
    take = Take(countdown_s=3).call(NOW_S).stop(NOW_S + 1)
    assert phases(take, 1, 3, 10) == ["idle", "idle", "idle"]
    assert take.recorded_s(NOW_S + 10) == 0
    assert phases(take.call(NOW_S + 20), 21, 23) == ["countdown", "recording"]


def test_a_clap_has_begun_it_in_the_past():
    take = Take(countdown_s=3, duration_s=2).clap(NOW_S - 0.2)
    assert take.phase(NOW_S) is Phase.RECORDING
    assert take.starts_s == pytest.approx(NOW_S - 0.2)
    assert take.ends_s == pytest.approx(NOW_S + 1.8)


def test_stopping_twice_or_late_does_not_prolong_it():
    take = Take(countdown_s=0, duration_s=10).call(NOW_S)
    assert take.stop(NOW_S + 5).stop(NOW_S + 8).ends_s == NOW_S + 5
    assert take.stop(NOW_S + 15).ends_s == NOW_S + 10
    assert math.isinf(Take().ends_s)
