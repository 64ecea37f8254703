"""Whoever is trained is asked, once; what the program would not show counts as nothing said."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from tiny_llama import tiny_llama

from inference.tokens.steps import CODES
from training.cigtime.variants import SHIPPED
from training.evaluation import correction_rows as rows
from training.evaluation.acted_faults import Attempt

pytestmark = pytest.mark.training


@pytest.fixture
def runs(monkeypatch, tmp_path):
    monkeypatch.setattr(rows, "RUNS", tmp_path)
    monkeypatch.setattr(rows, "BASE", tmp_path / "base")
    return tmp_path


def test_without_any_training_two_rows_can_be_asked(runs, attempt):
    asked = rows.speakers(runs)
    assert list(asked) == [rows.DESCRIBER, rows.CAPTION]
    assert "knee" in asked[rows.DESCRIBER]([attempt])[0]
    # What the coach does, without any correction.
    assert "squat" in asked[rows.CAPTION]([attempt])[0].lower()


def test_a_trained_variant_is_asked_once(runs, attempt, monkeypatch):
    (runs / "findings").mkdir()
    tiny_llama(runs / "findings" / "model")
    said = rows.speakers(runs)["findings"]
    texts = said([attempt])
    assert len(texts) == 1
    assert isinstance(texts[0], str)
    monkeypatch.setattr(rows, "answers", lambda *given: pytest.fail("asked again"))
    assert said([attempt]) == texts


def test_the_shipped_run_is_asked_as_the_program_runs_it_and_in_fp32(runs, attempt):
    (runs / SHIPPED).mkdir()
    tiny_llama(runs / SHIPPED / "model", CODES)
    asked = rows.speakers(runs)
    for name in (rows.AS_SHIPPED, rows.IN_FP32):
        assert isinstance(asked[name]([attempt])[0], str)
    assert {path.name for path in (runs / SHIPPED).glob("*.json")} == {"texts.json", "fp32.json"}


def test_what_the_program_would_not_show_is_nothing(runs, attempt, monkeypatch):
    written = iter(
        [
            SimpleNamespace(
                repaired=0.7, sentences=[SimpleNamespace(text=t) for t in ("Deeper.", "Slower.")]
            ),
            SimpleNamespace(repaired=None, sentences=[SimpleNamespace(text="Measured.")]),
        ]
    )

    @contextmanager
    def program(folder):
        yield None

    (runs / SHIPPED / "model").mkdir(parents=True)
    (runs / SHIPPED / "model" / rows.WEIGHTS).touch()
    monkeypatch.setattr(rows, "program", program)
    monkeypatch.setattr(
        rows, "Writer", lambda *given: SimpleNamespace(write=lambda *asked, style: next(written))
    )
    other = Attempt(attempt.exercise, attempt.subject, "coach", attempt.motions)
    assert rows.speakers(runs)[rows.VERIFIED]([attempt, other]) == ["Deeper. Slower.", ""]
