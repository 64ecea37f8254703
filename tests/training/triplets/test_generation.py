"""The stream of draws is always the same, people stay in their splits, and shards are made once."""

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from research_data import SHARED

from inference.errors import CoachError
from training.data.clips import read_clips
from training.evaluation.triplets_table import rows
from training.triplets import generate as generation
from training.triplets.draws import Draw, draws, exact_draws
from training.triplets.generate import Job, Plan, generate, make, plainly
from training.triplets.make import triplet
from training.triplets.on_ray import on_ray
from training.triplets.rejected import Rejected
from training.triplets.shards import made, read, shards
from training.triplets.takes import Takes
from training.triplets.triplet import Triplet

pytestmark = [pytest.mark.training, pytest.mark.shared]

DATA = SHARED / "data" / "motion"
FEW = 4


@cache
def _takes(split: str) -> Takes:
    return Takes(split, DATA)


def _plan(folder: Path) -> Plan:
    return Plan(str(folder), str(DATA), seed=1, draws=FEW)


def _drawn(split: str, first: int, end: int) -> list[Draw]:
    return list(draws(_takes(split), 1, first, end))


def test_the_stream_is_the_same_however_it_is_cut_and_repeats_nothing():
    whole = _drawn("val", 0, 300)
    assert whole == _drawn("val", 0, 150) + _drawn("val", 150, 300)
    assert whole != list(draws(_takes("val"), 2, 0, 300))
    assert len({draw.key for draw in whole}) == len(whole)
    assert len(whole) > 250


def test_draws_hold_what_was_promised():
    whole = _drawn("train", 0, 800)
    edits = [draw for draw in whole if draw.asked]
    share = np.mean
    assert share([draw.backwards for draw in edits]) == pytest.approx(0.5, abs=0.05)
    assert share([not draw.asked for draw in whole]) == pytest.approx(0.15, abs=0.05)
    assert {draw.other for draw in edits} == {"same", "repetition", "person"}
    assert 0.3 < share([draw.noisy for draw in whole]) < 0.5
    assert len({draw.asked[0].operator for draw in edits}) > 38
    assert {name.split("_")[0] for draw in edits for name in draw.take.clips} == {
        "uiprmd",
        "mhad",
        "cmu",
        "accad",
    }
    assert share([draw.take.mirrored for draw in whole]) == pytest.approx(0.5, abs=0.05)
    for draw in whole:
        assert 20 <= draw.take.end - draw.take.first <= 196


def test_exact_draws_are_of_one_recording_and_change_nothing_but_what_is_said():
    exact = list(exact_draws(_takes("train"), 1, 0, 200))
    of_all = [draw for draw in _drawn("train", 0, 200) if draw.asked]
    assert [draw.number for draw in exact] == [draw.number for draw in of_all]
    assert [draw.asked for draw in exact] == [draw.asked for draw in of_all]
    assert all(draw.beside == draw.take and draw.other == "same" for draw in exact)
    assert not any(draw.warped or draw.noisy for draw in exact)
    pair = next(filter(None, map(_made, exact)))
    assert np.abs(pair.source - pair.target).max() > 0
    assert pair.warp == 1
    assert pair.target_id == pair.source_id


def _made(draw: Draw) -> Triplet | None:
    try:
        return triplet(draw, _takes("train"))
    except Rejected:
        return None


def test_nobody_is_in_two_splits_and_sides_of_a_pair_are_never_the_same_recording():
    split_of = {clip.clip_id: clip.split for clip in read_clips(DATA)}
    for split in ("train", "val", "test"):
        for draw in _drawn(split, 0, 200):
            assert {split_of[name] for name in (*draw.take.clips, *draw.beside.clips)} == {split}
            if draw.other == "same":
                assert draw.take == draw.beside
            else:
                same = _takes(split).subject(draw.take) == _takes(split).subject(draw.beside)
                assert same == (draw.other == "repetition")
                assert not set(draw.take.clips) & set(draw.beside.clips)
            if split != "train":
                assert not draw.take.mirrored


def test_a_triplet_made_again_is_the_same_and_says_what_is_to_be_seen():
    kept = []
    for draw in _drawn("test", 0, 10):
        try:
            kept.append((draw, triplet(draw, _takes("test"))))
        except Rejected:
            continue
    assert len(kept) >= FEW
    for draw, one in kept[:FEW]:
        again = triplet(draw, _takes("test"))
        assert all(
            np.array_equal(a, b) for a, b in zip(one.to_row().values(), again.to_row().values(), strict=True)
        )
        assert one.split == "test"
        assert np.abs(one.source[0, 0, [0, 2]]).max() < 0.15
        assert 0 <= one.start_s < one.end_s <= len(one.source) / 20
        assert len({wording.style for wording in one.texts}) == 3
        assert (one.direction == "real_to_real") == (one.origin == "real") == bool(one.fault)


def test_finished_shards_are_never_made_again(tmp_path, monkeypatch):
    def killed(job: Job):
        if job.index == 1:
            raise KeyboardInterrupt
        return make(job)

    monkeypatch.setattr(generation, "SHARES", {"val": 1.0})
    with pytest.raises(KeyboardInterrupt):
        generate(_plan(tmp_path), 5, lambda jobs: map(killed, jobs))
    first = shards(tmp_path, "val")
    assert [path.name for path in tmp_path.iterdir()] == ["val-00000.parquet"]
    before = first[0].stat().st_mtime_ns
    generate(_plan(tmp_path), 5, plainly)
    assert first[0].stat().st_mtime_ns == before
    assert sum(made(path).kept for path in shards(tmp_path, "val")) >= 5
    numbers = [one.number for one in read(tmp_path, "val")]
    assert numbers == sorted(set(numbers))
    with pytest.raises(CoachError, match="another folder"):
        generate(replace(_plan(tmp_path), seed=2), 5, plainly)
    assert f"{len(numbers)} triplets" in rows(tmp_path)


@pytest.mark.filterwarnings("ignore")  # Ray warns of itself
def test_ray_makes_what_the_plain_loop_makes(tmp_path, monkeypatch):
    # On a busy machine its workers, which are nice, would wait for ever.
    monkeypatch.setenv("RAY_worker_niceness", "0")
    import ray

    jobs = [Job(_plan(tmp_path / how), "val", 0) for how in ("plain", "ray")]
    for job in jobs:
        job.path.parent.mkdir()
    (here,) = plainly(jobs[:1])
    try:
        (there,) = on_ray(None)(jobs[1:])
    finally:
        ray.shutdown()
    assert {**asdict(here), "seconds": 0} == {**asdict(there), "seconds": 0}
    assert pq.read_table(jobs[0].path).equals(pq.read_table(jobs[1].path))
