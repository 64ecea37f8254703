"""Training on tiny data: it learns, goes on exactly where it was, and padding and silence change nothing."""

import numpy as np
import pytest
import torch
from motions import squat, walk
from padding import assert_padding_changes_nothing

from inference.editing.carried import SEEN_FROM_CARRIER
from inference.editing.conditions import Words
from inference.editing.feature_parts import GROUPS, groups_of
from inference.editing.grafting import vectors
from inference.language.text_encoder import STATE_SIZE
from training.data.statistics import Statistics
from training.editor.batches import Batches
from training.editor.losses import FOOT, STANDS_M, losses
from training.editor.network import Denoiser, loaded
from training.editor.sample import Sample, batch, inputs
from training.editor.states import Kept
from training.editor.train import EditorTrainer
from training.trainer import TrainingError

pytestmark = pytest.mark.training
SIZES = {"channels": 32, "layers": 2, "heads": 2}
SCALE = Statistics(np.zeros(263, np.float32), np.ones(263, np.float32))


class Letters:
    """Encodes a sentence as its letters."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def states(self, sentences, length=None):
        self.encoded += sentences
        mask = np.arange(max(map(len, sentences)) + 1) <= np.array([len(s) for s in sentences])[:, None]
        states = np.zeros((*mask.shape, STATE_SIZE), np.float32)
        for row, sentence in enumerate(sentences):
            for place, letter in enumerate(sentence):
                states[row, place, ord(letter) % STATE_SIZE] = 5
        return states, mask


def samples() -> list[Sample]:
    moves = {"squat": squat(fps=20), "walk": walk(fps=20)}
    made = []
    for name, motion in moves.items():
        values = vectors(motion) @ SEEN_FROM_CARRIER
        known = np.zeros((len(values), len(GROUPS)), bool)
        made += [Sample(values[:31], known[:31], Words(name, part="whole_body"))]
        part = known | ~groups_of("left_arm")
        made += [Sample(values[:24], part[:24], Words("left arm", {"left_arm": name}, "left_arm"))]
    return made


def draws():
    kinds = samples()
    return lambda chance: kinds[chance.integers(len(kinds))]


def batches() -> Batches:
    return Batches(draws(), Kept(Letters()), size=4)


def fresh(steps: int = 60) -> EditorTrainer:
    return EditorTrainer.fresh(steps, SCALE, **SIZES)


def fixed_batch() -> dict[str, torch.Tensor]:
    chance = np.random.default_rng(0)
    made = batch(samples(), np.array([0.1, 0.4, 0.7, 1.0]), Letters(), chance)
    return {name: torch.from_numpy(value) for name, value in made.items()}


def test_it_learns(monkeypatch):
    monkeypatch.setattr("training.editor.train.WARM_UP", 1)
    monkeypatch.setattr("training.editor.train.LEARNING_RATE", 3e-3)
    trainer, same = fresh(), fixed_batch()
    first = trainer.step(same)
    for _ in range(12):
        last = trainer.step(same)
    assert last["simple"] < 0.8 * first["simple"]
    assert last["position"] < 0.8 * first["position"]


def test_a_resumed_training_is_the_same_training(tmp_path):
    straight, path = fresh(6), tmp_path / "editor.pt"
    straight.run(batches().__getitem__, tmp_path / "straight.pt")
    broken = fresh(6)
    for _ in range(3):
        broken.step(batches()[broken.done])
    broken.save(path)
    resumed = fresh(6)
    resumed.run(batches().__getitem__, path)
    assert resumed.done == 6
    for name, value in straight.average.state_dict().items():
        assert torch.equal(value, resumed.average.state_dict()[name]), name


def test_a_broken_sample_spoils_nothing():
    trainer, broken = fresh(), fixed_batch()
    before = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    broken["truth"][0, 3] = torch.nan
    with pytest.raises(TrainingError, match="step 1"):
        trainer.step(broken)
    for name, value in trainer.network.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_the_truth_has_no_loss_but_what_truly_moves():
    given = fixed_batch()
    zero, one = torch.zeros(263), torch.ones(263)
    best = losses(given["truth"], given, zero, one)
    assert {name: float(value) for name, value in best.items()} == pytest.approx(
        {"simple": 0, "position": 0, "velocity": 0, "foot": float(best["foot"])}
    )
    # A foot that stands moves by less than a centimetre a frame, by definition.
    assert best["foot"] < FOOT * STANDS_M**2
    worse = losses(given["truth"] + 0.1 * torch.randn_like(given["truth"]), given, zero, one)
    assert all(worse[name] > best[name] for name in best)


def test_what_is_known_and_padding_have_no_loss():
    given = fixed_batch()
    wrong = torch.where((given["made"] > 0) & (given["valid"][..., None] > 0), given["truth"], 99.0)
    found = losses(wrong, given, torch.zeros(263), torch.ones(263))
    assert found["simple"] == 0
    assert found["position"] == pytest.approx(0, abs=1e-9)


def test_padding_changes_nothing():
    torch.manual_seed(1)
    network = Denoiser(**SIZES).eval()
    given = inputs(fixed_batch())
    assert_padding_changes_nothing(network, given, ("noisy", "known"))


def test_words_and_fields_reach_the_network():
    network = Denoiser(**SIZES).eval()
    for block in network.blocks:
        torch.nn.init.normal_(block.modulation.weight, std=0.1)
    given = inputs(fixed_batch())
    with torch.no_grad():
        before = network(**given)
        for name in ("text", "parts", "fields", "level", "known"):
            after = network(**(given | {name: given[name] * 0.5}))
            assert not torch.allclose(before, after, atol=1e-5), name


def test_sentences_are_encoded_once_and_kept(tmp_path):
    path, first = tmp_path / "states.npz", Letters()
    Kept(first).prepare({"one", "three"}, path)
    second = Letters()
    kept = Kept(second)
    kept.prepare({"one", "three"}, path)
    states, mask = kept.states(["three", "one", "two"])
    assert second.encoded == ["two"]
    wanted, there = Letters().states(["three", "one", "two"])
    assert np.array_equal(mask, there)
    assert np.array_equal(states, wanted * there[..., None])


def test_a_batch_follows_from_its_step():
    one, other = batches(), batches()
    later = one[5]
    assert all(torch.equal(value, other[5][name]) for name, value in later.items())
    assert not torch.equal(later["level"], one[4]["level"])


def test_the_shipped_precision_is_half():
    network = loaded(Denoiser(256, 1).state_dict())
    weight = network.clean.weight
    assert torch.equal(weight, weight.half().float())
