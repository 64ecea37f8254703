"""The section on words: references by turns of style, and each triplet asked for what is known of it."""

from types import SimpleNamespace

import numpy as np
import pytest

from inference.editing.operators import Edit
from training.evaluation import correction
from training.evaluation.correction import evaluate, facts_right
from training.triplets.triplet import Wording

pytestmark = pytest.mark.training
KNEE = Edit("knee_flexion", 20.0, "left", "at the bottom")
TEXTS = tuple(
    Wording(f"{opening} your left knee about 20° more at the bottom.", style, "imperative", held_out)
    for style, opening, held_out in (
        ("coach", "Bend", False),
        ("trainee", "Flex", False),
        ("trainee", "Fold", True),
    )
)


def _triplet(**changes):
    fields = {"origin": "kinematic", "edits": (KNEE,), "fault": (), "texts": TEXTS, "subject": "p1"}
    return SimpleNamespace(**fields | changes)


def test_a_triplet_is_asked_for_what_is_known_of_it():
    text = "Bend your left knee about 20° more at the bottom."
    assert facts_right(text, _triplet())["all"]
    real = _triplet(origin="real", fault=("left_knee_flexion",))
    assert facts_right(text, real) == {"fault named": True}
    assert facts_right("Lean forward more.", real) == {"fault named": False}
    # Nobody measures how much of a wave there should be.
    assert facts_right(text, _triplet(origin="diffusion", edits=())) == {}


def test_every_row_is_held_against_the_same_references(monkeypatch, tmp_path):
    triplets = [_triplet(subject=f"p{n}") for n in range(4)]
    item = SimpleNamespace(findings=())
    right = "Bend your left knee about 20° more at the bottom."
    rows = {"describer alone": [right] * 4, "both": ["The weather is nice."] * 4}
    monkeypatch.setattr(correction, "read", lambda folder, split: iter(triplets))
    monkeypatch.setattr(correction, "items", lambda chosen, codes, variant: [item for _ in chosen])
    monkeypatch.setattr(correction, "Tokenizer", lambda: SimpleNamespace(encode=None))
    monkeypatch.setattr(correction, "TextEncoder", lambda: None)
    monkeypatch.setattr(
        correction, "cosines", lambda encoder, texts, references: {"cosine": np.ones(len(texts))}
    )
    alike = {"METEOR": 0.0}
    monkeypatch.setattr(correction, "text_scores", lambda text, wanted: alike | {"BLEU-4": text == wanted})
    monkeypatch.setattr(correction, "BASE", tmp_path / "none")
    monkeypatch.setattr(correction, "RUNS", tmp_path)
    (tmp_path / "both" / "model").mkdir(parents=True)
    monkeypatch.setattr(correction, "_described", lambda item, wording: right)
    monkeypatch.setattr(correction, "answers", lambda folder, asked, variant: rows["both"])
    section = evaluate(tmp_path, 4)
    described = next(line for line in section.splitlines() if line.startswith("| describer alone"))
    assert "4 triplets of 4 unseen people" in section
    # Coach and trainee take turns, and only the coach says it in these words.
    assert described.split("|")[2].strip().startswith("50")
    facts = [line for line in section.splitlines() if line.startswith(("| describer", "| both"))][2:]
    assert facts[0].count("100 (100–100)") == 7
    assert facts[1].count("0 (0–0)") == 7
