"""Draws: what each triplet is to be made of, a stream by split and seed that is always the same.

A draw costs next to nothing and knows nothing of what the movement looks like; whether it makes a triplet
is found out when it is made. A draw that an earlier one of the stream nearly repeats is left out here, so
that no two workers need to know of each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import log
from typing import Literal, TypeVar

import numpy as np

from inference.editing.operators import DYNAMICS, FORM, OPERATORS, Operator
from training.triplets.takes import Take, Takes
from training.triplets.triplet import Other

K = TypeVar("K")

# Share of draws that are real pairs; the rest are edits.
REAL = 0.15
# Of edits of form, which may have another recording beside them, and of real pairs.
OTHERS: dict[Other, float] = {"same": 0.3, "repetition": 0.4, "person": 0.3}
REAL_OTHERS: dict[Other, float] = {"repetition": 0.5, "person": 0.5}
DYNAMIC, TWO_EDITS, BACKWARDS, WARPED, NOISY = 0.25, 0.2, 0.5, 0.4, 0.4
# Of operators that few movements allow, so many times more are drawn, by what was kept of training takes.
RARE = dict.fromkeys(("travel", "leg_delay"), 4)
RARE |= dict.fromkeys(
    ("hip_abduction", "hip_rotation", "pelvis_drop", "ankle_dorsiflexion", "foot_height"), 3
)
RARE |= dict.fromkeys(("knee_flexion", "knee_inward", "knee_asymmetry", "hip_flexion", "hip_asymmetry"), 2)
RARE |= dict.fromkeys(("pelvis_height", "pelvis_rotation", "stance_length", "wrist_height"), 2)
# When in every repetition, where there are any.
Slot = Literal["throughout", "away", "turn", "back"]
SLOTS: dict[Slot, float] = {"throughout": 0.5, "away": 0.12, "turn": 0.26, "back": 0.12}
SIDES: dict[Literal["left", "right", "both", "none"], float] = {"left": 0.4, "right": 0.4, "both": 0.2}
# The smallest edits, over the usual one: a little more than what is just tolerated.
LEAST = 0.6
# Magnitudes closer than this ratio are the same to a coach.
CLOSE = 1.25
SPLITS = ("train", "val", "test")


@dataclass(frozen=True)
class Asked:
    """An edit before the movement is known: `slot` instead of a phase's name."""

    operator: str
    magnitude: float
    side: Literal["left", "right", "both", "none"]
    slot: Slot

    @property
    def key(self) -> tuple[str, str, Slot, int]:
        """The same for edits that are nearly the same."""
        size = log(abs(self.magnitude) / OPERATORS[self.operator].usual) / log(CLOSE)
        steps = round(size) if self.magnitude > 0 else round(size) + 1000
        return self.operator, self.side, self.slot, steps


@dataclass(frozen=True)
class Draw:
    """One triplet to be made.

    take: what is edited, or shows the fault; beside: what the edited is set against (the take itself where
    other is same), or the coach; asked: the edits, none of real pairs; backwards: from the edited motion to
    the real one.
    """

    number: int
    seed: int
    take: Take
    beside: Take
    other: Other
    asked: tuple[Asked, ...]
    backwards: bool
    warped: bool
    noisy: bool

    @property
    def key(self) -> tuple:
        """The same for draws of which one is enough."""
        start = round(self.take.first / 20)
        source = (self.take.clips, start, self.take.mirrored)
        return (source, *(asked.key for asked in self.asked)) if self.asked else (source, self.beside)

    @property
    def operator(self) -> str:
        """Under what it is counted: the first edit's operator, or "real"."""
        return self.asked[0].operator if self.asked else "real"

    def chance(self) -> np.random.Generator:
        """Randomness for all that is not drawn yet."""
        return np.random.default_rng([self.seed, self.number, 1])


def draws(takes: Takes, seed: int, first: int, end: int) -> Iterator[Draw]:
    """Draws `first` to `end` (half open) of a split's stream, without those that repeat an earlier one."""
    seen = set()
    for number in range(end):
        drawn = _draw(takes, seed, number)
        if drawn.key not in seen and number >= first:
            yield drawn
        seen.add(drawn.key)


def exact_draws(takes: Takes, seed: int, first: int, end: int) -> Iterator[Draw]:
    """The edits among these draws, each of one recording as it is: the instruction is all that differs."""
    for drawn in draws(takes, seed, first, end):
        if drawn.asked:
            yield replace(drawn, beside=drawn.take, other="same", warped=False, noisy=False)


def _draw(takes: Takes, seed: int, number: int) -> Draw:
    chance = np.random.default_rng([seed, SPLITS.index(takes.split), number])
    if chance.uniform() < REAL:
        return _real(takes, seed, number, chance)
    take, other, asked = takes.any(chance), _choice(OTHERS, chance), _asked(chance)
    formed = all(one.operator in FORM for one in asked)
    beside = takes.beside(take, other, chance) if formed and other != "same" else None
    if beside is None:
        beside, other = take, "same"
    else:
        take = takes.whole(take)
    reversible = all(OPERATORS[one.operator].negative or one.operator in _OWN_INVERSE for one in asked)
    return Draw(
        number=number,
        seed=seed,
        take=take,
        beside=beside,
        other=other,
        asked=asked,
        backwards=bool(chance.uniform() < BACKWARDS) and reversible,
        warped=bool(chance.uniform() < WARPED) and formed,
        noisy=bool(chance.uniform() < NOISY),
    )


# Done once more, they undo themselves.
_OWN_INVERSE = ("swap", "mirror")


def _real(takes: Takes, seed: int, number: int, chance: np.random.Generator) -> Draw:
    take, other = takes.faulty(chance), _choice(REAL_OTHERS, chance)
    beside = takes.beside(take, other, chance, right=True)
    if beside is None:
        beside, other = takes.beside(take, "repetition", chance, right=True), "repetition"
    noisy = bool(chance.uniform() < NOISY)
    return Draw(number, seed, take, beside, other, (), backwards=False, warped=False, noisy=noisy)


def _asked(chance: np.random.Generator) -> tuple[Asked, ...]:
    if chance.uniform() < DYNAMIC:
        return (_one(DYNAMICS[_any(list(DYNAMICS), chance)], chance),)
    first = _one(FORM[_any(list(FORM), chance)], chance)
    if chance.uniform() >= TWO_EDITS:
        return (first,)
    others = [name for name, operator in FORM.items() if operator.part != FORM[first.operator].part]
    return first, _one(FORM[_any(others, chance)], chance)


def _one(operator: Operator, chance: np.random.Generator) -> Asked:
    side = _choice(SIDES, chance) if operator.sided else "none"
    least = LEAST * operator.usual
    size = least * (operator.largest / least) ** chance.uniform()
    if operator.unit == "count":
        size = max(round(min(size, 2)), 1)
    back = operator.negative and chance.uniform() < 0.5
    if operator.unit == "ratio" and back and operator.name in DYNAMICS:
        # Half as long is as much as twice as long.
        size = 1 - 1 / (1 + size)
    slot = _choice(SLOTS, chance) if operator.name in FORM or operator.name in _PHASED else "throughout"
    return Asked(operator.name, float(-size if back else size), side, slot)


# Edits of dynamics that may be of one phase.
_PHASED = ("tempo", "pause")


def _choice(shares: Mapping[K, float], chance: np.random.Generator) -> K:
    return list(shares)[int(np.searchsorted(np.cumsum(list(shares.values())), chance.uniform()))]


def _any(names: list[str], chance: np.random.Generator) -> str:
    weights = np.cumsum([RARE.get(name, 1) for name in names])
    return names[int(np.searchsorted(weights, chance.uniform() * weights[-1]))]
