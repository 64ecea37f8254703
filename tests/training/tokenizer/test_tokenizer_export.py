"""The exported tokenizer is the trained one in half precision, and the program reads it."""

import numpy as np
import pytest
from motions import squat, walk

from inference import models
from inference.motion.humanml3d import features
from inference.tokens.tokenizer import DECODER, ENCODER, Tokenizer
from training.data.clips import Clip
from training.data.statistics import Statistics
from training.data.vectors import Vectors
from training.tokenizer import checkpoint, export, train
from training.tokenizer.checkpoint import TrainedTokenizer
from training.tokenizer.network import Variant
from training.tokenizer.train import Round, TokenizerTrainer, batch

pytestmark = pytest.mark.training
CLIP = Clip("x", "cmu", "1", "val", "", None, "", ("moves",), (), None)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Constant folding")
def test_the_program_makes_the_codes_that_the_checkpoint_makes(tmp_path, monkeypatch):
    variant = Variant(stride=4, codes=512, channels=16, fine_channels=8)
    clips = [Vectors(CLIP, False, features(motion)) for motion in (squat(), walk(seconds=3))]
    monkeypatch.setattr(train, "BATCH", 4)
    monkeypatch.setattr(checkpoint, "RUNS", tmp_path)
    monkeypatch.setattr(checkpoint, "VARIANTS", {"ours": variant})
    monkeypatch.setattr(export, "vectors", lambda *_, **__: clips)
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    trainer = TokenizerTrainer.fresh(variant, (Round(5, varied=False),), Statistics.of(clips))
    for number in range(3):
        trainer.step(batch(clips, 4, np.random.default_rng(number)))
    trainer.save(tmp_path / "ours.pt")
    # So short a training is still far from anything that rounding could leave alone.
    monkeypatch.setattr(export, "COSTS", 1.0)
    export.export(tmp_path)
    models._verified.cache_clear()
    trained, shipped = TrainedTokenizer.of("ours").rounded(), Tokenizer()
    for view in clips:
        codes = trained.encode(view.values)
        assert np.array_equal(shipped.encode(view.values), codes)
        assert np.allclose(shipped.decode(codes), trained.decode(codes), atol=1e-4)
    for name in (ENCODER, DECODER):
        assert models.card(name).bytes == (tmp_path / name / "model.onnx").stat().st_size
        assert models.card(name).metrics["val joint error, mm"] > 0


def test_an_export_that_rounding_makes_worse_is_refused():
    with pytest.raises(AssertionError, match="angle error"):
        export.check_rounding({"val angle error, degrees": 9.3}, {"val angle error, degrees": 9.0})
    export.check_rounding({"val angle error, degrees": 9.05}, {"val angle error, degrees": 9.0})
