"""`python -m training.cigtime …`: base, then train, then export; each goes on where it was.

On several GPUs: `accelerate launch -m training.cigtime train …`.
"""

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from inference.motion.motion import Motion
from training.cigtime.variants import SHIPPED, VARIANTS, Variant

if TYPE_CHECKING:
    from training.cigtime.data import Item

app = typer.Typer(no_args_is_help=True, add_completion=False)
Name = Annotated[str, typer.Argument(help=", ".join(VARIANTS))]
Triplets = Annotated[Path, typer.Option(help="Folder that training.triplets wrote.")]
Base = Annotated[Path, typer.Option(help="A Llama-type model as Hugging Face keeps it.")]
_BASE = Path("runs/cigtime/base")
_TRIPLETS = Path("runs/triplets")
# Of the shipped model, which learns from all triplets, and of the tables' rows: these have less time, of
# which more steps of fewer examples make more.
STEPS, BATCH = 400, 16
ROW_COUNT, ROW_STEPS, ROW_BATCH = 5000, 60, 8
# Triplets of validation people that a finished run is measured on, and that its export is checked with.
MEASURED, CHECKS = 128, 16


@app.command()
def base() -> None:
    """Fetch the model that training begins with, and cut its vocabulary to what is needed here."""
    from training.cigtime.base import make
    from training.cigtime.own_texts import own_texts
    from training.data.wordnet import glosses

    # Sentences begin with capitals, names too.
    general = [form for text in glosses() for form in (text, text.title())]
    typer.echo(make(_BASE, own_texts(), general))


@app.command()
def train(
    variant: Name,
    triplets: Triplets = _TRIPLETS,
    base: Base = _BASE,
    count: Annotated[int, typer.Option(help="Triplets to train on; 0: all.")] = 0,
    steps: int = STEPS,
    batch: Annotated[int, typer.Option(help="Examples of a step.")] = BATCH,
    name: Annotated[str | None, typer.Option(help="Of the run; the variant's by default.")] = None,
) -> None:
    """Train a variant, or go on; CPU, or the accelerators that accelerate finds."""
    from accelerate import Accelerator

    from training.cigtime.data import example
    from training.cigtime.network import begun
    from training.cigtime.record import Record
    from training.cigtime.train import RUNS, Trainer, mean_loss, run

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    chosen = VARIANTS[variant]
    items = _items(triplets, "train", count, chosen)
    network, tokenizer = begun(base, chosen)
    network.learn_scale(items)
    trainer = Trainer.fresh(network, chosen, steps, Accelerator())
    name = name or variant
    folder = RUNS / name
    folder.mkdir(parents=True, exist_ok=True)

    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    run(trainer, items, encode, folder / "state.pt", batch)
    if not trainer.accelerator.is_main_process:
        return
    finished = trainer.finished()
    finished.write(folder / "model", tokenizer)
    unseen = _items(triplets, "val", MEASURED, chosen)
    examples = [example(i, i.texts[:1], encode, network.vocabulary, chosen) for i in unseen]
    measured = {
        "steps": float(steps),
        "λ": chosen.anchor,
        **({"‖W − W₀‖²": round(trainer.drift(), 2)} if chosen.anchor else {}),
        "nats a word, val": round(mean_loss(finished, examples, trainer.accelerator.device), 3),
    }
    typer.echo(measured)
    options = f"--count {count} --steps {steps} --batch {batch} --name {name}"
    Record(variant, options, len(items), measured).write(folder / "model")


@app.command()
def rows(triplets: Triplets = _TRIPLETS, base: Base = _BASE) -> None:
    """Train every row of the tables, one after the other; those that are finished stay."""
    from training.cigtime.train import RUNS

    for variant in VARIANTS:
        if not (RUNS / variant / "model").exists():
            train(variant, triplets, base, ROW_COUNT, ROW_STEPS, ROW_BATCH)


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="Of the run.")] = SHIPPED, triplets: Triplets = _TRIPLETS
) -> None:
    """Write a trained model and its card to assets/models, checked against torch."""
    from tokenizers import Tokenizer

    from inference.correction.prompt import Vocabulary
    from training.cigtime.base import TOKENIZER, VOCABULARY
    from training.cigtime.data import example
    from training.cigtime.export import export as write
    from training.cigtime.record import Record
    from training.cigtime.train import RUNS

    trained = RUNS / name / "model"
    record = Record.read(trained)
    variant = VARIANTS[record.variant]
    vocabulary = Vocabulary.read(trained / VOCABULARY)
    tokenizer = Tokenizer.from_file(str(trained / TOKENIZER))
    items = _items(triplets, "val", CHECKS, variant)
    shown = [example(i, i.texts[:1], lambda t: tokenizer.encode(t).ids, vocabulary, variant) for i in items]
    # Half of each answer, so that the next word is not always the first.
    typer.echo(write(trained, record, [e.prompt + e.answers[0][: len(e.answers[0]) // 2] for e in shown]))


def _items(triplets: Path, split: str, count: int, variant: Variant) -> list["Item"]:
    """The first triplets of a split that a variant can learn from."""
    from inference.language.captioner import captions
    from inference.models import card
    from inference.tokens.tokenizer import ENCODER, Tokenizer
    from training.cigtime.data import items
    from training.cigtime.kept_items import kept
    from training.cigtime.told import WAYS
    from training.cigtime.train import RUNS
    from training.triplets.shards import read, shards

    def describe(motion: Motion) -> str:
        return captions(motion, np.random.default_rng(0)).whole

    def make() -> Iterator["Item"]:
        missed = variant.without
        chosen = (each for each in read(triplets, split) if not missed or not each.of(missed))
        found = items(chosen, Tokenizer(threads=1).encode, variant, describe)
        return islice(found, count or None)

    if variant.continuous:
        return list(make())
    files = [(path.name, path.stat().st_size) for path in shards(triplets, split)]
    ways = WAYS if variant.told else 0
    origin = (files, count, variant.caption, ways, variant.without, card(ENCODER).sha256)
    return kept(RUNS / "items", origin, make)


if __name__ == "__main__":
    app()
