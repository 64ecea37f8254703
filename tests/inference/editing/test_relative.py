"""A relative edit takes what the network says where it may; the network here says what it was shown."""

from pathlib import Path

import numpy as np
import pytest
from motions import walk

from inference import models
from inference.editing import relative
from inference.editing.asked import ASKED
from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import FIELDS
from inference.editing.feature_parts import groups_of
from inference.editing.grafting import vectors
from inference.editing.relative import RelativeEditor
from inference.editing.remade import OVERLAP, WINDOW
from inference.editing.vector_network import VectorNetwork
from inference.errors import EditError, ModelError
from inference.language.text_encoder import TextEncoder
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, PARTS

MEAN, STD = np.float32(0.1), np.float32(0.5)


class Adding:
    """A network that holds the left elbow and wrist further forward, and more from window to window."""

    def __init__(self) -> None:
        self.feeds: list[dict[str, np.ndarray]] = []
        self.more = 0.0

    def changed(self, feed: dict[str, np.ndarray]) -> np.ndarray:
        self.feeds.append(feed)
        result = feed["source"].copy()
        for name in ("left_elbow", "left_wrist"):
            result[..., 4 + 3 * (JOINT_INDEX[name] - 1) + 2] += self.more * len(self.feeds)
        return result


@pytest.fixture
def network() -> Adding:
    return Adding()


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(threads=1)


@pytest.fixture
def editor(network: Adding, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch) -> RelativeEditor:
    monkeypatch.setattr(relative, "TextEncoder", lambda threads: encoder)
    return RelativeEditor(network=VectorNetwork(network.changed, np.full(263, MEAN), np.full(263, STD)))


def test_the_network_sees_the_source_what_stays_and_what_is_asked(
    editor: RelativeEditor, network: Adding
) -> None:
    motion = walk(fps=20)
    editor.edit(motion, "bend your left elbow a lot more", "left_arm")
    own = (vectors(motion) @ SEEN_FROM_CARRIER - MEAN) / STD
    (feed,) = network.feeds
    assert np.allclose(feed["source"][0, : len(own)], own, atol=1e-5)
    assert (feed["known"][0, 0] == ~groups_of("left_arm")).all()
    assert feed["valid"].sum() == len(own)
    names = [(*FIELDS, *ASKED)[place] for place in np.flatnonzero(feed["fields"][0])]
    assert {"left_arm", "left", "more", "left elbow_flexion"} <= set(names)


def test_words_that_are_not_understood_are_still_told(editor: RelativeEditor, network: Adding) -> None:
    editor.edit(walk(fps=20), "mind the gap, dear", "left_arm")
    (feed,) = network.feeds
    assert not feed["fields"][0, len(FIELDS) :].any()
    assert feed["text_mask"].sum() > 3


def test_only_the_part_and_the_span_change(editor: RelativeEditor, network: Adding) -> None:
    network.more = 0.2
    motion = walk(fps=60)
    result = editor.edit(motion, "lift your left arm higher", "left_arm", start_s=1.0, end_s=2.0)
    apart = np.abs(result.joints_in_world - motion.joints_in_world)
    moved = {JOINT_INDEX[name] for name in PARTS["left_arm"]}
    assert set(np.flatnonzero(apart.max(axis=(0, 2)) > 0)) <= moved
    assert (apart[(motion.time_s <= 0.95) | (motion.time_s >= 2.05)] == 0).all()
    inside = (motion.time_s > 1.2) & (motion.time_s < 1.8)
    higher = measure(result)["left_wrist_height"] - measure(motion)["left_wrist_height"]
    assert higher[inside].min() > 0.01


def test_a_network_that_changes_nothing_leaves_the_motion(editor: RelativeEditor) -> None:
    motion = walk(fps=20)
    result = editor.edit(motion, "bend your left elbow more", "left_arm")
    assert np.abs(result.joints_in_world - motion.joints_in_world).max() < 1e-4


def test_windows_of_a_long_motion_fade_into_each_other(
    editor: RelativeEditor, network: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    motion, made = walk(seconds=16, fps=20), []

    def kept(motion: Motion, raw: np.ndarray, values: np.ndarray, _: np.ndarray) -> Motion:
        made.append((values - raw @ SEEN_FROM_CARRIER) / STD)
        return motion

    monkeypatch.setattr(relative, "put_back", kept)
    network.more = 1.0
    editor.edit(motion, "lift your left arm higher", "left_arm")
    added = made[0][:, 4 + 3 * (JOINT_INDEX["left_wrist"] - 1) + 2]
    first = WINDOW - OVERLAP
    assert np.allclose(added[:first], 1, atol=1e-4)
    assert np.allclose(added[WINDOW:], 2, atol=1e-4)
    assert (np.diff(added[first - 1 : WINDOW + 1]) > 0.02).all()


def test_nothing_said_or_nothing_there_is_an_error(editor: RelativeEditor) -> None:
    with pytest.raises(EditError, match="say what"):
        editor.edit(walk(fps=20), "  ")
    with pytest.raises(EditError, match="span"):
        editor.edit(walk(fps=20), "higher", start_s=90)


def test_without_its_network_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    with pytest.raises(ModelError, match="“relative”"):
        RelativeEditor()
