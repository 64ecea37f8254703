"""Whoever is trained is asked, once; what the program would not show counts as nothing said."""

from types import SimpleNamespace

import pytest
from tiny_llama import tiny_llama

from inference.tokens.steps import CODES
from training.cigtime.record import Record
from training.cigtime.variants import VARIANTS
from training.evaluation import correction_rows as rows
from training.evaluation import kept_answers
from training.evaluation.acted_faults import Attempt
from training.evaluation.kept_answers import ANSWERS, NotKeptError, answered, made_by

pytestmark = pytest.mark.training


@pytest.fixture
def runs(monkeypatch, tmp_path):
    monkeypatch.setattr(rows, "RUNS", tmp_path)
    monkeypatch.setattr(rows, "BASE", tmp_path / "base")
    monkeypatch.setattr(kept_answers, "ANSWERS", tmp_path / "answers")
    return tmp_path


def _finished(folder, codes):
    folder.parent.mkdir()
    tiny_llama(folder, codes)
    Record("both", "--steps 3", 7, {"steps": 3.0}).write(folder)


def test_without_any_training_there_are_the_rules_and_the_shipped_model(runs, attempt):
    asked = rows.speakers(runs)
    assert list(asked) == [rows.DESCRIBER, rows.CAPTION, rows.AS_SHIPPED, rows.VERIFIED]
    assert "knee" in asked[rows.DESCRIBER]([attempt])[0]
    # What the coach does, without any correction.
    assert "squat" in asked[rows.CAPTION]([attempt])[0].lower()


def test_a_trained_variant_is_asked_once_in_int8_and_in_fp32(runs, attempt, monkeypatch):
    _finished(runs / "both" / "model", CODES)
    asked = {name: rows.speakers(runs)[name] for name in ("both", rows.IN_FP32)}
    texts = {name: said([attempt]) for name, said in asked.items()}
    assert all(isinstance(own[0], str) for own in texts.values())
    assert made_by("both")["triplets"] == 7
    monkeypatch.setattr(rows, "answers", lambda *given: pytest.fail("asked again"))
    monkeypatch.setattr(rows, "answers_in_fp32", lambda *given: pytest.fail("asked again"))
    assert {name: said([attempt]) for name, said in asked.items()} == texts


def test_what_a_variant_wrote_outlasts_it(runs, attempt):
    folder = runs / "findings" / "model"
    _finished(folder, CODES)
    texts = rows.speakers(runs)["findings"]([attempt])
    folder.rename(runs / "elsewhere")
    said = rows.speakers(runs)["findings"]
    assert said([attempt]) == texts
    other = Attempt(attempt.exercise, attempt.subject, "physio", attempt.motions)
    with pytest.raises(NotKeptError, match=r"1 of 2 texts of the row “findings”"):
        said([attempt, other])


def test_whatever_is_kept_is_a_row_s():
    known = (rows.IN_FP32, rows.IN_CONTEXT, rows.AS_SHIPPED, rows.VERIFIED, *VARIANTS)
    assert sum(answered(row) for row in known) == len(list(ANSWERS.iterdir()))


def test_the_shipped_model_writes_of_what_was_measured(runs, attempt):
    (text,) = rows.speakers(runs)[rows.AS_SHIPPED]([attempt])
    assert "knee" in text


def test_what_the_program_would_not_show_is_nothing(runs, attempt, monkeypatch):
    written = iter(
        [
            SimpleNamespace(
                repaired=0.7, sentences=[SimpleNamespace(text=t) for t in ("Deeper.", "Slower.")]
            ),
            SimpleNamespace(repaired=None, sentences=[SimpleNamespace(text="Measured.")]),
        ]
    )
    writer = SimpleNamespace(write=lambda *asked, style: next(written))
    monkeypatch.setattr(rows.Writer, "shipped", lambda: writer)
    other = Attempt(attempt.exercise, attempt.subject, "coach", attempt.motions)
    assert rows.speakers(runs)[rows.VERIFIED]([attempt, other]) == ["Deeper. Slower.", ""]
