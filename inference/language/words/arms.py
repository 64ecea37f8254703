"""Words for arms: shoulders, elbows, hands. Data only; see `entry`."""

from inference.language.words.entry import Way, Words

ARMS: dict[str, Words] = {
    "shoulder_elevation": Words(
        "arm height", "shoulder elevation", one="arm", many="arms",
        more=Way(
            do=("raise {part} {amount} higher", "lift {part} {amount} further"),
            state="{amount} higher", fault="too low", noun="{amount} more height of {part}",
            other="stretch {part} {amount} closer to the ceiling",
            heard=(
                "raise {elbow}", "reach up", "reach overhead", "bring {part} to shoulder height",
                "lift {upper_arm}", "{arm} to the ceiling", "{hand} overhead", "{elevation} of {arm}",
                "{arm} vertical",
            ),
        ),
        less=Way(
            do=("keep {part} {amount} lower", "raise {part} {amount} less"),
            state="{amount} lower", fault="too high", noun="{amount} less height of {part}",
            other="let {part} hang {amount} nearer to the floor",
            heard=("drop {elbow}", "lower {upper_arm}", "let {part} sink", "{arm} closer to the floor"),
        ),
    ),
    "shoulder_flexion": Words(
        "arm height", "shoulder flexion", clinical_opposite="shoulder extension", one="arm", many="arms",
        more=Way(
            do=("raise {part} {amount} further in front of you", "lift {part} {amount} more to the front"),
            state="raised {amount} further in front of you", fault="not raised enough in front of you",
            noun="{amount} more lift of {part} in front of you",
            other="swing {part} {amount} higher before your chest",
            beyond=("stretch {part} {amount} less far back",
                    "reach {amount} less far behind you with {part}"),
            heard=("swing {arm} up in front of you",),
        ),
        less=Way(
            do=("raise {part} {amount} less in front of you", "lift {part} {amount} less to the front"),
            state="raised {amount} less in front of you", fault="raised too far in front of you",
            noun="{amount} less lift of {part} in front of you",
            other="swing {part} {amount} less high before your chest",
            beyond=("stretch {part} {amount} further back", "reach {amount} further behind you with {part}"),
            heard=(
                "lift {part} behind you", "extend {part} behind you", "swing {part} back",
                ),
        ),
    ),
    "shoulder_abduction": Words(
        "arm height", "shoulder abduction", clinical_opposite="shoulder adduction", one="arm", many="arms",
        more=Way(
            do=("raise {part} {amount} further out to the side", "lift {part} {amount} more at your side"),
            state="raised {amount} further out to the side", fault="not raised enough at your side",
            noun="{amount} more lift of {part} out to the side",
            other="open {part} {amount} wider like a wing",
            beyond=("move {part} {amount} less far across your body",),
            heard=(
                "spread {part}", "take {part} further out", "take {part} out to the side",
                "flare {elbow} out", "take {elbow} out", "flare {arm} out", "{elbow} wide",
                "open {arm} wide", "{elbow} apart", "{arm} wider", "abduct {arm}",
            ),
        ),
        less=Way(
            do=("raise {part} {amount} less far out to the side", "lift {part} {amount} less at your side"),
            state="raised {amount} less far out to the side", fault="raised too far out to the side",
            noun="{amount} less lift of {part} out to the side",
            other="fold {part} {amount} closer to your ribs like a wing",
            beyond=("move {part} {amount} further across your body",),
            heard=(
                "tuck {elbow} in", "keep {elbow} in", "keep {elbow} close to your body",
                "keep {part} close to your sides", "keep {elbow} at your sides", "bring {part} in",
                "keep {part} by your sides", "tuck {arm} in", "adduct {arm}", "{arm} narrow",
                "{elbow} closer together", "{arm} closer together",
            ),
        ),
    ),
    "shoulder_plane": Words(
        "arm path", "shoulder horizontal adduction", clinical_opposite="shoulder horizontal abduction",
        one="arm", many="arms",
        more=Way(
            do=("bring {part} {amount} further forward", "guide {part} {amount} more to the front"),
            state="{amount} further forward", fault="too far back",
            noun="{amount} more reach of {part} to the front",
            other="sweep {part} {amount} ahead of your body",
            heard=("bring {elbow} forward", "keep {part} in front of you", "bring {hand} further forward"),
        ),
        less=Way(
            do=("bring {part} {amount} further back", "guide {part} {amount} less to the front"),
            state="{amount} further back", fault="too far forward",
            noun="{amount} less reach of {part} to the front",
            other="sweep {part} {amount} to the rear of your body",
            beyond=("bring {part} {amount} further back", "guide {part} {amount} more behind you"),
            heard=("pull {elbow} back", "bring {hand} further back"),
        ),
    ),
    "shoulder_rotation": Words(
        "arm rotation", "shoulder internal rotation", clinical_opposite="shoulder external rotation",
        one="upper arm", many="upper arms",
        more=Way(
            do=("turn {part} {amount} further inwards", "rotate {part} {amount} more to the inside"),
            state="turned {amount} further inwards", fault="turned too far outwards",
            noun="{amount} more inward turn of {part}",
            other="roll {part} {amount} in towards your belly",
            heard=(
                "turn {arm} in", "rotate {forearm} inwards", "rotate {shoulder} inwards",
                "bring {forearm} in", "roll {arm} in", "roll {upper_arm} in", "swing {forearm} in",
                "{forearm} across your body",
            ),
        ),
        less=Way(
            do=("turn {part} {amount} further outwards", "rotate {part} {amount} more to the outside"),
            state="turned {amount} further outwards", fault="turned too far inwards",
            noun="{amount} more outward turn of {part}",
            other="roll {part} {amount} out, away from your belly",
            heard=(
                "turn {arm} out", "rotate {forearm} outwards", "rotate {shoulder} outwards",
                "take {forearm} out", "roll {arm} out", "roll {upper_arm} out", "swing {forearm} out",
            ),
        ),
    ),
    "elbow_flexion": Words(
        "elbow bend", "elbow flexion", one="elbow", many="elbows",
        more=Way(
            do=("bend {part} {amount} more", "let {part} bend {amount} further"),
            state="{amount} more bent", fault="too straight", noun="{amount} more bend in {part}",
            other="close the angle at {part} by {amount}",
            heard=(
                "bend {arm}", "soften {part}", "unlock {part}", "bring {hand} to your shoulder",
                "{hand} closer to your shoulder", "curl {hand} up to your shoulder", "curl {hand} higher",
                "shorten {arm}",
            ),
        ),
        less=Way(
            do=("bend {part} {amount} less", "keep {part} {amount} straighter"),
            state="{amount} straighter", fault="bent too much", noun="{amount} less bend in {part}",
            other="open out the angle at {part} by {amount}",
            heard=(
                "lock out {part}", "straighten {arm}", "extend {arm}", "stretch {arm} out", "extend {part}",
                "long arms", "{elbow} long", "reach with long arms",
            ),
        ),
    ),
    "wrist_height": Words(
        "hand height", "hand height", one="hand", many="hands",
        more=Way(
            do=("bring {part} {amount} higher", "lift {part} {amount} further"),
            state="{amount} higher", fault="too low", noun="{amount} more height of {part}",
            other="carry {part} {amount} nearer to the ceiling",
            heard=("raise {forearm}", "reach higher with {part}"),
        ),
        less=Way(
            do=("keep {part} {amount} lower", "lift {part} {amount} less"),
            state="{amount} lower", fault="too high", noun="{amount} less height of {part}",
            other="carry {part} {amount} nearer to the ground",
            heard=("lower {forearm}", "drop {part}", "{hand} closer to the floor"),
        ),
    ),
}  # fmt: skip
