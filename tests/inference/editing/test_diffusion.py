"""The editor makes what it was asked for and leaves all else; the network here says what it was shown."""

from pathlib import Path

import numpy as np
import pytest
from motions import squat, walk

from inference import models
from inference.editing import diffusion
from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.diffusion import DiffusionEditor
from inference.editing.feature_parts import columns, groups_of
from inference.editing.grafting import vectors
from inference.editing.remade import OVERLAP, WINDOW
from inference.editing.vector_network import VectorNetwork
from inference.errors import EditError, ModelError
from inference.language.text_encoder import TextEncoder
from inference.motion.skeleton import CONTACT_JOINTS, JOINT_INDEX, PARTS

PARTS_IN_ORDER = tuple(PARTS)
MEAN, STD = np.float32(0.1), np.float32(0.5)


class Answering:
    """A network that always says the same clean vectors, and keeps what it was fed."""

    def __init__(self, answer: np.ndarray) -> None:
        self.answer, self.feeds = (answer - MEAN) / STD, []

    def clean(self, feed: dict[str, np.ndarray]) -> np.ndarray:
        self.feeds.append(feed)
        batch, length = feed["noisy"].shape[:2]
        clean = np.resize(self.answer, (length, 263)).astype(np.float32)
        return np.repeat(clean[None], batch, axis=0)


@pytest.fixture
def session() -> Answering:
    return Answering(vectors(squat(fps=20)) @ SEEN_FROM_CARRIER)


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(threads=1)


@pytest.fixture
def editor(session: Answering, encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch) -> DiffusionEditor:
    monkeypatch.setattr(diffusion, "TextEncoder", lambda threads: encoder)
    return DiffusionEditor(network=VectorNetwork(session.clean, np.full(263, MEAN), np.full(263, STD)))


def test_only_the_part_is_made_and_it_is_what_the_network_says(editor: DiffusionEditor) -> None:
    motion = walk(fps=60)
    (result,) = editor.edit(motion, "bend your legs", part="left_arm")
    moved = np.abs(result.joints_in_world - motion.joints_in_world).max(axis=(0, 2)) > 0
    assert set(np.flatnonzero(moved)) == {JOINT_INDEX[name] for name in PARTS["left_arm"]}
    wanted = np.resize(vectors(squat(fps=20)), (len(vectors(motion)), 263))
    assert np.allclose(hanging_m(vectors(result)), hanging_m(wanted), atol=0.01)


def hanging_m(values: np.ndarray) -> np.ndarray:
    """How far the left wrist is above the elbow, (N,)."""
    elbow, wrist = (values[:, 1 + 3 * joint : 4 + 3 * joint] for joint in (18, 20))
    return wrist[:, 1] - elbow[:, 1]


def test_only_the_span_is_made(editor: DiffusionEditor) -> None:
    motion = walk(fps=60)
    (result,) = editor.edit(motion, "squat", start_s=1.0, end_s=2.0)
    apart = np.abs(result.joints_in_world - motion.joints_in_world).max(axis=(1, 2))
    # Between two vectors it fades in and out.
    assert (apart[(motion.time_s <= 0.95) | (motion.time_s >= 2.05)] == 0).all()
    assert apart[(motion.time_s > 1.2) & (motion.time_s < 1.8)].min() > 0.01


def test_feet_that_were_made_stand_where_they_stand(editor: DiffusionEditor, session: Answering) -> None:
    session.answer[:, 1] += 0.005 / STD
    (result,) = editor.edit(squat(fps=20), "squat")
    stands = result.contacts[1:] & result.contacts[:-1]
    steps = np.diff(result.joints_in_world[:, CONTACT_JOINTS], axis=0)
    assert stands.mean() > 0.5
    assert np.linalg.norm(steps, axis=-1)[stands].max() < 1e-3


def test_what_is_left_of_the_noise_is_smoothed(editor: DiffusionEditor, session: Answering) -> None:
    session.answer[1::2, 61] += 0.05 / STD
    (result,) = editor.edit(squat(fps=20), "squat", part="left_arm")
    wrist = result.joint("left_wrist") - result.joint("left_elbow")
    assert np.linalg.norm(np.diff(wrist, 2, axis=0), axis=-1).max() < 0.02


def test_the_network_sees_what_is_kept_and_never_what_is_replaced(
    editor: DiffusionEditor, session: Answering
) -> None:
    motion = walk(fps=20)
    editor.edit(motion, "wave", part="right_arm")
    own = (vectors(motion) @ SEEN_FROM_CARRIER - MEAN) / STD
    made = columns(groups_of("right_arm"))
    assert len(session.feeds) == 10
    for feed in session.feeds:
        noisy = feed["noisy"][:, : len(own)]
        assert np.allclose(noisy[..., ~made], own[:, ~made])
        assert (feed["known"][0, 0] == ~groups_of("right_arm")).all()
        assert [PARTS_IN_ORDER[place] for place in np.flatnonzero(feed["parts_mask"][0])] == ["right_arm"]
        assert not feed["parts_mask"][1].any()
    assert not np.allclose(session.feeds[0]["noisy"][0][: len(own), made], own[:, made], atol=0.5)


def test_words_are_given_once_and_left_out_once(editor: DiffusionEditor, session: Answering) -> None:
    editor.edit(walk(fps=20), "wave", part="right_arm", count=3)
    feed = session.feeds[0]
    assert (feed["text_mask"].sum(axis=1) > 0).tolist() == [True] * 3 + [False] * 3
    assert (feed["fields"].sum(axis=1) > 0).tolist() == [True] * 3 + [False] * 3
    assert np.array_equal(feed["noisy"][:3], feed["noisy"][3:])
    assert not np.allclose(feed["noisy"][0], feed["noisy"][1])


def test_longer_motions_are_made_window_by_window(editor: DiffusionEditor, session: Answering) -> None:
    motion = walk(seconds=16, fps=20)
    assert len(motion) > WINDOW
    editor.edit(motion, "wave", part="right_arm", steps=2)
    first, second = session.feeds[0], session.feeds[-1]
    assert first["noisy"].shape[1] == WINDOW
    assert second["valid"][0].sum() == len(motion) - WINDOW + OVERLAP
    arm = groups_of("right_arm")
    assert second["known"][0, :OVERLAP, arm].all()
    assert not second["known"][0, OVERLAP:, arm].any()


def test_nothing_said_or_nothing_there_is_an_error(editor: DiffusionEditor) -> None:
    with pytest.raises(EditError, match="say what"):
        editor.edit(walk(fps=20), "  ")
    with pytest.raises(EditError, match="span"):
        editor.edit(walk(fps=20), "wave", start_s=90)


def test_without_its_network_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    with pytest.raises(ModelError, match="“editor”"):
        DiffusionEditor()
