import re
from collections import Counter
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from inference.editing.operators import OPERATORS, Edit, Operator
from inference.language.families import FAMILIES, HELD_OUT
from inference.language.phases import HEARD, SAID
from inference.language.phrasings import TRAINING, chosen, phrased, phrasings
from inference.language.styles import Style

STYLES: tuple[Style, ...] = get_args(Style)
# Words that advise where only a person may: health, load, force, verdicts.
FORBIDDEN = re.compile(
    r"\b(pain|hurt|load|weight|kg|forced?|normal|abnormal|wrong|must|diagnos\w*)\b", re.IGNORECASE
)
OTHER = {"left": "right", "right": "left"}


def edits(operator: Operator, phase: str = "at the bottom") -> list[Edit]:
    """Both directions and all sides, of usual size."""
    signs = (1, -1) if operator.negative else (1,)
    sides = ("left", "right", "both") if operator.sided else ("none",)
    return [Edit(operator.name, sign * operator.usual, side, phase) for sign, side in product(signs, sides)]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.name)
def test_there_are_ten_phrasings_in_families_of_every_edit(operator: Operator, style: Style) -> None:
    for edit in edits(operator):
        ways = phrasings(edit, style)
        texts = [way.text for way in ways]
        assert len(texts) == len(set(texts)) >= 10
        assert {way.family for way in ways} == set(TRAINING)
        for text in texts:
            assert not text[0].islower()
            assert text[-1] in ".?"
            assert not re.search(r"[{}#]|  | [.,:;?]|\.\.", text), text
            assert not FORBIDDEN.search(text), text


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.name)
def test_sides_and_numbers_are_the_edits(operator: Operator) -> None:
    for edit, style in product(edits(operator), STYLES):
        for text in (way.text for way in phrasings(edit, style, FAMILIES)):
            if edit.side in OTHER:
                assert re.search(rf"\b{edit.side}\b", text), text
                assert not re.search(rf"\b{OTHER[edit.side]}\b", text), text
            if style == "coach":
                assert not re.search(r"\d", text), text
            assert len(set(re.findall(r"\d+(?:\.\d+)?", text))) <= 1, text


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda operator: operator.name)
def test_opposite_edits_and_sides_never_share_a_sentence(operator: Operator) -> None:
    seen: dict[str, Edit] = {}
    for edit in edits(operator, "throughout"):
        for text in (way.text for way in phrasings(edit, "trainee", FAMILIES)):
            assert text not in seen, (text, seen.get(text), edit)
            seen[text] = edit


def test_held_out_families_are_said_only_when_asked_for() -> None:
    edit = Edit("knee_flexion", 20, "left")
    assert not {way.family for way in phrasings(edit)} & set(HELD_OUT)
    held_out = phrasings(edit, families=HELD_OUT)
    assert {way.family for way in held_out} == set(HELD_OUT)
    assert not {way.text for way in held_out} & {way.text for way in phrasings(edit)}


def test_sizes_are_said_as_each_listener_likes_them() -> None:
    edit = Edit("knee_flexion", 17.6, "left", "at the bottom")
    assert all("about 20°" in w.text for w in phrasings(edit, families=["imperative"]))
    assert all("18°" in w.text for w in phrasings(edit, "physio", ["imperative"]))
    small, large = (replace(edit, magnitude=size) for size in (5, 50))
    assert any("a little more" in way.text for way in phrasings(small, "coach"))
    assert any("a lot more" in way.text for way in phrasings(large, "coach"))
    assert any("two repetitions" in way.text for way in phrasings(Edit("repetitions", 2), "coach"))


def test_every_phase_is_said_and_nothing_of_throughout() -> None:
    for phase in SAID:
        texts = [
            way.text.lower() for way in phrasings(Edit("tempo", 0.3, phase=phase), families=["imperative"])
        ]
        if phase == "throughout":
            assert "Take about 30 % longer." in {way.text for way in phrasings(Edit("tempo", 0.3))}
        else:
            assert all(any(said in text for said in SAID[phase]) for text in texts)


def test_no_words_mean_two_phases() -> None:
    heard = [words for phase in HEARD for words in (*SAID[phase], *HEARD[phase])]
    assert len(heard) == len(set(heard))


def test_one_phrasing_is_the_same_for_the_same_edit_or_drawn() -> None:
    edit = Edit("elbow_flexion", -20, "right", "at the top")
    ways = phrasings(edit)
    assert phrased(edit) == phrased(edit)
    assert phrased(edit) in ways
    drawn = Counter(chosen(ways, number).family for number in range(50 * len(TRAINING)))
    assert drawn == dict.fromkeys(TRAINING, 50)
    texts = {phrased(replace(edit, magnitude=-size)).family for size in range(10, 50, 2)}
    assert len(texts) >= 5


def test_what_has_no_way_back_has_no_words_for_it() -> None:
    with pytest.raises(ValueError, match="less"):
        phrasings(Edit("pause", -1.0))
