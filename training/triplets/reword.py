"""Rewords triplets that are there: better words cost no new motions."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inference.atomic import atomic_path
from training.triplets.triplet import ACTION, SCHEMA, edits_of
from training.triplets.wordings import wordings

_NEEDED = ["split", "operator", "magnitude", "side", "phase", "second", "texts", "seed", "number"]


def reword(folder: Path) -> None:
    """Give all triplets of a folder the texts of today's phrasings; actions keep theirs. Raises OSError."""
    for path in sorted(folder.glob("*.parquet")):
        table = pq.read_table(path)
        texts = [_texts(row) for row in table.select(_NEEDED).to_pylist()]
        column = SCHEMA.get_field_index("texts")
        table = table.set_column(column, SCHEMA.field(column), pa.array(texts, SCHEMA.field(column).type))
        with atomic_path(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")


def _texts(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    if row["operator"] == ACTION:
        return row["texts"]
    said = wordings(edits_of(row), row["split"], row["seed"], row["number"])
    return [asdict(wording) for wording in said]
