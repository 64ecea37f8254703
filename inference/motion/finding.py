"""Finding: one measured difference between trainee and coach, as reports and files carry it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Phase:
    """A named span of the movement, in both clips' own seconds."""

    name: str
    start_s: float
    end_s: float
    coach_start_s: float
    coach_end_s: float


@dataclass(frozen=True)
class Finding:
    """One measured difference; angles in degrees, lengths in metres, as `unit` says.

    `difference` is trainee − coach; `uncertainty` is 1 σ in the same unit; `score` is |difference| over the
    channel's tolerance (1 = at the limit); `repetitions` is (in how many, of how many); `joints`: to be lit.
    """

    id: str
    channel: str
    part: str
    side: str
    phase: Phase
    trainee: float
    coach: float
    difference: float
    unit: str
    uncertainty: float
    score: float
    repetitions: tuple[int, int]
    joints: tuple[str, ...]

    @property
    def seek_s(self) -> float:
        """Where to look in the trainee's clip: the middle of the phase."""
        return (self.phase.start_s + self.phase.end_s) / 2

    def to_json(self) -> dict[str, Any]:
        """The finding as correction.json holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Finding":
        """The finding that to_json wrote."""
        fields = dict(data)
        fields["phase"] = Phase(**fields["phase"])
        fields["repetitions"] = tuple(fields["repetitions"])
        fields["joints"] = tuple(fields["joints"])
        return cls(**fields)
