import json

import pytest

from inference.errors import MotionError
from inference.motion.channels import CHANNELS
from inference.motion.focus import EVERYTHING, Focus


def test_everything_is_every_channel_at_its_own_tolerance():
    assert [channel.name for channel in EVERYTHING.chosen()] == list(CHANNELS)
    assert all(EVERYTHING.tolerance(channel) == channel.tolerance for channel in CHANNELS.values())


def test_ignored_channels_are_left_out_of_the_chosen_ones():
    focus = Focus(channels=("tempo", "left_knee_flexion"), ignore=("tempo",))
    assert [channel.name for channel in focus.chosen()] == ["left_knee_flexion"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"channels": ("knee",)},
        {"ignore": ("knee",)},
        {"tolerances": {"knee": 1.0}},
        {"important": ("knee",)},
    ],
)
def test_unknown_channels_are_refused_with_the_choice(wrong):
    with pytest.raises(MotionError, match=r"“knee” cannot be measured; choose among: .*left_knee_flexion"):
        Focus(**wrong)


@pytest.mark.parametrize("tolerance", [0.0, -1.0, float("nan")])
def test_a_tolerance_must_be_positive(tolerance):
    with pytest.raises(MotionError, match="above zero"):
        Focus(tolerances={"tempo": tolerance})


def test_a_focus_comes_back_as_it_was_written():
    focus = Focus(("tempo", "pelvis_drop"), {"tempo": 0.1}, ("pelvis_drop",), ("tempo",))
    assert Focus.from_json(json.loads(json.dumps(focus.to_json()))) == focus
    assert Focus.from_json({}) == EVERYTHING


@pytest.mark.parametrize(
    "data", [[], {"channels": 3}, {"tolerances": {"tempo": "wide"}}, {"channels": ["knee"]}]
)
def test_a_broken_focus_is_refused(data):
    with pytest.raises(MotionError):
        Focus.from_json(data)


def test_what_is_named_counts_though_nobody_moves_it():
    arm = CHANNELS["left_wrist_height"]
    assert not EVERYTHING.asked_for(arm)
    for focus in (
        Focus(("left_wrist_height",)),
        Focus(tolerances={"left_wrist_height": 0.1}),
        Focus(important=("left_wrist_height",)),
    ):
        assert focus.asked_for(arm)
