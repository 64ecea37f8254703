"""The section on words: references by turns of style, each triplet asked for what is known of it."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from inference.editing.operators import Edit
from training.cigtime.data import Item
from training.evaluation import correction, correction_rows, kept_answers
from training.evaluation.correction import NoTripletsError, evaluate, right
from training.evaluation.correction_rows import first, missing, reference
from training.evaluation.kept_answers import kept
from training.triplets.triplet import Wording

pytestmark = pytest.mark.training
KNEE = Edit("knee_flexion", 20.0, "left", "at the bottom")
TEXT = "Bend your left knee about 20° more at the bottom."
TEXTS = tuple(
    Wording(f"{opening} your left knee about 20° more at the bottom.", style, "imperative", held_out)
    for style, opening, held_out in (
        ("coach", "Bend", False),
        ("trainee", "Flex", False),
        ("trainee", "Fold", True),
    )
)


def _triplet(**changes):
    fields = {
        "origin": "kinematic", "edits": (KNEE,), "exercise": "", "texts": TEXTS, "subject": "p1",
        "noise": False,
        "other": "same",
        "mask_part": "left_leg", "of": lambda source: False,
    }  # fmt: skip
    return SimpleNamespace(**fields | changes)


def test_a_triplet_is_asked_for_what_is_known_of_it():
    found = right(TEXT, _triplet())
    assert found["kinematic"]
    assert found["kinematic: side"]
    assert right(TEXT, _triplet(noise=True)) == {"kinematic, as filmed": True}
    real = _triplet(origin="real", exercise="inline lunge", noise=True)
    assert right(TEXT, real) == {"real, as filmed": True}
    assert right("Lean forward more.", real) == {"real, as filmed": False}
    # The program would have said something else here.
    assert not any(right("", _triplet()).values())


def test_of_an_action_part_side_and_direction_are_asked():
    told = (Wording("The person raises the left arm.", "trainee", "action", False),)
    wave = _triplet(origin="diffusion", edits=(), mask_part="left_arm", texts=told)
    assert right("Raise the left arm.", wave) == {"diffusion": True}
    assert right("Raise the right arm.", wave) == {"diffusion": False}
    assert right("Lower the left arm.", wave) == {"diffusion": False}


def test_styles_take_turns_and_families_are_kept_apart(monkeypatch, tmp_path):
    monkeypatch.setattr(correction_rows, "replace", lambda triplet, texts: _triplet(texts=texts))
    monkeypatch.setattr(correction_rows, "read", lambda folder, split: iter([_triplet()] * 3))
    chosen = first(tmp_path, "test", 9)
    assert [{wording.style for wording in t.texts} for t in chosen] == [{"coach"}, {"trainee"}, {"coach"}]
    assert [reference(t, held_out=True).text[:4] for t in chosen] == ["Bend", "Fold", "Bend"]
    assert [reference(t, held_out=False).text[:4] for t in chosen] == ["Bend", "Flex", "Bend"]


def test_it_is_told_what_each_row_was_trained_on(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_answers, "ANSWERS", tmp_path)
    for name, measured in {"both": {"steps": 60.0}, "free": {"steps": 60.0, "λ": 0.0}}.items():
        kept(name, {"weights": "abc"} | measured, [_asked(0)], lambda places: ["Deeper."])
    assert correction._trainings().splitlines()[-4:] == [
        "|  | steps | λ |",
        "| --- | --- | --- |",
        "| both | 60.0 | – |",
        "| free | 60.0 | 0.0 |",
    ]


def _asked(number):
    codes = np.full((2, 2), number)
    return Item((codes, codes), (), TEXTS[:1], "p1"), TEXTS[0]


def test_every_row_is_held_against_the_same_references(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_answers, "ANSWERS", tmp_path)
    triplets = [_triplet(subject=f"p{n}", texts=TEXTS[:1]) for n in range(4)]
    rows = {
        "describer alone": lambda told: [TEXT] * len(told),
        "both": lambda told: ["Nice day."] * len(told),
    }
    monkeypatch.setattr(correction, "first", lambda folder, split, n: triplets if split == "test" else [])
    monkeypatch.setattr(correction, "speakers", lambda folder: rows)
    monkeypatch.setattr(correction, "TextEncoder", lambda: None)
    monkeypatch.setattr(
        correction, "cosines", lambda encoder, texts, references: {"cosine": np.ones(len(texts))}
    )
    monkeypatch.setattr(
        correction, "text_scores", lambda text, wanted: {"METEOR": 0.0, "BLEU-4": float(text == wanted)}
    )
    monkeypatch.setattr(correction.reconstruction, "section", lambda rows, chosen: "RECONSTRUCTED")
    monkeypatch.setattr(correction.acted_faults, "from_mocap", lambda data: [])
    monkeypatch.setattr(correction.acted_faults, "through_video", lambda data: [])
    section = evaluate(tmp_path, tmp_path, 4)
    assert "8 triplets of 4 unseen people" in section
    assert "RECONSTRUCTED" in section
    lines = [line for line in section.splitlines() if line.startswith(("| describer", "| both"))]
    alike, facts, aspects = lines[:2], lines[2:4], lines[4:6]
    assert [line.split("|")[2].strip() for line in alike] == ["100", "0"]
    # One text again and again.
    assert alike[0].split("|")[-3].strip() == "12"
    assert facts[0].count(" 100 ") == 1
    assert facts[1].count(" 0 ") == 1
    assert aspects[0].count(" 100 ") == 8
    assert aspects[1].count(" 0 ") == 8
    assert "without a row: tokens, findings" in section


def test_without_triplets_it_says_how_to_make_them(tmp_path):
    with pytest.raises(NoTripletsError, match=r"training\.triplets --out"):
        evaluate(tmp_path, tmp_path)


def test_missing_rows_are_named_with_the_commands_that_make_them():
    everybody = [correction_rows.IN_CONTEXT, *correction_rows.VARIANTS]
    assert missing(everybody) == ""
    told = missing(["both"])
    assert "findings, edited" in told
    assert "cigtime rows`" in told
    assert "cigtime base`" in told
    assert "both" not in told


def test_texts_are_written_once(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_answers, "ANSWERS", tmp_path / "answers")
    asked, written = [_asked(number) for number in range(3)], []

    def said(made_by, some):
        def write(places):
            written.append(len(places))
            return [f"text {int(some[place][0].codes[0][0, 0])}" for place in places]

        return kept("a row, fp32", {"weights": made_by}, some, write)

    assert said("first", asked[:2]) == ["text 0", "text 1"]
    assert said("first", asked[::-1]) == ["text 2", "text 1", "text 0"]
    said("first", [(asked[0][0], replace(TEXTS[0], style="physio"))])
    said("trained anew", asked)
    assert written == [2, 1, 1, 3]
