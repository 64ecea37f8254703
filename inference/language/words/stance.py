"""Words for what is set against each other: feet, knees, left and right. Data only; see `entry`."""

from inference.language.words.entry import Way, Words


def _evenness(praise: str, clinical: str, opposite: str, joints: str, joint: str) -> Words:
    """Words of a left joint that bends more than the right one with more of it."""

    def way(side: str, other: str) -> Way:
        return Way(
            do=(
                f"even out your {joints}: the {other} one bends {{amount}} too much compared with the {side}",
                f"bend your {joints} more evenly: {other} less or {side} more, by {{amount}}",
            ),
            state=f"bent {{amount}} more on the {side} compared with the {other}",
            fault=f"bent too much on the {other} compared with the {side}",
            noun=f"{{amount}} more bend on the {side} than on the {other} at your {joints}",
            other=f"share the work of your {joints}: the {side} may bend {{amount}} more, the {other} less",
            cue=(
                f"bend your {joints} evenly: {other} less",
                f"even out your {joints}: {other} less or {side} more",
            ),
            heard=(f"bend your {side} {joint} more than your {other} one",),
        )

    left, right = way("left", "right"), way("right", "left")
    subject = f"your {joints}"
    return Words(praise, clinical, left, right, opposite, subject=subject, plural=True, by_side=True)


def _arms_way(side: str, other: str) -> Way:
    return Way(
        do=(
            f"level your arms: the {other} one is {{amount}} too high compared with the {side}",
            f"raise your arms more evenly: {other} less or {side} more, by {{amount}}",
        ),
        state=f"raised {{amount}} more on the {side} compared with the {other}",
        fault=f"raised too far on the {other} compared with the {side}",
        noun=f"{{amount}} more height on the {side} than on the {other} in your arms",
        other=f"bring your hands level: the {side} arm may rise {{amount}} and the {other} sink",
        cue=(
            f"raise your arms evenly: {other} less",
            f"level your arms: {other} less or {side} more",
        ),
        heard=(f"raise your {side} arm more than your {other} one",),
    )


STANCE: dict[str, Words] = {
    "stance_width": Words(
        "stance", "stance width", subject="your stance",
        more=Way(
            do=("set your feet {amount} further apart", "make your stance {amount} wider"),
            state="{amount} wider", fault="too narrow", noun="{amount} more width in your stance",
            other="put {amount} more space between your feet",
            heard=(
                "widen your stance", "stand wider", "spread your feet", "step wider", "put your legs apart",
                "feet wide", "stand with your feet apart", "foot out to the side", "legs wide",
                "step your feet apart", "step out wider",
            ),
        ),
        less=Way(
            do=("set your feet {amount} closer together", "make your stance {amount} narrower"),
            state="{amount} narrower", fault="too wide", noun="{amount} less width in your stance",
            other="put {amount} less space between your feet",
            heard=(
                "narrow your stance", "bring your legs together", "feet narrow", "stand narrow",
                "stand with your feet together", "feet in", "legs narrow",
            ),
        ),
    ),
    "stance_length": Words(
        "step length", "step length", subject="your step",
        more=Way(
            do=("set one foot {amount} further ahead of the other", "make your step {amount} longer"),
            state="{amount} longer", fault="too short", noun="{amount} more length in your step",
            other="stride out {amount} further",
            heard=(
                "lengthen your step", "step out further", "take a bigger step", "step further forward",
                "bigger lunge", "longer lunge", "lunge further", "lunge forward", "lengthen your stance",
                "bigger lunge step", "longer lunge step",
            ),
        ),
        less=Way(
            do=("set one foot {amount} less far ahead of the other", "make your step {amount} shorter"),
            state="{amount} shorter", fault="too long", noun="{amount} less length in your step",
            other="keep one foot {amount} nearer to the other from front to back",
            heard=(
                "shorten your step", "take a smaller step", "smaller lunge", "shorter lunge",
                "shorten your stance", "smaller lunge step", "step less far forward",
            ),
        ),
    ),
    "knees_over_ankles": Words(
        "knee line", "knee separation", share_of=" of your stance width", subject="your knees", plural=True,
        more=Way(
            do=("keep your knees further apart, by {amount}",
                "open your knees more, by {amount}"),
            state="{amount} further apart", fault="too close together",
            noun="{amount} more room between your knees",
            other="put {amount} more space between your knees",
            cue=("keep your knees {amount} further apart", "open your knees {amount} more"),
            heard=("spread your knees",),
        ),
        less=Way(
            do=("keep your knees closer together, by {amount}",
                "open your knees less, by {amount}"),
            state="{amount} closer together", fault="too far apart",
            noun="{amount} less room between your knees",
            other="put {amount} less space between your knees",
            cue=("keep your knees {amount} closer together", "open your knees {amount} less"),
            heard=("squeeze your knees together",),
        ),
    ),
    "knee_asymmetry": _evenness(
        "balance of both knees", "excess of left over right knee flexion",
        "excess of right over left knee flexion", "knees", "knee",
    ),
    "hip_asymmetry": _evenness(
        "balance of both hips", "excess of left over right hip flexion",
        "excess of right over left hip flexion", "hips", "hip",
    ),
    "shoulder_asymmetry": Words(
        "balance of both arms", "excess of left over right shoulder elevation",
        _arms_way("left", "right"), _arms_way("right", "left"),
        "excess of right over left shoulder elevation",
        subject="your arms", plural=True, by_side=True,
    ),
}  # fmt: skip
