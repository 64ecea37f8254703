"""The prompt has what was measured, the most important first, and fits however much that is."""

from dataclasses import replace

import numpy as np
import pytest
from found import finding

from inference.correction.facts import Fact
from inference.correction.prompt import LIMIT, MOTION_STEPS, Vocabulary, differences, prompt

VOCABULARY = Vocabulary(begin=1, stop=2, first=1000, codes=512, levels=2)


def encode(text: str) -> list[int]:
    """A word a token, the ids of letters' sums: enough to count and to tell texts apart."""
    return [10 + sum(map(ord, word)) % 900 for word in text.split()]


def test_motion_codes_are_one_word_each_and_levels_are_told_apart():
    ids = VOCABULARY.of_motion(np.array([[0, 0], [511, 3]]))
    assert ids == [1000, 1512, 1511, 1515]


@pytest.mark.parametrize("steps", [1, MOTION_STEPS, MOTION_STEPS + 1, 200])
def test_long_motions_are_thinned_evenly(steps):
    codes = np.stack([np.arange(steps) % 512] * 2, axis=1)
    ids = VOCABULARY.of_motion(codes)
    assert len(ids) <= 2 * MOTION_STEPS
    assert len(ids) > min(steps, MOTION_STEPS)
    assert len(set(np.diff(ids[::2]).tolist())) <= 1


def test_prompt_of_ten_seconds_and_many_findings_fits():
    codes = np.zeros((MOTION_STEPS, 2), int)
    many = [finding(f"left_{name}", 20.0) for name in ("knee_flexion", "hip_flexion", "hip_rotation")] * 3

    def long_words(text: str) -> list[int]:
        return [i for i in encode(text) for _ in range(2)]

    ids = prompt(long_words, VOCABULARY, motions=[codes, codes], findings=many)
    assert len(ids) <= LIMIT
    assert ids[0] == VOCABULARY.begin
    assert ids[-4:] == long_words("### Correction:")


def test_each_block_is_there_only_if_it_is_given():
    codes = np.zeros((4, 2), int)
    found = [finding("left_knee_flexion", 20.0)]

    def has_motion(ids: list[int]) -> bool:
        return max(ids) >= VOCABULARY.first

    def read(**given: object) -> list[int]:
        return prompt(encode, VOCABULARY, **given)

    measured = encode("### Differences:")[1]
    assert has_motion(read(motions=[codes, codes]))
    assert measured not in read(motions=[codes, codes])
    assert not has_motion(read(findings=found))
    assert measured in read(findings=found)
    assert encode("none")[0] in read(findings=[])


def test_differences_keep_order_and_tell_what_to_do():
    lines = differences([fact("knee_flexion", "less", 20), fact("trunk_lean_forward", "more", 12)])
    assert lines[0].startswith("1. bend your left knee about 20° less at the bottom, sure")
    assert lines[1].startswith("2. lean about 10° further forward at the bottom")


def test_beyond_the_middle_less_is_more_of_the_other_way():
    [line] = differences([replace(fact("hip_flexion", "less", 15), opposite=True)])
    assert "stretch your left hip about 15° further back" in line


def test_a_physiotherapist_reads_what_was_measured_to_the_degree():
    [line] = differences([fact("knee_flexion", "more", 17)], "physio")
    assert "increase your left knee flexion by 17° at the bottom" in line


def test_a_coach_reads_no_number():
    [line] = differences([fact("knee_flexion", "more", 60)], "coach")
    assert "bend your left knee a lot more at the bottom" in line


def test_what_may_be_chance_is_called_likely():
    [line] = differences([replace(fact("knee_flexion", "more", 17), uncertainty=9.0)])
    assert "likely" in line


def fact(quantity: str, direction: str, magnitude: float) -> Fact:
    return Fact(
        quantity=quantity, part="left_leg", side="left", direction=direction, magnitude=magnitude,
        uncertainty=3.0, unit="deg", phase="at the bottom", repetitions=(3, 3), opposite=False,
        findings=("a",),
    )  # fmt: skip
