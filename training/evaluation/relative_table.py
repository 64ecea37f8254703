"""The source-conditioned editor measured on people it has not seen, beside the editors of another kind."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from inference.editing.diffusion import DiffusionEditor
from inference.editing.edited import edited
from inference.editing.operators import FORM, Edit, Operator
from inference.editing.relative import RelativeEditor
from inference.errors import CoachError
from inference.language.parser import parse
from inference.language.phrasings import phrased
from inference.machine import hardware
from inference.motion.motion import Motion
from training.data.clips import Clip, read_clips
from training.evaluation.diffusion_actions import LONGEST_S, SHORTEST_S
from training.evaluation.editor_done import done
from training.evaluation.report import table
from training.triplets.pair import part_of

DRAWS, SEED = 240, 4
# Of its operator's usual amount.
AMOUNT = 1.5
HEAD = """### Source-conditioned editor

Relative edits of form of val and test people, {amount} times the usual amount of a quantity drawn with a
fixed seed, said in words of families seen in training and carried out in the part they are about: achieved of
asked, median; the share that goes the right way, and the share that does half to one and a half of what was
asked. The kinematic editor is told the same words, and is what the program uses; the diffusion editor cannot
know from where. Seconds are of one edit, mean, on {hardware}.

"""

Edits = Callable[[Motion, str, str], Motion]


def rows(data: Path) -> str:
    """The table (Markdown). Raises ModelError where weights are missing."""
    relative, diffusion = RelativeEditor(), DiffusionEditor()
    editors: dict[str, Edits] = {
        "source-conditioned": relative.edit,
        "kinematic": lambda motion, text, part: edited(motion, parse(text, part).edits),
        "diffusion, without its source": lambda *said: diffusion.edit(*said)[0],
    }
    clips = [clip for clip in read_clips(data) if clip.split in ("val", "test")]
    return HEAD.format(amount=AMOUNT, hardware=hardware()) + measured(editors, clips, DRAWS)


def measured(editors: dict[str, Edits], clips: Sequence[Clip], draws: int) -> str:
    """A row for every editor, all on the same edits: of so many draws those that can be carried out."""
    chance = np.random.default_rng(SEED)
    shares: dict[str, list[float]] = {name: [] for name in editors}
    seconds = dict.fromkeys(editors, 0.0)
    for operator in chance.choice(list(FORM.values()), draws):
        motion = clips[chance.integers(len(clips))].motion().cut(0, LONGEST_S)
        edit = _drawn(operator, chance)
        if motion.duration_s < SHORTEST_S or not _possible(motion, edit):
            continue
        text, part = phrased(edit).text, part_of(edit)
        for name, carry_out in editors.items():
            began = time.perf_counter()
            after = carry_out(motion, text, part)
            seconds[name] += time.perf_counter() - began
            shares[name].append(done(motion, after, edit))
    body = [
        [name, *_figures(np.array(shares[name])), f"{seconds[name] / len(shares[name]):.2f}"]
        for name in editors
    ]
    return table(["editor", "N", "achieved / asked", "the right way", "0.5 to 1.5 of it", "seconds"], body)


def _figures(shares: np.ndarray) -> list[str]:
    return [
        str(len(shares)),
        f"{np.median(shares):.2f}",
        f"{np.mean(shares > 0):.0%}",
        f"{np.mean(np.abs(shares - 1) <= 0.5):.0%}",
    ]


def _drawn(operator: Operator, chance: np.random.Generator) -> Edit:
    side = str(chance.choice(["left", "right"])) if operator.sided else "none"
    sign = chance.choice([1, -1]) if operator.negative else 1
    return Edit(operator.name, float(sign * AMOUNT * operator.usual), side)


def _possible(motion: Motion, edit: Edit) -> bool:
    """Whether the body can do so, in words that are understood."""
    try:
        edited(motion, parse(phrased(edit).text, part_of(edit)).edits)
    except CoachError:
        return False
    return True
