"""Rows of the tables on words: everybody who can be asked what to say of two motions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from inference.correction.describer import describe
from inference.correction.language_model import NAME, LanguageModel
from inference.correction.writer import Writer
from inference.language.captioner import captions
from inference.models import CARD_FILE, MODELS_DIR
from inference.motion.differences import compare
from inference.tokens.tokenizer import Tokenizer
from training.cigtime.answers import Asked, answers, answers_in_context, answers_in_fp32, program
from training.cigtime.base import BASE
from training.cigtime.data import items
from training.cigtime.record import Record
from training.cigtime.train import RUNS
from training.cigtime.variants import VARIANTS, Variant
from training.evaluation.kept_answers import MadeBy, answered, digest, kept
from training.triplets.shards import read
from training.triplets.triplet import Triplet, Wording

DESCRIBER, CAPTION, IN_CONTEXT = "describer alone", "caption of the target", "in context, untrained"
AS_SHIPPED = "shipped model"
# The program's own row: the shipped model's texts, verified as the program does it.
VERIFIED = f"{AS_SHIPPED}, verified"
_BOTH = "both"
_EXACT = ", fp32"
# What int8 costs: the same weights, not quantised.
IN_FP32 = f"{_BOTH}{_EXACT}"
WEIGHTS = "model.safetensors"
# Examples that the untrained model is shown.
SHOWN = 3

Speaker = Callable[[Sequence[Triplet]], list[str]]


def speakers(triplets: Path) -> dict[str, Speaker]:
    """Who can be asked now: the rows that need no training, and every variant that is trained, or whose texts
    are kept.

    triplets: where the untrained model's examples are from.
    """
    found: dict[str, Speaker] = {DESCRIBER: _described, CAPTION: _captioned}
    shown = _examples(triplets) if BASE.exists() else []
    if shown or answered(IN_CONTEXT):
        found[IN_CONTEXT] = lambda told: _in_context(shown, told)
    for name, variant in VARIANTS.items():
        if can_be_asked(name) and not variant.without:
            found[name] = speaker(name, variant)
    if can_be_asked(_BOTH, exact=True):
        found[IN_FP32] = speaker(_BOTH, VARIANTS[_BOTH], exact=True)
    return found | {AS_SHIPPED: _as_shipped, VERIFIED: _verified}


def missing(found: Iterable[str]) -> str:
    """A sentence on the rows that are not there, and the commands that make them; nothing if all are."""
    left = [name for name, variant in VARIANTS.items() if name not in set(found) and not variant.without]
    said = [f"{', '.join(left)} (`python -m training.cigtime rows`)"] if left else []
    if IN_CONTEXT not in set(found):
        said.append(f"{IN_CONTEXT} (`python -m training.cigtime base`, and training triplets to show)")
    return f"Not here yet, and so without a row: {'; '.join(said)}." if said else ""


def can_be_asked(name: str, *, exact: bool = False) -> bool:
    """Whether a run is finished, or the texts of its row are kept."""
    return _trained(name).exists() or answered(_row(name, exact))


def _row(name: str, exact: bool) -> str:
    return f"{name}{_EXACT}" if exact else name


def _trained(run: str) -> Path:
    return RUNS / run / "model"


def speaker(name: str, variant: Variant, *, exact: bool = False) -> Speaker:
    """A trained run, as the program runs it or in fp32 (exact: what reads features has no other form)."""
    folder = _trained(name)

    def said(told: Sequence[Triplet]) -> list[str]:
        asked = _asked(told, variant)

        def write(places: Sequence[int]) -> list[str]:
            these = [asked[place] for place in places]
            if exact or variant.continuous:
                return answers_in_fp32(folder, these, variant)
            with program(folder) as model:
                return answers(model, these, variant)

        return kept(_row(name, exact), _made_by(folder), asked, write)

    return said


def _made_by(folder: Path) -> MadeBy | None:
    """Weights and record of a finished run, if it is here."""
    if not folder.exists():
        return None
    record = Record.read(folder)
    return {"weights": digest(folder / WEIGHTS), "triplets": record.triplets, **record.measured}


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
    before, asked = _asked(shown, variant), _asked(told, variant)
    examples = [wording.text for _, wording in before]
    return kept(
        IN_CONTEXT,
        {"weights": digest(BASE / WEIGHTS), "examples": examples} if shown else None,
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


def _as_shipped(told: Sequence[Triplet]) -> list[str]:
    """The shipped model's likeliest texts, whatever they are."""
    variant = VARIANTS[_BOTH]
    asked = _asked(told, variant)
    return kept(
        AS_SHIPPED,
        _shipped(),
        asked,
        lambda places: answers(LanguageModel.shipped(), [asked[place] for place in places], variant),
    )


def _verified(told: Sequence[Triplet]) -> list[str]:
    """What the program shows; nothing where it would fall back on the measured sentences.

    Where the choice among texts changes, what is kept of this row is to be deleted: the model is the same.
    """

    def write(places: Sequence[int]) -> list[str]:
        writer = Writer.shipped()
        return [_shown(writer, told[place]) for place in places]

    return kept(VERIFIED, _shipped(), _asked(told, VARIANTS[_BOTH]), write)


def _shipped() -> MadeBy:
    return {"card": digest(MODELS_DIR / NAME / CARD_FILE)}


def _shown(writer: Writer, told: Triplet) -> str:
    trainee, coach = told.motions
    written = writer.write(trainee, coach, compare(trainee, coach), style=told.texts[0].style)
    return "" if written.repaired is None else " ".join(sentence.text for sentence in written.sentences)


def first(triplets: Path, split: str, count: int) -> list[Triplet]:
    """The first triplets of a split, each with the wordings of one style."""
    return in_one_style(islice(read(triplets, split), count))


def in_one_style(triplets: Iterable[Triplet]) -> list[Triplet]:
    """Triplets, each with the wordings of one style: styles take turns."""
    found = []
    for number, triplet in enumerate(triplets):
        styles = sorted({wording.style for wording in triplet.texts})
        style = styles[number % len(styles)]
        found.append(replace(triplet, texts=tuple(w for w in triplet.texts if w.style == style)))
    return found


def reference(triplet: Triplet, *, held_out: bool) -> Wording:
    """What a triplet's text is compared with; of a family held out from training where there is one."""
    return next((w for w in triplet.texts if w.held_out == held_out), triplet.texts[0])
