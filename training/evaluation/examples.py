"""docs/examples.md: corrections of people nobody has trained on, drawn by chance, with pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from inference.editing.edited import edited
from inference.editing.operators import in_words
from inference.errors import CoachError
from inference.language.parser import parse
from inference.motion.motion import Motion
from inference.motion.retarget import posture
from training.evaluation.acted_faults import Attempt, from_mocap
from training.evaluation.acted_mistakes import ACTED
from training.evaluation.correction_rows import DESCRIBER, VERIFIED, first, speakers
from training.evaluation.pose_pictures import skeleton
from training.triplets.triplet import Triplet

PAGE = Path(__file__).parents[2] / "docs" / "examples.md"
PICTURES = "pictures"
SEED = 1
TRIPLETS, FAULTS = 6, 6
# Triplets to draw from.
POOL = 400
_DPI = 80
# Both views beside each other, standing on one floor.
_APART_M, _FLOOR_M = 0.65, 0.9
_HEAD = """\
# Examples

Drawn by chance (seed {seed}), not selected: {triplets} triplets and {faults} acted faults of people nobody
has trained on, from motion capture. Each picture: the trainee, the coach, and the trainee as the last text
says, from the front (their left is orange) and from the side, in the moment that the first finding is about.
Edits are what takes the trainee to the coach. `python -m training.evaluation examples` writes this page.
"""

Case = Triplet | Attempt


def write(triplets: Path, data: Path, page: Path = PAGE) -> None:
    """Write the page and its pictures. Raises OSError."""
    chance = np.random.default_rng(SEED)
    edits = _drawn(first(triplets, "test", POOL), TRIPLETS, chance)
    faults = _drawn(from_mocap(data), FAULTS, chance)
    cases = [*edits, *faults]
    asked = {name: said for name, said in speakers(triplets).items() if name in (DESCRIBER, VERIFIED)}
    said = {name: ask(cases) for name, ask in asked.items()}
    (page.parent / PICTURES).mkdir(parents=True, exist_ok=True)
    parts = [_HEAD.format(seed=SEED, triplets=len(edits), faults=len(faults))]
    for number, case in enumerate(cases, 1):
        texts = {name: own[number - 1] for name, own in said.items()}
        picture = f"{PICTURES}/example-{number:02d}.png"
        _draw(case, list(texts.values())[-1] or texts[DESCRIBER], page.parent / picture)
        parts.append(_told(number, case, texts, picture))
    page.write_text("\n".join(parts), encoding="utf-8")


def _drawn(cases: Sequence[Case], count: int, chance: np.random.Generator) -> list[Case]:
    return [cases[index] for index in chance.permutation(len(cases))[:count]]


def _told(number: int, case: Case, texts: Mapping[str, str], picture: str) -> str:
    said = [
        f"* {name}: {text or 'nothing that helps; the measured sentences stay'}"
        for name, text in texts.items()
    ]
    return "\n".join([f"## {number}. {_what(case)}\n", *said, f"\n![{_what(case)}]({picture})\n"])


def _what(case: Case) -> str:
    """What was acted or edited, and how it was recorded."""
    if isinstance(case, Attempt):
        return f"{case.exercise}, acted: {ACTED[case.exercise]}"
    exercise = f"{case.exercise}, " if case.exercise else ""
    if case.origin == "real":
        return f"{exercise}acted: {ACTED[case.exercise]}{_noise(case)}"
    edits = " and ".join(map(in_words, case.edits)) or case.texts[0].text
    return f"{exercise}edited: {edits}{_noise(case)}"


def _noise(case: Triplet) -> str:
    return " (with the error of one camera)" if case.noise else ""


def _draw(case: Case, text: str, path: Path) -> None:
    """Trainee, coach, and the trainee as told, each from the front and from the side."""
    trainee, coach = case.motions
    own_s, other_s = _moments(case)
    shown = {"trainee": (trainee, own_s), "coach": (coach, other_s)}
    try:
        shown["as told"] = (edited(trainee, parse(text).edits), own_s)
    except CoachError:
        shown["as told: cannot be done"] = (trainee, own_s)
    figure = Figure(figsize=(6.6, 2.1), dpi=_DPI)
    for axes, (title, (motion, at_s)) in zip(figure.subplots(1, 3), shown.items(), strict=True):
        axes.set_title(title, fontsize=9)
        _figure(axes, motion, at_s)
    figure.tight_layout(pad=0.4)
    figure.savefig(path, pil_kwargs={"optimize": True})


def _moments(case: Case) -> tuple[float, float]:
    """When the first finding is to be seen, in both clips; the middle where nothing was found."""
    if not case.measured:
        middle = [motion.start_s + motion.duration_s / 2 for motion in case.motions]
        return middle[0], middle[1]
    phase = case.measured[0].phase
    return (phase.start_s + phase.end_s) / 2, (phase.coach_start_s + phase.coach_end_s) / 2


def _figure(axes: Axes, motion: Motion, at_s: float) -> None:
    joints = posture(motion.joints_in_world)[min(motion.frame_at(at_s), len(motion) - 1)]
    down_m = _FLOOR_M - (joints[:, 1] - joints[:, 1].min())
    for across_m, middle_m in ((joints[:, 0], -_APART_M), (joints[:, 2], _APART_M)):
        skeleton(axes, np.stack([across_m + middle_m, down_m], axis=1))
    axes.set_xlim(-2 * _APART_M, 2 * _APART_M)
    axes.set_ylim(_FLOOR_M + 0.05, _FLOOR_M - 1.8)
