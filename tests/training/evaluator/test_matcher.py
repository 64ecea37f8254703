"""The matcher on tiny data: it learns, sides too; goes on where it was; is exported as it is."""

import numpy as np
import pytest
import torch

from inference import models
from inference.errors import MotionError
from inference.models import card
from training.data.statistics import Statistics
from training.evaluator import export as exporting
from training.evaluator.batches import judged
from training.evaluator.matcher import MOTION, TEXT, Matcher
from training.evaluator.network import DIMENSION, FEATURES
from training.evaluator.network import Matcher as Network
from training.evaluator.train import MatcherTrainer, losses
from training.trainer import TrainingError

pytestmark = pytest.mark.training
WIDTH, PAIRS, STATE_SIZE = 16, 4, 384


@pytest.fixture
def tiny():
    """Four movements and sentences; a mirror changes the sign of one feature, and of a bit of one state."""
    torch.manual_seed(1)
    motion = torch.randn(PAIRS, 1, FEATURES).repeat(2, 24, 1) + 0.1 * torch.randn(2 * PAIRS, 24, FEATURES)
    text = torch.randn(PAIRS, 5, STATE_SIZE).repeat(2, 1, 1)
    side = torch.tensor([3.0] * PAIRS + [-3.0] * PAIRS)
    motion[:, :, 5] = side[:, None]
    text[:, 2, :8] = side[:, None]
    return {
        "motion": motion,
        "motion_mask": torch.arange(24) < torch.arange(17, 25)[:, None],
        "text": text,
        "text_mask": torch.ones(2 * PAIRS, 5, dtype=torch.bool),
        "judged": torch.ones(2 * PAIRS, 2 * PAIRS, dtype=torch.bool),
        "sided": torch.ones(2 * PAIRS, dtype=torch.bool),
        "spoiled": motion[::4] + torch.randn(2, 24, FEATURES),
        "spoiled_mask": torch.ones(2, 24, dtype=torch.bool),
    }


@pytest.fixture
def trainer(monkeypatch):
    monkeypatch.setattr("training.evaluator.train.WARM_UP", 1)
    return _trainer


def _trainer():
    return MatcherTrainer.fresh(
        width=WIDTH, steps=200, statistics=Statistics(np.zeros(263, np.float32), np.ones(263, np.float32))
    )


def test_it_learns_what_belongs_together_and_which_side(tiny, trainer):
    learner = trainer()
    first = learner.step(tiny)
    for _ in range(60):
        last = learner.step(tiny)
    assert last["contrast"] < 0.6 * first["contrast"]
    assert last["sides"] < 0.2 < first["sides"]


def test_a_resumed_training_is_the_same_training(tiny, trainer, tmp_path, monkeypatch):
    monkeypatch.setattr("training.evaluator.network.DROPOUT", 0.0)
    straight, broken, resumed = trainer(), trainer(), trainer()
    for _ in range(4):
        straight.step(tiny)
    for _ in range(2):
        broken.step(tiny)
    broken.save(tmp_path / "matcher.pt")
    resumed.load(tmp_path / "matcher.pt")
    for _ in range(2):
        resumed.step(tiny)
    assert resumed.done == straight.done
    for name, value in straight.average.state_dict().items():
        assert torch.allclose(value, resumed.average.state_dict()[name], atol=1e-6), name


def test_a_broken_sample_spoils_nothing(tiny, trainer):
    learner = trainer()
    learner.step(tiny)
    before = {name: value.clone() for name, value in learner.network.state_dict().items()}
    with pytest.raises(TrainingError, match="step 2"):
        learner.step(tiny | {"motion": torch.full_like(tiny["motion"], torch.nan)})
    for name, value in learner.network.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_what_may_be_right_as_well_is_not_unlearnt():
    """Two equal texts: a motion may lie near the other's text where that pair is not judged."""
    motions = torch.eye(4)[[0, 0, 1, 1]]
    texts = torch.eye(4)[[0, 0, 1, 1]]
    sentences = ["walk", "A person walks.", "walk", "A person walks."]
    alike = np.ones((4, 4), bool)
    fair = torch.from_numpy(judged(sentences, alike))
    assert torch.equal(fair, torch.eye(4, dtype=torch.bool))
    sided = torch.zeros(4, dtype=torch.bool)
    everything = torch.ones(4, 4, dtype=torch.bool)
    spoiled, sharpness = torch.eye(4)[3:], torch.tensor(20.0)
    assert losses(motions, texts, spoiled, sharpness, fair, sided)["contrast"] == pytest.approx(0, abs=1e-6)
    assert losses(motions, texts, spoiled, sharpness, everything, sided)["contrast"] > 0.6
    assert losses(motions, texts, motions[:1], sharpness, fair, sided)["contrast"] > 0.1


def test_the_other_side_is_told_from_ones_own_even_of_one_movement():
    sentences = ["raises the left arm", "raises an arm", "raises the right arm", "raises an arm"]
    told_apart = judged(sentences, np.ones((4, 4), bool))
    assert told_apart[0, 2]
    assert told_apart[2, 0]
    assert not told_apart[0, 1]
    assert not told_apart[1, 2]


def test_padding_makes_no_difference(tiny):
    network = Network(WIDTH).eval()
    short = tiny["motion"][:1, :17]
    with torch.no_grad():
        alone = network.motion(short, torch.ones(1, 17, dtype=torch.bool))
        among = network.motion(tiny["motion"], tiny["motion_mask"])[:1]
    assert torch.allclose(alone, among, atol=1e-5)


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore:Constant folding"
)
def test_the_exported_matcher_says_what_torch_says(tiny, trainer, tmp_path, monkeypatch):
    shipped = models.MODELS_DIR
    (tmp_path / "minilm").symlink_to(shipped / "minilm", target_is_directory=True)
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    monkeypatch.setattr(exporting, "RUNS", tmp_path)
    learner = trainer()
    learner.step(tiny)
    learner.save(tmp_path / "matcher.pt")
    exporting.export(WIDTH, lambda: {"R@3": 0.5})
    assert card(MOTION).metrics == {"steps": 1.0, "R@3": 0.5}
    assert card(TEXT).metrics == card(MOTION).metrics
    matcher = Matcher()
    motions = [
        np.random.default_rng(0).normal(size=(length, 263)).astype(np.float32) for length in (30, 5, 392)
    ]
    found = matcher.motion_features(motions)
    network = learner.average.motion
    with torch.no_grad():
        pieces = [
            torch.from_numpy(each[None, :, :FEATURES]) for each in (motions[0], *np.split(motions[2], 2))
        ]
        wanted = [
            network(piece, torch.ones(piece.shape[:2], dtype=torch.bool))[0].numpy() for piece in pieces
        ]
    # Weights are stored in fp16.
    assert np.allclose(found[0], wanted[0], atol=3e-3)
    mean = (wanted[1] + wanted[2]) / 2
    assert np.allclose(found[2], mean / np.linalg.norm(mean), atol=3e-3)
    texts = matcher.text_features(["a person walks", "somebody sits down on a low chair"] * 20)
    assert texts.shape == (40, DIMENSION)
    assert np.allclose(np.linalg.norm(texts, axis=1), 1, atol=1e-5)
    assert np.allclose(texts[0], texts[38], atol=0.02)
    with pytest.raises(MotionError, match="shape"):
        matcher.motion_features([np.zeros((5, 67))])
