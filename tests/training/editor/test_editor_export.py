"""What is exported says what torch says, has a card that is read, and edits a motion."""

import numpy as np
import pytest
import torch
from motions import walk

from inference import models
from inference.editing.diffusion import DiffusionEditor
from inference.editing.vector_network import VectorNetwork
from inference.models import MODELS_DIR, card
from training.editor.export import EDITOR
from training.editor.network import Denoiser, loaded
from training.motion_export import export

pytestmark = pytest.mark.training


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Constant folding")
@pytest.mark.filterwarnings("ignore::torch.jit.TracerWarning")
def test_the_exported_network_edits_as_the_trained_one(tmp_path, monkeypatch):
    (tmp_path / "minilm").symlink_to(MODELS_DIR / "minilm")
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    torch.manual_seed(0)
    fresh = Denoiser(channels=32, layers=2)
    fresh.mean.fill_(0.1)
    fresh.std.fill_(0.5)
    network = loaded(fresh.state_dict())
    export(network, EDITOR, {"steps": 0.0})
    assert card("editor").inputs.keys() == EDITOR.inputs.keys()
    assert card("editor").bytes == (tmp_path / "editor" / "model.onnx").stat().st_size

    def clean(feed):
        with torch.no_grad():
            return network(**{name: torch.from_numpy(value) for name, value in feed.items()}).numpy()

    trained = VectorNetwork(clean, network.mean.numpy(), network.std.numpy())
    both = (DiffusionEditor(threads=1), DiffusionEditor(threads=1, network=trained))
    shipped, wanted = (editor.edit(walk(fps=30), "wave", "left_arm", count=2, steps=3) for editor in both)
    for one, other in zip(shipped, wanted, strict=True):
        assert np.abs(one.joints_in_world - other.joints_in_world).max() < 1e-3
