"""The motion models measured: each part owns a section of docs/benchmarks.md, one after the other."""

from collections.abc import Callable, Iterable
from pathlib import Path

from training.evaluation import diffusion_table, editor_table, matching_table, relative_table, tokenizer_table
from training.evaluation.report import BENCHMARKS, write_section

HEAD = """## Motion

`python -m training.evaluation motion`; with names of parts behind it only these are measured anew:
{names}."""
KINEMATIC = """### Kinematic editor

Every operator on clips of val and test people, sizes, sides and phases drawn with a fixed seed. Achieved of
asked: median, and the share within 20 %; hips are asked to rise as far as standing legs reach. Elsewhere:
mean change of channels that are neither named nor follow from those that are, in tolerances. Slide: of
standing feet, a frame, more than before; jerk: after over before, median; beyond: share of values outside
joint limits, more than before; bones: what they were stretched at most; seconds of work per second of clip,
median, on one core.

"""


def kinematic(data: Path) -> str:
    """The kinematic editor's table with what its columns are."""
    return KINEMATIC + editor_table.rows(data)


PARTS: dict[str, Callable[[Path], str]] = {
    "evaluator": matching_table.rows,
    "tokenizer": tokenizer_table.rows,
    "kinematic": kinematic,
    "diffusion": diffusion_table.rows,
    "relative": relative_table.rows,
}


def evaluate(parts: Iterable[str], data: Path, path: Path = BENCHMARKS) -> None:
    """Measure some of PARTS and write their sections; a part is written before the next one begins."""
    write_section("motion", HEAD.format(names=", ".join(PARTS)), path)
    for part in parts:
        write_section(f"motion: {part}", PARTS[part](data), path)
