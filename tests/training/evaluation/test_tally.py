import numpy as np
import pytest

from training.evaluation.tally import Tally, means


def test_tallies_of_parts_add_up_to_the_mean_of_the_whole():
    values = np.array([1.0, 4.0, np.nan, 7.0, 10.0])
    parts = Tally.of(values[:2]) + Tally.of(values[2:])
    assert parts.mean == pytest.approx(np.nanmean(values))
    assert np.isnan(Tally.of(values[2:3]).mean)


def test_a_mean_counts_what_was_counted_and_its_interval_comes_from_people():
    clips = [
        ("one", {"miss": Tally(10, 10)}),
        ("one", {"miss": Tally(10, 10)}),
        ("two", {"miss": Tally(60, 20)}),
    ]
    miss = means(clips)["miss"]
    assert miss.value == pytest.approx(2)
    # A draw is only one, only the other, or both.
    assert (miss.low, miss.high) == (1, 3)


def test_many_clips_of_one_person_make_nothing_surer():
    chance = np.random.default_rng(1)
    people = {f"person {number}": chance.normal(10, 2) for number in range(6)}
    few = means([(name, {"miss": Tally(value, 1)}) for name, value in people.items()])["miss"]
    many = means([(name, {"miss": Tally(value, 1)}) for name, value in people.items() for _ in range(50)])[
        "miss"
    ]
    assert (many.value, many.low, many.high) == pytest.approx((few.value, few.low, few.high))
    assert 1 < few.high - few.low < 6


def test_people_in_whom_nothing_was_counted_do_not_count():
    found = means(
        [("one", {"miss": Tally(6, 2)}), ("two", {"other": Tally(1, 1)}), ("three", {"none": Tally(0, 0)})]
    )
    assert found["miss"].low == found["miss"].high == found["miss"].value == 3
    assert np.isnan(found["none"].value)
