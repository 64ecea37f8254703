"""Items kept as JSON lines: reading a triplet takes milliseconds, finding its motions' codes takes twenty."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from inference.atomic import atomic_path
from inference.motion.finding import Finding
from training.cigtime.data import Item
from training.triplets.triplet import Wording


def kept(folder: Path, origin: object, make: Callable[[], Iterable[Item]]) -> list[Item]:
    """Items without features, made once for an origin: anything whose text tells what they were made from."""
    path = folder / f"{hashlib.sha256(repr(origin).encode()).hexdigest()[:12]}.jsonl"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(_line(item)) + "\n" for item in make())
    with path.open(encoding="utf-8") as file:
        return [_item(json.loads(line)) for line in file]


def _line(item: Item) -> dict[str, Any]:
    return {
        "codes": [codes.tolist() for codes in item.codes],
        "findings": [finding.to_json() for finding in item.findings],
        "texts": [asdict(wording) for wording in item.texts],
        "subject": item.subject,
        "caption": item.caption,
    }


def _item(line: dict[str, Any]) -> Item:
    source, target = (np.array(codes) for codes in line["codes"])
    return Item(
        codes=(source, target),
        findings=tuple(map(Finding.from_json, line["findings"])),
        texts=tuple(Wording(**wording) for wording in line["texts"]),
        subject=line["subject"],
        caption=line["caption"],
    )
