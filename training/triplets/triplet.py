"""Triplet: source, target, and the instruction that leads from one to the other. A row of a Parquet file.

This is the place where the columns are told; design.md's contract and what else training and evaluation need.

* `source`, `target`: joints (T, 22, 3) m at FPS in the world, as float16, flat in the file. The target need
  not be as long as the source.
* `source_id`, `target_id`: the clips both were made of (joined by "+"), the frames used, "~" if mirrored.
* `subject`, `target_subject`: the people, with their data set, since its names are not unique; `split` is
  theirs.
* `origin`: kinematic (an exact edit of a clip), real (UI-PRMD, a fault that was acted, and how it is right),
  diffusion (an action put into a part of the body).
* `direction`: of an edit: real_to_edited, or edited_to_real, where the edited motion is the source and the
  instruction undoes the edit; real_to_real where nothing was edited.
* `other`: what the two motions are of: the same recording, another repetition by the same person, another
  person. `warp`: duration over what it was before the target's time was bent, 1 if it was not. `noise`:
  whether a pose estimator's error was put on both.
* `operator`, `magnitude`, `unit`, `side`, `phase`: the edit (see inference/editing/operators.py) that takes
  the source to the target; of real pairs the foremost difference. `second`: another edit, or none. Of
  diffusion edits `operator` is "action", its magnitude nothing.
* `mask_part`: which part of the body changes; `start_s`, `end_s`: when, in the source's time.
* `texts`: the instruction in several wordings, each with its style (coach, trainee, physio), its family of
  phrases, and whether that family is held out from training.
* `findings`: JSON, what the program measures of the two motions as they are here, noise and all.
* `exercise`: what is done, "" if nobody said; `fault`: of real pairs, the channels on which the exercise's
  acted faults should show.
* `number`: which draw of the split's stream this is; `seed`: of the stream. Both make the row again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

import numpy as np
import pyarrow as pa

from inference.editing.operators import OPERATORS, Edit
from inference.motion.finding import Finding
from inference.motion.motion import Motion
from training.data.clips import FPS

Direction = Literal["real_to_edited", "edited_to_real", "real_to_real"]
Other = Literal["same", "repetition", "person"]
ACTION = "action"
_JOINTS = ("source", "target")

_EDIT = [
    ("operator", pa.string()),
    ("magnitude", pa.float32()),
    ("unit", pa.string()),
    ("side", pa.string()),
    ("phase", pa.string()),
]
_WORDING = [("text", pa.string()), ("style", pa.string()), ("family", pa.string()), ("held_out", pa.bool_())]
SCHEMA = pa.schema(
    [
        ("source_id", pa.string()),
        ("target_id", pa.string()),
        ("subject", pa.string()),
        ("target_subject", pa.string()),
        ("split", pa.string()),
        ("origin", pa.string()),
        ("direction", pa.string()),
        ("other", pa.string()),
        ("warp", pa.float32()),
        ("noise", pa.bool_()),
        ("source", pa.list_(pa.float16())),
        ("target", pa.list_(pa.float16())),
        ("mask_part", pa.string()),
        ("start_s", pa.float32()),
        ("end_s", pa.float32()),
        *_EDIT,
        ("second", pa.struct(_EDIT)),
        ("texts", pa.list_(pa.struct(_WORDING))),
        ("findings", pa.string()),
        ("exercise", pa.string()),
        ("fault", pa.list_(pa.string())),
        ("number", pa.int64()),
        ("seed", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Wording:
    """One way to say an instruction."""

    text: str
    style: str
    family: str
    held_out: bool


@dataclass(frozen=True, eq=False)
class Triplet:
    """One row. Joints are (T, 22, 3) float16 m at FPS; for everything else see the columns above."""

    source_id: str
    target_id: str
    subject: str
    target_subject: str
    split: str
    origin: Literal["kinematic", "real", "diffusion"]
    direction: Direction
    other: Other
    warp: float
    noise: bool
    source: np.ndarray
    target: np.ndarray
    mask_part: str
    start_s: float
    end_s: float
    operator: str
    magnitude: float
    unit: str
    side: str
    phase: str
    second: dict[str, Any] | None
    texts: tuple[Wording, ...]
    findings: str
    exercise: str
    fault: tuple[str, ...]
    number: int
    seed: int

    @property
    def motions(self) -> tuple[Motion, Motion]:
        """Source and target."""
        return Motion(self.source, FPS), Motion(self.target, FPS)

    def of(self, source: str) -> bool:
        """Whether anybody in it is of a data set."""
        return any(person.startswith(f"{source} ") for person in (self.subject, self.target_subject))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What takes the source to the target; none for an action."""
        return edits_of({field.name: getattr(self, field.name) for field in fields(self)})

    @property
    def measured(self) -> tuple[Finding, ...]:
        """The findings."""
        return tuple(Finding.from_json(finding) for finding in json.loads(self.findings))

    def to_row(self) -> dict[str, Any]:
        """The triplet as SCHEMA has it."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        row |= {name: row[name].astype(np.float16).ravel() for name in _JOINTS}
        row["texts"] = [asdict(wording) for wording in self.texts]
        return row

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Triplet":
        """The triplet of a row of Table.to_pylist()."""
        values = dict(row)
        values |= {name: np.array(row[name], np.float16).reshape(-1, 22, 3) for name in _JOINTS}
        values["texts"] = tuple(Wording(**wording) for wording in row["texts"])
        values["fault"] = tuple(row["fault"])
        return cls(**values)


def edit_columns(edit: Edit) -> dict[str, Any]:
    """An edit as the columns operator, magnitude, unit, side and phase."""
    return {
        "operator": edit.operator,
        "magnitude": edit.magnitude,
        "unit": OPERATORS[edit.operator].unit,
        "side": edit.side,
        "phase": edit.phase,
    }


def edits_of(row: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that a row's columns tell; none of an action."""
    told = [] if row["operator"] == ACTION else [row, row["second"]]
    return tuple(Edit(one["operator"], one["magnitude"], one["side"], one["phase"]) for one in told if one)


def findings_json(findings: tuple[Finding, ...]) -> str:
    """Findings as the column has them: numbers to four digits, which is more than anybody measures."""
    return json.dumps([_rounded(finding.to_json()) for finding in findings])


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {name: _rounded(entry) for name, entry in value.items()}
    return value
