"""How good are the words? Tables 1 to 4 of the paper (CigTime, Fang et al., NeurIPS 2024) in our form.

Triplets and faults of people nobody has trained on; every trained variant beside the rows that need no
training. What is right is told by the edit's parameters, or by which fault was acted, never by our findings,
and of texts as they were written, before any filter; one that is not understood, or that the program would
replace by its measured sentences, has nothing right.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path

import numpy as np

from inference.editing.operators import FORM
from inference.errors import CoachError
from inference.language.text_encoder import TextEncoder
from training.cigtime.variants import VARIANTS
from training.data.clips import DEFAULT_DATA
from training.evaluation import acted_faults, reconstruction
from training.evaluation.acted_faults import Attempt
from training.evaluation.correction_rows import (
    IN_FP32,
    Speaker,
    can_be_asked,
    first,
    in_one_style,
    missing,
    reference,
    speaker,
    speakers,
)
from training.evaluation.factuality import ASPECTS, BESIDES, factuality, names_fault, of_action
from training.evaluation.kept_answers import made_by
from training.evaluation.report import table
from training.evaluation.tally import Mean, Tally, means
from training.evaluation.text_metrics import cosines, text_scores
from training.triplets.shards import read
from training.triplets.triplet import Triplet

TRIPLETS, ACTIONS = Path("runs/triplets"), Path("runs/actions")
# A Fréchet distance takes 240 edits; a third are real pairs.
COUNT = 370
# Of actions a share: they are few; so is the unseen data set.
ACTION_SHARE = 0.08
UNSEEN, UNSEEN_SHARE = "mhad", 0.25
LIKE = (
    "BLEU-4", "ROUGE-1", "METEOR", "sacreBLEU", "ROUGE-L", "cosine", "cosine, sides exchanged",
    "METEOR, held out", "METEOR, human",
)  # fmt: skip
SOURCES = ("kinematic", "kinematic, as filmed", "diffusion", "real", "real, as filmed")
OF_FAULTS = {"named": "named", "first": "named first", "mended": "mended", "right": "by the person, right",
             "repaired": "repaired"}  # fmt: skip

Rows = Mapping[str, Sequence[str]]


class NoTripletsError(CoachError):
    """There are no triplets of unseen people; says how to make them."""


def evaluate(triplets: Path = TRIPLETS, actions: Path = ACTIONS, count: int = COUNT) -> str:
    """The section of docs/benchmarks.md, of everybody who can be asked today.

    Raises NoTripletsError where there is nothing to ask about.
    """
    chosen = first(triplets, "test", count) + first(actions, "test", round(ACTION_SHARE * count))
    if not chosen:
        raise NoTripletsError(
            f"There are no test triplets in {triplets}: `python -m training.triplets --out {triplets}`."
        )
    asked = speakers(triplets)
    rows = {name: said(chosen) for name, said in asked.items()}
    people = len({triplet.subject for triplet in chosen})
    # What int8 costs is told by the texts alone.
    others = {name: said for name, said in asked.items() if name != IN_FP32}
    parts = [
        HEAD.format(count=len(chosen), people=people),
        missing(asked),
        _trainings(),
        LIKENESS,
        _likeness(rows, chosen),
        FACTUALITY,
        *_factuality(rows, chosen),
        RECONSTRUCTION,
        reconstruction.section(rows, chosen),
        FAULTS,
        *_faults(others),
        UNSEEN_PEOPLE,
        _unseen(others, triplets, count),
    ]
    return "\n\n".join(part for part in parts if part)


HEAD = """\
## Words

`python -m training.evaluation correction`: {count} triplets of {people} unseen people, one style each; all in
hundredths, with 95 % intervals from draws of people (none where all draws agree, as one person's do)."""
TRAININGS = """\
### The rows

`python -m training.cigtime rows`. What they wrote is kept beside the evaluation, so that the tables can be
made without training them again."""
LIKENESS = """\
### Likeness (the paper's tables 1 and 2)

To one reference: BLEU-4, ROUGE-1 and METEOR as the paper's code has them; the cosine of sentences beside that
with left and right exchanged, which should be far lower. Held out: references of families of phrases that
training never sees; human: those of actions, which people wrote. Variety: different texts of all, and
different pairs of words of all pairs."""
FACTUALITY = """\
### Factuality

Texts with everything right: part, quantity, side, direction, phase and size of an edit; part, side and
direction of an action; of real pairs, whether the acted fault is named. As filmed: with the pose estimator's
error on both motions. Below, aspect by aspect, of edits of form without it; akin: the quantity, or one that
goes with it as bodies are made, that way; no more: nothing is asked for besides, where nothing else sets the
motions apart."""
RECONSTRUCTION = """\
### Reconstruction (tables 1 and 3)

What the text leads to against what the true text leads to, by each editor, in the part that the text names
and from the same noise."""
FAULTS = """\
### Acted faults

UI-PRMD's s07 and s08, who are in no training: what makes the fault better is asked for at all, and first; its
quantity the other way does not count. Mended: of the fault's own channels that are out of tolerance, those
that are within it when the text is carried out (kinematic); by the person, right: those that are in a correct
repetition of the same person; repaired: one over the other.

How the program chooses among its texts (verified) was decided with other pairs of s07 in view, of s08 never.
The ends of an interval of motion capture are these two people."""
UNSEEN_PEOPLE = """\
### A data set nobody trained on (table 4)

Triplets of MHAD's val and test people."""


def _trainings() -> str:
    """What every row was trained on, and how it did on validation people at its end."""
    of = {name: made_by(name) for name in VARIANTS if made_by(name)}
    keys = list(dict.fromkeys(key for found in of.values() for key in found if key != "weights"))
    body = [[name, *(f"{found.get(key, '–')}" for key in keys)] for name, found in of.items()]
    return f"{TRAININGS}\n\n{table(['', *keys], body)}" if body else ""


def _likeness(rows: Rows, chosen: Sequence[Triplet]) -> str:
    encoder = TextEncoder()
    found = {name: means(_alike(texts, chosen, encoder)) for name, texts in rows.items()}
    return table(
        ["", *LIKE, "distinct texts", "distinct-2"],
        [[name, *(_shown(found[name].get(key)) for key in LIKE), *_variety(rows[name])] for name in rows],
    )


def _alike(
    texts: Sequence[str], chosen: Sequence[Triplet], encoder: TextEncoder
) -> list[tuple[str, dict[str, Tally]]]:
    references = [reference(triplet, held_out=False).text for triplet in chosen]
    meanings = cosines(encoder, texts, references)
    scored = []
    for n, (text, triplet) in enumerate(zip(texts, chosen, strict=True)):
        values = text_scores(text, references[n])
        values |= {name: float(cosine[n]) for name, cosine in meanings.items()}
        other = reference(triplet, held_out=True)
        if other.held_out:
            values["METEOR, held out"] = text_scores(text, other.text)["METEOR"]
        if triplet.origin == "diffusion":
            values["METEOR, human"] = text_scores(text, triplet.texts[-1].text)["METEOR"]
        scored.append((triplet.subject, {name: Tally(value, 1) for name, value in values.items()}))
    return scored


def _factuality(rows: Rows, chosen: Sequence[Triplet]) -> list[str]:
    found = {
        name: means(
            (triplet.subject, {key: Tally(float(true), 1) for key, true in right(text, triplet).items()})
            for text, triplet in zip(texts, chosen, strict=True)
        )
        for name, texts in rows.items()
    }
    shown = (*ASPECTS, *BESIDES)
    aspects = [f"kinematic: {aspect}" for aspect in shown]
    return [
        table(["", *header], [[name, *(_shown(found[name].get(key)) for key in keys)] for name in rows])
        for header, keys in ((SOURCES, SOURCES), (shown, aspects))
    ]


def right(text: str, triplet: Triplet) -> dict[str, bool]:
    """What a text has right of a triplet, by SOURCES; of an exact edit of form, each aspect as well."""
    source = f"{triplet.origin}, as filmed" if triplet.noise else triplet.origin
    if triplet.origin == "real":
        return {source: names_fault(text, triplet.exercise)}
    if triplet.origin == "diffusion":
        return {source: of_action(text, triplet.mask_part, triplet.texts[0].text)["all"]}
    found = factuality(text, triplet.edits)
    told = {source: found["all"]}
    if not triplet.noise and triplet.edits[0].operator in FORM:
        # Another recording differs in more than was edited.
        told |= {
            f"{source}: {a}": found[a]
            for a in (*ASPECTS, *BESIDES)
            if triplet.other == "same" or a != "no more"
        }
    return told


def _faults(asked: Mapping[str, Speaker]) -> list[str]:
    parts = []
    for title, attempts in (
        ("From motion capture", acted_faults.from_mocap(DEFAULT_DATA)),
        ("Through video, trainee and coach", acted_faults.through_video(DEFAULT_DATA)),
    ):
        body = [[name, *_of_faults(said(attempts), attempts)] for name, said in asked.items()]
        parts += [f"{title}: {len(attempts)} pairs.", table(["", *OF_FAULTS.values()], body)]
    return parts


def _of_faults(texts: Sequence[str], attempts: Sequence[Attempt]) -> list[str]:
    found = means(
        (attempt.subject, acted_faults.scored(text, attempt))
        for text, attempt in zip(texts, attempts, strict=True)
    )
    return [_shown(found.get(name)) for name in OF_FAULTS]


def _unseen(asked: Mapping[str, Speaker], triplets: Path, count: int) -> str:
    everybody = chain(*(read(triplets, split) for split in ("val", "test")))
    chosen = in_one_style(islice((t for t in everybody if t.of(UNSEEN)), round(UNSEEN_SHARE * count)))
    if not chosen:
        return f"There are no triplets of them in {triplets}."
    without = next(name for name, variant in VARIANTS.items() if variant.without == UNSEEN)
    others = {without: speaker(without, VARIANTS[without])} if can_be_asked(without) else {}
    rows = {name: said(chosen) for name, said in (dict(asked) | others).items()}
    left = "" if others else f"\n\nNot here yet: {without} (`python -m training.cigtime rows`)."
    return f"{len(chosen)} triplets.\n\n{_likeness(rows, chosen)}{left}"


def _shown(mean: Mean | None) -> str:
    if mean is None or not np.isfinite(mean.value):
        return "–"
    value, low, high = (f"{100 * each:.0f}" for each in (mean.value, mean.low, mean.high))
    return value if low == high else f"{value} ({low}–{high})"


def _variety(texts: Sequence[str]) -> list[str]:
    """Different texts of all, and different pairs of words of all pairs (distinct-2)."""
    words = [text.split() for text in texts]
    pairs = [pair for each in words for pair in pairwise(each)]
    return [f"{100 * len(set(each)) / max(len(each), 1):.0f}" for each in (texts, pairs)]
