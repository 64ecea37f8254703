"""Actions: a part of a motion made anew by the diffusion editor as a text says: CigTime's own triplets.

The instruction is what that part does in another clip of the split, or that clip's own text “with the upper
body”, as in the paper (Fang et al. 2024, section 3.3). The editor never sees the source inside the part, so
there is no way back, and none runs backwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from inference.editing.diffusion import DiffusionEditor
from inference.editing.operators import THROUGHOUT
from inference.errors import EditError, MotionError
from inference.motion.differences import compare
from inference.motion.retarget import posture
from inference.motion.skeleton import JOINT_INDEX, PARTS
from training.data.clips import FPS
from training.texts.clip_texts import ClipText, texts_of
from training.triplets.change import Change
from training.triplets.draws import SPLITS
from training.triplets.elsewhere import check_body
from training.triplets.make import FINDINGS
from training.triplets.rejected import Rejected
from training.triplets.takes import Take, Takes
from training.triplets.triplet import ACTION, Triplet, Wording, findings_json

EDITED = ("upper_body", "lower_body", "left_arm", "right_arm", "left_leg", "right_leg", "torso", "head")
FAMILY = "action"
# Mean distance of the part's joints from where they were, and of the others'.
SEEN_M, KEPT_M = 0.03, 0.03


@dataclass(frozen=True)
class Action:
    """One triplet to be made: the take that is edited, the part, and the take that shows what it is to do."""

    number: int
    seed: int
    take: Take
    part: str
    shown: Take

    @property
    def operator(self) -> str:
        """Under what it is counted."""
        return ACTION


def actions(takes: Takes, seed: int, first: int, end: int) -> Iterator[Action]:
    """Actions `first` to `end` (half open) of the stream of a split."""
    for number in range(first, end):
        chance = np.random.default_rng([seed, SPLITS.index(takes.split), number, 3])
        part = EDITED[int(chance.integers(len(EDITED)))]
        yield Action(number, seed, takes.any(chance), part, takes.any(chance))


def action_triplet(action: Action, takes: Takes) -> Triplet:
    """The triplet of an action. Raises Rejected, and ModelError where the editor's weights are missing."""
    editor = _editor()
    texts = _texts(action, takes)
    source = takes.motion(action.take)
    try:
        (target,) = editor.edit(source, texts[0].text, action.part, seed=action.number)
        findings = compare(source, target).findings
    except (EditError, MotionError) as error:
        raise Rejected("cannot be edited") from error
    change = Change(source, target)
    check_body(change)
    _check(change, action.part)
    name, subject = action.take.name, takes.subject(action.take)
    return Triplet(
        source_id=name,
        target_id=name,
        subject=subject,
        target_subject=subject,
        split=takes.split,
        origin="diffusion",
        direction="real_to_edited",
        other="same",
        warp=1.0,
        noise=False,
        source=source.joints_in_world,
        target=target.joints_in_world,
        mask_part=action.part,
        start_s=0.0,
        end_s=source.duration_s,
        operator=ACTION,
        magnitude=0.0,
        unit="",
        side="none",
        phase=THROUGHOUT,
        second=None,
        texts=texts,
        findings=findings_json(findings[:FINDINGS]),
        exercise=takes.clip(action.take).exercise,
        fault=(),
        number=action.number,
        seed=action.seed,
    )


@cache
def _editor() -> DiffusionEditor:
    return DiffusionEditor(threads=1)


def _texts(action: Action, takes: Takes) -> tuple[Wording, ...]:
    """What the part does in the take that shows it; raises Rejected if that is nothing."""
    said = _said(action, takes)
    if action.part not in said.parts:
        raise Rejected("the part does nothing there")
    part = action.part.replace("_", " ")
    texts = f"The person {said.parts[action.part]}.", f"{said.original[0].rstrip('.')} with the {part}"
    return tuple(Wording(f"{text[0].upper()}{text[1:]}", "trainee", FAMILY, held_out=False) for text in texts)


def _said(action: Action, takes: Takes) -> ClipText:
    shown = action.shown
    chance = np.random.default_rng([action.seed, action.number, 4])
    return texts_of(takes.clip(shown), shown.first / FPS, shown.end / FPS, shown.mirrored, chance)


def _check(change: Change, part: str) -> None:
    """Raise Rejected unless the part is elsewhere, and the rest where it was."""
    frames = min(len(change.before), len(change.after))
    own, other = (posture(motion.joints_in_world[:frames]) for motion in (change.before, change.after))
    moved_m = np.linalg.norm(own - other, axis=-1).mean(axis=0)
    inside = np.isin(np.arange(len(moved_m)), [JOINT_INDEX[name] for name in PARTS[part]])
    if moved_m[inside].mean() < SEEN_M:
        raise Rejected("nothing has changed")
    # Where the lower body moves, the heading does, and all that is seen from it.
    if part != "lower_body" and moved_m[~inside].mean() > KEPT_M:
        raise Rejected("changed elsewhere")
