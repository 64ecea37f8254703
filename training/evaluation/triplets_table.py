"""Table of triplets: how many of what, what was rejected and why, and whether findings tell the edits."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from inference.editing.operators import FORM, OPERATORS
from inference.motion.channels import quantity
from inference.motion.redundancy import SIGNS
from training.evaluation.report import table
from training.triplets.draws import SPLITS
from training.triplets.shards import Made, made, shards

SEVERAL = 3
# Of one source, the same operator, side and phase: magnitudes closer than this ratio are near-duplicates.
CLOSE = 1.25
COLUMNS = [
    "split", "origin", "direction", "other", "noise", "source_id", "operator", "magnitude", "side", "phase",
    "second", "findings",
]  # fmt: skip
OTHERS = {"same": "the same recording", "repetition": "another repetition", "person": "another person"}
REAL = "real"
# Quantities of which one brings about the other.
_RELATED = {(quantity(a), quantity(b)) for pair in SIGNS for a, b in (pair, pair[::-1])}

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

Do the findings, as the program measures both motions, name the channel of the edit? Single edits of form:
the first finding names it; or one that goes with it (inference/motion/redundancy.py: who lifts an arm
sideways raises it); one of the first three names it; nothing is found. With noise both motions carry the pose
estimator's error, and only what surely exceeds it becomes a finding.

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
        for noise in (False, True):
            chosen = [row for row in formed if (row["other"], row["noise"]) == (other, noise)]
            lines.append(
                [f"{name}, {'with' if noise else 'without'} noise", str(len(chosen)), *_named(chosen)]
            )
    header = ["set against", "edits", "the first", "or goes with it", f"of {SEVERAL}", "none"]
    return table(header, lines)


def _named(chosen: Sequence[Row]) -> list[str]:
    """How often the first finding names the edited channel, or goes with it, several do, or there is none."""
    hits: Counter[str] = Counter()
    for row in chosen:
        names, edited = [quantity(f["channel"]) for f in json.loads(row["findings"])], row["operator"]
        hits["first"] += edited in names[:1]
        hits["alike"] += any(name == edited or (edited, name) in _RELATED for name in names[:1])
        hits["several"] += edited in names[:SEVERAL]
        hits["none"] += not names
    return [f"{hits[what] / max(len(chosen), 1):.0%}" for what in ("first", "alike", "several", "none")]


def _near_duplicates(found: Iterable[Row]) -> int:
    alike: dict[tuple, list[float]] = {}
    for row in found:
        if row["origin"] == "kinematic" and not row["second"]:
            key = (row["source_id"], row["operator"], row["side"], row["phase"], row["magnitude"] > 0)
            alike.setdefault(key, []).append(abs(row["magnitude"]))
    return sum(b < CLOSE * a for sizes in alike.values() for a, b in pairwise(sorted(sizes)))
