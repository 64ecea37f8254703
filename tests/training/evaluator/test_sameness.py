"""Texts that say the same, and motions that may be told alike."""

import pytest

from training.evaluator.sameness import contradict, movements, plain

pytestmark = pytest.mark.training


def test_articles_marks_and_the_one_who_moves_say_nothing():
    assert plain("A person walks, slowly.") == plain("the man walks slowly")
    assert plain("a person walks") != plain("a person runs")
    assert plain("waves the left hand") != plain("waves the right hand")


def test_only_sides_that_differ_contradict():
    assert contradict("raises the left arm", "raises the right arm")
    assert not contradict("raises the left arm", "raises an arm")
    assert not contradict("raises the left arm", "Left arm up")
    assert contradict("turns clockwise", "turns counterclockwise")
    assert contradict("left, then right", "right, then left")
    assert not contradict("left, then right", "right")


def test_motions_are_alike_along_chains_of_texts():
    told = [["walk"], ["A walk.", "stroll"], ["stroll"], ["run"], ["jump", "run"], ["sit"]]
    numbers = movements(told)
    assert numbers[0] == numbers[1] == numbers[2]
    assert numbers[3] == numbers[4]
    assert len(set(numbers)) == 3
