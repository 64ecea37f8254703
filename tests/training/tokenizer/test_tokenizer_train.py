"""Training a tokenizer on tiny data: it learns, goes on exactly where it was, and padding says nothing."""

import numpy as np
import pytest
import torch
from motions import arm_raise, squat, walk

from inference.motion.humanml3d import features
from training.data.clips import Clip
from training.data.statistics import Statistics
from training.data.vectors import Vectors
from training.tokenizer import train as training
from training.tokenizer.network import MotionTokenizer, Variant
from training.tokenizer.train import Round, TokenizerTrainer, batch, losses
from training.trainer import TrainingError

pytestmark = pytest.mark.training
VARIANT = Variant(stride=4, codes=32, channels=16, fine_channels=8)


@pytest.fixture(scope="module")
def clips():
    clip = Clip("x", "cmu", "1", "train", "", None, "", ("moves",), (), None)
    motions = (squat(), walk(seconds=2), walk(seconds=6), arm_raise())
    return [Vectors(clip, False, features(motion)) for motion in motions]


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(training, "BATCH", 6)
    monkeypatch.setattr(training, "WARM_UP", 1)


def _trainer(clips, variant=VARIANT):
    return TokenizerTrainer.fresh(
        variant, rounds=(Round(200, varied=False),), statistics=Statistics.of(clips)
    )


def _batch(clips, number, stride=4):
    return batch(clips, stride, np.random.default_rng(number))


@pytest.mark.parametrize("stride", [1, 4])
def test_it_learns(clips, small, stride):
    trainer = _trainer(clips, Variant(stride, 32, 16, 8))
    first = trainer.step(_batch(clips, 0, stride))
    for number in range(25):
        last = trainer.step(_batch(clips, number, stride))
    for name in ("features", "posture", "limbs"):
        assert last[name] < 0.85 * first[name], name


def test_a_resumed_training_is_the_same_training(clips, small, tmp_path):
    straight = _trainer(clips)
    for number in range(4):
        straight.step(_batch(clips, number))
        if number == 1:
            straight.save(tmp_path / "tiny.pt")
    resumed = _trainer(clips)
    resumed.load(tmp_path / "tiny.pt")
    for number in (2, 3):
        resumed.step(_batch(clips, number))
    assert resumed.done == straight.done
    for name, value in straight.network.state_dict().items():
        assert torch.allclose(value, resumed.network.state_dict()[name], atol=1e-6), name


def test_the_same_command_goes_on_to_where_it_was_asked_to(clips, small, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "RUNS", tmp_path)
    monkeypatch.setattr(training, "vectors", lambda *_: clips)
    monkeypatch.setattr(training, "varied_vectors", lambda *_: [])
    training.train("whole", VARIANT, (Round(2, varied=False), Round(1, varied=True)), tmp_path)
    straight = torch.load(tmp_path / "whole.pt", weights_only=True)
    assert straight["done"] == 3
    (tmp_path / "whole.pt").rename(tmp_path / "again.pt")
    training.train("again", VARIANT, (Round(2, varied=False), Round(1, varied=True)), tmp_path)
    kept = torch.load(tmp_path / "again.pt", weights_only=True)["network"]
    assert all(torch.equal(value, kept[name]) for name, value in straight["network"].items())


def test_a_broken_clip_ends_training_and_spoils_no_weight(clips, small):
    trainer = _trainer(clips)
    trainer.step(_batch(clips, 0))
    before = {name: value.clone() for name, value in trainer.network.named_parameters()}
    broken = _batch(clips, 1)
    broken["values"][0, 0, 5] = torch.nan
    with pytest.raises(TrainingError, match="step 2"):
        trainer.step(broken)
    for name, value in trainer.network.named_parameters():
        assert torch.equal(value, before[name]), name


def test_the_truth_has_no_loss_and_padding_none_either(clips, small):
    network = _trainer(clips).network
    values, mask = _batch(clips, 0).values()
    assert not mask.all()
    perfect = (values - network.mean) / network.std
    perfect = torch.where(mask[..., None], perfect, 7.0)
    assert all(float(value) < 1e-4 for value in losses(perfect, values, mask, network).values())
    assert all(float(value) > 1e-3 for value in losses(0 * perfect, values, mask, network).values())


def test_a_padded_clip_is_encoded_as_if_it_were_alone(clips):
    torch.manual_seed(0)
    network = MotionTokenizer(VARIANT).eval()
    torch.nn.init.normal_(network.codebooks.entries)
    values, mask = torch.randn(2, 40, 263), torch.ones(2, 40, dtype=torch.bool)
    mask[1, 24:] = False
    with torch.no_grad():
        together = network(values, mask)[0]
        alone = network(values[1:, :24], mask[1:, :24])[0]
        again = network.decode(network.encode(values[1:, :24]))
    assert torch.allclose(together[1, :24], alone[0], atol=1e-4)
    assert torch.allclose(alone * network.std + network.mean, again, atol=1e-4)


def test_rounds_follow_each_other_and_each_begins_with_its_own_rate(clips, small):
    rounds = (Round(2, varied=False), Round(10, varied=True), Round(2, varied=False))
    trainer, seen, rates = TokenizerTrainer.fresh(VARIANT, rounds, Statistics.of(clips)), [], []
    while trainer.done < trainer.steps:
        seen.append(trainer.current())
        trainer.step(_batch(clips, trainer.done))
        rates.append(trainer.optimiser.param_groups[0]["lr"])
    assert seen == [(each, into) for each in rounds for into in range(each.steps)]
    assert rates[0] == rates[2] == rates[12]
    assert rates[2] > 1.5 * rates[7] > 3 * rates[11]
