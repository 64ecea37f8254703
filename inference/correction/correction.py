"""Correction: the words, what they rest on, and how they came about (correction.json)."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from inference.motion.doubt import Doubt, LowConfidence
from inference.motion.finding import Finding


@dataclass(frozen=True)
class Sentence:
    """One sentence of the text and the ids of the findings it rests on, whoever wrote it.

    alternatives: other ways to say the same; author: "model" where the language model wrote it,
    "coach" where a person has put it in their own words.
    """

    text: str
    findings: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    author: Literal["program", "model", "coach"] = "program"

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Sentence":
        """The sentence that Correction.to_json wrote; older files have neither alternatives nor author."""
        return cls(**data | {name: tuple(data.get(name, ())) for name in ("findings", "alternatives")})


@dataclass(frozen=True)
class AlignmentSummary:
    """How the clips were laid over each other: path of (trainee s, coach s) pairs and what it cost.

    offset_s: coach time − trainee time at the start; tempo: coach duration over trainee duration of the
    matched span (> 1: the trainee is faster); mirrored: the coach was mirrored; cost: mean joint distance, m.
    """

    path: tuple[tuple[float, float], ...]
    offset_s: float
    tempo: float
    mirrored: bool
    cost: float


@dataclass(frozen=True)
class Correction:
    """What the program says to the trainee, and the evidence. `verification`: None while nobody verified."""

    text: str
    sentences: tuple[Sentence, ...]
    part: str
    style: str
    findings: tuple[Finding, ...]
    alignment: AlignmentSummary
    verification: dict[str, Any] | None = None
    models: tuple[dict[str, str], ...] = ()
    timings_s: dict[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    low_confidence: LowConfidence = field(default_factory=LowConfidence)

    def to_json(self) -> dict[str, Any]:
        """The correction as correction.json holds it (assets/correction.schema.json)."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Correction":
        """The correction that to_json wrote."""
        fields = dict(data)
        fields["sentences"] = tuple(Sentence.from_json(sentence) for sentence in data["sentences"])
        fields["findings"] = tuple(Finding.from_json(f) for f in data["findings"])
        path = tuple((float(a), float(b)) for a, b in data["alignment"]["path"])
        fields["alignment"] = AlignmentSummary(**(data["alignment"] | {"path": path}))
        fields["models"] = tuple(data["models"])
        fields["warnings"] = tuple(data["warnings"])
        sides = data["low_confidence"].items()
        doubts = {side: tuple(Doubt.from_json(doubt) for doubt in found) for side, found in sides}
        fields["low_confidence"] = LowConfidence(**doubts)
        return cls(**fields)

    def dumps(self) -> str:
        """correction.json as text."""
        return json.dumps(self.to_json(), indent=2, ensure_ascii=False)
