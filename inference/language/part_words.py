"""Words for one part of the body: its own deeds, and its share in what the whole body does."""

from collections.abc import Sequence

import numpy as np

from inference.language.deed_words import TIMES, choice, phrase
from inference.language.deeds import Deed
from inference.language.salience import salience

MOST = 2
LEAST = 0.45
# What each leg does while the whole body …, and in a lunge or hop the named leg and the other.
_LEG = {
    "walk": "steps {way} with the {side} leg",
    "run": "runs {way} with the {side} leg",
    "jump": "pushes off with the {side} leg",
    "squat": "bends the {side} knee and straightens it again",
    "sit_down": "bends the {side} knee to sit down",
    "get_up": "straightens the {side} leg to get up",
    "crouch_down": "bends the {side} knee",
    "kneel_down": "bends the {side} knee to the floor",
    "lie_down": "stretches the {side} leg out on the floor",
    "bend_over": "keeps the {side} knee nearly straight",
    "bend_down": "keeps the {side} knee nearly straight",
    "lunge_down": "bends the {side} knee in a lunge",
}
_LUNGES = {
    "lunge": ("bends the {side} knee in front in a lunge", "bends the {side} knee behind in a lunge"),
    "lunge_to_floor": (
        "bends the {side} knee in front in a lunge",
        "lowers the {side} knee towards the floor",
    ),
    "side_lunge": ("bends the {side} knee in a side lunge", "keeps the {side} leg stretched out to the side"),
    "hop": ("hops on the {side} leg", "keeps the {side} foot off the floor"),
}
_AT_REST = {
    "arm": ("keeps the {side} arm at the side", "lets the {side} arm hang"),
    "leg": ("keeps the {side} leg still", "stands on the {side} leg"),
    "torso": ("keeps the trunk upright",),
    "head": ("keeps the head still",),
}
_LOW = {"be_sitting": "keeps the {side} knee bent, sitting", "be_crouching": "keeps the {side} knee bent"}


def part_text(part: str, found: Sequence[Deed], chance: np.random.Generator) -> tuple[str, bool]:
    """What a part does, in the third person, and whether it does anything. Deeds: left and right apart."""
    side, _, limb = part.rpartition("_")
    own = [deed for deed in found if deed.part == part and deed.kind not in ("step", *_LUNGES)]
    said = [(deed.start_s, salience(deed), phrase(deed, chance)) for deed in own if salience(deed) >= LEAST]
    if limb == "arm" and (claps := [deed for deed in found if deed.kind == "clap"]):
        said += [(deed.start_s, salience(deed), f"claps with the {side} hand") for deed in claps]
    if limb == "leg":
        said += _leg_share(side, found) or _turning(side, found)
    if part == "torso":
        said += [
            (d.start_s, salience(d), phrase(d, chance)) for d in found if d.kind in ("bend_over", "bend_down")
        ]
    best = sorted(said, key=lambda item: item[1])[-MOST:]
    texts = [text for _, _, text in sorted(best)]
    if texts:
        return ", then ".join(dict.fromkeys(texts)), True
    return _rest(limb, side, found, chance), False


def _leg_share(side: str, found: Sequence[Deed]) -> list[tuple[float, float, str]]:
    said = []
    for deed in found:
        if deed.kind in _LUNGES:
            template = _LUNGES[deed.kind][0 if deed.part.startswith(side) else 1]
        else:
            template = _LEG.get(deed.kind, "")
        if template and salience(deed) >= LEAST:
            way = {"left": "to the left", "right": "to the right"}.get(deed.direction, deed.direction)
            text = " ".join(template.format(side=side, way=way).split())
            times = TIMES[deed.times] if deed.times < len(TIMES) else "many times"
            said.append((deed.start_s, salience(deed), f"{text} {times}".strip()))
    return said


def _turning(side: str, found: Sequence[Deed]) -> list[tuple[float, float, str]]:
    turns = [deed for deed in found if deed.kind == "turn" and salience(deed) >= LEAST]
    return [(deed.start_s, salience(deed), f"turns on the {side} foot") for deed in turns]


def _rest(limb: str, side: str, found: Sequence[Deed], chance: np.random.Generator) -> str:
    low = next((_LOW[deed.kind] for deed in found if deed.kind in _LOW), None)
    if limb == "leg" and low:
        return low.format(side=side)
    return choice(_AT_REST[limb], chance).format(side=side)
