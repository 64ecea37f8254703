"""Words for deeds: verb phrases about a person, with sides, heights, angles and counts. Data and filling in.

Phrases are in the third person (“raises the left arm …”) and can be turned into “raising the left arm …”.
{limb}, {hand}, {it} follow the part; {place} says where to and how high; {way} is the deed's direction.
"""

import re
from collections.abc import Sequence

import numpy as np

from inference.language.deeds import Deed

LIMBS = {
    "left_arm": ("the left arm", "the left hand", "it"),
    "right_arm": ("the right arm", "the right hand", "it"),
    "both_arms": ("both arms", "both hands", "them"),
    "left_leg": ("the left leg", "the left foot", "it"),
    "right_leg": ("the right leg", "the right foot", "it"),
    "both_legs": ("both legs", "both feet", "them"),
}

_UP_AND_BACK = (" and lowers {it} again", " and brings {it} back down", " and lowers {it}")
_BACK_AGAIN = (" and comes back", " and returns", " and straightens up again")
# (kind, or kind:direction) → phrases; what is done on the way back is in RETURNS.
WORDS: dict[str, tuple[str, ...]] = {
    "walk:forward": ("walks forward", "walks ahead", "walks"),
    "walk:backward": ("walks backward", "walks backwards", "steps backward"),
    "walk:left": ("steps sideways to the left", "side-steps to the left", "walks sideways to the left"),
    "walk:right": ("steps sideways to the right", "side-steps to the right", "walks sideways to the right"),
    "run:forward": ("runs forward", "runs ahead", "runs"),
    "run:backward": ("runs backward", "runs backwards"),
    "run:left": ("runs sideways to the left", "shuffles quickly to the left"),
    "run:right": ("runs sideways to the right", "shuffles quickly to the right"),
    "turn": ("turns {way} by about {angle} degrees", "makes a {angle}-degree turn to the {way}"),
    "turn_slightly": ("turns slightly to the {way}", "turns a little to the {way}", "veers {way}"),
    "turn_quarter": ("turns {way} by 90 degrees", "makes a quarter turn to the {way}", "turns to the {way}"),
    "turn_half": ("turns around to the {way}", "makes a half turn {way}", "turns {way} by 180 degrees"),
    "turn_full": ("turns in a circle to the {way}", "makes a full turn to the {way}", "spins to the {way}"),
    "jump": ("jumps", "jumps up", "jumps up and down"),
    "jump:forward": ("jumps forward", "leaps forward"),
    "jump:backward": ("jumps backward",),
    "jump:left": ("jumps to the left",),
    "jump:right": ("jumps to the right",),
    "hop": ("hops on {limb}",),
    "jumping_jack": ("does jumping jacks", "does jumping jacks, arms swinging overhead"),
    "squat": ("squats", "does a squat", "bends the knees into a squat"),
    "squat_deep": ("squats deeply", "squats all the way down", "does a deep squat"),
    "squat_slight": ("bends the knees a little", "dips at the knees", "squats slightly"),
    "lunge": ("lunges with {limb} in front", "does a lunge with {limb} forward"),
    "lunge_to_floor": ("lunges deeply with {limb} in front", "does a deep lunge with {limb} forward"),
    "side_lunge": ("lunges sideways to the {side}", "does a side lunge to the {side}"),
    "bend_over": ("bends forward and comes up again", "bends over and straightens up"),
    "bend_down": ("bends down", "bends over"),
    "crouch_down": ("crouches down", "squats down", "goes down into a squat"),
    "lunge_down": ("goes down into a lunge", "sinks into a lunge"),
    "sit_down": ("sits down", "takes a seat"),
    "kneel_down": ("kneels down", "goes down on a knee"),
    "lie_down": ("lies down", "lies down on the floor"),
    "get_up:sit": ("stands up from sitting", "stands up", "gets up from a seat"),
    "get_up:squat": ("stands up from a squat", "rises from a crouch"),
    "get_up:kneel": ("gets up from the knees", "stands up from kneeling"),
    "get_up:lie": ("gets up from the floor", "rises from the floor"),
    "get_up:bend_over": ("straightens up", "comes up from bending over"),
    "get_up": ("comes up from a lunge", "stands up from a lunge"),
    "be_sitting": ("sits", "stays seated"),
    "be_lying": ("lies on the floor", "stays down on the floor"),
    "be_kneeling": ("kneels", "stays on a knee"),
    "be_lunging": ("stays in a lunge",),
    "be_crouching": ("stays in a crouch", "stays low with bent knees"),
    "be_bent_over": ("stays bent over",),
    "be_leaning": ("leans forward", "keeps the trunk leaning forward"),
    "stand": ("stands", "stands still", "stands in place"),
    "raise": ("raises {limb} {place}", "lifts {limb} {place}", "brings {limb} up {place}"),
    "raise_bent": ("raises {hand} {place}", "lifts {hand} {place}", "brings {hand} up {place}"),
    "lower": ("lowers {limb}", "brings {limb} down"),
    "swing": ("swings {limb} {way}",),
    "swing_returns": ("swings {limb} forward and back", "swings {limb} back and forth"),
    "bend": ("bends {elbow}",),
    "stretch": ("straightens {elbow}", "stretches {limb} {place}"),
    "rotate:inwards": ("rotates {limb} inwards", "turns {limb} inwards"),
    "rotate:outwards": ("rotates {limb} outwards", "turns {limb} outwards"),
    "throw": ("throws with {hand}", "makes a throwing motion with {hand}", "throws something with {limb}"),
    "punch": ("punches forward with {hand}", "throws a punch with {hand}", "punches with {limb}"),
    "reach": ("reaches forward with {hand}", "stretches {limb} forward"),
    "wave": ("waves with {hand}", "waves {hand}", "waves {limb} from side to side"),
    "wave_wide": ("waves {limb} up and down", "waves with {limb} in wide arcs", "waves {limb}"),
    "clap": ("claps", "claps the hands", "claps with both hands"),
    "hold": ("holds {limb} {place}", "keeps {limb} {place}"),
    "hold_bent": ("holds {hand} {place}", "keeps {hand} {place}"),
    "kick:forward": ("kicks forward with {limb}", "kicks {limb} forward"),
    "kick:sideways": ("kicks sideways with {limb}", "kicks {limb} out to the side"),
    "kick:backward": ("kicks backward with {limb}",),
    "kick": ("kicks with {limb}",),
    "lift_knee": ("lifts {knee}", "raises {knee}", "lifts {foot} off the floor, knee bent"),
    "lift_heel": ("lifts {heel} behind", "lifts {foot} off the floor"),
    "lift_leg:forward": ("raises {limb} in front", "lifts {limb} forward"),
    "lift_leg:sideways": ("raises {limb} out to the side", "lifts {limb} sideways"),
    "lift_leg:backward": ("raises {limb} backward", "stretches {limb} out behind"),
    "lean:forward": ("leans forward", "bends forward at the waist"),
    "lean:backward": ("leans back", "leans backward"),
    "lean:left": ("leans to the left", "bends to the left side"),
    "lean:right": ("leans to the right", "bends to the right side"),
    "twist:left": ("twists the upper body to the left", "turns the shoulders to the left"),
    "twist:right": ("twists the upper body to the right", "turns the shoulders to the right"),
    "bow_head:forward": ("lowers the head", "looks down"),
    "bow_head:backward": ("lifts the head", "looks up"),
    "tilt_head:left": ("tilts the head to the left",),
    "tilt_head:right": ("tilts the head to the right",),
    "straighten_lean": ("straightens the trunk", "comes upright"),
    "straighten_twist": ("turns the upper body back to the front",),
    "straighten_bow_head": ("brings the head back level",),
    "straighten_tilt_head": ("brings the head back upright",),
}  # fmt: skip
RETURNS: dict[str, tuple[str, ...]] = {
    "raise": _UP_AND_BACK,
    "lower": (" and raises {it} again",),
    "bend": (" and straightens {it} again",),
    "stretch": (" and bends {it} again",),
    "rotate": (" and back", " and back again"),
    "lean": _BACK_AGAIN,
    "twist": (" and back", " and back to the front"),
    "bow_head": (" and back",),
    "tilt_head": (" and back",),
}
TIMES = (
    "",
    "",
    "twice",
    "three times",
    "four times",
    "five times",
    "six times",
    "seven times",
    "eight times",
)
MANY = ("many times", "repeatedly", "again and again")
_LEVELS = (
    (0.7, "overhead"),
    (0.3, "to head height"),
    (-0.25, "to shoulder height"),
    (-0.5, "to chest height"),
)
_WHERE = {
    "forward": ("forward", "in front"),
    "sideways": ("sideways", "out to the side"),
    "across": ("across the body",),
    "diagonal": ("diagonally forward",),
    "backward": ("behind the body",),
}
# The verb of a phrase, and the one of its way back.
_VERB = re.compile(r"^[\w-]+|(?<= and )(?:lowers|brings|comes|raises|bends|straightens|returns|turns)\b")
_IRREGULAR = {"lies": "lying"}
_DOUBLED = ("sits", "runs", "hops", "spins", "dips", "claps", "gets", "squats", "steps", "side-steps")
_SLOW_M_S, _FAST_M_S, _JOG_M_S, _SPRINT_M_S = 0.75, 1.6, 2.7, 4.0
BENT_REACH = 0.8
# One that goes up and down faster than this waves.
WAVE_S = 2.0


def choice(options: Sequence[str], chance: np.random.Generator) -> str:
    """One of the options."""
    return options[int(chance.integers(len(options)))]


def phrase(deed: Deed, chance: np.random.Generator) -> str:
    """What is done, in the third person: “squats three times”."""
    name = _name(deed)
    template = choice(WORDS.get(f"{name}:{deed.direction}", WORDS.get(name, ())), chance)
    if deed.returns and name != "wave_wide":
        template += choice(RETURNS.get(deed.kind, ("",)), chance)
    words = template.format(**_fields(deed, chance))
    return re.sub(r" +", " ", " ".join([words, _pace(deed), *_times(deed, chance)])).strip()


def doing(phrase_text: str) -> str:
    """The phrase after “while”: “squatting three times”."""
    return _VERB.sub(_ing, phrase_text)


def _ing(found: re.Match[str]) -> str:
    word = found[0]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    stem = word.removesuffix("s")
    if word in _DOUBLED:
        return stem + stem[-1] + "ing"
    return stem.removesuffix("e") + "ing"


def _name(deed: Deed) -> str:
    if deed.kind == "turn":
        bounds = ((60, "turn_slightly"), (115, "turn_quarter"), (150, "turn"), (230, "turn_half"))
        return next((name for bound, name in bounds if deed.size < bound), "turn_full")
    if deed.kind == "squat":
        return "squat_deep" if deed.size > 0.42 else "squat_slight" if deed.size < 0.2 else "squat"
    if deed.kind in ("raise", "hold") and deed.size < BENT_REACH:
        return f"{deed.kind}_bent" if not _waves(deed) else "wave_wide"
    if deed.kind == "swing" and deed.returns:
        return "swing_returns"
    return "wave_wide" if _waves(deed) else deed.kind


def _waves(deed: Deed) -> bool:
    quick = deed.duration_s / deed.times < WAVE_S
    return (
        deed.kind in ("raise", "lower") and deed.returns and deed.times >= 3 and quick and deed.level > 0.25
    )


def _fields(deed: Deed, chance: np.random.Generator) -> dict[str, str]:
    limb, hand, it = LIMBS.get(deed.part, ("the body", "the hand", "it"))
    side = deed.part.partition("_")[0]
    own = {"knee": "the {} knee", "heel": "the {} heel", "elbow": "the {} elbow"}
    both = {"knee": "the knees", "heel": "the heels", "elbow": "both elbows"}
    joints = both if side == "both" else {name: text.format(side) for name, text in own.items()}
    angle = str(int(45 * round(deed.size / 45))) if deed.kind == "turn" else ""
    return {
        "limb": limb,
        "hand": hand,
        "foot": hand,
        "it": it,
        "side": side,
        "way": deed.direction,
        "angle": angle,
        "place": _place(deed, chance),
        **joints,
    }


def _place(deed: Deed, chance: np.random.Generator) -> str:
    height = next((name for least, name in _LEVELS if deed.level > least), "a little")
    where = choice(_WHERE.get(deed.direction, ("",)), chance)
    if deed.part == "both_arms":
        where = where.replace("the side", "the sides")
    if deed.kind in ("hold", "stretch"):
        height = {"a little": "at the waist"}.get(height, height.replace("to ", "at "))
    return f"{where} {height}"


def _pace(deed: Deed) -> str:
    if deed.kind == "walk":
        return "slowly" if deed.size < _SLOW_M_S else "quickly" if deed.size > _FAST_M_S else ""
    if deed.kind == "run":
        return "at a jog" if deed.size < _JOG_M_S else "fast" if deed.size > _SPRINT_M_S else ""
    return ""


def _times(deed: Deed, chance: np.random.Generator) -> list[str]:
    turns = ["in turn"] if deed.in_turn else []
    if deed.times == 1 or deed.kind in ("wave", "hold") or _waves(deed):
        return turns
    return [*turns, TIMES[deed.times] if deed.times < len(TIMES) else choice(MANY, chance)]
