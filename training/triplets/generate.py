"""Generates triplets, shard by shard, until there are enough: in a plain loop, or on a cluster by Ray Data.

A shard is a stretch of the split's stream of draws, so shards know nothing of each other, a finished one is
never made again, and whoever is killed in the middle of one loses that one alone.
"""

import itertools
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from inference.errors import CoachError
from training.triplets.draws import draws
from training.triplets.make import triplet
from training.triplets.rejected import Rejected
from training.triplets.shards import Made, made, shard_path, shards, write_shard
from training.triplets.takes import Takes
from training.triplets.triplet import Triplet

logger = logging.getLogger(__name__)

# Share of each split; training comes first, since others wait for it.
SPLITS = {"train": 0.9, "val": 0.05, "test": 0.05}
DRAWS = 1000
# How many of the draws make triplets, as long as nobody has seen it.
KEPT_GUESS = 0.6


@dataclass(frozen=True)
class Job:
    """One shard to be made, of `draws` draws."""

    folder: str
    data: str
    split: str
    index: int
    seed: int
    draws: int

    @property
    def path(self) -> Path:
        """Where the shard will lie."""
        return shard_path(Path(self.folder), self.split, self.index)


Runner = Callable[[Sequence[Job]], Iterable[Made]]


def generate(folder: Path, count: int, data: Path, seed: int, run: Runner, draws: int = DRAWS) -> None:
    """Make shards in `folder` until it holds `count` triplets; those that are there count.

    Raises CoachError if the folder holds those of another seed, or if there are no more to be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for split, share in SPLITS.items():
        while jobs := _missing(folder, split, ceil(share * count), data, seed, draws):
            kept = 0
            for shard in run(jobs):
                logger.info("%s: %d of %d draws, %.0f s", split, shard.kept, shard.drawn, shard.seconds)
                kept += shard.kept
            if not kept:
                raise CoachError(f"The clips in {data} make no more triplets of the split {split}.")


def _missing(folder: Path, split: str, wanted: int, data: Path, seed: int, draws: int) -> list[Job]:
    """The shards that are likely to be missing; none if there is enough."""
    there = [made(path) for path in shards(folder, split)]
    if any(shard.seed != seed for shard in there):
        raise CoachError(f"{folder} holds triplets of another seed; choose that seed or another folder.")
    kept = sum(shard.kept for shard in there)
    usual = max(kept / len(there) if there else KEPT_GUESS * draws, 1)
    jobs = (Job(str(folder), str(data), split, index, seed, draws) for index in itertools.count())
    return list(
        itertools.islice(
            (job for job in jobs if not job.path.exists()), max(ceil((wanted - kept) / usual), 0)
        )
    )


def make(job: Job) -> Made:
    """Make one shard, unless it is there."""
    if job.path.exists():
        return made(job.path)
    began = time.process_time()
    takes = Takes(job.split, Path(job.data))
    kept: list[Triplet] = []
    rejected: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for draw in draws(takes, job.seed, job.index * job.draws, (job.index + 1) * job.draws):
        try:
            kept.append(triplet(draw, takes))
        except Rejected as reason:
            rejected[draw.asked[0].operator if draw.asked else "real"][str(reason)] += 1
    return write_shard(job.path, kept, job.seed, rejected, time.process_time() - began)


def plainly(jobs: Sequence[Job]) -> Iterable[Made]:
    """Make shards one after the other, here."""
    return map(make, jobs)
