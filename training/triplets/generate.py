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
from enum import StrEnum
from math import ceil
from pathlib import Path

from inference.errors import CoachError
from training.triplets.actions import action_triplet, actions
from training.triplets.draws import draws, exact_draws
from training.triplets.make import triplet
from training.triplets.rejected import Rejected
from training.triplets.shards import Made, made, shard_path, shards, write_shard
from training.triplets.takes import Takes
from training.triplets.triplet import Triplet

logger = logging.getLogger(__name__)

# Share of each split; training comes first, since others wait for it.
SHARES = {"train": 0.9, "val": 0.05, "test": 0.05}
DRAWS = 1000
# How many of the draws make triplets, as long as nobody has seen it.
KEPT_GUESS = 0.6


class Kind(StrEnum):
    """What triplets are of: edits and real pairs as people film them; edits alone; the diffusion editor's."""

    EDITS = "edits"
    EXACT = "exact"
    ACTIONS = "actions"


_STREAMS = {
    Kind.EDITS: (draws, triplet),
    Kind.EXACT: (exact_draws, triplet),
    Kind.ACTIONS: (actions, action_triplet),
}


@dataclass(frozen=True)
class Plan:
    """Where shards go and what they are of; draws: of each shard."""

    folder: str
    data: str
    seed: int
    kind: Kind = Kind.EDITS
    draws: int = DRAWS

    @property
    def stream(self) -> str:
        """What the shards of this plan may be mixed with: nothing else."""
        return f"{self.kind} {self.seed}"


@dataclass(frozen=True)
class Job:
    """One shard to be made."""

    plan: Plan
    split: str
    index: int

    @property
    def path(self) -> Path:
        """Where the shard will lie."""
        return shard_path(Path(self.plan.folder), self.split, self.index)


Runner = Callable[[Sequence[Job]], Iterable[Made]]


def generate(plan: Plan, count: int, run: Runner) -> None:
    """Make shards until there are `count` triplets; those that are there count.

    Raises CoachError if the folder holds others, or if there are no more to be had.
    """
    Path(plan.folder).mkdir(parents=True, exist_ok=True)
    for split, share in SHARES.items():
        while jobs := _missing(plan, split, ceil(share * count)):
            kept = 0
            for shard in run(jobs):
                logger.info("%s: %d of %d draws, %.0f s", split, shard.kept, shard.drawn, shard.seconds)
                kept += shard.kept
            if not kept:
                raise CoachError(f"The clips in {plan.data} make no more triplets of the split {split}.")


def _missing(plan: Plan, split: str, wanted: int) -> list[Job]:
    """The shards that are likely to be missing; none if there is enough."""
    there = [made(path) for path in shards(Path(plan.folder), split)]
    for shard in there:
        if shard.stream != plan.stream:
            raise CoachError(
                f"{plan.folder} holds triplets of the stream “{shard.stream}”; choose another folder."
            )
    kept = sum(shard.kept for shard in there)
    usual = max(kept / len(there) if there else KEPT_GUESS * plan.draws, 1)
    absent = (job for index in itertools.count() if not (job := Job(plan, split, index)).path.exists())
    return list(itertools.islice(absent, max(ceil((wanted - kept) / usual), 0)))


def make(job: Job) -> Made:
    """Make one shard, unless it is there."""
    if job.path.exists():
        return made(job.path)
    began = time.process_time()
    plan = job.plan
    takes = Takes(job.split, Path(plan.data))
    kept: list[Triplet] = []
    rejected: defaultdict[str, Counter[str]] = defaultdict(Counter)
    stream, made_of = _STREAMS[plan.kind]
    for draw in stream(takes, plan.seed, job.index * plan.draws, (job.index + 1) * plan.draws):
        try:
            kept.append(made_of(draw, takes))
        except Rejected as reason:
            rejected[draw.operator][str(reason)] += 1
    return write_shard(job.path, kept, plan.stream, rejected, time.process_time() - began)


def plainly(jobs: Sequence[Job]) -> Iterable[Made]:
    """Make shards one after the other, here."""
    return map(make, jobs)
