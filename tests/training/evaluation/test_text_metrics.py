"""The texts' measures give the numbers that their definitions give by hand, and those their makers print."""

import pytest

from inference.editing.operators import Edit
from inference.language.text_encoder import TextEncoder
from training.evaluation.factuality import ASPECTS, BESIDES, factuality, names_fault
from training.evaluation.text_metrics import cosines, text_scores

pytestmark = [pytest.mark.training, pytest.mark.clips]

# nltk's own examples.
ACTION = "It is a guide to action which ensures that the military always obeys the commands of the party"
HEED = "It is a guide to action that ensures that the military will forever heed Party commands"


def test_bleu_is_the_geometric_mean_of_the_precisions():
    scores = text_scores("the cat sat on the mat", "the cat sat on a mat")
    assert scores["BLEU-4"] == pytest.approx((5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25)


def test_a_short_text_is_smoothed_and_pays_for_its_brevity():
    # Two of two words, one of one pair, and a tenth instead of none for the longer ones.
    scores = text_scores("the cat", "the cat sat on a mat")
    assert scores["BLEU-4"] == pytest.approx(2.718281828 ** (1 - 6 / 2) * (1 * 1 * 0.1 * 0.1) ** 0.25)


def test_rouge_counts_every_word_once():
    scores = text_scores("the cat sat on the mat", "the cat sat on a mat")
    assert scores["ROUGE-1"] == pytest.approx(2 * 1 * (5 / 6) / (1 + 5 / 6), abs=1e-6)
    assert scores["ROUGE-L"] == pytest.approx(5 / 6)


def test_meteor_knows_stems_and_synonyms():
    assert text_scores(ACTION, HEED)["METEOR"] == pytest.approx(0.6944, abs=1e-4)
    synonym, other = (text_scores(f"stop the {word}", "stop the auto")["METEOR"] for word in ("car", "tree"))
    assert synonym > other + 0.2
    # nltk looks up stems, so that synonyms which are not their own stem ("rais") are lost.
    raised, painted = (text_scores(f"{do} an arm", "lift an arm")["METEOR"] for do in ("raise", "paint"))
    assert raised == painted


def test_equal_texts_are_equal_and_empty_ones_are_nothing():
    text = "Bend your left knee about 20° more."
    assert text_scores(text, text) == {
        "BLEU-4": pytest.approx(1), "ROUGE-1": pytest.approx(1), "METEOR": pytest.approx(1, abs=0.01),
        "sacreBLEU": pytest.approx(1), "ROUGE-L": pytest.approx(1),
    }  # fmt: skip
    assert set(text_scores("", text).values()) == {0.0}


def test_cosine_and_its_control():
    found = cosines(TextEncoder(1), ["bend your left knee"] * 2, ["bend your left knee", "sing a song"])
    assert found["cosine"][0] == pytest.approx(1, abs=1e-3)
    assert found["cosine"][1] < 0.4
    # The reason for the control: exchanged sides hardly show.
    assert 0.9 < found["cosine, sides exchanged"][0] < 0.9995


KNEE = Edit("knee_flexion", 20.0, "left", "at the bottom")


def test_a_true_text_has_everything_right():
    found = factuality("Bend your left knee about 20° more at the bottom.", [KNEE])
    assert found == dict.fromkeys((*ASPECTS, "all", *BESIDES), True)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Bend your right knee about 20° more at the bottom.", {"side"}),
        ("Bend your left knee about 20° less at the bottom.", {"direction"}),
        ("Bend your left knee about 20° more at the top.", {"phase"}),
        ("Bend your left knee about 50° more at the bottom.", {"magnitude"}),
        ("Bend your left hip about 20° more at the bottom.", {"quantity", "direction", "magnitude"}),
        ("The weather is nice.", set(ASPECTS)),
    ],
)
def test_each_mistake_is_counted_where_it_is(text, wrong):
    found = factuality(text, [KNEE])
    assert {aspect for aspect in ASPECTS if not found[aspect]} == wrong
    assert not found["all"]


def test_of_an_edit_throughout_every_phase_is_right():
    throughout = Edit("knee_flexion", 20.0, "left")
    assert factuality("Bend your left knee about 20° more at the bottom.", [throughout])["all"]
    # As another movement calls the same way.
    lowering = Edit("shoulder_elevation", 20.0, "left", "lowering")
    assert factuality("Raise your left arm about 20° more on the way down.", [lowering])["all"]


@pytest.mark.parametrize(
    ("text", "akin"),
    [
        ("Let your hips sink deeper.", True),
        ("Lift your hips higher.", False),
        ("Bend your left hip more.", True),
        ("Bend your right hip more.", False),
        ("Bend your left knee less.", False),
        ("Turn your head to the left.", False),
    ],
)
def test_what_goes_with_an_edit_is_akin_to_it(text, akin):
    assert factuality(text, [KNEE])["akin"] == akin


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Push your left knee further out.", True),
        ("Push both knees further out.", True),
        ("Lean forward less.", True),
        ("Lean less to the left.", True),
        ("Bend your knees less.", False),
        ("Let your knees come further in.", False),
        ("Turn your head to the left.", False),
        ("The weather is nice.", False),
    ],
)
def test_an_acted_fault_is_named_if_doing_so_makes_it_better(text, named):
    assert names_fault(text, "deep squat") == named


def test_what_was_not_done_is_more_than_was_asked_for():
    text = "Bend your left knee about 20° more at the bottom."
    turning = factuality(f"{text} Turn your head to the left.", [KNEE])
    assert turning["all"]
    assert not turning["no more"]
    # Deeper knees and lower hips are one thing.
    assert factuality(f"{text} Let your hips sink deeper.", [KNEE])["no more"]
    leaning = Edit("trunk_lean_forward", 10.0)
    assert factuality(f"{text} Lean forward about 10° more.", [KNEE, leaning])["no more"]
