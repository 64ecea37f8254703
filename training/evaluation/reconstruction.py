"""Reconstruction: what a text leads to when it is carried out, against what the true one leads to.

The paper's MPJPE and FID (CigTime, section 4): an editor does to the source what the text says, in the part
of the body that the text itself names, and from the same initial noise as it did the true text. A text that
is not understood, or cannot be carried out, leaves the source as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inference.editing.diffusion import DiffusionEditor
from inference.editing.edited import edited
from inference.editing.grafting import vectors
from inference.editing.relative import RelativeEditor
from inference.errors import CoachError, EditError, ModelError
from inference.language.parser import parse
from inference.motion.interpolation import rows_between
from inference.motion.motion import Motion
from training.evaluation.correction_rows import reference
from training.evaluation.matching_metrics import TooFewError, fid, fid_interval
from training.evaluation.report import table
from training.evaluation.tally import Mean, Tally, means
from training.evaluator.matcher import Matcher
from training.triplets.pair import part_of
from training.triplets.triplet import Triplet

UNTOUCHED = "the source as it is"
# The networks take up to seconds for each; a Fréchet distance needs more motions than that.
BY_NETWORKS = 40
NO_NETWORKS = (
    "The networks' columns are left out: their weights are not there. `python -m training.editor train`, "
    "`export`, then the same of `training.relative`."
)

Carry = Callable[[Triplet, str], Motion]


@dataclass(frozen=True, eq=False)
class Editor:
    """A way to carry texts out; said, true: what comes of any text, and of a triplet's own (or EditError)."""

    name: str
    said: Carry
    true: Callable[[Triplet], Motion]
    most: int | None = None


def editors() -> list[Editor]:
    """The kinematic editor, and the networks where their weights are there."""
    found = [Editor("kinematic", _kinematic, lambda triplet: edited(triplet.motions[0], triplet.edits))]
    try:
        networks = DiffusionEditor(), RelativeEditor()
    except ModelError:
        return found
    return [*found, _networks(*networks)]


def _kinematic(triplet: Triplet, text: str) -> Motion:
    return edited(triplet.motions[0], parse(text).edits)


def _networks(diffusion: DiffusionEditor, relative: RelativeEditor) -> Editor:
    """Diffusion for actions, the source-conditioned network for edits of what is there."""

    def made(triplet: Triplet, text: str, part: str | None) -> Motion:
        source = triplet.motions[0]
        if triplet.edits:
            return relative.edit(source, text, part)
        return diffusion.edit(source, text, part, seed=triplet.number)[0]

    def true(triplet: Triplet) -> Motion:
        return made(triplet, reference(triplet, held_out=False).text, triplet.mask_part)

    return Editor("networks", lambda triplet, text: made(triplet, text, part(text)), true, BY_NETWORKS)


def part(text: str) -> str:
    """The part of skeleton.PARTS that a text asks to change. Raises WordsError for one not understood."""
    said = parse(text)
    parts = {part_of(edit) for edit in said.edits}
    if said.action is not None:
        parts.add(said.part or "whole_body")
    return parts.pop() if len(parts) == 1 else "whole_body"


def section(rows: Mapping[str, Sequence[str]], triplets: Sequence[Triplet]) -> str:
    """A table of every row's texts, by editor (Markdown)."""
    matcher, used = Matcher(), editors()
    columns = [_column(editor, rows, triplets, matcher) for editor in used]
    names = [UNTOUCHED, *rows]
    header = ["", *(f"{e.name}: {what}" for e in used for what in ("MPJPE, mm", "FID"))]
    counts = "; ".join(f"{editor.name}: {column.count}" for editor, column in zip(used, columns, strict=True))
    body = [[name, *(cell for column in columns for cell in column.cells[name])] for name in names]
    told = f"Triplets ({counts}) whose true text can be carried out. FID takes 240 motions."
    return "\n\n".join([told, table(header, body), *([] if len(used) > 1 else [NO_NETWORKS])])


@dataclass(frozen=True)
class _Column:
    cells: dict[str, list[str]]
    count: int


def _column(
    editor: Editor, rows: Mapping[str, Sequence[str]], triplets: Sequence[Triplet], matcher: Matcher
) -> _Column:
    true = _carried(editor, triplets)
    people = [triplets[number].subject for number in true]
    wanted = matcher.motion_features([vectors(motion) for motion in true.values()])
    cells = {}
    for name, texts in ({UNTOUCHED: [""] * len(triplets)} | dict(rows)).items():
        made = [_said(editor, triplets[number], texts[number]) for number in true]
        off_mm = [1000 * mpjpe_m(own, other) for own, other in zip(made, true.values(), strict=True)]
        error = means(
            (who, {"": Tally(off, 1)}) for who, off in zip(people, off_mm, strict=True)
        )[""]  # fmt: skip
        features = matcher.motion_features([vectors(motion) for motion in made])
        cells[name] = [_shown(error), _fid(features, wanted, people)]
    return _Column(cells, len(true))


def _carried(editor: Editor, triplets: Sequence[Triplet]) -> dict[int, Motion]:
    """What the true texts lead to, by the triplet's place, where it can be done."""
    found: dict[int, Motion] = {}
    for number, triplet in enumerate(triplets):
        if not triplet.edits and editor.name == "kinematic":
            continue
        if editor.most is not None and len(found) == editor.most:
            break
        try:
            found[number] = editor.true(triplet)
        except EditError:
            continue
    return found


def _said(editor: Editor, triplet: Triplet, text: str) -> Motion:
    try:
        return editor.said(triplet, text)
    except CoachError:
        return triplet.motions[0]


def mpjpe_m(one: Motion, other: Motion) -> float:
    """Mean distance of the joints in the world; where one takes longer, at equal shares of the time."""
    joints = rows_between(one.joints_in_world, np.linspace(0, len(one) - 1, len(other)))
    return float(np.linalg.norm(joints - other.joints_in_world, axis=-1).mean())


def _fid(features: np.ndarray, wanted: np.ndarray, people: Sequence[str]) -> str:
    try:
        value = fid(features, wanted)
    except TooFewError:
        return "–"
    low, high = fid_interval(features, wanted, people)
    return f"{value:.4f} ({low:.4f}–{high:.4f})"


def _shown(mean: Mean) -> str:
    return f"{mean.value:.0f} ({mean.low:.0f}–{mean.high:.0f})"
