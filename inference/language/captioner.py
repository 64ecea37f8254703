"""Captions: what somebody does in a motion, in English, of the whole and of every part of the body.

Rules on measured events, no network: sides, counts and angles are the motion's own. The parts' texts are
what FG-MDM asks of a language model (Shi et al. 2023, arXiv:2312.02772): fine descriptions, part by part.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.language.deed_words import choice, doing, phrase
from inference.language.deeds import Deed, deeds
from inference.language.events.event import Event
from inference.language.events.events import events
from inference.language.part_words import part_text
from inference.language.salience import MENTIONED, salience
from inference.motion.motion import Motion

SUBJECTS = ("A person", "Someone", "The person")
MOST_CLAUSES, MOST_ASIDES = 4, 2
TURN_IN_PLACE = 0.5
# An aside happens during a clause if the shorter of both lies within the other by this share.
DURING = 0.6
# What arms and trunk do in running is mostly running.
_ALONG = {"run": 0.35, "walk": 0.6, "jump": 0.6, "squat": 0.7, "sit_down": 0.5, "get_up": 0.5, "turn": 1.0}
_WHOLE = (
    "walk", "run", "turn", "jump", "hop", "jumping_jack", "squat", "lunge", "lunge_to_floor", "side_lunge",
    "bend_over", "bend_down", "crouch_down", "lunge_down", "sit_down", "kneel_down", "lie_down", "get_up",
)  # fmt: skip
_THERE_AND_BACK = ("squat", "lunge", "lunge_to_floor", "side_lunge", "bend_over", "jump", "hop")
PARTS = ("left_arm", "right_arm", "left_leg", "right_leg", "torso", "head")


@dataclass(frozen=True)
class Captions:
    """What somebody does.

    whole: a sentence; parts: what each part of PARTS, upper_body and lower_body does, without a subject;
    still: parts that do nothing of note.
    """

    whole: str
    parts: dict[str, str]
    still: frozenset[str]

    @property
    def refined(self) -> str:
        """The sentence and what each part does that does something."""
        said = [
            f"{part.replace('_', ' ').capitalize()}: {self.parts[part]}."
            for part in PARTS
            if part not in self.still
        ]
        return " ".join([self.whole, *said])


def captions(motion: Motion, chance: np.random.Generator) -> Captions:
    """What somebody does in a motion, in one of several wordings."""
    return captions_of(events(motion), motion.start_s, motion.start_s + motion.duration_s, chance)


def captions_of(
    found: Iterable[Event], start_s: float, end_s: float, chance: np.random.Generator
) -> Captions:
    """The same of events found before, from start_s to end_s."""
    found = list(found)
    together = _jumping_jacks(deeds(found, start_s, end_s))
    apart = deeds(found, start_s, end_s, merge=False)
    whole = f"{choice(SUBJECTS, chance)} {_clauses(together, chance)}."
    texts = {part: part_text(part, apart, chance) for part in PARTS}
    parts = {part: text for part, (text, _) in texts.items()}
    lower = [deed for deed in together if deed.kind in _WHOLE or deed.part.endswith(("leg", "legs"))]
    upper = [
        deed
        for deed in together
        if deed.part.endswith(("arm", "arms")) or deed.part in ("torso", "upper_body")
    ]
    parts["lower_body"] = _joined(_phrases(lower, chance)) or parts["left_leg"]
    parts["upper_body"] = _joined(_phrases(upper, chance)) or parts["torso"]
    return Captions(whole, parts, frozenset(part for part, (_, busy) in texts.items() if not busy))


def _phrases(found: Sequence[Deed], chance: np.random.Generator) -> list[str]:
    said = [deed for deed in found if salience(deed) >= MENTIONED]
    best = sorted(said, key=salience)[-MOST_CLAUSES:]
    return [phrase(deed, chance) for deed in said if deed in best]


def _clauses(found: Sequence[Deed], chance: np.random.Generator) -> str:
    whole = [deed for deed in found if deed.kind in _WHOLE]
    turning = [deed for deed in whole if _turned_in(whole, deed) and salience(deed) >= MENTIONED]
    main = _best([deed for deed in whole if not _turned_in(whole, deed)], _worth_in_place, MOST_CLAUSES)
    others = [deed for deed in found if deed.kind not in _WHOLE and not deed.kind.startswith("be_")]
    most = MOST_ASIDES if main else MOST_CLAUSES
    asides = _best(others, lambda deed: salience(deed) * _along(deed, main), most)
    if not main:
        return _standing(found, asides, chance)
    clauses: list[tuple[float, str]] = []
    for deed in main:
        during = [aside for aside in asides if _during(aside, deed)]
        asides = [aside for aside in asides if aside not in during]
        turns = [turn for turn in turning if _turned_in([deed], turn)]
        turning = [turn for turn in turning if turn not in turns]
        said = " and ".join(phrase(each, chance) for each in (deed, *turns))
        clauses.append((deed.start_s, said + _asides([_along_with(deed, a) for a in during], chance)))
    clauses += [(aside.start_s, phrase(aside, chance)) for aside in asides if aside.kind != "hold"]
    return _joined([clause for _, clause in sorted(clauses)])


def _worth_in_place(deed: Deed) -> float:
    """Who stays in place must turn further for it to be mentioned."""
    return salience(deed) * (TURN_IN_PLACE if deed.kind == "turn" else 1.0)


def _best(found: Sequence[Deed], worth: Callable[[Deed], float], most: int) -> list[Deed]:
    said = sorted((deed for deed in found if worth(deed) >= MENTIONED), key=worth)[-most:]
    return sorted(said, key=lambda deed: deed.start_s)


def _along(aside: Deed, main: Sequence[Deed]) -> float:
    return min((_ALONG.get(deed.kind, 1.0) for deed in main if _during(aside, deed)), default=1.0)


def _during(aside: Deed, deed: Deed) -> bool:
    shorter_s = max(min(aside.duration_s, deed.duration_s), 1e-3)
    return aside.overlap_s(deed) >= DURING * shorter_s


def _standing(found: Sequence[Deed], asides: Sequence[Deed], chance: np.random.Generator) -> str:
    """Nothing happens to the body as a whole."""
    state = next((deed for deed in found if deed.kind.startswith("be_")), None)
    base = phrase(state or Deed("stand", "whole_body", 0, 0), chance)
    holds = [deed for deed in asides if deed.kind == "hold"]
    does = [deed for deed in asides if deed.kind != "hold"]
    if not does:
        return base + _holding(holds, chance)
    said = _joined([phrase(deed, chance) for deed in does])
    if state is None and chance.random() < 0.5:
        return said
    return f"{base}{_holding(holds, chance)} and {said}"


def _along_with(deed: Deed, aside: Deed) -> Deed:
    """What goes there and back as often as the deed itself is said once."""
    same = aside.returns and aside.times == deed.times and deed.kind in _THERE_AND_BACK
    return replace(aside, returns=False, times=1) if same else aside


def _turned_in(main: Sequence[Deed], turn: Deed) -> bool:
    """Whether it is a turn in walking or running."""
    going = (deed for deed in main if deed.kind in ("walk", "run"))
    return turn.kind == "turn" and any(turn.overlap_s(deed) >= DURING * turn.duration_s for deed in going)


def _asides(asides: Sequence[Deed], chance: np.random.Generator) -> str:
    said = _holding([aside for aside in asides if aside.kind == "hold"], chance)
    does = [doing(phrase(aside, chance)) for aside in asides if aside.kind != "hold"]
    return f"{said} while {' and '.join(does)}" if does else said


def _holding(holds: Sequence[Deed], chance: np.random.Generator) -> str:
    longest = {deed.part: deed for deed in sorted(holds, key=lambda deed: deed.duration_s)}
    said = [phrase(deed, chance).partition(" ")[2] for deed in longest.values()]
    return f" with {' and '.join(said)}" if said else ""


def _joined(clauses: Sequence[str]) -> str:
    if len(clauses) < 3:
        return ", then ".join(clauses)
    return ", ".join(clauses[:-1]) + ", then " + clauses[-1]


def _jumping_jacks(found: list[Deed]) -> list[Deed]:
    """Jumps with both arms going up and down are jumping jacks; what these consist of is not said again."""
    jumps = [deed for deed in found if deed.kind == "jump" and deed.times > 1]
    arms = [deed for deed in found if deed.kind in ("raise", "lower") and deed.level > 0.3]
    for jump in jumps:
        during = [deed for deed in arms if deed.overlap_s(jump) > 0.5 * deed.duration_s]
        if sum(deed.times for deed in during) >= jump.times / 2:
            inside = [
                deed for deed in found if deed is not jump and deed.overlap_s(jump) > 0.5 * deed.duration_s
            ]
            rest = [deed for deed in found if deed is not jump and deed not in inside]
            jack = replace(jump, kind="jumping_jack", direction="", times=1)
            return sorted([*rest, jack], key=lambda deed: deed.start_s)
    return found
