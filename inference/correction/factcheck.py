"""Factcheck: whether a text says what was measured, and nothing that nobody should be told by a program.

A text is read by the parser and set against what was measured: each thing it asks for must be a finding or,
where all deviations are given, surely measured, with its side, direction, time and, where one is said, size.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import pi

from inference.correction.facts import Fact, facts
from inference.editing.form import RANGES, edited_channels
from inference.editing.operators import OPERATORS, THROUGHOUT, Edit, in_words
from inference.editing.stretches import alike
from inference.errors import CoachError
from inference.language.amounts import LITTLE, MUCH
from inference.language.parser import parse
from inference.motion.deviation import Deviation
from inference.motion.finding import Finding
from inference.motion.redundancy import SIGNS

# A number may be rounded as a coach rounds: by this share of it, or one step of rounding.
ROUNDED_SHARE = 0.2
# A coach says what is most in a phase, and its mean is measured: 2/π of it where it comes and goes.
_MOST_OVER_MEAN = pi / 2
_STEP = {"deg": 5.0, "m": 0.02, "m/s": 0.1, "ratio": 0.05, "s": 0.3, "count": 1.0}
# Findings are surer than one claim needs, for fifty channels may make one: 1.64 σ (5 %) over 2.33 σ (1 %).
_SURE_SHARE = 0.7
# Less than this share of the tolerance is not worth a word.
_WORTH_SHARE = 0.5
# Findings of speed are carried out as covering more ground in the same time.
_CARRIED_OUT_AS = {"speed": "travel"}
# A difference of both sides is made up for on either of them: less on the one that has more.
_ASYMMETRIES = {"knee_asymmetry": "knee_flexion", "hip_asymmetry": "hip_flexion",
                "shoulder_asymmetry": "shoulder_elevation"}  # fmt: skip
_NUMBER = re.compile(r"\d")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?(°|cm|%)")
_AMOUNTS_IN = {"°": ("deg", 1.0), "cm": ("m", 0.01), "%": ("ratio", 0.01)}

# What a program that sees bodies and no person must not say, and why.
_FORBIDDEN: dict[str, re.Pattern[str]] = {
    "it speaks of loads": re.compile(
        r"\b(?:weights?|kilos?|kg|lbs?|pounds?|dumb-?bells?|barbells?|kettlebells?|heavier|loads?|loaded|"
        r"resistance|plates?)\b",
        re.IGNORECASE,
    ),
    "it gives advice about pain or illness": re.compile(
        r"\b(?:pain(?:s|ful|-free)?|hurts?|ach(?:e|es|ing)|sore(?:ness)?|injur\w*|rehab\w*|diagnos\w*|heal\w*|"
        r"inflam\w*|medic\w*|doctors?|surgery|symptoms?|therap(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "it forces a joint": re.compile(
        r"\b(?:forc(?:e|es|ed|ing|ibly|eful\w*)|hyper-?(?:extend|flex)\w*|overstretch\w*|bounc\w*|jerk\w*|yank\w*|"
        r"lock(?:ed|ing)? (?:out|your)|push through|no matter what|beyond your (?:limits?|range)|maxim\w*|"
        r"as (?:far|deep|hard|low|high) as (?:possible|you can))\b",
        re.IGNORECASE,
    ),
}


def problems(text: str, findings: Sequence[Finding], deviations: Sequence[Deviation] = ()) -> tuple[str, ...]:
    """Why a text must not be shown; nothing if it may.

    deviations: of the same comparison, for what is true and yet no finding: what another one explains, what
    is within tolerance, and other phases than the one that shows it most.
    """
    found = list(forbidden(text))
    try:
        parsed = parse(text)
    except CoachError as error:
        return (*found, f"it is not understood: {error}")
    if parsed.action is not None:
        found.append(f"it asks for something that was not measured: “{parsed.action}”")
    found += [f"part of it is not understood: “{clause}”" for clause in parsed.rest]
    told, said = facts(findings), bool(_NUMBER.search(text))
    found += [
        f"nothing that was measured asks for {in_words(edit)}"
        for edit in _in_full(parsed.edits, text)
        if not (_true(edit, told, said) or _measured(edit, deviations, said))
    ]
    return tuple(found)


def rests_on(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Ids of the findings that a text speaks of, in their order: whatever their time and size.

    What no finding is about rests on those that bring it about. Raises NotUnderstood.
    """
    told: set[str] = set()
    for edit in parse(text).edits:
        whenever = [replace(each, phase=THROUGHOUT) for each in (edit, *_one_by_one(edit))]
        own = [fact for fact in facts(findings) if any(_true(each, [fact], False) for each in whenever)]
        told |= {name for fact in own for name in fact.findings}
        told |= set() if own else {each.id for each in findings if _brings_about(each, edit)}
    return tuple(finding.id for finding in findings if finding.id in told)


def forbidden(text: str) -> tuple[str, ...]:
    """Which rules a text breaks: loads, pain and illness, forced joints."""
    return tuple(why for why, pattern in _FORBIDDEN.items() if pattern.search(text))


def _in_full(edits: Sequence[Edit], text: str) -> list[Edit]:
    """The edits as large as the text says, of which the parser takes as much as may be asked for."""
    amounts = [(*_AMOUNTS_IN[unit], float(number)) for number, unit in _AMOUNT.findall(text)]
    full = []
    for edit in edits:
        operator = OPERATORS[edit.operator]
        sizes = [scale * number for unit, scale, number in amounts if unit == operator.unit]
        more = max(sizes, default=0.0) / operator.largest
        limited = abs(edit.magnitude) >= operator.largest
        full.append(replace(edit, magnitude=edit.magnitude * more) if limited and more > 1 else edit)
    return full


def _true(edit: Edit, told: Sequence[Fact], numbered: bool) -> bool:
    if any(_says(edit, fact, numbered=numbered) for fact in told) or _ranges(edit, told, numbered):
        return True
    sided = _one_by_one(edit)
    return bool(sided) and all(_true(each, told, numbered) for each in sided)


def _one_by_one(edit: Edit) -> list[Edit]:
    """An edit of both sides as one of each."""
    return [replace(edit, side="left"), replace(edit, side="right")] if edit.side == "both" else []


def _says(edit: Edit, fact: Fact, *, numbered: bool) -> bool:
    """Whether an edit is what a fact asks for."""
    more, side = fact.direction == "more", fact.side
    name = _CARRIED_OUT_AS.get(fact.quantity, fact.quantity)
    if edit.operator == _ASYMMETRIES.get(fact.quantity):
        # More of an asymmetry is more on the left, or less on the right.
        name, more, side = edit.operator, more == (edit.side == "left"), edit.side
        if side not in ("left", "right"):
            return False
    same = edit.operator == name and (edit.magnitude > 0) == more
    sided = not OPERATORS[edit.operator].sided or side in (edit.side, "both")
    timed = fact.phase in {*alike(edit.phase), THROUGHOUT} or edit.phase == THROUGHOUT
    sizes = _shares(fact) if name == "tempo" else (fact.magnitude,)
    large = any(_as_large(edit, size, fact.unit, numbered) for size in sizes)
    return same and sided and timed and large


def _shares(fact: Fact) -> tuple[float, float]:
    """A difference of time as a share of the coach's time, and of one's own, as people say it."""
    longer = fact.magnitude if fact.direction == "less" else -fact.magnitude
    return fact.magnitude, abs(1 / (1 + longer) - 1)


def _ranges(edit: Edit, told: Sequence[Fact], numbered: bool) -> bool:
    """Whether a larger or smaller movement of a limb is what the foremost fact of its angles comes to."""
    for fact in told:
        if fact.quantity in RANGES.get(edit.operator, ()) and fact.side in (edit.side, "both"):
            further = (fact.direction == "more") != fact.opposite
            # Nobody has measured by which share.
            return not numbered and further == (edit.magnitude > 0)
    return False


def _brings_about(finding: Finding, edit: Edit) -> bool:
    """Whether doing away with a finding does what an edit asks for, on a side that it names."""
    signs = [SIGNS.get((finding.channel, name)) for name in edited_channels(edit)]
    asked = -finding.difference * edit.magnitude
    return any(sign is not None and (sign == 0 or sign * asked > 0) for sign in signs)


def _measured(edit: Edit, deviations: Sequence[Deviation], numbered: bool) -> bool:
    """Whether an edit of form was measured, on each side that it names."""
    by_channel = [[each for each in deviations if each.channel == name] for name in edited_channels(edit)]
    return all(_shown(edit, own, numbered) for own in by_channel)


def _shown(edit: Edit, deviations: Sequence[Deviation], numbered: bool) -> bool:
    """Whether a channel's deviations, of all its phases, show what is asked for: in its phase, or at most."""
    wanted = [each for each in deviations if each.difference * edit.magnitude < 0]
    if edit.phase == THROUGHOUT:
        wanted = sorted(wanted, key=lambda each: -abs(each.difference))[:1]
    else:
        wanted = [each for each in wanted if each.phase in alike(edit.phase)]
    return any(
        abs(each.difference) >= max(_SURE_SHARE * each.detectable, _WORTH_SHARE * each.tolerance)
        and _as_large(edit, abs(each.difference), each.unit, numbered)
        for each in wanted
    )


def _as_large(edit: Edit, measured: float, unit: str, numbered: bool) -> bool:
    """Whether the size that is said is about what was measured; "a lot" is wrong only of little."""
    operator, said = OPERATORS[edit.operator], abs(edit.magnitude)
    if operator.unit != unit:
        # Metres a second are not read: then the usual is meant. Shares of the way are not measured.
        return not numbered or said == operator.usual
    if not numbered:
        over, under = measured > MUCH * operator.usual, measured < LITTLE * operator.usual
        return not (under if said > operator.usual else over and said < operator.usual)
    allowed = max(ROUNDED_SHARE * measured, _STEP[unit]) + 1e-6
    return measured - allowed <= said <= max(measured + allowed, _MOST_OVER_MEAN * measured)
