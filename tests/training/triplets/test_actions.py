"""Actions: what the part does is told and seen, the rest stays, and without weights the program says so."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from research_data import SHARED

from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.errors import ModelError
from training.texts.clip_texts import ClipText
from training.triplets import actions as acting
from training.triplets.actions import action_triplet, actions
from training.triplets.rejected import Rejected
from training.triplets.takes import Takes

pytestmark = [pytest.mark.training, pytest.mark.shared]

SHOWN = ClipText(("wave.",), "A person waves.", {"left_arm": "lifts the left arm", "torso": "leans back"})


@cache
def _takes() -> Takes:
    return Takes("val", SHARED / "data" / "motion")


class _Editor:
    """Does the same whatever it is told."""

    def __init__(self, edit: Edit | None) -> None:
        self._edit = edit

    def edit(self, motion, text, part, *, seed):
        return [edited(motion, [self._edit]) if self._edit else motion]


@pytest.fixture
def action(monkeypatch):
    """To lift the left arm while squatting or whatever the take shows."""
    monkeypatch.setattr(acting, "texts_of", lambda *_: SHOWN)
    squats = (a for a in actions(_takes(), 1, 0, 100) if _takes().clip(a.take).exercise == "deep squat")
    return replace(next(squats), part="left_arm")


def _edited_by(edit: Edit | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "_editor", lambda: _Editor(edit))


def test_an_action_is_told_by_what_the_part_does_and_by_the_part_as_in_the_paper(action, monkeypatch):
    _edited_by(Edit("shoulder_elevation", -40.0, "left"), monkeypatch)
    triplet = action_triplet(action, _takes())
    assert [wording.text for wording in triplet.texts] == [
        "The person lifts the left arm.",
        "Wave with the left arm",
    ]
    assert (triplet.origin, triplet.operator, triplet.edits) == ("diffusion", "action", ())
    assert triplet.mask_part == "left_arm"
    assert "left_shoulder_elevation" in {finding.channel for finding in triplet.measured}
    assert not np.array_equal(triplet.source, triplet.target)


def test_an_editor_that_does_nothing_or_too_much_is_rejected(action, monkeypatch):
    _edited_by(None, monkeypatch)
    with pytest.raises(Rejected, match="nothing has changed"):
        action_triplet(action, _takes())
    _edited_by(Edit("trunk_lean_forward", 25.0), monkeypatch)
    with pytest.raises(Rejected, match="elsewhere"):
        action_triplet(replace(action, part="torso"), _takes())
    with pytest.raises(Rejected, match="does nothing there"):
        action_triplet(replace(action, part="head"), _takes())


def test_the_stream_is_always_the_same():
    assert list(actions(_takes(), 1, 20, 30)) == list(actions(_takes(), 1, 0, 30))[20:]


def test_without_weights_it_says_what_is_missing(action, monkeypatch, tmp_path):
    acting._editor.cache_clear()
    monkeypatch.setattr("inference.models.MODELS_DIR", tmp_path)
    with pytest.raises(ModelError, match="editor"):
        action_triplet(action, _takes())
