"""Training on tiny data: it learns, and it goes on exactly where it was; what is exported says the same."""

import numpy as np
import onnxruntime as ort
import pytest
import torch
from test_sample import perfect_sample

from inference.models import card
from training.lifter import export as exporting
from training.lifter.network import Lifter
from training.lifter.sample import batch
from training.lifter.train import LifterTrainer, losses, typical_bones
from training.trainer import TrainingError

pytestmark = pytest.mark.training
CHANNELS = 16


@pytest.fixture
def tiny():
    samples = [perfect_sample(azimuth_rad) for azimuth_rad in (0.0, 1.5, 3.0)]
    return {name: torch.from_numpy(value) for name, value in batch(samples).items()}


def _trainer(tiny, causal=False):
    return LifterTrainer.fresh(causal=causal, channels=CHANNELS, steps=100, typical=typical_bones(tiny))


def test_it_learns(tiny, monkeypatch):
    monkeypatch.setattr("training.lifter.train.WARM_UP", 1)
    trainer = _trainer(tiny)
    first = trainer.step(tiny)
    for _ in range(15):
        last = trainer.step(tiny)
    assert last["poses"] < first["poses"]
    assert last["rotations"] < 0.95 * first["rotations"]


def test_a_resumed_training_is_the_same_training(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("training.lifter.train.WARM_UP", 1)
    straight = _trainer(tiny)
    for _ in range(4):
        straight.step(tiny)
    broken = _trainer(tiny)
    for _ in range(2):
        broken.step(tiny)
    broken.save(tmp_path / "lifter.pt")
    resumed = _trainer(tiny)
    resumed.load(tmp_path / "lifter.pt")
    for _ in range(2):
        resumed.step(tiny)
    assert resumed.done == straight.done
    for name, value in straight.average.state_dict().items():
        assert torch.allclose(value, resumed.average.state_dict()[name], atol=1e-6), name


def test_a_broken_sample_spoils_nothing(tiny):
    trainer = _trainer(tiny)
    trainer.step(tiny)
    before = {name: value.clone() for name, value in trainer.network.state_dict().items()}
    broken = tiny | {"log_depth": torch.full_like(tiny["log_depth"], torch.nan)}
    with pytest.raises(TrainingError, match="step 2"):
        trainer.step(broken)
    for name, value in trainer.network.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_the_truth_has_the_least_loss(tiny):
    out = _trainer(tiny).network(tiny["features"])
    perfect = out | {name: tiny[name] for name in tiny if name in out}
    perfect["contact"] = (tiny["contact"] - 0.5) * 20
    worse, best = losses(out, tiny), losses(perfect, tiny)
    assert all(best[name] < worse[name] for name in worse)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Constant folding")
@pytest.mark.parametrize(("name", "causal"), [("lifter", False), ("lifter_live", True)])
def test_the_exported_network_runs_and_its_card_is_read(name, causal, tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "MODELS", tmp_path)
    monkeypatch.setattr(exporting, "RUNS", tmp_path)
    scale = {"poses": 2.0, "log_depth": 1.0, "velocity": 1.0, "up": 1.0}
    monkeypatch.setattr(exporting, "sigma_scale", lambda *_, **__: scale)
    monkeypatch.setattr(exporting, "measured", lambda *_, **__: {"val MPJPE, mm": 1.0})
    monkeypatch.setattr("inference.models.MODELS_DIR", tmp_path)
    trainer = _trainer(tiny, causal)
    trainer.step(tiny)
    trainer.save(tmp_path / f"{name}.pt")
    exporting.export(name, causal=causal, channels=CHANNELS)
    assert card(name).bytes == (tmp_path / name / "model.onnx").stat().st_size
    session = ort.InferenceSession(tmp_path / name / "model.onnx")
    features = tiny["features"][:1, :1].numpy() if causal else tiny["features"][:1].numpy()
    feed = {"features": features}
    if causal:
        feed["history"] = np.zeros(session.get_inputs()[1].shape, np.float32)
    sigma = session.run(["sigma"], feed)[0]
    network = Lifter(causal, CHANNELS).eval()
    network.load_state_dict(trainer.average.state_dict())
    with torch.no_grad():
        wanted = 2.0 * torch.exp(network(torch.from_numpy(features))["log_sigma"]).numpy()
    assert np.allclose(sigma, wanted, atol=1e-5)
