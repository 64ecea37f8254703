import re
from itertools import product
from typing import get_args

import pytest
from found import finding
from hypothesis import given
from hypothesis import strategies as st
from motions import arm_raise, squat

from inference.correction.describer import (
    ALTERNATIVES,
    amount,
    describe,
    exact_amount,
    in_brief,
    praise,
    variants,
)
from inference.correction.factcheck import problems
from inference.correction.facts import Fact, facts
from inference.correction.phrases import NOTHING_TO_CORRECT
from inference.language.dictionary import FINDING_WORDS
from inference.language.parser import parse
from inference.language.phases import SAID
from inference.language.styles import Style
from inference.motion import repetitions
from inference.motion.channels import CHANNELS, Channel, quantity
from inference.motion.differences import THROUGHOUT, compare
from inference.motion.finding import Finding, Phase

# What must be said to get more and less of each quantity, and never the other way round.
DIRECTIONS = {
    "hip_flexion": ("bend .*(more|further)", "less|open"),
    "hip_abduction": ("out to the side|spread .* more", "closer to the middle|spread .* less"),
    "hip_rotation": ("inwards|to the inside", "outwards|to the outside"),
    "knee_flexion": ("bend .*(more|further)", "less|straighter"),
    "knee_inward": ("further in|to the inside", "further out|to the outside"),
    "ankle_dorsiflexion": ("bend .* more|flex", "bend .* less|open"),
    "foot_turn_out": ("further out|to the outside", "further in|to the inside"),
    "foot_height": ("higher|further up", "lower|lift .* less"),
    "shoulder_elevation": ("higher|lift .* further", "lower|raise .* less"),
    "shoulder_flexion": ("further in front|more to the front", "less"),
    "shoulder_abduction": ("further out|more at your side", "less"),
    "shoulder_plane": ("forward|more to the front", "back|less to the front"),
    "shoulder_rotation": ("inwards|to the inside", "outwards|to the outside"),
    "elbow_flexion": ("bend .*(more|further)", "less|straighter"),
    "wrist_height": ("higher|lift .* further", "lower|lift .* less"),
    "trunk_lean_forward": ("further forward|to the front", "more upright|less forward"),
    "trunk_lean_sideways": ("(further|more) to the left", "less to the left"),
    "trunk_rotation": ("to the left", "to the right"),
    "neck_flexion": ("forward|lower", "back|lift"),
    "neck_sideways": ("to the left", "to the right"),
    "pelvis_drop": ("(the|your) left (side|hip)", "(the|your) right (side|hip)"),
    "pelvis_rotation": ("to the left", "to the right"),
    "pelvis_height": ("higher|further up", "lower|deeper"),
    "pelvis_shift": ("to the left", "to the right"),
    "stance_width": ("apart|wider", "closer together|narrower"),
    "stance_length": ("further ahead|longer", "less far ahead|shorter"),
    "knees_over_ankles": ("further apart|open .* more", "closer together|open .* less"),
    "knee_asymmetry": ("right one bends|right less", "left one bends|left less"),
    "hip_asymmetry": ("right one bends|right less", "left one bends|left less"),
    "shoulder_asymmetry": ("right one is|right less", "left one is|left less"),
    "speed": ("faster", "slower"),
    "tempo": ("less time|quicker", "more time|slower"),
}
OPPOSITE = {
    "hip_flexion": ("less", "further back|extend .* more"),
    "shoulder_flexion": ("less far (back|behind)", "further (back|behind)"),
    "shoulder_abduction": ("less far across", "further across"),
    "shoulder_plane": ("forward|front", "back|behind"),
    "trunk_lean_forward": ("further forward|more to the front", "further back|more to the back"),
    "trunk_lean_sideways": ("less to the right", "(further|more) to the right"),
}
# Short cues say some of it otherwise.
CUED = {
    "knees_over_ankles": ("further apart|knees more", "closer together|knees less"),
    "knee_asymmetry": ("right less", "left less"),
    "hip_asymmetry": ("right less", "left less"),
    "shoulder_asymmetry": ("right less", "left less"),
    "tempo": ("slow down|take your time", "speed up|faster"),
}
CLINICAL = ("^.*(increase|more)", "reduce|less")
STYLES = get_args(Style)
# Words that advise where only a person may: health, load, force, verdicts.
FORBIDDEN = re.compile(r"\b(pain|hurt|load|weight|kg|forced?|normal|abnormal|wrong|must|diagnos\w*)\b", re.I)


def fact(channel: str, difference: float, **changes: object) -> Fact:
    return facts([finding(channel, difference, **changes)])[0]


# Words, at most, for what is read by a small model every time.
LONGEST_BRIEF = 22

SIZE = {"deg": (20, "about 20°"), "m": (0.04, "about 4 cm"), "m/s": (0.3, "about 0.3 m/s"),
        "ratio": (0.2, "about 20 %")}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=lambda channel: channel.name)
def test_every_phrasing_names_side_direction_and_number(channel: Channel, style: Style) -> None:
    size, number = SIZE[channel.shown_unit]
    name = quantity(channel.name)
    patterns = {"coach": CUED.get(name, DIRECTIONS[name]), "trainee": DIRECTIONS[name], "physio": CLINICAL}
    said: dict[str, set[str]] = {}
    for direction, difference in (("more", -size), ("less", size)):
        pattern = patterns[style][direction == "less"]
        opposite = patterns[style][direction == "more"]
        said[direction] = set(variants(fact(channel.name, difference), style))
        for sentence in said[direction]:
            assert re.search(pattern, sentence, re.I), sentence
            assert not re.search(opposite, sentence, re.I), sentence
            assert (number in sentence) == (style == "trainee")
            assert bool(re.search(r"\d", sentence)) == (style != "coach")
            assert "at the bottom" in sentence.lower()
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert not FORBIDDEN.search(sentence), sentence
            if channel.side in ("left", "right"):
                other = {"left": "right", "right": "left"}[channel.side]
                assert f"{channel.side} " in sentence
                assert other not in sentence
        assert len(said[direction]) >= 2
    assert not said["more"] & said["less"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("channel", CHANNELS.values(), ids=lambda channel: channel.name)
def test_in_brief_it_says_the_same_in_one_way(channel: Channel, style: Style) -> None:
    size, _ = SIZE[channel.shown_unit]
    for difference in (-size, size):
        found = finding(channel.name, difference)
        brief = in_brief(facts([found])[0], style)
        assert problems(f"{brief[0].upper()}{brief[1:]}.", [found]) == ()
        assert len(brief.split()) <= LONGEST_BRIEF


def test_in_brief_a_coach_says_how_much_without_a_number() -> None:
    assert in_brief(fact("left_knee_flexion", -60), "coach") == "bend your left knee a lot more at the bottom"


@pytest.mark.parametrize("style", ["coach", "trainee"])
@pytest.mark.parametrize("name", OPPOSITE)
def test_beyond_the_neutral_position_further_is_said(name: str, style: Style) -> None:
    channel = name if name in CHANNELS else f"right_{name}"
    for direction, difference in (("more", -20), ("less", 20)):
        beyond = fact(channel, difference, trainee=-30 + difference / 2, coach=-30 - difference / 2)
        for sentence in variants(beyond, style):
            assert re.search(OPPOSITE[name][direction == "less"], sentence, re.I), sentence


@pytest.mark.parametrize("name", [name for name, words in FINDING_WORDS.items() if words.clinical_opposite])
def test_beyond_the_neutral_position_the_clinical_name_is_the_other_one(name: str) -> None:
    channel = name if name in CHANNELS else f"right_{name}"
    for difference, word in ((-20, "Reduce"), (20, "Increase")):
        beyond = fact(channel, difference, trainee=-30 + difference / 2, coach=-30 - difference / 2)
        assert any(sentence.startswith(word) for sentence in variants(beyond, "physio"))
        assert all(
            FINDING_WORDS[name].clinical_opposite in sentence for sentence in variants(beyond, "physio")
        )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", sorted(set(CHANNELS) - {"speed"}))
def test_what_is_said_of_findings_is_understood_as_that(name: str, style: Style) -> None:
    size = SIZE[CHANNELS[name].shown_unit][0]
    for difference, middle in product((-size, size), (60, -60)):
        told = fact(name, difference, trainee=middle + difference, coach=middle)
        for sentence in variants(told, style):
            parsed = parse(sentence)
            (edit,) = parsed.edits
            assert (edit.operator, edit.magnitude > 0) == (told.quantity, difference < 0), sentence
            assert edit.side == (told.side if FINDING_WORDS[told.quantity].one else "none"), sentence
            assert (edit.phase, parsed.rest, parsed.action) == ("at the bottom", (), None), sentence


@given(
    name=st.sampled_from(sorted(CHANNELS)),
    style=st.sampled_from(STYLES),
    values=st.tuples(st.floats(-3, 3), st.floats(-3, 3)),
    seen=st.integers(1, 9),
    merged=st.booleans(),
)
def test_no_style_changes_a_number_or_a_side(name, style, values, seen, merged) -> None:
    trainee, coach = values
    scale = 50 if CHANNELS[name].unit == "rad" else 1
    changes = {"trainee": trainee * scale, "coach": coach * scale, "repetitions": (seen, 9)}
    if trainee == coach:
        return
    found = [finding(name, (trainee - coach) * scale, **changes)]
    if merged and name.startswith("left_"):
        found.append(finding(name.replace("left_", "right_"), (trainee - coach) * scale, **changes))
    (told,) = facts(found)
    allowed = f"{amount(told)} {exact_amount(told)} {seen} 9"
    for sentence in variants(told, style):
        for number in re.findall(r"\d+(?:\.\d+)?", sentence):
            assert number in re.findall(r"\d+(?:\.\d+)?", allowed), sentence
        if FINDING_WORDS[told.quantity].one:
            sides = set(re.findall(r"\b(left|right|both)\b", sentence))
            assert sides == {told.side}, sentence


def test_physiotherapists_read_exact_numbers_with_their_uncertainty() -> None:
    (sentence,) = describe([finding("left_knee_flexion", -17.6, repetitions=(3, 5))], style="physio")
    assert "left knee flexion" in sentence.text
    assert "18° ± 3°" in sentence.text
    assert "in 3 of 5 repetitions" in sentence.text


def test_every_other_way_to_say_it_is_offered_once() -> None:
    for sentence in describe([finding("left_knee_flexion", -20), finding("pelvis_drop", 6)]):
        assert sentence.author == "program"
        assert sentence.text not in sentence.alternatives
        assert ALTERNATIVES >= len(sentence.alternatives) == len(set(sentence.alternatives)) >= 3


def test_every_channel_and_phase_has_words() -> None:
    assert set(FINDING_WORDS) == {quantity(name) for name in CHANNELS} == set(DIRECTIONS)
    named = (
        *repetitions.GOING_DOWN, *repetitions.STANDING_UP, *repetitions.LIFTING, *repetitions.LOWERING,
        *repetitions.PLAIN, THROUGHOUT,
    )  # fmt: skip
    assert set(SAID) == set(named)


@pytest.mark.parametrize(
    ("channel", "difference", "said"),
    [
        ("left_knee_flexion", -17.6, "about 20°"), ("left_knee_flexion", 12.4, "about 10°"),
        ("left_knee_flexion", 5.2, "about 5°"), ("left_knee_flexion", 2.8, "about 3°"),
        ("left_knee_inward", 0.16, "about 15 cm"),
        ("pelvis_height", 0.0749, "about 7 cm"), ("stance_width", -0.118, "about 10 cm"),
        ("tempo", -0.33, "about 35 %"), ("speed", 0.24, "about 0.2 m/s"), ("speed", 0.37, "about 0.4 m/s"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_for_people(channel: str, difference: float, said: str) -> None:
    assert amount(fact(channel, difference)) == said


def test_left_and_right_are_said_together() -> None:
    left = finding("left_knee_flexion", -24, repetitions=(4, 5))
    right = finding("right_knee_flexion", -16, repetitions=(3, 5), score=1.5)
    (sentence,) = describe([right, left])
    assert "both knees" in sentence.text
    assert "about 20°" in sentence.text
    assert "in 3 of 5 repetitions" in sentence.text
    assert set(sentence.findings) == {left.id, right.id}
    assert facts([left, right])[0].part == "lower_body"


@pytest.mark.parametrize(
    "other",
    [
        finding("right_knee_flexion", 20),
        finding("right_knee_flexion", -60),
        finding("right_hip_flexion", -20),
        finding("right_knee_flexion", -20, phase=Phase("going down", 0, 1, 0, 1)),
    ],
)
def test_what_differs_is_said_apart(other: Finding) -> None:
    sentences = describe([finding("left_knee_flexion", -20), other])
    assert len(sentences) == 2
    assert not any("both" in sentence.text for sentence in sentences)


def test_a_side_that_differs_throughout_joins_the_other_in_its_phase() -> None:
    always = finding("left_knee_flexion", -20, phase=Phase(THROUGHOUT, 0, 3, 0, 3), score=3.0)
    (sentence,) = describe([always, finding("right_knee_flexion", -20)])
    assert "both knees" in sentence.text
    assert "at the bottom" in sentence.text.lower()


def test_most_important_first_and_at_most_the_limit() -> None:
    found = [
        finding("left_knee_flexion", -30, score=3.0),
        finding("stance_width", 0.1, score=2.0),
        finding("trunk_lean_forward", 10, score=1.2),
    ]
    assert [sentence.findings[0] for sentence in describe(found)] == [found[0].id, found[1].id]
    assert len(describe(found, limit=None)) == 3


def test_same_input_gives_the_same_words_and_neighbours_begin_differently() -> None:
    found = [finding("left_knee_flexion", -20), finding("left_elbow_flexion", -20, score=1.5)]
    first, second = describe(found)
    assert describe(found) == (first, second)
    assert first.text.split()[0] != second.text.split()[0]


def test_phrasing_varies_with_what_is_said() -> None:
    texts = {describe([finding("left_knee_flexion", -size)])[0].text for size in range(10, 90, 5)}
    shapes = {re.sub(r"\d+", "#", text) for text in texts}
    assert len(shapes) >= 5


def test_praise_names_what_was_good() -> None:
    (sentence,) = describe([], within=["left_knee_flexion", "right_knee_flexion", "trunk_lean_forward"])
    assert sentence.findings == ()
    assert "your knee bend and trunk match your coach's" in sentence.text.lower()
    assert "your stance matches your coach's" in praise(["stance_width"]).text.lower()
    assert praise([]).text == NOTHING_TO_CORRECT
    assert "hip flexion" in praise(["left_hip_flexion"], "physio").text
    for name, style in product(CHANNELS, STYLES):
        assert not FORBIDDEN.search(praise([name], style).text)


@pytest.mark.parametrize(
    ("trainee", "coach", "expected"),
    [
        (squat(3, depth_rad=1.2), squat(depth_rad=1.9), "both knees .* (more|further)"),
        (squat(3, knee_inward_m=0.12), squat(), "both knees .* (further out|to the outside)"),
        (squat(3, trunk_lean_rad=1.0), squat(trunk_lean_rad=0.4), "upright|less forward"),
        (arm_raise(2, trunk_sideways_rad=-0.3), arm_raise(), "less to the right"),
        (arm_raise(2, elevation_rad=1.8, sides=("right",)), arm_raise(sides=("right",)),
         "your right arm .*(higher|further)"),
    ],
)  # fmt: skip
def test_words_lead_from_the_trainee_to_the_coach(trainee, coach, expected: str) -> None:
    comparison = compare(trainee, coach)
    text = " ".join(s.text for s in describe(comparison.findings, comparison.within))
    assert re.search(expected, text, re.I), text


def test_the_same_movement_is_praised() -> None:
    comparison = compare(squat(2), squat())
    (sentence,) = describe(comparison.findings, comparison.within)
    assert "your coach's" in sentence.text
