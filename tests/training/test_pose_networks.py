"""The shipped pose networks are what the command makes from the packages."""

from pathlib import Path

import onnx
import pytest

from inference import models
from training import pose_networks

pytestmark = [pytest.mark.training, pytest.mark.shared, pytest.mark.clips]


def test_command_makes_the_shipped_networks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["pose_networks", "--out", str(tmp_path)])
    pose_networks.main()
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    made = models.cards()
    monkeypatch.undo()
    assert [card.name for card in made] == ["blazepose_full", "blazepose_heavy", "movenet_multipose"]
    for card in made:
        shipped = onnx.load(models.MODELS_DIR / card.name / models.NETWORK_FILE)
        again = onnx.load(tmp_path / card.name / models.NETWORK_FILE)
        assert again.graph == shipped.graph
        assert card.metrics["max_difference_to_tflite_px"] < 0.03
