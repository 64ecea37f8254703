import pytest

from inference.correction.progress_words import NOTHING_BEFORE_OR_NOW, describe_progress
from inference.language.dictionary import FINDING_WORDS
from inference.motion.channels import CHANNELS
from inference.motion.deviation import Deviation
from inference.motion.progress import Change, Progress, Status

STATUSES: tuple[Status, ...] = ("solved", "closer", "same", "further", "new", "unseen")


def change(channel: str, status: Status, gain: float = 20.0) -> Change:
    declared = CHANNELS[channel]
    before = Deviation(channel, declared.part, "throughout", declared.shown_unit, 30, 4, 3, 9, 10)
    return Change(channel, declared.side, status, before, before, gain, 7.0)


def said(*changes: Change) -> tuple[str, ...]:
    return describe_progress(Progress(changes, None, None))


def test_what_came_closer_is_said_before_what_did_not() -> None:
    sentences = said(
        change("trunk_lean_forward", "same", 0.0),
        change("stance_width", "further", -0.06),
        change("left_knee_flexion", "solved"),
        change("right_knee_flexion", "solved"),
        change("left_elbow_flexion", "closer", 14.0),
    )
    assert sentences == (
        "Your knee bend now matches your coach's.",
        "Your elbow bend on the left came closer to your coach's, by about 15°.",
        "Your stance went further from your coach's, by about 6 cm.",
        "No sure change yet: trunk.",
    )


def test_both_sides_are_said_once_by_their_mean() -> None:
    both = change("left_knee_flexion", "closer", 10.0), change("right_knee_flexion", "closer", 30.0)
    assert said(*both) == ("Your knee bend came closer to your coach's, by about 20°.",)


def test_one_side_better_and_one_worse_are_told_apart() -> None:
    text = " ".join(said(change("left_knee_flexion", "closer"), change("right_knee_flexion", "further", -15)))
    assert "on the left came closer" in text
    assert "on the right went further" in text


def test_two_attempts_without_anything_to_correct() -> None:
    assert said() == (NOTHING_BEFORE_OR_NOW,)


def test_not_more_is_said_than_can_be_remembered() -> None:
    many = [change(name, "closer") for name in ("left_knee_flexion", "trunk_lean_forward", "neck_flexion")]
    assert len(said(*many)) == 2


@pytest.mark.parametrize("status", STATUSES)
def test_every_quantity_can_be_said_in_every_status(status: Status) -> None:
    for channel in CHANNELS:
        (sentence,) = said(change(channel, status, 0.5))
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert FINDING_WORDS[channel.removeprefix("left_").removeprefix("right_")].praise in sentence
