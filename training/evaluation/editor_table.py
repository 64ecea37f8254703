"""The kinematic editor measured: are edits done as told, and what else happens to motions of people not seen?

Every operator is tried on clips of val and test people, of all sources alike, with sizes and sides drawn with
a fixed seed; phases too where the clip has some. An edit refused with a message is counted as refused.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.editing.edited import edited
from inference.editing.form import sides
from inference.editing.operators import FORM, OPERATORS, THROUGHOUT, Edit, Operator
from inference.errors import EditError
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.redundancy import related
from inference.motion.repetitions import find_repetitions
from inference.motion.skeleton import bone_lengths
from training.data.clips import Clip, read_clips
from training.evaluation.editor_done import done
from training.evaluation.plausibility import beyond_limits, jerk, slide_mm
from training.evaluation.report import table

SEED = 4
EDITS = 10
# So many clips are tried at most for one that an operator can be carried out on.
TRIES = 4
SHORTEST_S, LONGEST_S = 1.5, 6.0
# Edits whose frames are no longer those of the motion.
RETIMED = ("tempo", "pause", "repetitions", "swap", "mirror")


@dataclass(frozen=True)
class Outcome:
    """What an edit did.

    done: achieved over asked; elsewhere: mean change of the channels that neither are named nor follow from
    those that are, in tolerances (NaN on another clock); slid_mm: per frame in contact, more than before;
    jerk: after over before; beyond: share of values outside joint limits, more than before; stretched_mm: of
    bones, outside what they had; seconds: of work per second of clip.
    """

    done: float
    elsewhere: float
    slid_mm: float
    jerk: float
    beyond: float
    stretched_mm: float
    seconds: float


def rows(data: Path) -> str:
    """The kinematic editor's table (Markdown), from the val and test people in `data`."""
    chance = random.Random(SEED)
    sources: dict[str, list[Clip]] = {}
    for clip in read_clips(data):
        if clip.split in ("val", "test"):
            sources.setdefault(clip.source, []).append(clip)
    body, everything, refused = [], [], 0
    for operator in OPERATORS.values():
        outcomes, no = _outcomes(operator, list(sources.values()), chance)
        everything += outcomes
        refused += no
        body.append(_row(operator.name.replace("_", " "), outcomes, no))
    body.append(_row("all", everything, refused))
    return table(
        ["edit", "done (refused)", "achieved / asked", "within 20 %", "elsewhere (tolerances)",
         "slide more (mm/frame)", "jerk ratio", "beyond limits", "bones (mm)", "s per s"],
        body,
    )  # fmt: skip


def _outcomes(
    operator: Operator, sources: Sequence[Sequence[Clip]], chance: random.Random
) -> tuple[list[Outcome], int]:
    """What became of some edits, and how many were refused."""
    outcomes: list[Outcome] = []
    refused = 0
    for _ in range(TRIES * EDITS):
        motion = chance.choice(chance.choice(sources)).motion()
        edit = _drawn(operator, motion, chance)
        if motion.duration_s < SHORTEST_S:
            continue
        motion = motion.cut(0, LONGEST_S)
        try:
            outcomes.append(_outcome(motion, edit))
        except EditError:
            refused += 1
        if len(outcomes) == EDITS:
            break
    return outcomes, refused


def _drawn(operator: Operator, motion: Motion, chance: random.Random) -> Edit:
    size = chance.uniform(operator.usual / 2, (operator.usual + operator.largest) / 2)
    if operator.unit == "count":
        size = 1
    sign = chance.choice((1, -1)) if operator.negative else 1
    side = chance.choice(("left", "right", "both")) if operator.sided else "none"
    phases = [THROUGHOUT]
    if operator.name in FORM or operator.name == "tempo":
        phases += [name for r in find_repetitions(motion.cut(0, LONGEST_S))[:1] for name in r.phase_names]
    return Edit(operator.name, sign * size, side, chance.choice(phases))


def _outcome(before: Motion, edit: Edit) -> Outcome:
    began = time.process_time()
    after = edited(before, [edit])
    seconds = time.process_time() - began
    own, other = measure(before), measure(after)
    return Outcome(
        done=done(before, after, edit),
        elsewhere=np.nan if edit.operator in RETIMED else _elsewhere(own, other, _named(edit)),
        slid_mm=slide_mm(after) - slide_mm(before),
        jerk=jerk(after) / jerk(before),
        beyond=beyond_limits(other) - beyond_limits(own),
        stretched_mm=0.0 if edit.operator == "mirror" else _stretched_mm(before, after),
        seconds=seconds / before.duration_s,
    )


def _named(edit: Edit) -> set[str]:
    """The channels that an edit is about, and all that follow from them or cause them."""
    operator = OPERATORS[edit.operator]
    if operator.part == "whole_body":
        return set(CHANNELS)
    if edit.operator in FORM:
        names = {edit.operator}
        if operator.sided:
            names = {f"{side}_{edit.operator}" for side in sides(edit)}
    else:
        parts = {f"{side}_{operator.part}" for side in sides(edit)}
        names = {channel.name for channel in CHANNELS.values() if channel.part in parts}
    return names | related(names)


def _elsewhere(own: dict[str, np.ndarray], other: dict[str, np.ndarray], named: set[str]) -> float:
    moved = [np.abs(other[n] - own[n]) / CHANNELS[n].tolerance for n in own if n not in named]
    known = [np.nanmean(m) for m in moved if np.isfinite(m).any()]
    return float(np.mean(known)) if known else np.nan


def _stretched_mm(before: Motion, after: Motion) -> float:
    own, other = (bone_lengths(motion.joints_in_world.astype(np.float64)) for motion in (before, after))
    out = np.maximum(own.min(axis=0) - other, other - own.max(axis=0))
    return float(1000 * max(out.max(), 0))


def _row(name: str, outcomes: Sequence[Outcome], refused: int) -> list[str]:
    if not outcomes:
        return [name, f"0 ({refused})", *["–"] * 8]
    column = {key: np.array([getattr(o, key) for o in outcomes]) for key in Outcome.__dataclass_fields__}
    elsewhere = column["elsewhere"][np.isfinite(column["elsewhere"])]
    return [
        name,
        f"{len(outcomes)} ({refused})",
        f"{np.median(column['done']):.2f}",
        f"{(np.abs(column['done'] - 1) <= 0.2).mean():.0%}",
        f"{elsewhere.mean():.2f}" if elsewhere.size else "–",
        f"{column['slid_mm'].mean():+.1f}",
        f"{np.median(column['jerk']):.2f}",
        f"{column['beyond'].mean():+.1%}",
        f"{column['stretched_mm'].max():.3f}",
        f"{np.median(column['seconds']):.3f}",
    ]
