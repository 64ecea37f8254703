"""Factcheck: whether a text says what was measured, and nothing that nobody should be told by a program.

A text is read by the parser and set against the findings: each thing it asks for must be one of them, with
its side, direction, time and, where a number is said, size.
"""

import re
from collections.abc import Sequence

from inference.correction.facts import Fact, facts
from inference.editing.operators import OPERATORS, THROUGHOUT, Edit, in_words
from inference.errors import CoachError
from inference.language.parser import parse
from inference.motion.finding import Finding

# A number may be rounded as a coach rounds: by this share of it, or one step of rounding.
ROUNDED_SHARE = 0.2
_STEP = {"deg": 5.0, "m": 0.02, "m/s": 0.1, "ratio": 0.05, "s": 0.3, "count": 1.0}
# Findings of speed are carried out as covering more ground in the same time.
_CARRIED_OUT_AS = {"speed": "travel"}
# A difference of both sides is made up for on either of them: less on the one that has more.
_ASYMMETRIES = {"knee_asymmetry": "knee_flexion", "hip_asymmetry": "hip_flexion",
                "shoulder_asymmetry": "shoulder_elevation"}  # fmt: skip
_NUMBER = re.compile(r"\d")

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


def problems(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Why a text must not be shown; nothing if it may."""
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
        f"nothing that was measured asks for {in_words(e)}" for e in parsed.edits if not _true(e, told, said)
    ]
    return tuple(found)


def rests_on(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Ids of the findings that a text speaks of, in their order. Raises NotUnderstood."""
    edits = parse(text).edits
    said = [fact for fact in facts(findings) if any(_says(edit, fact, numbered=False) for edit in edits)]
    return tuple(finding for fact in said for finding in fact.findings)


def forbidden(text: str) -> tuple[str, ...]:
    """Which rules a text breaks: loads, pain and illness, forced joints."""
    return tuple(why for why, pattern in _FORBIDDEN.items() if pattern.search(text))


def _true(edit: Edit, told: Sequence[Fact], numbered: bool) -> bool:
    return any(_says(edit, fact, numbered=numbered) for fact in told)


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
    sided = (
        not OPERATORS[edit.operator].sided or edit.side == side or (side == "both" and edit.side != "none")
    )
    timed = fact.phase in (edit.phase, THROUGHOUT) or edit.phase == THROUGHOUT
    return same and sided and timed and (not numbered or _as_large(edit, fact))


def _as_large(edit: Edit, fact: Fact) -> bool:
    if OPERATORS[edit.operator].unit != fact.unit:
        return True
    allowed = max(ROUNDED_SHARE * fact.magnitude, _STEP[fact.unit])
    return abs(abs(edit.magnitude) - fact.magnitude) <= allowed + 1e-6
