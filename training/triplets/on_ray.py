"""Shards side by side on this machine's cores or on a cluster, by Ray Data."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from training.triplets.generate import Job, Plan, Runner, make
from training.triplets.shards import Made

# Motions never pass through Ray: its workers read clips and write shards by themselves.
STORE_BYTES = 80 * 2**20


def on_ray(address: str | None) -> Runner:
    """A runner on the cluster at `address`, which sees the same folder and data, or on this machine alone."""
    # Read when ray is imported: nothing is told to its makers.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    if address:
        ray.init(address=address)
    else:
        ray.init("local", object_store_memory=STORE_BYTES, include_dashboard=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(jobs: Sequence[Job]) -> Iterable[Made]:
        items = [vars(job) | {"plan": asdict(job.plan)} for job in jobs]
        rows = ray.data.from_items(items, override_num_blocks=len(items))
        return (Made(**json.loads(row["made"])) for row in rows.map(_made).iter_rows())

    return run


def _made(row: dict[str, Any]) -> dict[str, str]:
    return {"made": json.dumps(asdict(make(Job(Plan(**row["plan"]), row["split"], row["index"]))))}
