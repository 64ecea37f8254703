from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat

from inference.motion.deviation import Deviation
from inference.motion.differences import compare
from inference.motion.score import score

PARTS = ("left_leg", "right_leg", "torso")


def deviation(part: str, difference: float, detectable: float = 7.0) -> Deviation:
    return Deviation(f"{part}_angle", part, "throughout", "deg", difference, 4.0, 3.0, detectable, 10.0)


deviations = st.lists(
    st.builds(deviation, st.sampled_from(PARTS), st.floats(-90, 90), st.floats(1, 30)), min_size=1
)


@given(deviations, st.data())
def test_a_larger_difference_never_gives_more_points(found: list[Deviation], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(found) - 1))
    factor = data.draw(st.floats(1, 10))
    worse = replace(found[index], difference=factor * found[index].difference)
    before, after = score(found), score([*found[:index], worse, *found[index + 1 :]])
    assert 0 < after.points <= before.points <= 100


@given(deviations)
def test_it_is_full_exactly_when_nothing_is_worth_a_finding(found: list[Deviation]) -> None:
    reported = any(abs(d.difference) > max(d.tolerance, d.detectable) * (1 + 1e-9) for d in found)
    assert (score(found).points < 100) is reported


@given(deviations)
def test_its_uncertainty_is_how_it_moves_when_the_worst_differences_move(found: list[Deviation]) -> None:
    worst = {}
    for each in found:
        if each.ratio > worst.get(each.part, each).ratio or each.part not in worst:
            worst[each.part] = each
    worst = {part: each for part, each in worst.items() if each.ratio > 1.01}
    step, moved = 1e-4, 0.0
    now = score(worst.values()) if worst else score(found)
    for part, each in worst.items():
        larger = replace(each, difference=each.difference * (1 + step / abs(each.difference)))
        slope = (score((worst | {part: larger}).values()).points - now.points) / step
        moved -= slope * each.own_sigma * each.heavy_tails
    assert now.sigma == pytest.approx(moved, rel=0.02, abs=1e-3 if worst else 3.0)


def test_one_part_at_four_times_its_limit_leaves_half() -> None:
    assert score([deviation("torso", 40), deviation("left_leg", 9)]).points == pytest.approx(50)
    assert score([]) is None


def test_deeper_squats_have_more_points() -> None:
    coach = squat(2)
    points = [
        score(compare(squat(2, depth_rad=depth_rad), coach).deviations).points
        for depth_rad in (0.9, 1.1, 1.3, 1.5, 1.7)
    ]
    assert points == sorted(points)
    assert points[0] < 35
    assert points[-1] == 100
