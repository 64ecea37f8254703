"""The table in the README: which fault was acted, and what the top correction says, for every exercise.

The first faulty repetition of each unseen person, beside the first correct one of their own: nothing chosen.
"""

from collections.abc import Sequence
from pathlib import Path

from inference.correction.writer import END_OF_SENTENCE
from inference.language.styles import DEFAULT_STYLE
from training.data.clips import Clip, read_clips
from training.evaluation.acted_faults import Attempt
from training.evaluation.acted_mistakes import ACTED, FAULT_CHANNELS
from training.evaluation.correction_rows import DESCRIBER, VERIFIED, speakers
from training.evaluation.differences import HELD_OUT
from training.evaluation.factuality import names_fault
from training.evaluation.report import table

README = Path(__file__).parents[2] / "README.md"
_HEAD = """\
The first faulty repetition of each of two people nobody has trained on (motion capture), beside their own
first correct one, and the first thing that is said; bold where it makes the fault better:
{share}.
–: none of the model's texts helps, and the program says the measured sentence.
`python -m training.evaluation exercises`"""


def evaluate(data: Path, triplets: Path) -> str:
    """The table (Markdown), by the measured sentences and, where it is trained, by the language model."""
    clips = [clip for clip in read_clips(data, "uiprmd") if clip.subject in HELD_OUT]
    attempts = [_attempt(clips, exercise, person) for exercise in FAULT_CHANNELS for person in HELD_OUT]
    asked = {name: said for name, said in speakers(triplets).items() if name in (DESCRIBER, VERIFIED)}
    said = {name: [_first(text) for text in ask(attempts)] for name, ask in asked.items()}
    right = {
        name: [names_fault(text, attempt.exercise) for text, attempt in zip(texts, attempts, strict=True)]
        for name, texts in said.items()
    }
    share = ", ".join(f"{name} {sum(own)} of {len(own)}" for name, own in right.items())
    body = []
    for number, attempt in enumerate(attempts):
        cells = [f"**{said[n][number]}**" if right[n][number] else said[n][number] for n in said]
        person = attempt.subject.split()[1]
        body.append([attempt.exercise, person, ACTED[attempt.exercise], *(cell or "–" for cell in cells)])
    return f"{_HEAD.format(share=share)}\n\n{table(['exercise', '', 'acted', *said], body)}"


def _attempt(clips: Sequence[Clip], exercise: str, person: str) -> Attempt:
    of = [clip for clip in clips if (clip.exercise, clip.subject) == (exercise, person)]
    wrong, right = (next(clip for clip in of if clip.correct == true) for true in (False, True))
    return Attempt(exercise, f"uiprmd {person}", DEFAULT_STYLE, (wrong.motion(), right.motion()))


def _first(text: str) -> str:
    return END_OF_SENTENCE.split(text)[0]
