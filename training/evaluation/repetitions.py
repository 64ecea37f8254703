"""Are repetitions counted right? UI-PRMD has them cut singly: sets of a known count are joined from them.

A set is several repetitions of one person and exercise, all correct or all with acted faults (these differ
from repetition to repetition, so such sets are uneven). They are joined by a straight blend of 0.3 s, or with
pauses of 0.3 to 2 s before, between and after. The limits of repetition finding were chosen on s01–s06.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

import numpy as np

from inference.motion.motion import Motion
from inference.motion.repetitions import find_repetitions
from training.data.clips import FPS, Clip, read_clips
from training.data.sets import joined
from training.evaluation.report import table

SEED = 7
DRAWS = 3
COUNTS = (1, 3, 5, 8)


def evaluate(data: Path) -> str:
    """The section of docs/benchmarks.md, from all of UI-PRMD in `data`."""
    groups: dict[tuple[str, str, bool | None], list[Clip]] = defaultdict(list)
    for clip in read_clips(data, "uiprmd"):
        groups[clip.exercise, clip.subject, clip.correct].append(clip)
    rows = []
    for held_out, correct in product((False, True), (True, False)):
        chosen = [g for g in groups.values() if (g[0].split != "train", g[0].correct) == (held_out, correct)]
        people = ", ".join(sorted({group[0].subject for group in chosen}))
        kind = "correct" if correct else "acted faults"
        for paused in (False, True):
            shares = [_share_right(chosen, count, paused) for count in COUNTS]
            rows.append([people, kind, "pauses" if paused else "no pauses", *shares])
    header = ["people", "repetitions", "joined with", *(f"sets of {count}" for count in COUNTS)]
    return f"""## Counting repetitions on UI-PRMD

`python -m training.evaluation repetitions`: sets of one person's repetitions of one exercise, joined
from single ones; the limits were chosen on the first six people, the other two are held out. Share
of sets counted exactly right (in brackets: at most one off), and the number of sets.

{table(header, rows)}
"""


def _share_right(groups: Iterable[Sequence[Clip]], count: int, paused: bool) -> str:
    chance = np.random.default_rng(SEED)
    errors = []
    for group in groups:
        if len(group) < count:
            continue
        for _ in range(DRAWS):
            drawn = chance.permutation(len(group))[:count]
            joints = [group[index].motion().joints_in_world for index in drawn]
            found = find_repetitions(Motion(joined(joints, paused=paused, chance=chance), FPS))
            errors.append(abs(len(found) - count))
    right, near = np.mean(np.array(errors) == 0), np.mean(np.array(errors) <= 1)
    return f"{right:.0%} ({near:.0%}) of {len(errors)}"
