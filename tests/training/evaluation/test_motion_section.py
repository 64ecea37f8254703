"""Parts of the motion section are measured one by one, and those not named stay as they were."""

import pytest
from typer.testing import CliRunner

from training.evaluation import motion
from training.evaluation.__main__ import app

pytestmark = pytest.mark.training


@pytest.fixture
def parts(monkeypatch):
    measured = {"first": lambda data: f"one of {data}", "second": lambda data: f"two of {data}"}
    monkeypatch.setattr(motion, "PARTS", measured)
    return measured


def test_only_the_named_part_is_measured_anew(parts, tmp_path):
    path = tmp_path / "benchmarks.md"
    motion.evaluate(parts, tmp_path / "old", path)
    motion.evaluate(["second"], tmp_path / "new", path)
    text = path.read_text(encoding="utf-8")
    assert f"one of {tmp_path / 'old'}" in text
    assert f"two of {tmp_path / 'new'}" in text
    assert "two of" not in text.replace(f"two of {tmp_path / 'new'}", "")
    assert text.index("first, second") < text.index("one of") < text.index("two of")


def test_a_part_that_is_unknown_is_named(parts):
    result = CliRunner().invoke(app, ["motion", "third"])
    assert result.exit_code == 2
    assert "third; there are first, second" in result.stderr
