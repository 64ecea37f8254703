"""Proof of the corrected motion on UI-PRMD: is what was said still found in it, and what else has changed?

A pair is a repetition with acted faults by one of the training people, and a correct repetition of the same
exercise by anybody of them, drawn with a fixed seed. What the program says of the pair (two sentences) is
corrected, and the corrected motion is compared with the coach's again.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.correction.describer import describe
from inference.editing.corrected import can_correct, corrected
from inference.motion.channels import CHANNELS, quantity
from inference.motion.differences import compare
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from inference.motion.redundancy import related
from inference.motion.skeleton import CONTACT_JOINTS, bone_lengths
from training.data.clips import Clip, read_clips
from training.evaluation.report import table

SEED = 7
PAIRS = 200
# Families with fewer findings are joined: a share of three says nothing.
FEWEST = 5


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of a pair. repaired, remains: by the finding's quantity, whether it is gone, its score now.

    elsewhere: mean change of the channels that do not follow from what was corrected, in tolerances;
    stretched_m: of the bones; slid_m: how much further than before a standing foot slides at most in a
    twentieth of a second; jerk: after over before; seconds: of work per second of clip.
    """

    repaired: list[tuple[str, bool, float]]
    not_offered: int
    elsewhere: float
    stretched_m: float
    slid_m: float
    jerk: float
    seconds: float


def evaluate(data: Path) -> str:
    """The section of docs/benchmarks.md, from the training people of UI-PRMD in `data`."""
    clips = [clip for clip in read_clips(data, "uiprmd") if clip.split == "train"]
    chance = random.Random(SEED)
    wrong = chance.sample([clip for clip in clips if not clip.correct], PAIRS)
    outcomes = [_outcome(clip, chance.choice(_coaches(clip, clips))) for clip in wrong]
    return _section([outcome for outcome in outcomes if outcome is not None])


def _coaches(trainee: Clip, clips: Sequence[Clip]) -> list[Clip]:
    return [clip for clip in clips if clip.correct and clip.exercise == trainee.exercise]


def _outcome(clip: Clip, coach_clip: Clip) -> Outcome | None:
    """None where nothing was found that a pose can do away with."""
    trainee, coach = clip.motion(), coach_clip.motion()
    comparison = compare(trainee, coach)
    told = {name for sentence in describe(comparison.findings) for name in sentence.findings}
    said = [finding for finding in comparison.findings if finding.id in told]
    offered = list(filter(can_correct, said))
    if not offered:
        return None
    began = time.process_time()
    result = corrected(trainee, comparison, offered)
    seconds = time.process_time() - began
    after = {finding.channel: finding for finding in compare(result, coach).findings}
    repaired = []
    for finding in offered:
        left = after.get(finding.channel)
        still = left is not None and left.difference * finding.difference > 0
        repaired.append((quantity(finding.channel), not still, left.score if left and still else 0.0))
    chosen = {finding.channel for finding in offered}
    return Outcome(
        repaired=repaired,
        not_offered=len(said) - len(offered),
        elsewhere=_elsewhere(trainee, result, chosen),
        stretched_m=float(np.abs(_bones(result) - _bones(trainee)).max()),
        slid_m=_slide_m(result) - _slide_m(trainee),
        jerk=_jerk(result) / _jerk(trainee),
        seconds=seconds / trainee.duration_s,
    )


def _elsewhere(before: Motion, after: Motion, chosen: set[str]) -> float:
    own, other = measure(before), measure(after)
    follow = chosen | related(chosen)
    moved = {name: np.abs(other[name] - own[name]) / CHANNELS[name].tolerance for name in own}
    known = [m for name, m in moved.items() if name not in follow and np.isfinite(m).any()]
    return float(np.mean([np.nanmean(m) for m in known]))


def _bones(motion: Motion) -> np.ndarray:
    return bone_lengths(motion.joints_in_world.astype(np.float64))


def _slide_m(motion: Motion) -> float:
    stands = motion.contacts[1:] & motion.contacts[:-1]
    steps = np.diff(motion.joints_in_world[:, CONTACT_JOINTS][..., [0, 2]], axis=0)
    return float((np.linalg.norm(steps, axis=-1) * stands).max() * motion.fps / 20)


def _jerk(motion: Motion) -> float:
    return float(np.linalg.norm(np.diff(motion.joints_in_world, 3, axis=0), axis=-1).mean())


def _section(outcomes: Sequence[Outcome]) -> str:
    each = [(*found, outcome.elsewhere) for outcome in outcomes for found in outcome.repaired]
    names = [name for name, *_ in each]
    families = {name: name if names.count(name) >= FEWEST else "others" for name in names}
    order = sorted(
        set(families.values()), key=lambda f: (f == "others", -sum(families[n] == f for n in names))
    )
    rows = []
    for family in [*order, "all"]:
        mine = [found for found in each if family in ("all", families[found[0]])]
        _, gone, left, elsewhere = zip(*mine, strict=True)
        kept = [score for score in left if score]
        rows.append(
            [
                family.replace("_", " "),
                str(len(mine)),
                f"{np.mean(gone):.0%}",
                f"{np.mean(kept):.1f}" if kept else "–",
                f"{np.mean(elsewhere):.2f}",
            ]
        )
    columns = ["of", "findings", "repaired", "score of the others", "elsewhere (tolerances)"]
    return SECTION.format(
        pairs=len(outcomes),
        table=table(columns, rows),
        not_offered=sum(o.not_offered for o in outcomes),
        stretched_m=max(o.stretched_m for o in outcomes),
        slid_mm=1000 * max(o.slid_m for o in outcomes),
        jerk=np.median([o.jerk for o in outcomes]),
        worst_jerk=np.percentile([o.jerk for o in outcomes], 95),
        seconds=np.median([o.seconds for o in outcomes]),
        worst=max(o.seconds for o in outcomes),
    )


SECTION = """\
## The corrected motion on UI-PRMD

`python -m training.evaluation editing`: {pairs} pairs of a repetition with acted faults and a correct one of
the same exercise, training people only. What the program says (two sentences) is corrected in the trainee's
motion, and the result is compared with the coach's again. Repaired: no finding on that channel to that side
is left, in any phase; "elsewhere" is the mean change of the channels that do not follow from what was
corrected.

{table}

{not_offered} findings of tempo or speed were said and are not offered. Bones change by {stretched_m:.0e} m at
most, and standing feet slide at most {slid_mm:.1f} mm further in a twentieth of a second than they did.
Jerk is {jerk:.2f} times the trainee's (median; 95 % below {worst_jerk:.1f}). The work takes {seconds:.3f} s
of one core per second of clip (median; at most {worst:.2f}).
"""
