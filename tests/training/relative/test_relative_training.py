"""Relative edits on tiny data: samples, what is missing of a change, learning, and what is shipped."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from motions import squat, walk
from padding import assert_padding_changes_nothing

from inference import models
from inference.editing.asked import ASKED
from inference.editing.edited import edited
from inference.editing.operators import Edit
from inference.editing.relative import RelativeEditor
from inference.editing.vector_network import VectorNetwork
from inference.language.text_encoder import STATE_SIZE
from inference.models import MODELS_DIR, card
from training.data.statistics import Statistics
from training.editor.network import Denoiser
from training.editor.sample import inputs
from training.motion_export import export
from training.relative import samples, train
from training.relative.export import RELATIVE
from training.relative.network import Changer, loaded
from training.relative.samples import Batches, usable
from training.relative.train import RelativeTrainer, losses, missing

pytestmark = pytest.mark.training
SCALE = Statistics(np.zeros(263, np.float32), np.full(263, 0.1, np.float32))
EDITS = (Edit("elbow_flexion", 40.0, "left"), Edit("trunk_lean_forward", -15.0))


class Silence:
    """Encodes every sentence as one token of ones."""

    def states(self, sentences, length=None):
        return np.ones((len(sentences), 1, STATE_SIZE), np.float32), np.ones((len(sentences), 1), bool)


def triplet(motion, edit, **other):
    wordings = [SimpleNamespace(text="more", held_out=False), SimpleNamespace(text="secret", held_out=True)]
    fields = {
        "motions": (motion, edited(motion, [edit])), "texts": wordings, "edits": (edit,), "other": "same",
        "mask_part": "left_arm" if edit.side == "left" else "torso", "warp": 1, "noise": False,
        "source": motion.joints_in_world, "target": motion.joints_in_world,
    }  # fmt: skip
    return SimpleNamespace(**(fields | other))


@pytest.fixture(scope="module")
def triplets():
    made = [triplet(motion(fps=20), edit) for motion in (squat, walk) for edit in EDITS]
    return sorted(made, key=lambda each: len(each.source))


def test_only_exact_edits_of_form_serve_shortest_first(monkeypatch):
    motion, (edit, _) = walk(fps=20), EDITS
    shorter = motion.cut(0, 1)
    good = [triplet(motion, edit), triplet(shorter, edit)]
    bad = [triplet(motion, edit, **each) for each in (
        {"other": "person"}, {"warp": 1.1}, {"noise": True}, {"target": shorter.joints_in_world},
        {"edits": (Edit("tempo", 0.5),)},
    )]  # fmt: skip
    monkeypatch.setattr(samples, "read", lambda *_: iter([good[0], *bad, good[1]]))
    assert usable("anywhere", "train") == [good[1], good[0]]


def test_a_batch_has_sources_targets_and_no_wording_that_is_held_out(triplets, monkeypatch):
    said = []
    monkeypatch.setattr(
        samples, "conditions", lambda words, encoder: said.extend(words) or real(words, encoder)
    )
    batches = Batches(triplets, SCALE, Silence())
    made = [batches[step] for step in range(20)]
    assert {words.text for words in said} == {"more"}
    assert {words.part for words in said} == {"left_arm", "torso"}
    again = Batches(triplets, SCALE, Silence())[3]
    assert all(torch.equal(value, again[name]) for name, value in made[3].items())
    known = torch.cat([batch["known"][:, 0].amax(1) for batch in made])
    read = torch.cat([batch["fields"][:, -len(ASKED) :].abs().amax(1) > 0 for batch in made]).float()
    assert 0.3 < known.mean() < 0.7
    assert 0.6 < read.mean() < 0.9


real = samples.conditions


def test_what_is_missing_is_a_share_of_the_change(triplets):
    batch = Batches(triplets, SCALE, Silence())[0]
    mean, std = torch.from_numpy(SCALE.mean), torch.from_numpy(SCALE.std)
    none, half, all_ = (
        losses(torch.lerp(batch["source"], batch["truth"], share), batch, mean, std) for share in (0, 0.5, 1)
    )
    for name in ("vectors", "joints"):
        assert 0.3 < none[name] <= 1
        assert float(half[name]) == pytest.approx(float(none[name]) / 4, rel=0.2)
        assert float(all_[name]) == pytest.approx(0, abs=1e-6)


def test_it_begins_with_the_diffusion_editors_weights():
    editor = Denoiser().state_dict()
    begun = RelativeTrainer.fresh(12, editor).network.state_dict()
    for name in ("blocks.3.widen.weight", "frames.weight", "text.bias"):
        assert torch.equal(begun[name], editor[name]), name


def fresh(steps, learning_rate=1e-3):
    torch.manual_seed(0)
    return RelativeTrainer(Changer(32, 1, 2), train.Recipe(learning_rate, 2), steps)


def test_it_learns(triplets):
    trainer, batch = fresh(60, 3e-3), Batches(triplets, SCALE, Silence())[0]
    first, *_, last = [trainer.step(batch)["vectors"] for _ in range(60)]
    assert last < 0.9 * first


def test_a_resumed_training_is_the_same_training(triplets, tmp_path):
    batches = Batches(triplets, SCALE, Silence())
    straight, broken, resumed = fresh(4), fresh(4), fresh(4)
    straight.run(batches.__getitem__, tmp_path / "straight.pt")
    for _ in range(2):
        broken.step(batches[broken.done])
    broken.save(tmp_path / "state.pt")
    resumed.run(batches.__getitem__, tmp_path / "state.pt")
    for name, value in straight.average.state_dict().items():
        assert torch.equal(value, resumed.average.state_dict()[name]), name


def test_padding_changes_nothing(triplets):
    torch.manual_seed(0)
    network = Changer(32, 2, 2).eval()
    given = inputs(Batches(triplets, SCALE, Silence())[1])
    assert_padding_changes_nothing(network, given, ("source", "known"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Constant folding")
@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_the_exported_network_edits_as_the_trained_one(triplets, tmp_path, monkeypatch):
    (tmp_path / "minilm").symlink_to(MODELS_DIR / "minilm")
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    torch.manual_seed(0)
    fresh = Changer(32, 2)
    fresh.std.fill_(0.5)
    network = loaded(fresh.state_dict())
    left = missing(network, triplets, Silence())
    assert 0.5 < left < 1.5
    export(network, RELATIVE, {"missing": left})
    assert card("relative").inputs.keys() == RELATIVE.inputs.keys()

    def changed(feed):
        with torch.no_grad():
            return network(**{name: torch.from_numpy(value) for name, value in feed.items()}).numpy()

    trained = VectorNetwork(changed, network.mean.numpy(), network.std.numpy())
    shipped, wanted = (
        RelativeEditor(threads=1, network=each).edit(walk(fps=30), "bend your left elbow more", "left_arm")
        for each in (None, trained)
    )
    assert np.abs(shipped.joints_in_world - wanted.joints_in_world).max() < 1e-3
