"""Phrases of deeds: sides, places, counts, paces; and the same after “while”."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.language.deed_words import WORDS, doing, phrase
from inference.language.deeds import Deed

# Kinds and directions as events have them: without what is chosen by size, and what goes by a kind alone.
DEEDS = [tuple(f"{name}:".split(":")[:2]) for name in WORDS]
ALIKE = ("turn_", "squat_", "_bent", "_returns", "_wide")


def said(deed: Deed) -> set[str]:
    return {phrase(deed, np.random.default_rng(seed)) for seed in range(30)}


@given(
    st.sampled_from([deed for deed in DEEDS if not any(part in deed[0] for part in ALIKE)]),
    st.builds(
        Deed,
        kind=st.just(""),
        part=st.sampled_from(["left_arm", "right_leg", "both_arms", "both_legs", "whole_body", "torso"]),
        start_s=st.just(0.0),
        end_s=st.floats(0.1, 20),
        size=st.floats(0, 400),
        level=st.floats(-1, 1),
        returns=st.booleans(),
        times=st.integers(1, 30),
    ),
    st.integers(0, 5),
)
def test_phrases_are_whole_and_start_with_a_verb(kind: tuple[str, str], deed: Deed, seed: int) -> None:
    text = phrase(replace(deed, kind=kind[0], direction=kind[1]), np.random.default_rng(seed))
    assert "{" not in text
    assert "  " not in text
    assert text.split()[0].endswith("s")
    assert doing(text).split()[0].endswith("ing")


@pytest.mark.parametrize(
    ("phrase_text", "expected"),
    [
        ("squats three times", "squatting three times"),
        (
            "raises both arms overhead and lowers them again",
            "raising both arms overhead and lowering them again",
        ),
        ("side-steps to the left", "side-stepping to the left"),
        ("lies down", "lying down"),
        ("reaches forward", "reaching forward"),
        ("leans forward and straightens up again", "leaning forward and straightening up again"),
    ],
)
def test_what_is_done_meanwhile(phrase_text: str, expected: str) -> None:
    assert doing(phrase_text) == expected


def test_angles_are_said_as_people_say_them() -> None:
    def turned(angle_deg: float) -> set[str]:
        return said(Deed("turn", "whole_body", 0, 1, "left", angle_deg))

    assert all("left" in text for text in turned(90))
    assert "turns left by 90 degrees" in turned(85)
    assert "makes a 135-degree turn to the left" in turned(130)
    assert "turns left by 180 degrees" in turned(170)
    assert "spins to the left" in turned(350)
    assert all("90" not in text for text in turned(45))


def test_paces_and_counts() -> None:
    assert said(Deed("walk", "whole_body", 0, 3, "forward", 0.5)) >= {"walks forward slowly"}
    assert said(Deed("run", "whole_body", 0, 3, "backward", 5.0)) == {
        "runs backward fast",
        "runs backwards fast",
    }
    assert "kicks forward with the left leg twice" in said(Deed("kick", "left_leg", 0, 3, "forward", times=2))
    many = said(Deed("kick", "left_leg", 0, 30, "forward", times=20))
    assert "kicks the left leg forward many times" in many
