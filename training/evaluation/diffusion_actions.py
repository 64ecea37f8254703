"""Actions asked of the diffusion editor on people it has not seen: are they done, and is anything else?

A part is made anew as a text says, in clips where the person does not do so anyway. Done is what the named
channel says. How often it is done when the text says to stand still tells what the mask alone brings about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.editing.diffusion import DiffusionEditor
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import Measured, leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.skeleton import JOINT_INDEX, PARTS
from training.data.clips import Clip
from training.evaluation.plausibility import beyond_limits, jerk, slide_mm
from training.evaluation.report import table

SEED = 4
TRIES = 16
SHORTEST_S, LONGEST_S = 1.5, 6.0
NOTHING = "stand still"
# Reached for so long, it is done: not a twitch.
HELD = 0.05


@dataclass(frozen=True)
class Action:
    """A text about a part, and the channel that tells it: done from `least` on, in its shown unit, signed."""

    text: str
    part: str
    channel: str
    least: float

    def is_done(self, motion: Motion, measured: Measured) -> bool:
        """Whether the channel gets there."""
        channel = CHANNELS[self.channel]
        values = measured[self.channel] * np.sign(self.least)
        known = values[np.isfinite(values)]
        least = abs(channel.measured(self.least, leg_length_m(motion)))
        return bool(known.size) and float(np.mean(known >= least)) >= HELD


def _sided(text: str, part: str, channel: str, least: float) -> tuple[Action, Action]:
    left, right = (
        Action(text.format(side), f"{side}_{part}", f"{side}_{channel}", least) for side in ("left", "right")
    )
    return left, right


ACTIONS = (
    *_sided("raise the {} arm overhead", "arm", "shoulder_elevation", 110),
    *_sided("raise the {} arm out to the side", "arm", "shoulder_abduction", 60),
    *_sided("raise the {} arm in front", "arm", "shoulder_flexion", 60),
    *_sided("bend the {} elbow", "arm", "elbow_flexion", 80),
    *_sided("raise the {} knee", "leg", "hip_flexion", 50),
    Action("squat down", "lower_body", "left_knee_flexion", 80),
    Action("bend forward", "upper_body", "trunk_lean_forward", 35),
    Action("turn the upper body to the left", "upper_body", "trunk_rotation", 20),
    Action("turn the upper body to the right", "upper_body", "trunk_rotation", -20),
)
# Both arms are free, one of them is to be raised.
FREE_ARMS = tuple(replace(action, part="upper_body") for action in ACTIONS[:4])


@dataclass(frozen=True)
class Outcome:
    """Whether it was done as told, as it was told to stand still, and what else there is to say of it."""

    done: bool
    idle: bool
    moved_mm: float
    slid_mm: float
    jerk: float
    beyond: float
    other_side: bool


def action_rows(editor: DiffusionEditor, clips: Sequence[Clip]) -> str:
    """Tables (Markdown) of ACTIONS, and of sides where both arms are free."""
    body, everything = [], []
    for action in ACTIONS:
        found = list(_outcomes(editor, action, clips))
        everything += found
        body.append(_row(action.text, action.part, found))
    body.append(_row("all", "", everything))
    sides = [(action, list(_outcomes(editor, action, clips))) for action in FREE_ARMS]
    return "\n\n".join(
        [
            table(
                ["asked", "part", "N", "done", "told to stand still", "most moved outside (mm)",
                 "slide more (mm/frame)", "jerk ratio", "beyond limits"],
                body,
            ),
            table(
                ["asked, both arms free", "N", "that arm does", "the other one does"],
                [_side_row(action, found) for action, found in sides],
            ),
        ]
    )  # fmt: skip


def _outcomes(editor: DiffusionEditor, action: Action, clips: Sequence[Clip]) -> Iterator[Outcome]:
    chance = np.random.default_rng(SEED)
    other = replace(action, channel=_exchanged(action.channel))
    left = TRIES
    for index in chance.permutation(len(clips)):
        motion = clips[index].motion().cut(0, LONGEST_S)
        own = measure(motion)
        if motion.duration_s < SHORTEST_S or action.is_done(motion, own) or other.is_done(motion, own):
            continue
        after, idle = (
            editor.edit(motion, text, action.part, seed=int(index))[0] for text in (action.text, NOTHING)
        )
        now = measure(after)
        yield Outcome(
            done=action.is_done(after, now),
            idle=action.is_done(idle, measure(idle)),
            moved_mm=_outside_mm(motion, after, action.part),
            slid_mm=slide_mm(after) - slide_mm(motion),
            jerk=jerk(after) / jerk(motion),
            beyond=beyond_limits(now) - beyond_limits(own),
            other_side=other.is_done(after, now),
        )
        left -= 1
        if not left:
            return


def _exchanged(channel: str) -> str:
    side, _, name = channel.partition("_")
    return {"left": f"right_{name}", "right": f"left_{name}"}.get(side, channel)


def _outside_mm(before: Motion, after: Motion, part: str) -> float:
    """The most that a joint outside a part moved; NaN where the part carries all others along."""
    if "pelvis" in PARTS[part]:
        return float("nan")
    outside = [JOINT_INDEX[name] for name in JOINT_INDEX if name not in PARTS[part]]
    moved = (after.joints_in_world - before.joints_in_world)[:, outside]
    return float(1000 * np.linalg.norm(moved, axis=-1).max())


def _row(text: str, part: str, found: Sequence[Outcome]) -> list[str]:
    column = {name: np.array([getattr(o, name) for o in found]) for name in Outcome.__dataclass_fields__}
    return [
        text,
        part.replace("_", " "),
        str(len(found)),
        _share(column["done"]),
        _share(column["idle"]),
        "–" if np.isnan(column["moved_mm"]).all() else f"{np.nanmax(column['moved_mm']):.1f}",
        f"{column['slid_mm'].mean():+.1f}",
        f"{np.median(column['jerk']):.2f}",
        f"{column['beyond'].mean():+.1%}",
    ]


def _side_row(action: Action, found: Sequence[Outcome]) -> list[str]:
    own, other = ([getattr(o, name) for o in found] for name in ("done", "other_side"))
    return [action.text, str(len(found)), _share(own), _share(other)]


def _share(values: Sequence[bool] | np.ndarray) -> str:
    return f"{np.mean(values):.0%}"
