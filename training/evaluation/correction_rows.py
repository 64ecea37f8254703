"""Rows of the tables on words: everybody who can be asked what to say of two motions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from inference.correction.describer import describe
from inference.correction.writer import Writer
from inference.language.captioner import captions
from inference.motion.differences import compare
from inference.tokens.tokenizer import Tokenizer
from training.cigtime.answers import Asked, answers, answers_in_context, answers_in_fp32, program
from training.cigtime.base import BASE
from training.cigtime.data import items
from training.cigtime.train import RUNS
from training.cigtime.variants import SHIPPED, VARIANTS, Variant
from training.evaluation.kept_answers import kept, version
from training.triplets.shards import read
from training.triplets.triplet import Triplet, Wording

DESCRIBER, CAPTION, IN_CONTEXT = "describer alone", "caption of the target", "in context, untrained"
AS_SHIPPED = "shipped model"
# The program's own row: the shipped model's texts, verified as the program does it.
VERIFIED = f"{AS_SHIPPED}, verified"
# What int8 costs: the same weights, not quantised.
IN_FP32 = f"{AS_SHIPPED}, fp32"
WEIGHTS = "model.safetensors"
_VARIANT = VARIANTS["both"]
# Examples that the untrained model is shown.
SHOWN = 3

Speaker = Callable[[Sequence[Triplet]], list[str]]


def speakers(triplets: Path) -> dict[str, Speaker]:
    """Who can be asked now: the rows that need no training, and every variant that is trained.

    triplets: where the untrained model's examples are from.
    """
    found: dict[str, Speaker] = {DESCRIBER: _described, CAPTION: _captioned}
    shown = _examples(triplets) if BASE.exists() else []
    if shown:
        found[IN_CONTEXT] = lambda told: _in_context(shown, told)
    for name, variant in VARIANTS.items():
        if trained(name) and not variant.without:
            found[name] = speaker(name, variant)
    if trained(SHIPPED):
        found[AS_SHIPPED] = speaker(SHIPPED, _VARIANT)
        found[IN_FP32] = speaker(SHIPPED, _VARIANT, exact=True)
        found[VERIFIED] = _verified
    return found


def missing(found: Iterable[str]) -> str:
    """A sentence on the rows that are not there, and the commands that make them; nothing if all are."""
    left = [name for name, variant in VARIANTS.items() if name not in set(found) and not variant.without]
    said = [f"`python -m training.cigtime train {name}`" for name in left]
    if AS_SHIPPED not in set(found):
        said.append("the shipped one (README)")
    if IN_CONTEXT not in set(found):
        said.insert(0, "`python -m training.cigtime base` (and training triplets to show)")
    if not said:
        return ""
    return f"Not trained yet, and so without a row: {'; '.join(said)}."


def trained(name: str) -> bool:
    """Whether a run has finished."""
    return (RUNS / name / "model").exists()


def speaker(name: str, variant: Variant, *, exact: bool = False) -> Speaker:
    """A trained run, as the program runs it or in fp32 (exact); its texts are kept beside it."""
    run = RUNS / name

    def said(told: Sequence[Triplet]) -> list[str]:
        asked = _asked(told, variant)
        write, file = (answers_in_fp32, "fp32.json") if exact else (answers, "texts.json")
        return kept(
            run / file,
            version(run / "model" / WEIGHTS),
            asked,
            lambda places: write(run / "model", [asked[place] for place in places], variant),
        )

    return said


def _asked(told: Sequence[Triplet], variant: Variant) -> Asked:
    # What may be learned is no matter here: everything is asked.
    variant = replace(variant, told=False, caption=False)
    made = items(told, _tokenizer().encode, variant)
    return [(item, item.texts[0]) for item in made]


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(threads=1)


def _described(told: Sequence[Triplet]) -> list[str]:
    return [
        " ".join(sentence.text for sentence in describe(each.measured, style=each.texts[0].style))
        for each in told
    ]


def _captioned(told: Sequence[Triplet]) -> list[str]:
    """What the rules see in the target: motion to text, nothing compared."""
    return [captions(each.motions[1], np.random.default_rng(0)).whole for each in told]


def _in_context(shown: Sequence[Triplet], told: Sequence[Triplet]) -> list[str]:
    variant = VARIANTS["findings"]
    before = _asked(shown, variant)
    asked, examples = _asked(told, variant), " ".join(wording.text for _, wording in before)
    return kept(
        RUNS / "in_context.json",
        f"{version(BASE / WEIGHTS)} {examples}",
        asked,
        lambda places: answers_in_context(BASE, before, [asked[place] for place in places]),
    )


def _examples(triplets: Path) -> list[Triplet]:
    """The first training triplets of which something was found, each of another operator and style."""
    found: dict[str, Triplet] = {}
    for triplet in read(triplets, "train"):
        wordings = [each for each in triplet.texts if not each.held_out]
        styles = ("coach", "trainee", "physio")
        fitting = [each for each in wordings if each.style == styles[len(found)]]
        if triplet.measured and fitting and triplet.operator not in found:
            found[triplet.operator] = replace(triplet, texts=(fitting[0],))
        if len(found) == SHOWN:
            break
    return list(found.values())


def _verified(told: Sequence[Triplet]) -> list[str]:
    """What the program shows; nothing where it would fall back on the measured sentences."""
    run = RUNS / SHIPPED

    def write(places: Sequence[int]) -> list[str]:
        with program(run / "model") as model:
            writer = Writer(model, _tokenizer().encode)
            return [_shown(writer, told[place]) for place in places]

    asked = _asked(told, _VARIANT)
    return kept(run / "verified.json", version(run / "model" / WEIGHTS), asked, write)


def _shown(writer: Writer, told: Triplet) -> str:
    trainee, coach = told.motions
    written = writer.write(trainee, coach, compare(trainee, coach), style=told.texts[0].style)
    return "" if written.repaired is None else " ".join(sentence.text for sentence in written.sentences)


def first(triplets: Path, split: str, count: int) -> list[Triplet]:
    """The first triplets of a split, each with the wordings of one style: styles take turns."""
    return [_in_one_style(triplet, n) for n, triplet in enumerate(islice(read(triplets, split), count))]


def _in_one_style(triplet: Triplet, number: int) -> Triplet:
    styles = sorted({wording.style for wording in triplet.texts})
    style = styles[number % len(styles)]
    return replace(triplet, texts=tuple(w for w in triplet.texts if w.style == style))


def reference(triplet: Triplet, *, held_out: bool) -> Wording:
    """What a triplet's text is compared with; of a family held out from training where there is one."""
    return next((w for w in triplet.texts if w.held_out == held_out), triplet.texts[0])
