"""A text is held against what was measured: side, direction, size, time; some things are never said."""

import pytest
from test_prompt import finding

from inference.correction.describer import describe
from inference.correction.factcheck import forbidden, problems, rests_on
from inference.motion.deviation import Deviation
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


def test_both_sides_may_be_named_where_each_was_measured():
    uneven = (KNEE, finding("right_knee_flexion", -60.0))
    assert problems("Bend both knees more at the bottom.", uneven) == ()
    assert problems("Bend both knees about 20° more at the bottom.", uneven)


def test_a_coach_may_say_what_is_most_and_not_twice_of_it():
    assert problems("Bend your left knee about 30° more at the bottom.", [KNEE]) == ()
    assert problems("Bend your left knee about 40° more at the bottom.", [KNEE])
    # More than any edit does, of what is more than any edit does.
    large = finding("left_knee_flexion", -60.0)
    assert problems("Bend your left knee about 60° more at the bottom.", [large]) == ()
    assert problems("Bend your left knee about 120° more at the bottom.", [large])


def test_a_lot_is_wrong_of_little():
    assert problems("Bend your left knee a lot more at the bottom.", [KNEE]) == ()
    assert problems("Bend your left knee a lot more at the bottom.", [finding("left_knee_flexion", -11.0)])


def test_a_limbs_movement_is_as_its_foremost_angle_says():
    arm = finding("left_shoulder_elevation", -30.0, part="left_arm")
    assert problems("Make a larger movement with your left arm.", [arm]) == ()
    assert problems("Make a smaller movement with your left arm.", [arm])
    assert problems("Make a larger movement with your right arm.", [arm])
    assert problems("Make the movement of your left arm about 30 % larger.", [arm])


def test_time_is_a_share_of_ones_own_or_of_the_coachs():
    slow = finding("tempo", 1.0, unit="ratio", part="whole_body", uncertainty=0.1)
    for text in ("Take about 50 % less time.", "Reduce your movement time by 100 % of your coach's time."):
        assert problems(text, [slow]) == (), text
    assert problems("Take about 20 % less time.", [slow])


def _deviations(channel, by_phase):
    return [
        Deviation(channel, "left_leg", phase, "deg", difference, 3.0, 2.0, 7.0, 10.0)
        for phase, difference in by_phase.items()
    ]


def test_what_was_measured_and_is_no_finding_may_be_said():
    hip = _deviations(
        "left_hip_flexion", {"going down": -3.0, "at the bottom": -14.0, "coming up": 8.0, "throughout": -5.0}
    )
    for text in (
        "Bend your left hip about 15° more at the bottom.",
        "Bend your left hip about 15° more.",
        "Bend your left hip a little less while coming up.",
    ):
        assert problems(text, [KNEE], hip) == (), text
        assert problems(text, [KNEE]), text
    for text in (
        "Bend your right hip about 15° more at the bottom.",
        "Bend both hips about 15° more at the bottom.",
        "Bend your left hip about 15° less at the bottom.",
        "Bend your left hip about 30° more at the bottom.",
        "Bend your left hip about 5° more.",
        # Within the error of measuring, or the other way.
        "Bend your left hip more while going down.",
        "Bend your left hip more while coming up.",
    ):
        assert problems(text, [KNEE], hip), text


def test_a_text_rests_on_what_it_speaks_of_and_else_on_what_brings_it_about():
    arm = finding("left_shoulder_elevation", -30.0, part="left_arm")
    found = (*BOTH, arm)
    knees = tuple(each.id for each in BOTH)
    assert rests_on("Bend both knees more while coming up and raise your left arm more.", found) == (
        *knees,
        arm.id,
    )
    # Deeper knees lower the hips; nothing brings the neck about.
    assert rests_on("Let your hips sink deeper.", found) == knees
    assert rests_on("Let your hips sink less.", found) == ()
    uneven = (KNEE, finding("right_knee_flexion", -60.0))
    assert rests_on("Bend both knees more.", uneven) == tuple(each.id for each in uneven)
    assert rests_on("Tilt your head to the left.", found) == ()


def test_a_phase_may_be_called_as_in_another_movement():
    raised = finding("left_shoulder_elevation", -30.0, phase=Phase("lowering", 0, 1, 0, 1), part="left_arm")
    assert problems("Raise your left arm about 30° more on the way down.", [raised]) == ()
    assert problems("Raise your left arm about 30° more on the way up.", [raised])


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
