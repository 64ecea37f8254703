"""Prompt: what the language model reads about two motions; training and the program write it alike.

The template is CigTime's (Fang et al., NeurIPS 2024, figure 2: instruction, motion 1, motion 2), with what
was measured between the two as a block of its own. Motion codes are single words of the vocabulary and go in
as ids, for digits would cost three tokens a code.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from inference.correction.describer import in_brief
from inference.correction.facts import Fact, facts
from inference.language.styles import DEFAULT_STYLE, Style
from inference.motion.finding import Finding
from inference.tokens.steps import CODES, CODES_A_STEP

LIMIT = 350
# Of each motion: ten seconds of a tokenizer of five steps a second.
MOTION_STEPS = 50
# A difference of so many σ has the right direction in 999 of 1,000 cases.
SURE_SIGMA = 3.0

Encode = Callable[[str], list[int]]

# Short, for it is read every time, and who has been trained knows.
_TASK = "Tell the trainee what to change."


@dataclass(frozen=True)
class Vocabulary:
    """Which ids of a language model stand for what.

    begin, stop: the first id of a prompt and the one that ends an answer; first: the id of motion code 0;
    codes: ids a level of the residual motion codes; levels: codes a step.
    """

    begin: int
    stop: int
    first: int
    codes: int = CODES
    levels: int = CODES_A_STEP

    def of_motion(self, codes: np.ndarray) -> list[int]:
        """The ids of motion codes (S, levels), step by step; see thinned."""
        return (self.first + np.arange(self.levels) * self.codes + thinned(codes)).ravel().tolist()

    def write(self, path: Path) -> None:
        """Keep it beside the model."""
        path.write_text(json.dumps(asdict(self)) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """What `write` kept."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def thinned(steps: np.ndarray) -> np.ndarray:
    """Every n-th of a long motion's steps, so that at most MOTION_STEPS are left."""
    return steps[:: max(-(-len(steps) // MOTION_STEPS), 1)]


def prompt(
    encode: Encode,
    vocabulary: Vocabulary,
    *,
    motions: Sequence[np.ndarray] = (),
    findings: Sequence[Finding] | None = None,
    style: Style = DEFAULT_STYLE,
) -> list[int]:
    """Ids of the prompt, at most LIMIT: the last of the differences give way.

    encode: text to ids, without special ones; motions: codes (S, levels) of trainee and coach, or nothing;
    findings: what was measured, the most important first, or None to leave it to the motions.
    """
    lines = [] if findings is None else differences(facts(findings), style)
    head = [vocabulary.begin, *encode(instruction(style))]
    for number, codes in enumerate(motions, 1):
        head += [*encode(f"\n### Motion {number}:\n"), *vocabulary.of_motion(codes), *encode("\n")]
    tail = encode("\n### Correction:\n")
    block: list[int] = []
    if findings is not None:
        block = encode("\n### Differences:\n" if lines else "\n### Differences:\nnone\n")
    for line in lines:
        ids = encode(f"{line}\n")
        if len(head) + len(block) + len(ids) + len(tail) > LIMIT:
            break
        block += ids
    return head + block + tail


def instruction(style: Style) -> str:
    """The beginning of the prompt: what to do, and for whom."""
    return f"### Instruction:\n{_TASK} Style: {style}.\n"


def differences(told: Sequence[Fact], style: Style = DEFAULT_STYLE) -> list[str]:
    """A line for each fact: what to do about it, how surely it is known, how often it was."""
    return [f"{number}. {_line(fact, style)}" for number, fact in enumerate(told, 1)]


def _line(fact: Fact, style: Style) -> str:
    sure = "sure" if fact.magnitude >= SURE_SIGMA * fact.uncertainty else "likely"
    seen, of = fact.repetitions
    often = f", {seen} of {of}" if of > 1 else ""
    return f"{in_brief(fact, style)}, {sure}{often}"
