"""From cases to tables, without films."""

from dataclasses import replace

import numpy as np
import pytest
from known_track import case
from motions import squat

from training.evaluation.pose_metrics import METRICS
from training.evaluation.pose_pictures import Failure, draw
from training.evaluation.pose_report import by_angle, by_view, overall, refusals, worst
from training.evaluation.pose_trials import TRUTH, Trial, tried


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    unseen = case("down_side", "squatter")
    unseen.track.present[1:] = False
    return tried([case("down_front", "squatter"), case("arms_front", "raiser"), unseen], ["baseline"])


def row(table: str, name: str) -> list[str]:
    return next(
        [cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if name in line
    )


def test_every_case_is_tried_by_every_method_and_the_truth_beside_it(trials):
    assert [(t.case, t.method) for t in trials[:2]] == [("down_front", "baseline"), ("down_front", TRUTH)]
    assert trials[0].tallies["mpjpe"].mean < 120
    assert trials[1].tallies["slide"].mean < 0.1
    assert trials[4].tallies is None
    assert refusals(trials) == "baseline 1"


def test_the_table_has_every_metric_with_its_interval(trials):
    table = overall(trials)
    assert len(table.splitlines()) == len(METRICS) + 2
    label, aim, baseline, truth = row(table, "PA-MPJPE")
    pooled = trials[0].tallies["pa_mpjpe"] + trials[2].tallies["pa_mpjpe"]
    assert (label, aim, truth) == ("PA-MPJPE, mm", "≤ 55", "–")
    assert baseline.startswith(f"{pooled.mean:.0f} (")
    assert row(table, "sole under")[3] == "0.0 (0.0–0.0)"


def test_views_and_angles_have_their_tables(trials):
    table = by_view(trials, ["front", "side"])
    assert row(table, "front")[:2] == ["front", "baseline"]
    assert TRUTH not in table
    # The only clip from the side was refused.
    assert set(row(table, "side")[2:]) == {"–"}
    angles = by_angle(trials)
    assert row(angles, "knee flexion")[1] == "≤ 6"
    assert row(angles, "hip rotation")[1] == "≤ 10"
    assert angles.index("elbow flexion") < angles.index("hip abduction")


def test_the_worst_are_of_different_movements(trials):
    again = [replace(trial, case="down_back") for trial in trials[:1]]
    found = worst([*trials, *again], "baseline", 5)
    assert {trial.case.split("_")[0] for trial in found} == {"down", "arms"}
    assert len(found) == 2
    misses = [trial.tallies["mpjpe"].mean for trial in found]
    assert misses == sorted(misses, reverse=True)


def test_failures_are_drawn_into_a_small_picture(tmp_path):
    chance = np.random.default_rng(0)
    truth = squat().joints_in_world[45] * [1, -1, 1] + [0, 0.8, 0]
    failures = [Failure(f"case {n}", truth, truth + chance.normal(0, 0.1, (22, 3))) for n in range(6)]
    draw(failures, tmp_path / "pictures" / "failures.png")
    size = (tmp_path / "pictures" / "failures.png").stat().st_size
    assert 5_000 < size < 150_000
