"""Motion-capture clips of ../shared/data/motion: the table, the splits by person, and the joints."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from inference.motion.motion import Motion

DEFAULT_DATA = Path("../shared/data/motion")
FPS = 20.0


@dataclass(frozen=True)
class Caption:
    """What somebody wrote of a clip from start_s to end_s."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True)
class Clip:
    """One row of clips.csv. `correct`: None where nobody judged; `split`: train, val or test, by person.

    texts: short descriptions of the whole clip, at least one; captions: human sentences, for few clips;
    pair_group: clips of one person doing the same are alike in it, empty where there are none.
    """

    clip_id: str
    source: str
    subject: str
    split: str
    exercise: str
    correct: bool | None
    pair_group: str
    texts: tuple[str, ...]
    captions: tuple[Caption, ...]
    data: Path

    def motion(self) -> Motion:
        """The clip as a Motion at 20 fps."""
        return Motion(_pack(self.data, self.source)[self.clip_id].astype(np.float32) / 1000, FPS)


def read_clips(data: Path = DEFAULT_DATA, source: str | None = None) -> Iterator[Clip]:
    """The clips of clips.csv in `data`, all or those of one source (cmu, accad, mhad, uiprmd)."""
    with (data / "clips.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if source in (None, row["source"]):
                yield Clip(
                    clip_id=row["clip_id"],
                    source=row["source"],
                    subject=row["subject"],
                    split=row["split"],
                    exercise=row["exercise"],
                    correct={"1": True, "0": False}.get(row["correct"]),
                    pair_group=row["pair_group"],
                    texts=tuple(json.loads(row["texts"])),
                    captions=tuple(Caption(**caption) for caption in json.loads(row["captions"])),
                    data=data,
                )


@cache
def _pack(data: Path, source: str) -> dict[str, np.ndarray]:
    """All clips of one source, int16 (T, 22, 3) mm."""
    with np.load(data / f"{source}.npz", allow_pickle=False) as pack:
        return {name: pack[name] for name in pack.files}
