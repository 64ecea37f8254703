"""The texts that are read and written here, for the words that the vocabulary must have.

Every phase is said of something, not of everything: it is the words that count.
"""

from collections.abc import Iterator
from itertools import cycle, product
from typing import get_args

from inference.correction.describer import variants
from inference.correction.facts import Fact
from inference.correction.prompt import differences, instruction
from inference.editing.operators import OPERATORS, Edit
from inference.language.dictionary import FINDING_WORDS
from inference.language.phases import SAID
from inference.language.phrasings import phrasings
from inference.language.styles import Style
from inference.motion.channels import CHANNELS, quantity
from training.data.texts import human_sentences

# Tolerances by which trainee and coach are apart.
_SIZES = (1.0, 2.3, 4.9)
_LEG_M = 0.8


def own_texts() -> list[str]:
    """Instructions, differences, sentences of all styles, and what people wrote of training motions."""
    texts = [sentence.text for sentence in human_sentences("train")]
    for style in get_args(Style):
        texts.append(instruction(style))
        for fact in _facts():
            texts += [*differences([fact], style), *variants(fact, style)]
        for edit in _edits():
            texts += [phrasing.text for phrasing in phrasings(edit, style)]
    return texts


def _edits() -> Iterator[Edit]:
    ways = product(OPERATORS.values(), (0.5, 1.0, 2.3), (1, -1))
    for (operator, size, sign), phase in zip(ways, cycle(SAID), strict=False):
        magnitude = sign * min(size * operator.usual, operator.largest)
        sides = ("left", "right", "both") if operator.sided else ("none",)
        for side in sides if sign > 0 or operator.negative else ():
            yield Edit(operator.name, magnitude, side, phase)


def _facts() -> Iterator[Fact]:
    ways = product(CHANNELS.values(), ("more", "less"), (False, True), _SIZES)
    for (channel, direction, opposite, size), phase in zip(ways, cycle(SAID), strict=False):
        name = quantity(channel.name)
        shown = channel.shown(channel.tolerance, _LEG_M)
        sides = (channel.side, "both") if FINDING_WORDS[name].one else (channel.side,)
        for side in sides:
            yield Fact(
                quantity=name,
                part=channel.part,
                side=side,
                direction=direction,
                magnitude=size * shown,
                uncertainty=shown / 3,
                unit=channel.shown_unit,
                phase=phase,
                repetitions=(2, 3),
                opposite=opposite,
                findings=(),
            )
