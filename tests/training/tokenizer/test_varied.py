"""Varied clips: bones and the floor stay, some joints bend otherwise, and the clips are made once."""

import numpy as np
import pytest
from motions import squat, walk

from inference.motion.humanml3d import features
from inference.motion.kinematics import measure
from inference.motion.skeleton import bone_lengths
from training.data import vectors as vectors_module
from training.data.clips import Clip
from training.data.vectors import Vectors
from training.tokenizer import varied as varied_module
from training.tokenizer.varied import COPIES, varied, varied_vectors

pytestmark = pytest.mark.training


@pytest.mark.parametrize("motion", [walk(seconds=2), squat()])
def test_bones_and_the_height_of_the_lowest_joint_stay(motion):
    other = varied(motion, np.random.default_rng(3))
    own, kept = motion.joints_in_world, other.joints_in_world
    assert np.allclose(bone_lengths(kept), bone_lengths(own), atol=1e-4)
    assert np.allclose(kept[..., 1].min(axis=1), own[..., 1].min(axis=1), atol=1e-5)
    assert np.allclose(kept[:, 0, [0, 2]], own[:, 0, [0, 2]], atol=1e-6)


def test_each_limb_is_sometimes_bent_otherwise_and_sometimes_left_alone():
    motion, chance = squat(), np.random.default_rng(0)
    own = measure(motion)["left_elbow_flexion"]
    changes = [np.ptp(measure(varied(motion, chance))["left_elbow_flexion"] - own) for _ in range(30)]
    assert 5 <= sum(change < 1e-3 for change in changes) <= 25
    assert max(changes) > np.radians(5)


def test_every_clip_has_its_variations_and_they_are_made_once(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors_module, "RUNS", tmp_path)
    monkeypatch.setattr(Clip, "motion", lambda _: squat())
    (tmp_path / "clips.csv").write_text("")
    clips = [Clip(name, "cmu", "1", "train", "", None, "", ("squats",), (), tmp_path) for name in "ab"]
    plain = [Vectors(clip, seen, features(squat())) for clip in clips for seen in (False, True)]
    found = varied_vectors(plain, tmp_path)
    assert [view.clip.clip_id for view in found] == list("ab") * COPIES
    assert all(not np.array_equal(view.values, plain[0].values) for view in found)
    assert all(len(view.values) == len(plain[0].values) for view in found)
    monkeypatch.setattr(varied_module, "varied", None)
    again = varied_vectors(plain, tmp_path)
    assert all(np.array_equal(a.values, b.values) for a, b in zip(found, again, strict=True))
    assert [a.mirrored for a in found] == [b.mirrored for b in again]
