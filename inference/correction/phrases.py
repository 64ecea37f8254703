"""Phrases: the words for every quantity and direction. Data only; the describer chooses and assembles.

{part} is "your left knee" or "both knees", {amount} "about 20°". Phrases begin with a verb in lower case and
end without a full stop, so that the phase can stand before or after them. Cues are phrases without {amount}.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

# Who listens: a coach calling short cues, a trainee, a physiotherapist who wants numbers and clinical names.
Style = Literal["coach", "trainee", "physio"]
DEFAULT_STYLE: Style = "trainee"


class Shapes(NamedTuple):
    """Sentences around a phrase: where no time is said, and where it is."""

    plain: tuple[str, ...]
    timed: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """How to ask for more or less of a quantity, and what to call it in praise.

    one, many: {part} on one side and on both. more_opposite, less_opposite: instead of more and less on the
    quantity's negative side (further back is not "less forward"). more_cue, less_cue: instead of more and
    less where these are too long to be called out.
    """

    praise: str
    more: tuple[str, ...]
    less: tuple[str, ...]
    one: str = ""
    many: str = ""
    more_opposite: tuple[str, ...] = ()
    less_opposite: tuple[str, ...] = ()
    more_cue: tuple[str, ...] = ()
    less_cue: tuple[str, ...] = ()


PHRASES: dict[str, Phrases] = {
    "hip_flexion": Phrases(
        "hip bend",
        more=("bend {part} {amount} more", "let {part} bend {amount} further"),
        less=("bend {part} {amount} less", "open {part} {amount} further"),
        one="hip",
        many="hips",
        more_opposite=("stretch {part} {amount} less far back", "extend {part} {amount} less"),
        less_opposite=("stretch {part} {amount} further back", "extend {part} {amount} more"),
    ),
    "hip_abduction": Phrases(
        "line of the thighs",
        more=("take {part} {amount} further out to the side", "spread {part} {amount} more"),
        less=("bring {part} {amount} closer to the middle", "spread {part} {amount} less"),
        one="thigh",
        many="thighs",
    ),
    "hip_rotation": Phrases(
        "turn of the thighs",
        more=("turn {part} {amount} further inwards", "rotate {part} {amount} more to the inside"),
        less=("turn {part} {amount} further outwards", "rotate {part} {amount} more to the outside"),
        one="thigh",
        many="thighs",
    ),
    "knee_flexion": Phrases(
        "knee bend",
        more=("bend {part} {amount} more", "let {part} bend {amount} further"),
        less=("bend {part} {amount} less", "keep {part} {amount} straighter"),
        one="knee",
        many="knees",
    ),
    "knee_inward": Phrases(
        "knee line",
        more=("bring {part} {amount} further in", "let {part} travel {amount} more to the inside"),
        less=("push {part} {amount} further out", "keep {part} {amount} more to the outside"),
        one="knee",
        many="knees",
    ),
    "ankle_dorsiflexion": Phrases(
        "ankle bend",
        more=("bend {part} {amount} more", "flex {part} {amount} further"),
        less=("bend {part} {amount} less", "open {part} {amount} further"),
        one="ankle",
        many="ankles",
    ),
    "foot_turn_out": Phrases(
        "foot position",
        more=("turn {part} {amount} further out", "point {part} {amount} more to the outside"),
        less=("turn {part} {amount} further in", "point {part} {amount} more to the inside"),
        one="foot",
        many="feet",
    ),
    "foot_height": Phrases(
        "foot height",
        more=("lift {part} {amount} higher", "bring {part} {amount} further up"),
        less=("keep {part} {amount} lower", "lift {part} {amount} less"),
        one="foot",
        many="feet",
    ),
    "shoulder_elevation": Phrases(
        "arm height",
        more=("raise {part} {amount} higher", "lift {part} {amount} further"),
        less=("keep {part} {amount} lower", "raise {part} {amount} less"),
        one="arm",
        many="arms",
    ),
    "shoulder_flexion": Phrases(
        "arm height",
        more=("raise {part} {amount} further in front of you", "lift {part} {amount} more to the front"),
        less=("raise {part} {amount} less in front of you", "lift {part} {amount} less to the front"),
        one="arm",
        many="arms",
        more_opposite=("take {part} {amount} less far back", "keep {part} {amount} further forward"),
        less_opposite=("take {part} {amount} further back", "reach {amount} further behind you with {part}"),
    ),
    "shoulder_abduction": Phrases(
        "arm height",
        more=("raise {part} {amount} further out to the side", "lift {part} {amount} more at your side"),
        less=("raise {part} {amount} less far out to the side", "lift {part} {amount} less at your side"),
        one="arm",
        many="arms",
        more_opposite=("move {part} {amount} less far across your body",),
        less_opposite=("move {part} {amount} further across your body",),
    ),
    "shoulder_plane": Phrases(
        "arm path",
        more=("bring {part} {amount} further forward", "guide {part} {amount} more to the front"),
        less=("bring {part} {amount} further back", "guide {part} {amount} less to the front"),
        one="arm",
        many="arms",
        less_opposite=("bring {part} {amount} further back", "guide {part} {amount} more behind you"),
    ),
    "shoulder_rotation": Phrases(
        "arm rotation",
        more=("turn {part} {amount} further inwards", "rotate {part} {amount} more to the inside"),
        less=("turn {part} {amount} further outwards", "rotate {part} {amount} more to the outside"),
        one="upper arm",
        many="upper arms",
    ),
    "elbow_flexion": Phrases(
        "elbow bend",
        more=("bend {part} {amount} more", "let {part} bend {amount} further"),
        less=("bend {part} {amount} less", "keep {part} {amount} straighter"),
        one="elbow",
        many="elbows",
    ),
    "wrist_height": Phrases(
        "hand height",
        more=("bring {part} {amount} higher", "lift {part} {amount} further"),
        less=("keep {part} {amount} lower", "lift {part} {amount} less"),
        one="hand",
        many="hands",
    ),
    "trunk_lean_forward": Phrases(
        "trunk",
        more=("lean {amount} further forward", "tip your trunk {amount} more to the front"),
        less=("keep your trunk {amount} more upright", "lean {amount} less forward"),
        less_opposite=("lean {amount} further back", "tip your trunk {amount} more to the back"),
    ),
    "trunk_lean_sideways": Phrases(
        "trunk",
        more=("bring your trunk {amount} further to the left", "lean {amount} more to the left"),
        less=("keep your trunk {amount} less to the left", "lean {amount} less to the left"),
        more_opposite=("keep your trunk {amount} less to the right", "lean {amount} less to the right"),
        less_opposite=("bring your trunk {amount} further to the right", "lean {amount} more to the right"),
    ),
    "trunk_rotation": Phrases(
        "shoulder line",
        more=(
            "turn your shoulders {amount} further to the left",
            "turn your chest {amount} more to the left",
        ),
        less=(
            "turn your shoulders {amount} further to the right",
            "turn your chest {amount} more to the right",
        ),
    ),
    "neck_flexion": Phrases(
        "head",
        more=("bring your head {amount} further forward", "lower your chin {amount} more"),
        less=("bring your head {amount} further back", "lift your chin {amount} more"),
    ),
    "neck_sideways": Phrases(
        "head",
        more=("tilt your head {amount} further to the left", "bring your head {amount} more to the left"),
        less=("tilt your head {amount} further to the right", "bring your head {amount} more to the right"),
    ),
    "pelvis_drop": Phrases(
        "hip line",
        more=(
            "bring the left side of your pelvis {amount} higher",
            "lift your left hip {amount} against the right",
        ),
        less=(
            "bring the right side of your pelvis {amount} higher",
            "lift your right hip {amount} against the left",
        ),
    ),
    "pelvis_rotation": Phrases(
        "hip line",
        more=("turn your hips {amount} further to the left", "rotate your pelvis {amount} more to the left"),
        less=(
            "turn your hips {amount} further to the right",
            "rotate your pelvis {amount} more to the right",
        ),
    ),
    "pelvis_height": Phrases(
        "depth",
        more=("keep your hips {amount} higher", "let your hips stay {amount} further up"),
        less=("bring your hips {amount} lower", "let your hips sink {amount} deeper"),
    ),
    "pelvis_shift": Phrases(
        "balance over both feet",
        more=("shift your hips {amount} further to the left", "bring your hips {amount} more to the left"),
        less=("shift your hips {amount} further to the right", "bring your hips {amount} more to the right"),
    ),
    "stance_width": Phrases(
        "stance",
        more=("set your feet {amount} further apart", "make your stance {amount} wider"),
        less=("set your feet {amount} closer together", "make your stance {amount} narrower"),
    ),
    "stance_length": Phrases(
        "step length",
        more=("set one foot {amount} further ahead of the other", "make your step {amount} longer"),
        less=("set one foot {amount} less far ahead of the other", "make your step {amount} shorter"),
    ),
    "knees_over_ankles": Phrases(
        "knee line",
        more=(
            "keep your knees further apart, by {amount} of your stance width",
            "open your knees by {amount} more of your stance width",
        ),
        less=(
            "keep your knees closer together, by {amount} of your stance width",
            "open your knees by {amount} less of your stance width",
        ),
        more_cue=("keep your knees further apart", "open your knees more"),
        less_cue=("keep your knees closer together", "open your knees less"),
    ),
    "knee_asymmetry": Phrases(
        "balance of both knees",
        more=(
            "even out your knees: the right one bends {amount} too much compared with the left",
            "bend your knees more evenly: right less or left more, by {amount}",
        ),
        less=(
            "even out your knees: the left one bends {amount} too much compared with the right",
            "bend your knees more evenly: left less or right more, by {amount}",
        ),
        more_cue=("bend your knees evenly: right less", "even out your knees: right less or left more"),
        less_cue=("bend your knees evenly: left less", "even out your knees: left less or right more"),
    ),
    "hip_asymmetry": Phrases(
        "balance of both hips",
        more=(
            "even out your hips: the right one bends {amount} too much compared with the left",
            "bend your hips more evenly: right less or left more, by {amount}",
        ),
        less=(
            "even out your hips: the left one bends {amount} too much compared with the right",
            "bend your hips more evenly: left less or right more, by {amount}",
        ),
        more_cue=("bend your hips evenly: right less", "even out your hips: right less or left more"),
        less_cue=("bend your hips evenly: left less", "even out your hips: left less or right more"),
    ),
    "shoulder_asymmetry": Phrases(
        "balance of both arms",
        more=(
            "level your arms: the right one is {amount} too high compared with the left",
            "raise your arms more evenly: right less or left more, by {amount}",
        ),
        less=(
            "level your arms: the left one is {amount} too high compared with the right",
            "raise your arms more evenly: left less or right more, by {amount}",
        ),
        more_cue=("raise your arms evenly: right less", "level your arms: right less or left more"),
        less_cue=("raise your arms evenly: left less", "level your arms: left less or right more"),
    ),
    "speed": Phrases(
        "speed",
        more=("travel {amount} faster", "cover the ground {amount} faster"),
        less=("travel {amount} slower", "cover the ground {amount} slower"),
    ),
    "tempo": Phrases(
        "tempo",
        more=(
            "slow down: you take {amount} less time than your coach",
            "take your time: you are {amount} quicker",
        ),
        less=(
            "speed up: you take {amount} more time than your coach",
            "move on faster: you are {amount} slower",
        ),
        more_cue=("slow down", "take your time"),
        less_cue=("speed up", "move on faster"),
    ),
}

# When: the phase's name in the middle or at the end of a sentence. "throughout" needs no word.
WHEN = {
    "going down": "while going down",
    "coming up": "while coming up",
    "standing up": "while standing up",
    "sitting down": "while sitting down",
    "lifting": "while lifting",
    "lowering": "while lowering",
    "at the top": "at the top",
    "at the bottom": "at the bottom",
    "start": "at the start",
    "middle": "in the middle",
    "end": "at the end",
    "throughout": "",
}

# How a phrase stands in a sentence, by style. "next time, at the bottom, bend" would be one comma too many.
SHAPES: dict[Style, Shapes] = {
    "coach": Shapes(plain=("{core}",), timed=("{core} {when}", "{when}: {core}")),
    "trainee": Shapes(
        plain=("try to {core}", "next time, {core}", "see if you can {core}"),
        timed=("try to {core} {when}", "{when}, try to {core}", "next time, {core} {when}"),
    ),
    "physio": Shapes(plain=("{core}",), timed=("{core} {when}", "{when}, {core}")),
}
# Of clinical names, with {amount} "18° ± 4°": see clinical.py.
CLINICAL_MORE = ("increase your {name} by {amount}", "aim for more {name}, by {amount}")
CLINICAL_LESS = ("reduce your {name} by {amount}", "aim for less {name}, by {amount}")

PRAISE: dict[Style, tuple[str, ...]] = {
    "coach": ("Good, as far as can be told: {quantities}.", "Keep it, as far as can be told: {quantities}."),
    "trainee": (
        "As far as can be told, your {quantities} {match} your coach's.",
        "Well done: as far as can be told, your {quantities} {match} your coach's.",
        "Keep it up: as far as can be told, your {quantities} {match} your coach's.",
    ),
    "physio": ("Within tolerance: your {quantities}.", "Your {quantities} {lie} within tolerance."),
}
NOTHING_TO_CORRECT = "No difference from your coach is both large and certain enough to correct."
