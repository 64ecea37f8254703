import time

import pytest

from inference.stopwatch import Stopwatch


def test_each_stage_gets_its_own_time_and_not_that_of_stages_within():
    watch = Stopwatch()
    with watch.stage("outer"):
        time.sleep(0.02)
        with watch.stage("inner"):
            time.sleep(0.05)
    assert watch.timings_s["inner"] == pytest.approx(0.05, abs=0.03)
    assert 0.015 < watch.timings_s["outer"] < watch.timings_s["inner"]


def test_a_stage_adds_up_over_its_uses_even_when_it_fails():
    watch = Stopwatch()

    def fail():
        with watch.stage("work"):
            time.sleep(0.01)
            raise KeyError

    for _ in range(3):
        with pytest.raises(KeyError):
            fail()
    assert watch.timings_s["work"] >= 0.03


def test_waiting_for_items_is_told_apart_from_using_them():
    def slow():
        for item in range(3):
            time.sleep(0.02)
            yield item

    watch = Stopwatch()
    with watch.stage("use"):
        assert list(watch.waiting_for(slow(), "wait")) == [0, 1, 2]
    assert watch.timings_s["wait"] >= 0.06
    assert watch.timings_s["use"] < watch.timings_s["wait"]
