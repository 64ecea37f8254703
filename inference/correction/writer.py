"""Writer: the language model's correction, verified; the measured sentences where none of its texts helps."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inference.correction.correction import Sentence
from inference.correction.describer import describe
from inference.correction.factcheck import rests_on
from inference.correction.language_model import LanguageModel
from inference.correction.prompt import prompt
from inference.correction.verification import Verification, verify
from inference.language.styles import DEFAULT_STYLE, Style
from inference.motion.differences import Comparison
from inference.motion.motion import Motion
from inference.motion.retarget import mirrored

CANDIDATES = 6
NONE_HELPS = (
    "None of the texts that were written brought the movement closer to the coach's when it was carried out; "
    "what you read is what was measured."
)
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Written:
    """The words, how they were verified (None where there was nothing to correct), and what to be told."""

    sentences: tuple[Sentence, ...]
    verification: Verification | None
    warnings: tuple[str, ...] = ()


def write(
    model: LanguageModel,
    codes: Callable[[Motion], np.ndarray],
    trainee: Motion,
    coach: Motion,
    comparison: Comparison,
    *,
    style: Style = DEFAULT_STYLE,
    count: int = CANDIDATES,
) -> Written:
    """Let the model write `count` texts about two motions, and choose the one that repairs most.

    codes: motion tokens of a motion; comparison: of these two motions.
    """
    measured = describe(comparison.findings, comparison.within, style=style)
    if not comparison.findings:
        return Written(measured, None)
    shown = mirrored(coach) if comparison.alignment.mirrored else coach
    read = prompt(
        model.encode,
        model.vocabulary,
        motions=[codes(trainee), codes(shown)],
        findings=comparison.findings,
        style=style,
    )
    verification = verify(model.candidates(read, count), trainee, coach, comparison)
    if verification.chosen is None:
        return Written(measured, verification, (NONE_HELPS,))
    text = verification.tried[verification.chosen].candidate.text
    sentences = [Sentence(each, rests_on(each, comparison.findings)) for each in _END_OF_SENTENCE.split(text)]
    return Written(tuple(sentences), verification)
