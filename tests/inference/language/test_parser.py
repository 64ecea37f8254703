from itertools import product
from typing import get_args

import numpy as np
import pytest

from inference.editing.operators import OPERATORS, THROUGHOUT, Edit, Operator
from inference.errors import WordsError
from inference.language.frames import frames
from inference.language.parser import Parsed, parse
from inference.language.phases import SAID
from inference.language.phrasings import TRAINING, phrasings
from inference.language.styles import Style

STYLES: tuple[Style, ...] = get_args(Style)
# Of the phrasings of one operator, so many must come back as the edit they say, and nothing besides.
UNDERSTOOD = 0.97


def one(text: str, part: str | None = None) -> Edit:
    """The only edit of a text that asks for nothing else."""
    parsed = parse(text, part)
    assert parsed.action is None, parsed
    (edit,) = parsed.edits
    return edit


def told(text: str) -> list[tuple[str, float, str]]:
    """Operators with magnitudes rounded to two digits, and sides."""
    return [(edit.operator, round(edit.magnitude, 2), edit.side) for edit in parse(text).edits]


def comes_back(edit: Edit, text: str) -> bool:
    try:
        parsed = parse(text)
    except WordsError:
        return False
    found = [(each.operator, each.side, each.phase, each.magnitude > 0) for each in parsed.edits]
    return found == [(edit.operator, edit.side, edit.phase, edit.magnitude > 0)] and parsed.action is None


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.name)
def test_what_is_said_is_understood(operator: Operator) -> None:
    """One sentence of each family, side and direction, in one of the styles."""
    rng = np.random.default_rng(2)
    signs = (1, -1) if operator.negative else (1,)
    sides = ("left", "right", "both") if operator.sided else ("none",)
    right = []
    for sign, side in product(signs, sides):
        style = STYLES[rng.integers(len(STYLES))]
        phase = THROUGHOUT if operator.unit == "count" else str(rng.choice(list(SAID)))
        edit = Edit(operator.name, sign * operator.usual, side, phase)
        for family in TRAINING:
            text = rng.choice([way.text for way in phrasings(edit, style, [family])])
            right.append(comes_back(edit, str(text)))
    assert np.mean(right) >= UNDERSTOOD


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.name)
def test_sizes_come_back(operator: Operator) -> None:
    side = "left" if operator.sided else "none"
    for share in (0.5, 1.0, 2.0):
        size = max(round(share * operator.usual), 1) if operator.unit == "count" else share * operator.usual
        edit = Edit(operator.name, min(size, operator.largest), side)
        if operator.unit == "count" and operator.largest == 1:
            continue  # nothing to be said of how much
        exact = one(phrasings(edit, "physio", ["imperative"])[0].text).magnitude
        assert exact == pytest.approx(edit.magnitude, rel=0.06)
        rounded = one(phrasings(edit, "trainee", ["imperative"])[0].text).magnitude
        assert rounded == pytest.approx(edit.magnitude, rel=0.35)
        if operator.unit != "count":
            vague = one(phrasings(edit, "coach", ["cue"])[0].text).magnitude
            assert vague == pytest.approx(edit.magnitude, rel=0.35)


def test_every_operator_can_be_asked_for_both_ways() -> None:
    found = {(frame.operator, frame.sign) for frame in frames()}
    for operator in OPERATORS.values():
        assert any(name == operator.name for name, _ in found), operator.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't lean so far forward.", [("trunk_lean_forward", -16, "none")]),
        ("Not so deep.", [("pelvis_height", 0.1, "none")]),
        ("Don't let your left knee cave in.", [("knee_inward", -0.08, "left")]),
        ("Your right knee falls in too much.", [("knee_inward", -0.08, "right")]),
        ("Keep your knees from caving in.", [("knee_inward", -0.08, "both")]),
        ("Your right arm isn't high enough.", [("shoulder_elevation", 24, "right")]),
        ("Your knees are not bent enough.", [("knee_flexion", 20, "both")]),
        ("There is too little bend in your elbows.", [("elbow_flexion", 20, "both")]),
        ("Raise your left arm without bending the elbow.",
         [("shoulder_elevation", 24, "left"), ("elbow_flexion", -20, "both")]),
        ("Your head is tilted to the left.", [("neck_sideways", -24, "none")]),
        ("You should lean less to the left.", [("trunk_lean_sideways", -10, "none")]),
    ],
)  # fmt: skip
def test_faults_and_negations_turn_the_direction(text: str, expected: list) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bend your knees more and keep your chest up.",
         [("knee_flexion", 20, "both"), ("trunk_lean_forward", -16, "none")]),
        ("Lift your left arm 10° higher and your right arm a bit lower.",
         [("shoulder_elevation", 10, "left"), ("shoulder_elevation", -12, "right")]),
        ("Bend your left knee more and push it further out.",
         [("knee_flexion", 20, "left"), ("knee_inward", -0.08, "left")]),
        ("Bend your knees and hips more.", [("knee_flexion", 20, "both"), ("hip_flexion", 20, "both")]),
        ("Your left knee is too straight: bend it 30° more.", [("knee_flexion", 30, "left")]),
        ("Bend your left knee more. Bend your right knee more.", [("knee_flexion", 20, "both")]),
        ("Raise your left and right arms higher.", [("shoulder_elevation", 24, "both")]),
        ("Slow down on the way down. Slow down on the way up.",
         [("tempo", 0.3, "none"), ("tempo", 0.3, "none")]),
        ("Your left knee bends more than your right, even it out.", [("knee_asymmetry", -20, "none")]),
    ],
)  # fmt: skip
def test_several_changes_and_what_belongs_together(text: str, expected: list) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Push your bottom back further.", [("hip_flexion", 20, "both")]),
        ("March with higher knees.", [("hip_flexion", 20, "both")]),
        ("Your squat is too shallow.", [("pelvis_height", -0.1, "none")]),
        ("I can see your right knee coming in.", [("knee_inward", -0.08, "right")]),
        ("You look slumped.", [("trunk_lean_forward", -16, "none")]),
        ("Don't forget to lift your left foot higher.", [("foot_height", 0.1, "left")]),
        ("Straighten your arms up.", [("elbow_flexion", -20, "both")]),
        ("Raise your arms straight up.", [("shoulder_elevation", 24, "both")]),
        ("Raise your left arm as high as your right one.", [("shoulder_elevation", 24, "left")]),
        ("You always shift onto your right leg.", [("pelvis_shift", 0.06, "none")]),
        ("Take longer steps.", [("travel", 0.25, "none")]),
        ("Take a longer step.", [("stance_length", 0.16, "none")]),
        ("Do it one more time.", [("repetitions", 1, "none")]),
        ("Start lifting your left arm earlier.", [("arm_delay", -0.3, "left")]),
        ("Reduce the compensatory lean to the right.", [("trunk_lean_sideways", 10, "none")]),
        ("Lift both arms, the left one is lagging behind.",
         [("shoulder_elevation", 24, "both"), ("arm_delay", -0.3, "left")]),
    ],
)  # fmt: skip
def test_other_ways_to_say_it(text: str, expected: list) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("Bend your left knee ten degrees more.", 10), ("Bend your left knee 25 deg more.", 25),
        ("Bend your left knee slightly more.", 10), ("Bend your left knee a lot more.", 40),
        ("Bend your left knee much more.", 40), ("Bend your left knee 15 degrees further.", 15),
        ("Bend your left knee by about 18° ± 4° more (in 3 of 5 repetitions).", 18),
        ("Bend your left knee 400° more.", OPERATORS["knee_flexion"].largest),
        ("Bend your left knee furhter, by 20°.", 20),
        ("Set your feet 5cm wider apart.", 0.05), ("Set your feet 2 inches closer together.", -0.0508),
        ("Take 30 percent longer.", 0.3), ("Go twice as fast.", -0.5),
        ("Go half as fast.", OPERATORS["tempo"].largest),
        ("Pause for half a second.", 0.5), ("Do three more reps.", 3), ("Two fewer repetitions.", -2),
        ("Move your right arm 0.2 seconds earlier.", -0.2),
    ],
)  # fmt: skip
def test_amounts(text: str, magnitude: float) -> None:
    edits = parse(text).edits
    assert edits[-1].magnitude == pytest.approx(magnitude)


def test_where_to_is_not_how_much() -> None:
    with pytest.raises(WordsError, match="tells where a movement should end"):
        parse("Raise your right arm to 90 degrees.")
    assert one("Raise your right arm by 10 degrees.").magnitude == 10


def test_an_amounts_unit_tells_what_is_meant() -> None:
    assert one("Raise your left arm 10 cm higher.") == Edit("wrist_height", 0.1, "left")
    assert one("Raise your left arm 10° higher.") == Edit("shoulder_elevation", 10, "left")
    with pytest.raises(WordsError, match="degrees"):
        parse("Bend your left knee 5 cm more.")


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Bend your knees more at the bottom.", "at the bottom"),
        ("As you go down, bend your knees more.", "going down"),
        ("On the way up: bend your knees more.", "coming up"),
        ("Come up more slowly.", "coming up"),
        ("Pick up the pace.", THROUGHOUT),
        ("You always lean forward at the bottom.", "at the bottom"),
        ("Hold the top for a second.", "at the top"),
        ("Bend your knees more throughout.", THROUGHOUT),
        ("Bend your knees more.", THROUGHOUT),
    ],
)
def test_phases(text: str, phase: str) -> None:
    assert one(text).phase == phase


def test_a_phase_that_leads_holds_for_the_sentence() -> None:
    edits = parse("At the bottom, bend your knees more and lean less forward. Slow down.").edits
    assert [edit.phase for edit in edits] == ["at the bottom", "at the bottom", THROUGHOUT]


def test_sides_come_from_the_text_or_else_from_the_part() -> None:
    assert one("Bend your knee more.").side == "both"
    assert one("Bend your knee more.", "left_leg").side == "left"
    assert one("Bend your right knee more.", "left_leg").side == "right"
    assert one("Bend it more.", "left_leg") == Edit("knee_flexion", 20, "left")
    assert parse("Bend your left knee more.").part == "left_leg"


@pytest.mark.parametrize(
    ("text", "action", "part", "side"),
    [
        ("Wave with the left arm.", "Wave with the left arm.", "left_arm", "left"),
        ("Raise your right hand and wave.", "Raise your right hand and wave.", "right_arm", "right"),
        ("Kick with your right leg.", "Kick with your right leg.", "right_leg", "right"),
        ("a man walks forward and sits down", "a man walks forward and sits down", "whole_body", "none"),
        ("a person raises their left arm then lowers it", "a person raises their left arm then lowers it",
         "left_arm", "left"),
        ("Clap your hands above your head.", "Clap your hands above your head.", "upper_body", "both"),
    ],
)  # fmt: skip
def test_actions(text: str, action: str, part: str, side: str) -> None:
    parsed = parse(text)
    assert (parsed.edits, parsed.action, parsed.part, parsed.side) == ((), action, part, side)


def test_an_action_beside_a_change() -> None:
    parsed = parse("Bend your knees 10° more and wave with the left hand.")
    assert parsed.edits == (Edit("knee_flexion", 10, "both"),)
    assert parsed.action == "wave with the left hand"
    assert parsed.part == "whole_body"


def test_directions_are_not_sides() -> None:
    parsed = parse("a person raises the left arm and turns to the right")
    assert (parsed.side, set(parsed.directions)) == ("left", {"up", "right"})


def test_what_is_left_over_is_told() -> None:
    parsed = parse("Relax your shoulders and bend your left knee more.")
    assert parsed.edits == (Edit("knee_flexion", 20, "left"),)
    assert "shoulders" in parsed.rest[0]
    assert parse("Bend your left knee more.").rest == ()


def test_a_heading_is_not_left_over() -> None:
    parsed = parse("Your trunk: about 15° more upright. Both knees: straighter at the bottom.")
    assert [edit.operator for edit in parsed.edits] == ["trunk_lean_forward", "knee_flexion"]
    assert parsed.rest == ()


@pytest.mark.parametrize(
    "text", ["", "…", "hello", "purple monkey dishwasher", "your left knee", "Bend your knees evenly.", "123",
             "drop your left shoulder", "don't pause", "raise the roof",
             # A direction that no edit has, or a part of the body that none moves.
             "Don't lean to the side.", "Turn your palms up.", "Squeeze your shoulder blades together.",
             "Rotate your left knee up.", "Put the weight down.", "Tilt your pelvis forward.",
             # Said of what is done already, so nothing new is to be acted.
             "Don't hold your breath.", "Stop shaking your head so much."],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(WordsError, match="Say which part"):
        parse(text)


def test_any_text_is_answered() -> None:
    rng = np.random.default_rng(3)
    words = [
        "left", "right", "knee", "bend", "more", "less", "too", "not", "at", "the", "bottom", "20°", "cm",
        "and", ",", ".", ":", "your", "than", "arm", "up", "#", "±",
    ]  # fmt: skip
    for _ in range(300):
        text = " ".join(rng.choice(words, rng.integers(1, 12)))
        try:
            parsed = parse(text)
        except WordsError:
            continue
        assert isinstance(parsed, Parsed)
        for edit in parsed.edits:
            assert 0 < abs(edit.magnitude) <= OPERATORS[edit.operator].largest
