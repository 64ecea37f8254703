import pytest

from inference.editing.operators import Edit
from inference.errors import WordsError
from inference.language.parser import parse

USUAL = 0.3


def taking(seconds: float, phase: str) -> Edit:
    return Edit("tempo", USUAL, phase=phase, seconds=seconds)


def longer(seconds: float, phase: str) -> Edit:
    return Edit("tempo", USUAL if seconds > 0 else -USUAL, phase=phase, seconds=seconds, relative=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take two seconds to go down.", taking(2, "going down")),
        ("Go down in two seconds.", taking(2, "going down")),
        ("Count to three on the way down.", taking(3, "going down")),
        ("Lower for a count of three.", taking(3, "going down")),
        ("Make the descent last 3 seconds.", taking(3, "going down")),
        ("Use a three-second eccentric.", taking(3, "going down")),
        ("Slow down: take three seconds on the way down.", taking(3, "going down")),
        ("Go down slower, in 3 seconds.", taking(3, "going down")),
        ("Raise your arms in two seconds.", taking(2, "coming up")),
        ("Stand up in 1.5 s.", taking(1.5, "standing up")),
        ("Each rep should take 4 seconds.", taking(4, "throughout")),
        ("Take half a second longer on the way down.", longer(0.5, "going down")),
        ("Take a second longer to come up.", longer(1, "coming up")),
        ("Your descent is one second too fast.", longer(1, "going down")),
        ("Be one second quicker on the way up.", longer(-1, "coming up")),
        ("Two seconds less on the way up.", longer(-2, "coming up")),
        # Nothing moves at the bottom, and these have seconds of their own.
        ("Count to three at the bottom.", Edit("pause", 3, phase="at the bottom")),
        ("Hold it two seconds longer.", Edit("pause", 2)),
        ("Start your left arm half a second earlier.", Edit("arm_delay", -0.5, "left")),
    ],
)
def test_seconds_are_how_long_it_takes_or_by_how_much_longer(text: str, expected: Edit) -> None:
    assert parse(text).edits == (expected,)


def test_each_way_has_its_own_seconds() -> None:
    assert parse("3 seconds down, 1 second up.").edits == (taking(3, "going down"), taking(1, "coming up"))


@pytest.mark.parametrize(
    "text",
    [
        "Take two seconds.",  # for what?
        "Your descent takes one second.",  # told, and nothing asked for
        "Don't take more than 2 seconds.",
        "Bend your knees in two seconds.",  # not by how much
    ],
)
def test_seconds_that_ask_for_nothing_are_not_understood(text: str) -> None:
    with pytest.raises(WordsError):
        parse(text)
