"""How good are the words? Triplets of unseen people, every trained variant beside the describer alone.

Numbers and sides are held against the edit's parameters, or of real pairs against the fault that was acted,
never against our own findings; a text that is not understood has nothing right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from inference.correction.describer import describe
from inference.language.text_encoder import TextEncoder
from inference.tokens.tokenizer import Tokenizer
from training.cigtime.answers import answers, answers_in_context
from training.cigtime.base import BASE
from training.cigtime.data import Item, items
from training.cigtime.train import RUNS
from training.cigtime.variants import VARIANTS, Variant
from training.evaluation.factuality import ASPECTS, factuality, names_fault
from training.evaluation.report import table
from training.evaluation.tally import Mean, Tally, means
from training.evaluation.text_metrics import cosines, text_scores
from training.triplets.shards import read
from training.triplets.triplet import Triplet, Wording

TRIPLETS = Path("runs/triplets")
COUNT = 250
# Examples that the untrained model is shown.
SHOWN = 3
LIKE = (
    "BLEU-4",
    "ROUGE-1",
    "METEOR",
    "sacreBLEU",
    "ROUGE-L",
    "cosine",
    "cosine, sides exchanged",
    "METEOR, held out",
)
RIGHT = (*ASPECTS, "all", "fault named")
Asked = list[tuple[Item, Wording]]


def evaluate(triplets: Path = TRIPLETS, count: int = COUNT) -> str:
    """The section of docs/benchmarks.md, of all variants in runs/cigtime that are trained."""
    chosen = list(islice(read(triplets, "test"), count))
    encoder = TextEncoder()
    rows = [(name, _means(texts, chosen, encoder), texts) for name, texts in _written(triplets, chosen)]
    alike = [
        [name, *(_shown(found.get(key)) for key in LIKE), _variety(texts)] for name, found, texts in rows
    ]
    right = [[name, *(_shown(found.get(key)) for key in RIGHT)] for name, found, _ in rows]
    people = len({triplet.subject for triplet in chosen})
    return "\n\n".join(
        [
            f"## Words\n\n{len(chosen)} triplets of {people} unseen people, one style each; 95 % intervals "
            "from draws of people. `python -m training.evaluation correction`",
            "Likeness to one reference (held out: of a family of phrases that training never sees), in "
            "hundredths; distinct: different texts, of all.",
            table(["", *LIKE, "distinct"], alike),
            "Right of a hundred, by the edit's parameters; of real pairs, whether the acted fault is named.",
            table(["", *RIGHT], right),
        ]
    )


def _written(triplets: Path, chosen: Sequence[Triplet]) -> Iterator[tuple[str, list[str]]]:
    """The texts of each row."""
    asked = _asked(chosen, Variant())
    yield "describer alone", [_described(item, wording) for item, wording in asked]
    if BASE.exists():
        shown = _asked(list(islice(read(triplets, "train"), SHOWN)), Variant())
        yield "in context", answers_in_context(BASE, shown, asked)
    for name, variant in VARIANTS.items():
        folder = RUNS / name / "model"
        if folder.exists():
            yield name, answers(folder, _asked(chosen, variant), variant)


def _described(item: Item, wording: Wording) -> str:
    return " ".join(sentence.text for sentence in describe(item.findings, style=wording.style))


def _asked(chosen: Sequence[Triplet], variant: Variant) -> Asked:
    codes, variant = Tokenizer().encode, replace(variant, borne_out=False)
    return [
        (item, _wording(triplet, number, held_out=False))
        for number, (triplet, item) in enumerate(zip(chosen, items(chosen, codes, variant), strict=True))
    ]


def _wording(triplet: Triplet, number: int, *, held_out: bool) -> Wording:
    """The reference of a triplet: styles take turns; of the held-out families where there are such."""
    styles = sorted({wording.style for wording in triplet.texts})
    ways = [wording for wording in triplet.texts if wording.style == styles[number % len(styles)]]
    return next((wording for wording in ways if wording.held_out == held_out), ways[0])


def _means(texts: Sequence[str], chosen: Sequence[Triplet], encoder: TextEncoder) -> dict[str, Mean]:
    references = [_wording(triplet, n, held_out=False).text for n, triplet in enumerate(chosen)]
    others = [_wording(triplet, n, held_out=True).text for n, triplet in enumerate(chosen)]
    meanings = cosines(encoder, texts, references)
    scored = []
    for n, (text, triplet) in enumerate(zip(texts, chosen, strict=True)):
        values: dict[str, float | bool] = text_scores(text, references[n])
        values |= {name: float(cosine[n]) for name, cosine in meanings.items()}
        values["METEOR, held out"] = text_scores(text, others[n])["METEOR"]
        values |= facts_right(text, triplet)
        scored.append((triplet.subject, {name: Tally.of(np.array([v], float)) for name, v in values.items()}))
    return means(scored)


def facts_right(text: str, triplet: Triplet) -> dict[str, bool]:
    """What a text has right of a triplet; nothing is asked of actions, which have no amount."""
    if triplet.origin == "real":
        return {"fault named": names_fault(text, triplet.fault)}
    return factuality(text, triplet.edits) if triplet.edits else {}


def _shown(mean: Mean | None) -> str:
    if mean is None:
        return "–"
    return f"{100 * mean.value:.0f} ({100 * mean.low:.0f}–{100 * mean.high:.0f})"


def _variety(texts: Sequence[str]) -> str:
    return f"{100 * len(set(texts)) / len(texts):.0f} %"
