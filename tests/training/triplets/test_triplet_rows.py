"""Triplets survive Parquet, shards are whole or absent, and new words leave everything else as it is."""

from collections import Counter
from dataclasses import fields, replace

import numpy as np
import pytest
from instructed import triplet
from motions import squat

from inference.editing.operators import Edit
from inference.motion.differences import compare
from training.triplets.reword import reword
from training.triplets.shards import made, read, shard_path, write_shard
from training.triplets.triplet import SCHEMA, Triplet, Wording, edit_columns, findings_json

pytestmark = pytest.mark.training

SHALLOW, DEEP = squat(depth_rad=1.2, fps=20), squat(depth_rad=1.75, fps=20)


def _triplet(**other) -> Triplet:
    values = {
        "noise": True,
        "source": SHALLOW.joints_in_world,
        "target": DEEP.joints_in_world[:40],
        "second": edit_columns(Edit("trunk_lean_forward", -10.0)),
        "texts": (Wording("Bend your knees more.", "coach", "imperative", False),),
        "findings": findings_json(compare(SHALLOW, DEEP).findings),
        "fault": ("left_knee_flexion",),
    }
    return triplet(Edit("knee_flexion", 31.5, "both", "at the bottom"), **(values | other))


def test_the_columns_are_those_of_the_schema():
    assert [field.name for field in fields(Triplet)] == SCHEMA.names


def test_a_triplet_comes_back_as_it_was_written(tmp_path):
    one, plain = _triplet(), _triplet(second=None, texts=(), fault=(), findings="[]")
    rejected = {"swap": Counter({"not as told": 2}), "real": Counter({"another movement": 1})}
    write_shard(shard_path(tmp_path, "train", 0), [one, plain], "edits 3", rejected, 1.5)
    back, bare = read(tmp_path, "train")
    for field in fields(Triplet):
        if field.name not in ("source", "target"):
            assert getattr(back, field.name) == getattr(one, field.name), field.name
    assert back.source.shape == SHALLOW.joints_in_world.shape
    assert np.abs(back.source - SHALLOW.joints_in_world).max() < 0.001
    assert (bare.second, bare.texts, bare.fault, bare.measured) == (None, (), (), ())
    told = made(shard_path(tmp_path, "train", 0))
    assert (told.stream, told.drawn, told.kept, told.rejected["swap"]) == (
        "edits 3",
        5,
        2,
        {"not as told": 2},
    )


def test_edits_and_findings_are_what_was_put_in():
    triplet = _triplet()
    first, second = triplet.edits
    assert (first.operator, first.magnitude, first.side, first.phase) == (
        "knee_flexion",
        31.5,
        "both",
        "at the bottom",
    )
    assert (second.operator, second.magnitude) == ("trunk_lean_forward", -10.0)
    assert [f.id for f in triplet.measured] == [f.id for f in compare(SHALLOW, DEEP).findings]
    source, target = triplet.motions
    assert (len(source), len(target)) == (len(SHALLOW), 40)


def test_reading_takes_only_the_origins_that_are_asked_for(tmp_path):
    write_shard(shard_path(tmp_path, "val", 0), [_triplet(), _triplet(origin="real")], "edits 3", {}, 0)
    assert [triplet.origin for triplet in read(tmp_path, "val", ["real"])] == ["real"]
    assert len(list(read(tmp_path, "val"))) == 2
    assert not list(read(tmp_path, "train"))


def test_a_shard_that_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write_shard(
            shard_path(tmp_path, "train", 0), (_triplet(warp=1 / n) for n in (1, 0)), "edits 3", {}, 0
        )
    assert not list(tmp_path.iterdir())


def test_new_words_change_texts_alone_and_are_always_the_same(tmp_path):
    path = shard_path(tmp_path, "train", 0)
    action = _triplet(operator="action", second=None)
    write_shard(path, [_triplet(), action], "edits 3", {}, 0)
    reword(tmp_path)
    once, untouched = read(tmp_path, "train")
    reword(tmp_path)
    again, _ = read(tmp_path, "train")
    assert once.texts == again.texts
    assert {wording.style for wording in once.texts} == {"coach", "trainee", "physio"}
    assert all(
        "knee" in wording.text and "°" in wording.text for wording in once.texts if wording.style != "coach"
    )
    assert untouched.texts == action.texts
    assert replace(once, texts=()).to_row()["findings"] == _triplet().findings
    assert np.array_equal(once.source, _triplet().source.astype(np.float16))
    assert made(path).stream == "edits 3"
