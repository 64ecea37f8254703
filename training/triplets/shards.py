"""Shards: Parquet files of some hundred triplets each, whole or not there, with what was rejected beside."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from inference.atomic import atomic_path
from training.triplets.triplet import SCHEMA, Triplet

_MADE = b"coach.made"


@dataclass(frozen=True)
class Made:
    """How a shard came about: of which stream of draws, and in how many seconds of one core.

    rejected: by operator ("real" for real pairs) and reason.
    """

    stream: str
    drawn: int
    kept: int
    seconds: float
    rejected: dict[str, dict[str, int]] = field(default_factory=dict)


def shard_path(folder: Path, split: str, index: int) -> Path:
    """Where a shard lies."""
    return folder / f"{split}-{index:05d}.parquet"


def write_shard(
    path: Path, triplets: Iterable[Triplet], stream: str, rejected: dict[str, Counter[str]], seconds: float
) -> Made:
    """Write a shard, whole or not at all. Raises OSError."""
    rows = [triplet.to_row() for triplet in triplets]
    drawn = len(rows) + sum(reasons.total() for reasons in rejected.values())
    made = Made(stream, drawn, len(rows), seconds, {name: dict(found) for name, found in rejected.items()})
    schema = SCHEMA.with_metadata({_MADE: json.dumps(asdict(made)).encode()})
    with atomic_path(path) as temporary:
        pq.write_table(pa.Table.from_pylist(rows, schema), temporary, compression="zstd")
    return made


def made(path: Path) -> Made:
    """How a shard came about, without reading its rows."""
    return Made(**json.loads(pq.read_schema(path).metadata[_MADE]))


def shards(folder: Path, split: str) -> list[Path]:
    """The finished shards of a split, in the order of the draws."""
    return sorted(folder.glob(f"{split}-*.parquet"))


def read(folder: Path, split: str, origins: Iterable[str] | None = None) -> Iterator[Triplet]:
    """The triplets of a split, shard by shard; all, or those of some origins."""
    wanted = None if origins is None else set(origins)
    for path in shards(folder, split):
        for batch in pq.ParquetFile(path).iter_batches(batch_size=64):
            yield from (
                t for t in map(Triplet.from_row, _rows(batch)) if wanted is None or t.origin in wanted
            )


def _rows(batch: pa.RecordBatch) -> Iterator[dict]:
    """Rows of a batch; joints go straight into arrays, since a list of numbers is slow."""
    arrays = {name: batch.column(name) for name in ("source", "target")}
    light = batch.drop_columns(list(arrays)).to_pylist()
    for index, row in enumerate(light):
        joints = {name: np.asarray(array[index].values) for name, array in arrays.items()}
        yield row | joints
