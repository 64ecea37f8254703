"""Vectors: every clip and its mirror image, encoded once; statistics, windows and masks."""

import json
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat, walk

from inference.motion.humanml3d import WIDTH, decode
from inference.motion.skeleton import mirror
from training.data import vectors as vectors_module
from training.data.clips import Clip
from training.data.statistics import GROUPS, Statistics
from training.data.vectors import Vectors, vectors
from training.data.windows import padded, random_window

COLUMNS = (
    "clip_id,source,subject,frames,seconds,split,exercise,correct,pair_group,licence,texts,captions,step"
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Two clips in train, one in val; encoded into a folder of their own."""
    monkeypatch.setattr(vectors_module, "RUNS", tmp_path / "runs")
    motions = {"a": walk(), "b": squat(), "c": squat(depth_rad=1.0)}
    joints = {name: motion.resampled(20).joints_in_world for name, motion in motions.items()}
    np.savez(tmp_path / "cmu.npz", **{k: np.rint(v * 1000).astype(np.int16) for k, v in joints.items()})
    texts = json.dumps(["the left leg first"]).replace('"', '""')
    captions = json.dumps([{"start_s": 0, "end_s": 1, "text": "to the right"}]).replace('"', '""')
    rows = [
        f'{name},cmu,{name},9,9,{split},,,{name},free,"{texts}","{captions}",0.1'
        for name, split in zip("abc", ("train", "train", "val"), strict=True)
    ]
    (tmp_path / "clips.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")
    return tmp_path


def test_every_clip_comes_with_its_mirror_image_and_its_words_with_it(data):
    found = vectors("train", data)
    assert [(view.clip.clip_id, view.mirrored) for view in found] == [
        ("a", False), ("a", True), ("b", False), ("b", True),
    ]  # fmt: skip
    plain, seen = found[:2]
    assert plain.texts == ("the left leg first",)
    assert seen.texts == ("the right leg first",)
    assert seen.captions[0].text == "to the left"
    # The canonical skeleton itself is lopsided by a centimetre.
    first, image = decode(plain.values[:1]), decode(seen.values[:1])
    assert np.allclose(mirror(first), image, atol=0.015)
    assert [view.mirrored for view in vectors("train", data, mirror=False)] == [False, False]


def test_clips_are_encoded_once(data, monkeypatch):
    before = vectors("val", data)
    monkeypatch.setattr(vectors_module, "features", None)
    again = vectors("val", data)
    assert all(np.array_equal(a.values, b.values) for a, b in zip(before, again, strict=True))


def test_statistics_bring_every_group_to_one_scale_and_back(data):
    found = vectors("train", data)
    statistics = Statistics.of(found)
    normal = np.concatenate([statistics.normalised(view.values) for view in found])
    assert np.abs(normal.mean(axis=0)).max() < 1e-3
    groups = np.split(normal.std(axis=0), np.cumsum(GROUPS)[:-1])
    for group, std in zip(groups, np.split(statistics.std, np.cumsum(GROUPS)[:-1]), strict=True):
        assert np.ptp(std) == 0
        assert group.mean() == pytest.approx(1, abs=0.01) or std[0] < 2e-4
    assert np.allclose(statistics.restored(normal[:9]), found[0].values[:9], atol=1e-4)


def _clip(length):
    clip = Clip("x", "cmu", "1", "train", "", None, "", ("walks",), (), None)
    return Vectors(clip, False, np.arange(length * WIDTH, dtype=np.float32).reshape(length, WIDTH))


@given(st.integers(1, 300), st.integers(0, 99))
def test_windows_are_within_the_clip_and_as_long_as_asked(length, seed):
    window = random_window(_clip(length), np.random.default_rng(seed))
    assert 0 <= window.first < window.end <= length
    assert min(16, length) <= len(window.values) <= 196
    assert window.values[0, 0] == window.first * WIDTH
    assert window.span_s == pytest.approx((window.first / 20, window.end / 20))


def test_windows_reach_every_place_and_length():
    clip, chance = _clip(18), np.random.default_rng(0)
    found = {(w.first, w.end) for w in (random_window(clip, chance) for _ in range(300))}
    assert found == {(0, 16), (1, 17), (2, 18), (0, 17), (1, 18), (0, 18)}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_padding_is_masked_and_nothing_is_lost(lengths):
    arrays = [np.full((length, 5), index + 1.0) for index, length in enumerate(lengths)]
    batch, mask = padded(arrays)
    assert batch.shape == (len(lengths), max(lengths), 5)
    assert mask.sum(axis=1).tolist() == lengths
    assert (batch[~mask] == 0).all()
    for array, row, own in zip(arrays, batch, mask, strict=True):
        assert np.array_equal(row[own], array)


def test_vectors_are_made_again_where_their_maker_has_changed(data, monkeypatch):
    maker = ModuleType("maker")
    made = []
    monkeypatch.setattr(
        vectors_module, "features", lambda motion: made.append(motion) or np.zeros((2, WIDTH))
    )
    monkeypatch.setattr(vectors_module.inspect, "getsource", lambda module: module.__doc__ or "codec")
    for source, count in (("one", 1), ("one", 1), ("two", 2)):
        maker.__doc__ = source
        vectors_module.encoded("made", data, [squat()], maker)
        assert len(made) == count
