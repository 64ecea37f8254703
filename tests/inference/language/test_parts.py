"""Texts divided into what each part does: whose deed it is, and on which side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.language.parts import deeds, parts_of
from inference.motion.skeleton import PARTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A person walks while waving with the left hand.",
            {"left_leg": "walks", "right_leg": "walks", "left_arm": "waves with the left hand"},
        ),
        (
            "a person raises and lowers the right arm",
            {"right_arm": "raises and lowers the right arm"},
        ),
        (
            "someone punches with the right hand, then kicks with the left foot",
            {"right_arm": "punches with the right hand", "left_leg": "kicks with the left foot"},
        ),
        (
            "a man walks with both arms raised",
            {
                "left_leg": "walks",
                "right_leg": "walks",
                "left_arm": "both arms raised",
                "right_arm": "both arms raised",
            },
        ),
        (
            "the person lifts the left knee and lowers it again",
            {"left_leg": "lifts the left knee, then lowers it again"},
        ),
        (
            "a person looks to the left and turns around",
            {"head": "looks to the left", "left_leg": "turns around", "right_leg": "turns around"},
        ),
        ("a person leans forward", {"torso": "leans forward"}),
        (
            "a person jumps up and down",
            {"left_leg": "jumps up and down", "right_leg": "jumps up and down"},
        ),
    ],
)
def test_every_deed_goes_to_the_parts_that_do_it(text: str, expected: dict[str, str]) -> None:
    found = parts_of(text)
    assert {part: said for part, said in found.items() if not part.endswith("body")} == expected
    assert ("upper_body" in found) == bool(expected.keys() & {"left_arm", "right_arm", "torso", "head"})
    assert ("lower_body" in found) == bool(expected.keys() & {"left_leg", "right_leg"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wave with your left arm", "waves with the left arm"),
        ("Squat down.", "squats down"),
        ("a person is walking in a circle", "walks in a circle"),
        ("raising the right knee and then kicking", "raises the right knee, then kicks"),
        ("swing both arms", "swings both arms"),
        ("left arm raised", "left arm raised"),
        ("up and down", "up and down"),
        ("moonwalk", "moonwalk"),
    ],
)
def test_deeds_are_in_the_third_person(text: str, expected: str) -> None:
    assert deeds(text) == expected


def test_sides_are_told_apart() -> None:
    text = "a person kicks with the {} leg while reaching out with the {} arm"
    assert parts_of(text.format("left", "right")).keys() >= {"left_leg", "right_arm"}
    assert parts_of(text.format("right", "left")).keys() >= {"right_leg", "left_arm"}
    assert "left_arm" not in parts_of(text.format("left", "right"))


@given(st.text(max_size=80))
def test_any_text_has_parts_with_words(text: str) -> None:
    for part, said in parts_of(text).items():
        assert part in PARTS
        assert said == said.strip()
