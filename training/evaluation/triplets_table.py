"""Table of triplets: how many of what, what was rejected and why, and whether findings tell the edits."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from inference.editing.operators import FORM, OPERATORS
from inference.motion.channels import quantity
from training.evaluation.report import table
from training.triplets.draws import SPLITS
from training.triplets.shards import Made, made, shards

TOP = (1, 3)
# Of one source, the same operator, side and phase: magnitudes closer than this ratio are near-duplicates.
CLOSE = 1.25
COLUMNS = [
    "split", "origin", "direction", "other", "noise", "source_id", "operator", "magnitude", "side", "phase",
    "second", "findings",
]  # fmt: skip
OTHERS = {"same": "the same recording", "repetition": "another repetition", "person": "another person"}
REAL = "real"

Row = dict[str, Any]


def rows(folder: Path) -> str:
    """The section of docs/benchmarks.md, from the triplets in `folder`."""
    paths = [path for split in SPLITS for path in shards(folder, split)]
    all_made = [made(path) for path in paths]
    found = [row for path in paths for row in pq.read_table(path, columns=COLUMNS).to_pylist()]
    kept, drawn, seconds = (sum(getattr(m, name) for m in all_made) for name in ("kept", "drawn", "seconds"))
    backwards = [row["direction"] == "edited_to_real" for row in found if row["origin"] == "kinematic"]
    return SECTION.format(
        kept=kept,
        drawn=drawn,
        share=kept / drawn,
        ms=1000 * seconds / kept,
        hour=2 * 3600 * kept / seconds,
        near=_near_duplicates(found) / kept,
        backwards=sum(backwards) / max(len(backwards), 1),
        counts=_counts(found),
        reasons=_reasons(all_made),
        operators=_operators(found, all_made),
        findings=_findings(found),
    )


SECTION = """\
## Triplets

`python -m training.triplets report`: {kept} triplets, {share:.0%} of {drawn} draws; {ms:.0f} ms of one core
each, with all that was rejected: {hour:.0f} an hour on two cores. Of the edits {backwards:.0%} run backwards.
Near-duplicates ({near:.1%}) are of the same frames, operator, side and phase, with magnitudes less than
25 % apart.

{counts}

Rejected draws, by what the measurement said.

{reasons}

Kept of the draws, by the (first) operator.

{operators}

Do the findings, as the program measures both motions, name the channel of the edit (single edits of form)?
First finding, and one of the first three, in brackets: no finding at all. With noise both motions carry the
pose estimator's error, and only what exceeds it becomes a finding.

{findings}
"""


def _counts(found: Sequence[Row]) -> str:
    kinds = [("kinematic", other) for other in OTHERS] + [(REAL, other) for other in list(OTHERS)[1:]]
    kinds += [("diffusion", "same")] if any(row["origin"] == "diffusion" for row in found) else []
    count = Counter((row["split"], row["origin"], row["other"], row["noise"]) for row in found)
    lines = []
    for origin, other in kinds:
        cells = [(count[s, origin, other, False], count[s, origin, other, True]) for s in SPLITS]
        lines.append([f"{origin}, {OTHERS[other]}", *(f"{a} + {b}" for a, b in cells)])
    lines.append(["all", *(str(sum(row["split"] == split for row in found)) for split in SPLITS)])
    return table(["triplets (without + with noise)", *SPLITS], lines)


def _reasons(all_made: Iterable[Made]) -> str:
    count: Counter[str] = Counter()
    for shard in all_made:
        for reasons in shard.rejected.values():
            count.update(reasons)
    return table(["reason", "draws"], [[reason, str(number)] for reason, number in count.most_common()])


def _operators(found: Iterable[Row], all_made: Iterable[Made]) -> str:
    kept = Counter(REAL if row["origin"] == REAL else row["operator"] for row in found)
    rejected: Counter[str] = Counter()
    for shard in all_made:
        rejected.update({name: sum(reasons.values()) for name, reasons in shard.rejected.items()})
    names = sorted(
        (name for name in [*OPERATORS, REAL] if kept[name] + rejected[name]), key=lambda n: -kept[n]
    )
    cells = [f"{name} {kept[name]} ({kept[name] / (kept[name] + rejected[name]):.0%})" for name in names]
    thirds = [cells[first : first + 4] for first in range(0, len(cells), 4)]
    return table(["", "", "", ""], [line + [""] * (4 - len(line)) for line in thirds])


def _findings(found: Iterable[Row]) -> str:
    formed = [
        row for row in found if row["origin"] == "kinematic" and row["operator"] in FORM and not row["second"]
    ]
    lines = []
    for other, name in OTHERS.items():
        of = [[row for row in formed if (row["other"], row["noise"]) == (other, n)] for n in (False, True)]
        lines.append([name, *(cell for chosen in of for cell in _named(chosen))])
    header = [f"{when}: {what}" for when in ("without noise", "with noise") for what in ("first", "of three")]
    return table(["set against", *header], lines)


def _named(chosen: Sequence[Row]) -> Iterator[str]:
    """How often the edited channel is among the first findings."""
    told = [[quantity(f["channel"]) for f in json.loads(row["findings"])] for row in chosen]
    silent = sum(not names for names in told)
    for top in TOP:
        hits = sum(row["operator"] in names[:top] for row, names in zip(chosen, told, strict=True))
        share = f"{hits / len(chosen):.0%}" if chosen else "–"
        yield f"{share} of {len(chosen)} ({silent / max(len(chosen), 1):.0%})"


def _near_duplicates(found: Iterable[Row]) -> int:
    alike: dict[tuple, list[float]] = {}
    for row in found:
        if row["origin"] == "kinematic" and not row["second"]:
            key = (row["source_id"], row["operator"], row["side"], row["phase"], row["magnitude"] > 0)
            alike.setdefault(key, []).append(abs(row["magnitude"]))
    return sum(b < CLOSE * a for sizes in alike.values() for a, b in pairwise(sorted(sizes)))
