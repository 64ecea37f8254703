"""`python -m training.evaluation …`: each command measures and rewrites its section of docs/benchmarks.md."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from training.data.clips import DEFAULT_DATA
from training.evaluation.report import write_section

app = typer.Typer(no_args_is_help=True, add_completion=False)
Data = Annotated[Path, typer.Option(help="Folder with clips.csv and the motion packs.")]

# Not the environment that trains: its packages are none of the program's size.
Coach = Annotated[Path, typer.Option(help="The program to measure, installed by itself.")]


@app.callback()
def evaluation() -> None:
    """Measure what the program says of itself."""


@app.command()
def differences(data: Data = DEFAULT_DATA) -> None:
    """Do measured differences tell acted faults, and name them? UI-PRMD, eight people."""
    from training.evaluation.differences import evaluate

    write_section("differences", evaluate(data))


@app.command()
def editing(data: Data = DEFAULT_DATA) -> None:
    """Does the corrected motion do away with what was said, and with nothing else? UI-PRMD."""
    from training.evaluation.editing import evaluate

    write_section("editing", evaluate(data))


@app.command()
def motion(
    parts: Annotated[list[str] | None, typer.Argument(help="Only these parts; all if none is named.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """How good are evaluator, tokenizer and motion editors? Held-out people of the motion clips."""
    from training.evaluation.motion import PARTS, evaluate

    if unknown := set(parts or ()) - PARTS.keys():
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    evaluate(parts or PARTS, data)


@app.command()
def correction() -> None:
    """How good are the words of every trained language model? Triplets of unseen people."""
    from training.evaluation.correction import evaluate

    write_section("correction", evaluate())


@app.command()
def exercises(data: Data = DEFAULT_DATA) -> None:
    """What the top correction says of every acted fault of unseen people: the table in the README."""
    from training.evaluation.correction import TRIPLETS
    from training.evaluation.exercises import README, evaluate

    write_section("acted faults", evaluate(data, TRIPLETS), README)


@app.command()
def examples(data: Data = DEFAULT_DATA) -> None:
    """Corrections of unseen people, drawn by chance, with pictures: docs/examples.md."""
    from training.evaluation.correction import TRIPLETS
    from training.evaluation.examples import write

    write(TRIPLETS, data)


@app.command()
def writing(
    folder: Annotated[Path, typer.Option(help="A model as training keeps it.")] = Path("runs/cigtime/base"),
    threads: int = 2,
) -> None:
    """How fast does the language model write, beside llama.cpp?"""
    from training.evaluation.writing import evaluate

    write_section("writing", evaluate(folder, threads))


@app.command()
def repetitions(data: Data = DEFAULT_DATA) -> None:
    """Are repetitions counted right? UI-PRMD, sets joined from single repetitions."""
    from training.evaluation.repetitions import evaluate

    write_section("repetitions", evaluate(data))


@app.command()
def cameras(data: Data = DEFAULT_DATA) -> None:
    """Does one movement, seen by two cameras, differ from itself? Filmed and real clips, from pixels."""
    from training.evaluation.cameras import evaluate

    write_section("cameras", evaluate(data))


@app.command()
def pose(data: Data = DEFAULT_DATA) -> None:
    """How well is a movement reconstructed from one camera? Films, synthetic tracks, four real cameras."""
    from training.evaluation.pose import evaluate

    write_section("pose", evaluate(data))


@app.command()
def uncertainty() -> None:
    """How surely is each channel known from video? Prints the numbers to be put in."""
    from training.evaluation.uncertainty import evaluate

    section, numbers = evaluate()
    write_section("uncertainty", section)
    typer.echo(numbers)


@app.command()
def ranges() -> None:
    """Is what is told of single clips as sure as it says? Values, ranges, left against right, durations."""
    from training.evaluation.ranges import evaluate

    write_section("ranges", evaluate())


@app.command()
def language() -> None:
    """Is what people say understood? Captions, coaching instructions, and the grammar's own phrasings."""
    from training.evaluation.language import evaluate

    write_section("language", evaluate())


@app.command()
def captions(data: Data = DEFAULT_DATA) -> None:
    """Do captions say what people said of the same clips? Deeds and sides, by people."""
    from training.evaluation.captions import evaluate

    write_section("captions", evaluate(data))


@app.command()
def speed(coach: Coach = Path(".venv/bin/coach")) -> None:
    """How fast is the installed program on this machine?"""
    bench = subprocess.run([coach, "bench", "--markdown"], check=True, stdout=subprocess.PIPE, text=True)
    write_section("speed", f"## Speed\n\n`python -m training.evaluation speed`, on {bench.stdout}")


if __name__ == "__main__":
    app()
