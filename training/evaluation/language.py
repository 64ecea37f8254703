"""Is what people say understood? Sentences of people, coaching instructions, and the grammar's own phrasings.

`human_labels.tsv` has 200 captions of ../shared/data/texts, drawn by motion with a fixed seed before the
parser was written; the 100 of development were labelled then, the 100 of the test when the parser worked,
before it saw them. `coaching_labels.tsv` has 64 instructions as coaches say them, labelled before the
parser was written, half of them for the test. Whoever wrote the parser also wrote these and the labels,
but ran no test part until the end; what was mended since then was found on other sentences.
`coach_sentences.tsv` has 477 more, in two lists, each written and labelled before the parser saw any of it;
every third is for the test and was only counted. Held-out families: see `families`.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from pathlib import Path
from typing import get_args

import numpy as np

from inference.editing.operators import OPERATORS, THROUGHOUT, Edit
from inference.errors import WordsError
from inference.language.families import FAMILIES, HELD_OUT
from inference.language.parser import Parsed, parse
from inference.language.phases import SAID
from inference.language.phrasings import phrasings
from inference.language.styles import Style
from training.data.texts import human_sentences
from training.evaluation.report import table

_HERE = Path(__file__).parent
HUMAN, COACHING = _HERE / "human_labels.tsv", _HERE / "coaching_labels.tsv"
SENTENCES = _HERE / "coach_sentences.tsv"
# In place of edits: what no edit does, and should be refused.
REFUSED = "-"
SEED = 5
# Sizes of the edits that are said, of what is usual; a size is right where it comes back as nearly the same.
SIZES = (0.5, 1.0, 2.0)
NEARLY = (0.7, 1.4)
WORST = 8


@dataclass(frozen=True)
class Said:
    """One phrasing, what it should mean, and what was understood, None if nothing was."""

    edit: Edit
    style: Style
    family: str
    text: str
    found: Edit | None

    @property
    def meant(self) -> bool:
        """Whether operator, direction and side came back, and nothing else."""
        edit, found = self.edit, self.found
        return (
            found is not None
            and (found.operator, found.side) == (edit.operator, edit.side)
            and found.magnitude * edit.magnitude > 0
        )

    @property
    def mistaken(self) -> bool:
        """Whether it was understood as another change: worse than not to be understood."""
        return self.found is not None and not self.meant

    @property
    def exact(self) -> bool:
        """Whether phase and size came back, too."""
        if self.found is None or not self.meant or self.found.phase != self.edit.phase:
            return False
        return NEARLY[0] <= self.found.magnitude / self.edit.magnitude <= NEARLY[1]


def evaluate() -> str:
    """The section of docs/benchmarks.md."""
    said = list(phrased_and_parsed(np.random.default_rng(SEED)))
    return f"""## Language: what is understood

`python -m training.evaluation language`. Shares of sentences, with 95 % intervals (Wilson).

Captions of people (HumanML3D), which tell what somebody does: the part of the body, the side, and all of
the directions that are named. A part is the smallest of nine that has all that moves. The test parts were
labelled by whoever wrote the parser, and run when it was done.

{_human()}

Instructions as coaches say them: what is to be changed and which way, on which side, in which phase, with the
right number of changes and nothing else.

{_coaching()}

More of them, in words of all kinds, of which {_refusals()} ask for what no edit does and should
not be understood. Mistaken: another change is found, or an action.

{_sentences()}

The grammar's own sentences: every operator, both directions, all sides, three sizes, three styles. An edit
is understood if operator, direction and side come back and nothing else does, exact if its phase and size
do, too, mistaken if it is taken for one other change; of the rest the program says that it does not
understand, or takes it for several changes. Families in italics are held out: the parser worked before they
were written, and was improved since on other sentences. *wish* has other constructions; *paraphrase* has
other words, one wording for each operator and direction, written to share as few words as can be, so that
its sentences are not independent of each other. Its totals were looked at while the parser was improved, and
told that one word (“leave”) must not be passed over; one of its wordings was seen by accident.

{_families(said)}

Operators whose *paraphrases* are mistaken most, and for what:

{_worst([one for one in said if one.family == "paraphrase"])}
"""


def phrased_and_parsed(rng: np.random.Generator) -> Iterator[Said]:
    """Every phrasing of an edit of each operator, direction and side, its phase and size drawn at random."""
    for name, style in product(OPERATORS, get_args(Style)):
        operator = OPERATORS[name]
        signs = (1, -1) if operator.negative else (1,)
        sides = ("left", "right", "both") if operator.sided else ("none",)
        for sign, side in product(signs, sides):
            size = min(float(rng.choice(SIZES)) * operator.usual, operator.largest)
            size = max(round(size), 1) if operator.unit == "count" else size
            phase = THROUGHOUT if operator.unit == "count" else str(rng.choice(list(SAID)))
            edit = Edit(name, sign * size, side, phase)  # type: ignore[arg-type]
            for phrasing in phrasings(edit, style, FAMILIES):
                yield Said(edit, style, phrasing.family, phrasing.text, _only_edit(phrasing.text))


def _only_edit(text: str) -> Edit | None:
    parsed = _parsed(text)
    return parsed.edits[0] if parsed and len(parsed.edits) == 1 and parsed.action is None else None


def _parsed(text: str) -> Parsed | None:
    try:
        return parse(text)
    except WordsError:
        return None


def _human() -> str:
    texts: dict[str, list[str]] = defaultdict(list)
    for split in ("train", "val", "test"):
        for sentence in human_sentences(split):
            texts[sentence.motion_id].append(sentence.text)
    found = defaultdict(list)
    for row in _labels(HUMAN):
        parsed = _parsed(texts[row["id"]][int(row["index"])])
        found[row["split"]].append(_told(row, parsed))
    header = ["captions", "n", "part", "side", "directions", "all"]
    return table(header, [[split, *_shares(right)] for split, right in found.items()])


def _told(row: dict[str, str], parsed: Parsed | None) -> tuple[bool, bool, bool]:
    """Whether part, side and directions are right; of what tells no movement, whether it was refused."""
    if parsed is None or row["part"] == "-":
        refused = parsed is None and row["part"] == "-"
        return refused, refused, refused
    directions = set(row["directions"].split(",")) - {"-"}
    return parsed.part == row["part"], parsed.side == row["side"], set(parsed.directions) == directions


def _coaching() -> str:
    found = defaultdict(list)
    for row in _labels(COACHING):
        found[row["split"]].append(_asked(row, _parsed(row["text"])))
    header = ["instructions", "n", "what and which way", "side", "phase", "all"]
    return table(header, [[split, *_shares(right)] for split, right in found.items()])


def _asked(row: dict[str, str], parsed: Parsed | None) -> tuple[bool, bool, bool]:
    """Whether changes and their direction are right, side and phase too; actions by part and side."""
    if parsed is None:
        return False, False, False
    if row["action"]:
        right = parsed.action is not None and not parsed.edits and parsed.part == row["part"]
        return right, right and parsed.side == row["side"], right
    wanted = [[_label(way) for way in asked.split("|")] for asked in row["edits"].split(";")]
    edits = [(f"{e.operator}{'+' if e.magnitude > 0 else '-'}", e.side, e.phase) for e in parsed.edits]
    if parsed.action or len(edits) != len(wanted):
        return False, False, False
    pairs = list(zip(edits, wanted, strict=True))
    rights = [all(any(e[:n] == way[:n] for way in ways) for e, ways in pairs) for n in (1, 2)]
    phases = all(any((e[0], e[2]) == (way[0], way[2]) for way in ways) for e, ways in pairs)
    return rights[0], rights[1], phases


def _sentences() -> str:
    found = defaultdict(list)
    for row in _labels(SENTENCES):
        parsed = _parsed(row["text"])
        what, side, phase = _understood(row, parsed)
        found[row["split"]].append((what, side, phase, parsed is not None and not (what and side)))
    header = ["sentences", "n", "what and which way", "side", "phase", "mistaken"]
    return table(header, [[split, *_shares(rows)[:-1]] for split, rows in found.items()])


def _understood(row: dict[str, str], parsed: Parsed | None) -> tuple[bool, bool, bool]:
    """As `_asked`, of rows without actions that may be refused."""
    ways = row["edits"].split("|")
    if parsed is None or ways == [REFUSED]:
        refused = parsed is None and REFUSED in ways
        return refused, refused, refused
    edits = "|".join(way for way in ways if way != REFUSED)
    return _asked({"edits": edits, "action": ""}, parsed)


def _refusals() -> int:
    return sum(row["edits"] == REFUSED for row in _labels(SENTENCES))


def _label(way: str) -> tuple[str, str, str]:
    """Operator with its sign, side, phase of "knee_flexion+ left @ at the bottom"."""
    said, _, phase = way.partition("@")
    operator, _, side = said.strip().partition(" ")
    return operator, side.strip() or "none", phase.strip() or THROUGHOUT


def _labels(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _families(said: Sequence[Said]) -> str:
    rows = []
    for family in FAMILIES:
        own = [one for one in said if one.family == family]
        name = f"*{family}*" if family in HELD_OUT else family.replace("_", " ")
        counts = [sum(getattr(one, what) for one in own) for what in ("meant", "exact", "mistaken")]
        rows.append([name, str(len(own)), *(_share(count, len(own)) for count in counts)])
    return table(["family", "n", "understood", "exact", "mistaken"], rows)


def _worst(said: Sequence[Said]) -> str:
    by_operator = defaultdict(list)
    for one in said:
        by_operator[one.edit.operator].append(one)
    ranked = sorted(by_operator.items(), key=lambda item: -np.mean([one.mistaken for one in item[1]]))
    rows = []
    for operator, own in ranked[:WORST]:
        taken = Counter(_taken_for(one) for one in own if one.mistaken)
        confused = ", ".join(f"{name} ({count})" for name, count in taken.most_common(3))
        rows.append([operator.replace("_", " "), str(len(own)), *_understood_and_mistaken(own), confused])
    return table(["operator", "n", "understood", "mistaken", "for"], rows)


def _understood_and_mistaken(said: Sequence[Said]) -> tuple[str, str]:
    return _share(sum(one.meant for one in said), len(said)), _share(
        sum(one.mistaken for one in said), len(said)
    )


def _taken_for(said: Said) -> str:
    if said.found is None or said.found.operator != said.edit.operator:
        return said.found.operator.replace("_", " ") if said.found else ""
    return "the other way" if said.found.magnitude * said.edit.magnitude < 0 else "another side"


def _shares(right: Sequence[Sequence[bool]]) -> list[str]:
    """The count, each column's share, and that of rows with all of them."""
    columns: Iterable[Sequence[bool]] = zip(*right, strict=True)
    return [
        str(len(right)),
        *(_share(sum(column), len(right)) for column in columns),
        _share(sum(map(all, right)), len(right)),
    ]


def _share(count: int, of: int) -> str:
    """A share in per cent with its Wilson interval."""
    z, p = 1.96, count / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{100 * p:.0f} % ({100 * max(middle - half, 0):.0f}–{100 * min(middle + half, 1):.0f})"
