"""Keeps what a model wrote, beside the model, so that no table asks it for the same text again."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from inference.atomic import atomic_path
from training.cigtime.answers import Asked
from training.cigtime.data import Item
from training.triplets.triplet import Wording

# So many texts are written before they are kept.
PIECE = 100


def kept(path: Path, made_by: str, asked: Asked, write: Callable[[list[int]], list[str]]) -> list[str]:
    """What `write` says of these places of what is asked; from `path` where `made_by` has said it before."""
    known: dict[str, str] = {}
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        known = before["texts"] if before["made_by"] == made_by else {}
    keys = [_key(*each) for each in asked]
    missing = [place for place, key in enumerate(keys) if key not in known]
    for first in range(0, len(missing), PIECE):
        piece = missing[first : first + PIECE]
        known |= {keys[place]: text for place, text in zip(piece, write(piece), strict=True)}
        _write(path, {"made_by": made_by, "texts": known})
    return [known[key] for key in keys]


def version(model: Path) -> str:
    """Another one for every training of a model file."""
    state = model.stat()
    return f"{state.st_size} {state.st_mtime_ns}"


def _key(item: Item, wording: Wording) -> str:
    """The same where the model reads the same."""
    digest = hashlib.sha256(wording.style.encode())
    for codes in item.codes:
        digest.update(f"{codes.shape}".encode() + codes.astype(int).tobytes())
    digest.update(json.dumps([finding.to_json() for finding in item.findings]).encode())
    return digest.hexdigest()[:24]


def _write(path: Path, content: dict[str, object]) -> None:
    with atomic_path(path) as temporary:
        temporary.write_text(json.dumps(content), encoding="utf-8")
