"""Words for edits of dynamics: how large, how fast, when, how often. Data only; see `entry`."""

from inference.language.words.entry import Way, Words


def _limb_range(limb: str, limbs: str) -> Words:
    return Words(
        f"{limb} movement",
        f"{limb} range of motion",
        one=limb,
        many=limbs,
        subject="the movement of {part}",
        more=Way(
            do=("move {part} {amount} more", "let {part} move {amount} further"),
            state="{amount} larger",
            fault="too small",
            noun="{amount} more movement of {part}",
            other="swing {part} through an arc {amount} bigger",
            heard=(
                "swing {part} further",
                "swing {part} more",
                "make the movement of {part} bigger",
                "more {part} swing",
                "pump {part}",
                "use {part} more",
            ),
        ),
        less=Way(
            do=("move {part} {amount} less", "let {part} move {amount} less far"),
            state="{amount} smaller",
            fault="too large",
            noun="{amount} less movement of {part}",
            other="swing {part} through an arc {amount} smaller",
            heard=(
                "keep {part} still",
                "keep {part} calm",
                "keep {part} quiet",
            ),
        ),
    )


def _limb_delay(limb: str, limbs: str) -> Words:
    return Words(
        f"timing of the {limbs}",
        f"{limb} onset delay",
        one=limb,
        many=limbs,
        subject="the start of {part}",
        more=Way(
            do=("move {part} {amount} later", "start with {part} {amount} later"),
            state="{amount} later",
            fault="too early",
            noun="{amount} more delay of {part}",
            other="let {part} follow {amount} behind",
            heard=("delay {part}", "wait with {part}", "let {part} lag behind"),
        ),
        less=Way(
            do=("move {part} {amount} earlier", "start with {part} {amount} sooner"),
            state="{amount} earlier",
            fault="too late",
            noun="{amount} less delay of {part}",
            other="let {part} lead by {amount}",
        ),
    )


TIMING: dict[str, Words] = {
    "range": Words(
        "size of the movement", "range of motion", subject="the whole movement",
        more=Way(
            do=("make the whole movement {amount} larger", "use {amount} more range"),
            state="{amount} larger", fault="too small", noun="{amount} more range of movement",
            other="go {amount} further in both directions",
            heard=("bigger", "exaggerate the movement", "use the full range", "go through the full range"),
        ),
        less=Way(
            do=("make the whole movement {amount} smaller", "use {amount} less range"),
            state="{amount} smaller", fault="too large", noun="{amount} less range of movement",
            other="go {amount} less far in both directions",
            heard=("smaller range",),
        ),
    ),
    "arm_range": _limb_range("arm", "arms"),
    "leg_range": _limb_range("leg", "legs"),
    "tempo": Words(
        "tempo", "movement time", subject="the movement",
        more=Way(
            do=("take {amount} longer", "take {amount} more time"),
            state="{amount} longer", fault="too fast", noun="{amount} more time",
            other="let it last {amount} longer",
            cue=("take {amount} longer", "slow down {amount}"),
            heard=(
                "move more slowly", "take your time", "be slower", "rush less", "slow tempo",
                "do it slowly", "you are quicker", "lower speed", "less speed",
            ),
        ),
        less=Way(
            do=("take {amount} less time", "be {amount} quicker"),
            state="{amount} shorter", fault="too slow", noun="{amount} less time",
            other="get it done {amount} sooner",
            cue=("speed up {amount}", "move {amount} faster"),
            heard=(
                "hurry up", "fast tempo", "do it quickly", "faster pace", "more speed", "explode",
                "pick up the pace",
            ),
        ),
    ),
    "pause": Words(
        "pause", "hold time", subject="the pause",
        more=Way(
            do=("hold {amount} longer", "stay there {amount} longer"),
            state="{amount} longer", fault="too short", noun="{amount} more pause",
            other="linger there {amount} longer",
            heard=(
                "pause", "hold it", "wait", "stay there", "stop there", "pause longer", "freeze",
                "keep still",
            ),
        ),
        less=None,
    ),
    "arm_delay": _limb_delay("arm", "arms"),
    "leg_delay": _limb_delay("leg", "legs"),
    "travel": Words(
        "distance", "distance travelled", subject="the distance",
        more=Way(
            do=("cover {amount} more ground", "travel {amount} further"),
            state="{amount} longer", fault="too short", noun="{amount} more distance",
            other="end up {amount} farther from where you started",
            heard=(
                "go further", "walk further", "travel faster", "cover the ground faster", "longer steps",
                "bigger strides",
            ),
        ),
        less=Way(
            do=("cover {amount} less ground", "travel {amount} less far"),
            state="{amount} shorter", fault="too long", noun="{amount} less distance",
            other="end up {amount} closer to where you started",
            heard=("travel slower", "cover the ground slower", "shorter steps", "smaller strides"),
        ),
    ),
    "repetitions": Words(
        "count of repetitions", "", subject="your set",
        more=Way(
            do=("do {amount} more", "add {amount}"),
            state="{amount} longer", fault="too short", noun="{amount} more",
            other="make the set longer by {amount}",
            heard=("more repetitions", "one repetition longer", "do it again", "repeat it", "once more"),
        ),
        less=Way(
            do=("do {amount} fewer", "leave out {amount}"),
            state="{amount} shorter", fault="too long", noun="{amount} fewer",
            other="make the set shorter by {amount}",
            heard=(
                "fewer repetitions", "one repetition shorter", "skip one repetition", "drop one repetition",

            ),
        ),
    ),
    "swap": Words(
        "order of the halves", "", subject="the order of the two halves",
        more=Way(
            do=("do the two halves in the other order", "put the second half before the first"),
            state="the other way round", fault="back to front", noun="the second half before the first",
            other="begin with what came last",
            heard=(
                "swap the order", "reverse the order", "swap the two halves", "do the second part first",
                "the parts in the other order",
            ),
        ),
        less=None,
    ),
    "mirror": Words(
        "side", "", subject="the movement",
        more=Way(
            do=("do it on the other side", "swap left and right"),
            state="mirrored", fault="on the other side", noun="the same on the other side",
            other="do everything left with the right and the other way round",
            heard=(
                "mirror it", "do the mirror image", "switch sides", "change sides", "use the other side",
                "exchange left and right", "the opposite side",
            ),
        ),
        less=None,
    ),
}  # fmt: skip

# Of findings alone: the trainee's time and speed set against the coach's, where no edit is asked for.
PACES: dict[str, Words] = {
    "speed": Words(
        "speed", "speed of travel", subject="your way",
        more=Way(
            do=("travel {amount} faster", "cover the ground {amount} faster"),
            state="{amount} faster", fault="too slow", noun="{amount} more speed",
        ),
        less=Way(
            do=("travel {amount} slower", "cover the ground {amount} slower"),
            state="{amount} slower", fault="too fast", noun="{amount} less speed",
        ),
    ),
    "tempo": Words(
        "tempo", "movement time", share_of=" of your coach's time", subject="your movement",
        more=Way(
            do=("slow down: you are quicker by {amount}", "take your time: you are {amount} quicker"),
            state="{amount} slower", fault="too fast", noun="{amount} more time", cue=("slow down",
                                                                                       "take your time"),
        ),
        less=Way(
            do=("speed up: you are slower by {amount}", "move on faster: you are {amount} slower"),
            state="{amount} quicker", fault="too slow", noun="{amount} less time", cue=("speed up",
                                                                                        "move on faster"),
        ),
    ),
}  # fmt: skip
