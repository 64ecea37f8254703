"""What a run was trained on, kept beside its weights, so that the model's card can say so."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "run.json"


@dataclass(frozen=True)
class Record:
    """A finished run: its variant, the options of its command, how many triplets it learnt from, and what was
    measured at its end.
    """

    variant: str
    options: str
    triplets: int
    measured: dict[str, float]

    @property
    def command(self) -> str:
        """The command that trains it."""
        return " ".join(["python -m training.cigtime train", self.variant, *self.options.split()])

    @classmethod
    def read(cls, folder: Path) -> "Record":
        """The record of a trained model's folder. Raises OSError."""
        return cls(**json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def write(self, folder: Path) -> None:
        """Write it into a trained model's folder."""
        (folder / _FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
