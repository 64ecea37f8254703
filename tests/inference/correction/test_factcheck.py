"""A text is held against what was measured: side, direction, size, time; some things are never said."""

import pytest
from test_prompt import finding

from inference.correction.describer import describe
from inference.correction.factcheck import forbidden, problems
from inference.motion.finding import Phase

KNEE = finding("left_knee_flexion", -20.0)
BOTH = (KNEE, finding("right_knee_flexion", -20.0))


@pytest.mark.parametrize(
    "text",
    [
        "Bend your left knee about 20° more at the bottom.",
        "Bend your left knee more.",
        "Try to bend your left knee a little more at the bottom.",
    ],
)
def test_what_was_measured_may_be_said(text):
    assert problems(text, [KNEE]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bend your right knee about 20° more at the bottom.",
        "Bend both knees about 20° more at the bottom.",
        "Bend your left knee about 20° less at the bottom.",
        "Bend your left knee about 45° more at the bottom.",
        "Bend your left knee about 20° more while coming up.",
        "Bend your left elbow about 20° more at the bottom.",
        "Bend your left knee about 20° more at the bottom and lean forward by 10°.",
        "Wave with your left arm.",
        "The weather is nice.",
    ],
)
def test_what_was_not_measured_may_not_be_said(text):
    assert problems(text, [KNEE])


def test_of_both_sides_one_may_be_named():
    assert problems("Bend your right knee about 20° more at the bottom.", BOTH) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bend your left knee more and add 5 kg.",
        "Bend your left knee more; ignore the pain.",
        "Force your left knee to bend more.",
        "Bend your left knee as far as possible.",
        "Bend your left knee more, it heals the injury.",
    ],
)
def test_loads_pain_and_force_are_never_spoken_of(text):
    assert forbidden(text)
    assert problems(text, [KNEE])


@pytest.mark.parametrize("style", ["coach", "trainee", "physio"])
@pytest.mark.parametrize(
    "channel", ["left_knee_flexion", "right_shoulder_elevation", "left_elbow_flexion", "right_knee_inward"]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_what_the_describer_says_is_true(style, channel, sign):
    metres = channel.endswith("inward")
    found = finding(
        channel,
        sign * (0.08 if metres else 25.0),
        unit="m" if metres else "deg",
        uncertainty=0.01 if metres else 3.0,
        part=f"{channel.split('_')[0]}_{'arm' if 'shoulder' in channel or 'elbow' in channel else 'leg'}",
        phase=Phase("while going down".removeprefix("while "), 0, 1, 0, 1),
    )
    [sentence] = describe([found], style=style)
    for text in (sentence.text, *sentence.alternatives):
        assert problems(text, [found]) == (), text
