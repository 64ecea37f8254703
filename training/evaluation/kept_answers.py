"""Texts that the rows of the tables wrote, kept in the repository, so that tables need no models.

Nobody is asked twice what to say of the same motions, findings and style; who was trained anew is asked anew.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inference.atomic import atomic_path
from inference.correction.facts import facts
from inference.correction.prompt import differences
from inference.errors import CoachError
from training.cigtime.answers import Asked
from training.cigtime.data import Item
from training.triplets.triplet import Wording

ANSWERS = Path(__file__).parent / "answers"
# So many texts are written before they are kept.
PIECE = 100

MadeBy = Mapping[str, Any]


class NotKeptError(CoachError):
    """Whoever should write a text is not here, and has not written it before; says which row it is."""


def kept(
    row: str, made_by: MadeBy | None, asked: Asked, write: Callable[[list[int]], list[str]]
) -> list[str]:
    """What a row says of all that is asked; `write` writes of these places of it what is not kept.

    made_by: what tells the row's model from others; None where it is not here. Raises NotKeptError.
    """
    before = _read(row)
    known = before["texts"] if made_by in (None, before["made_by"]) else {}
    keys = [_key(*each) for each in asked]
    missing = [place for place, key in enumerate(keys) if key not in known]
    if missing and made_by is None:
        raise NotKeptError(
            f"{len(missing)} of {len(asked)} texts of the row “{row}” were never written. Train it "
            f"(`python -m training.cigtime rows`), or ask of the triplets that docs/benchmarks.md names."
        )
    for first in range(0, len(missing), PIECE):
        piece = missing[first : first + PIECE]
        known |= {keys[place]: text for place, text in zip(piece, write(piece), strict=True)}
        _write(row, {"made_by": made_by, "texts": known})
    return [known[key] for key in keys]


def answered(row: str) -> bool:
    """Whether a row has written anything before."""
    return _path(row).exists()


def made_by(row: str) -> MadeBy:
    """By what model a row's texts were written; nothing where there are none."""
    return _read(row)["made_by"] or {}


def digest(path: Path) -> str:
    """Another one for every other file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _key(item: Item, wording: Wording) -> str:
    """The same where models read the same: rounded, so that no two machines differ about it."""
    lines = differences(facts(item.findings), wording.style)
    found = hashlib.sha256("\n".join([wording.style, *lines]).encode())
    for codes in item.codes:
        found.update(f"{codes.shape}".encode() + codes.astype(int).tobytes())
    return found.hexdigest()[:16]


def _path(row: str) -> Path:
    return ANSWERS / f"{row.replace(',', '').replace(' ', '_')}.json"


def _read(row: str) -> dict[str, Any]:
    if not answered(row):
        return {"made_by": None, "texts": {}}
    content: dict[str, Any] = json.loads(_path(row).read_text(encoding="utf-8"))
    return content


def _write(row: str, content: Mapping[str, object]) -> None:
    ANSWERS.mkdir(exist_ok=True)
    with atomic_path(_path(row)) as temporary:
        temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
