from dataclasses import replace

import numpy as np
import pytest
from motions import squat
from variations import SOME_VIEW, with_knee_bent

from inference.motion.channels import CHANNELS
from inference.motion.differences import compare
from inference.motion.vantage import error_share
from training.evaluation.certainty import present, video_sigma
from training.evaluation.channel_errors import NAMES, Errors
from training.evaluation.error_statistics import rms
from training.evaluation.takes import Pair, Take
from training.evaluation.thresholds import curve, questions

MOTION = replace(squat(2), view=SOME_VIEW)


def pair(values: np.ndarray) -> Pair:
    """Two takes of a squat that differ by values (W, C) where all joints are seen well."""
    take = Take("squat", "0", MOTION, squat(2))
    unsure = np.full(values.shape, np.sqrt(2))
    return Pair(take, take, Errors(values * unsure, values, unsure))


def knees_found() -> int:
    bent = with_knee_bent(MOTION, "left", 0.5)
    return sum(finding.channel == "left_knee_flexion" for finding in compare(bent, MOTION).findings)


def test_the_program_assumes_it_only_for_so_long():
    before = present()
    sure = replace(before, multiple=0.5)
    unsure = replace(before, video_sigma={name: 100 * sigma for name, sigma in before.video_sigma.items()})
    with unsure.assumed():
        assert knees_found() == 0
    with sure.assumed():
        assert knees_found() == 1
    with replace(before, share=(2.0,) * len(before.share)).assumed():
        assert error_share(0.5) == 2.0
    assert present() == before


def test_sigma_is_one_films_share_of_the_difference_and_no_less_than_motion_captures():
    values = np.full((4000, len(NAMES)), np.nan)
    chance = np.random.default_rng(0)
    values[:, NAMES.index("left_knee_flexion")] = 0.1 * chance.standard_normal(4000)
    values[:, NAMES.index("right_knee_flexion")] = 0.1 * chance.standard_normal(4000)
    values[:, NAMES.index("trunk_lean_forward")] = 1e-4
    found = video_sigma([pair(values)], rms)
    assert found["left_knee_flexion"] == found["right_knee_flexion"] == pytest.approx(0.1, rel=0.05)
    assert found["trunk_lean_forward"] == CHANNELS["trunk_lean_forward"].sigma


def test_the_surer_the_program_is_the_more_it_finds():
    asked = questions([pair(np.zeros((1, len(NAMES))))])
    assert [question.bent for question in asked] == [None, "left", "right"] * 2
    least, most = curve(asked, [replace(present(), multiple=multiple) for multiple in (0.3, 30.0)])
    assert (least.silent, most.silent) == (1, 1)
    assert (least.found, most.found) == (1, 0)


def test_what_sets_two_films_of_one_movement_apart_is_wrong():
    one = Take("squat", "0", with_knee_bent(MOTION, "left", 0.6), squat(2))
    other = replace(one, motion=MOTION)
    with_error = Pair.of(one, other)
    (answers,) = curve(questions([with_error]), [replace(present(), multiple=0.3)])
    assert answers.silent == 0
    assert answers.wrong.count("left_knee_flexion") == 2
