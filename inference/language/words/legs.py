"""Words for legs: hips, thighs, knees, ankles, feet. Data only; see `entry`."""

from inference.language.words.entry import Way, Words

LEGS: dict[str, Words] = {
    "hip_flexion": Words(
        "hip bend", "hip flexion", clinical_opposite="hip extension", one="hip", many="hips",
        more=Way(
            do=("bend {part} {amount} more", "let {part} bend {amount} further"),
            state="{amount} more bent", fault="not bent enough", noun="{amount} more bend at {part}",
            other="fold {amount} deeper at {part}",
            beyond=("stretch {part} {amount} less far back", "extend {part} {amount} less"),
            heard=(
                "sit back", "hinge at the hips", "lift {knee} higher", "drive {knee} up",
                "raise {thigh} higher", "bring {thigh} further forward", "lift {leg} to the front",
                "swing {leg} forward", "raise {leg} higher", "push your hips back",
                "bring {knee} to your chest", "stick your hips out behind you", "close {hip}",
                "kick {leg} forward", "your hips back and down",
            ),
        ),
        less=Way(
            do=("bend {part} {amount} less", "open {part} {amount} further"),
            state="{amount} less bent", fault="bent too much", noun="{amount} less bend at {part}",
            other="fold {amount} less deeply at {part}",
            beyond=("stretch {part} {amount} further back", "extend {part} {amount} more"),
            heard=(
                "take {leg} further back", "extend {leg} behind you", "straighten {part}",
                "push your hips forward", "squeeze your glutes", "lower {knee}", "lower {thigh}",
                "swing {leg} back", "lower {leg}", "lift {leg} higher behind you", "open your hips up",
                "lengthen {hip}", "{thigh} back",
            ),
        ),
    ),
    "hip_abduction": Words(
        "line of the thighs", "hip abduction", clinical_opposite="hip adduction", one="thigh", many="thighs",
        more=Way(
            do=("take {part} {amount} further out to the side", "spread {part} {amount} more"),
            state="{amount} further out to the side", fault="too far in",
            noun="{amount} more spread of {part}",
            other="let {part} drift {amount} wider from the other leg",
            heard=(
                "lift {leg} out to the side", "take {leg} further out", "spread {leg} wider",
                "open {thigh}", "swing {leg} out to the side", "{leg} wider to the side",
                "take {thigh} away from the middle", "abduct {leg}", "{leg} to the side", "open {leg} out",
            ),
        ),
        less=Way(
            do=("bring {part} {amount} closer to the middle", "spread {part} {amount} less"),
            state="{amount} closer to the middle", fault="spread too far",
            noun="{amount} less spread of {part}",
            other="have {part} {amount} nearer to the other leg",
            heard=(
                "bring {leg} closer to the middle", "bring {leg} further in", "cross {leg} over the middle",
                "adduct {leg}", "{thigh} closer together",
            ),
        ),
    ),
    "hip_rotation": Words(
        "turn of the thighs", "hip internal rotation", clinical_opposite="hip external rotation",
        one="thigh", many="thighs",
        more=Way(
            do=("turn {part} {amount} further inwards", "rotate {part} {amount} more to the inside"),
            state="turned {amount} further inwards", fault="turned too far outwards",
            noun="{amount} more inward turn of {part}",
            other="roll {part} {amount} in towards the other one",
            heard=(
                "turn {leg} in", "rotate {hip} inwards", "turn {knee} inwards", "roll {thigh} in",
                "roll {hip} in", "roll {leg} in",
            ),
        ),
        less=Way(
            do=("turn {part} {amount} further outwards", "rotate {part} {amount} more to the outside"),
            state="turned {amount} further outwards", fault="turned too far inwards",
            noun="{amount} more outward turn of {part}",
            other="roll {part} {amount} out, away from the other one",
            heard=(
                "turn {leg} out", "rotate {hip} outwards", "turn {knee} outwards", "roll {thigh} out",
                "roll {hip} out", "roll {leg} out", "screw {foot} into the floor",
            ),
        ),
    ),
    "knee_flexion": Words(
        "knee bend", "knee flexion", one="knee", many="knees",
        more=Way(
            do=("bend {part} {amount} more", "let {part} bend {amount} further"),
            state="{amount} more bent", fault="too straight", noun="{amount} more bend in {part}",
            other="give {part} {amount} more of a crook",
            heard=(
                "soften {part}", "unlock {part}", "bend {leg}", "bring your heel to your seat",
                "bring {heel} closer to your hips", "{heel} closer to your thigh",
                "curl {heel} to your hips",
            ),
        ),
        less=Way(
            do=("bend {part} {amount} less", "keep {part} {amount} straighter"),
            state="{amount} straighter", fault="bent too much", noun="{amount} less bend in {part}",
            other="ease {part} {amount} closer to a locked position",
            heard=(
                "lock out {part}", "straighten {leg}", "extend {part}", "stretch {leg} out", "extend {leg}",
                "{knee} long", "{leg} long",
            ),
        ),
    ),
    "knee_inward": Words(
        "knee line", "knee valgus displacement", clinical_opposite="knee varus displacement",
        one="knee", many="knees",
        more=Way(
            do=("bring {part} {amount} further in", "let {part} travel {amount} more to the inside"),
            state="{amount} further in", fault="too far out", noun="{amount} more inward travel of {part}",
            other="let {part} wander {amount} towards the midline",
            heard=(
                "knock {part} in", "let {part} cave in", "let {part} buckle", "let {part} collapse",
                "let {knee} roll in",
            ),
        ),
        less=Way(
            do=("push {part} {amount} further out", "keep {part} {amount} more to the outside"),
            state="{amount} further out", fault="too far in", noun="{amount} more outward travel of {part}",
            other="hold {part} {amount} away from the midline",
            heard=(
                "keep {part} over your foot", "keep {part} over your toes",
                "keep {part} in line with your foot", "keep {part} in line with your toes",
                "track {part} over your toes", "keep {part} over the ankle", "let {knee} bow out",
                "point {knee} over your foot",
            ),
        ),
    ),
    "ankle_dorsiflexion": Words(
        "ankle bend", "ankle dorsiflexion", clinical_opposite="ankle plantar flexion", one="ankle",
        many="ankles",
        more=Way(
            do=("bend {part} {amount} more", "flex {part} {amount} further"),
            state="{amount} more bent", fault="not bent enough", noun="{amount} more bend in {part}",
            other="close the front of {part} {amount} more",
            heard=(
                "keep {heel} on the floor", "keep {heel} down", "push {knee} forward over your toes",
                "bring {knee} further forward", "pull {toe} up", "let {shin} lean forward",
                "{heel} closer to the floor", "pull {toe} up to your shin", "{shin} forward",
                "dorsiflex {foot}", "pull {foot} up to your shin",
            ),
        ),
        less=Way(
            do=("bend {part} {amount} less", "open {part} {amount} further"),
            state="{amount} less bent", fault="bent too much", noun="{amount} less bend in {part}",
            other="close the front of {part} {amount} less",
            heard=(
                "lift {heel}", "rise onto tiptoe", "keep {knee} behind your toes",
                "keep {knee} further back", "point {toe} down", "point {foot}", "point {toe}",
                "extend {part}", "keep {shin} vertical", "stay on the balls of your feet",
                "{heel} off the floor", "{shin} back", "plantarflex {foot}",
            ),
        ),
    ),
    "foot_turn_out": Words(
        "foot position", "foot toe-out angle", clinical_opposite="foot toe-in angle", one="foot", many="feet",
        more=Way(
            do=("turn {part} {amount} further out", "point {part} {amount} more to the outside"),
            state="turned {amount} further out", fault="turned too far in",
            noun="{amount} more turn-out of {part}",
            other="angle the toes of {part} {amount} more to the outside",
            heard=(
                "point {toe} out", "turn {toe} out", "angle {part} out", "turn {heel} in", "{toe} apart",
                "stand duck footed",
            ),
        ),
        less=Way(
            do=("turn {part} {amount} further in", "point {part} {amount} more to the inside"),
            state="turned {amount} further in", fault="turned too far out",
            noun="{amount} less turn-out of {part}",
            other="angle the toes of {part} {amount} less to the outside",
            heard=(
                "point {toe} forward", "point {toe} in", "point {part} straight ahead",
                "point {toe} straight", "keep {foot} parallel", "turn {foot} forward",
                "keep {toe} forward", "turn {heel} out",
            ),
        ),
    ),
    "foot_height": Words(
        "foot height", "foot height", one="foot", many="feet",
        more=Way(
            do=("lift {part} {amount} higher", "bring {part} {amount} further up"),
            state="{amount} higher", fault="too low", noun="{amount} more height of {part}",
            other="leave {amount} more room under {part}",
            heard=(
                "raise {ankle}", "pick {part} up", "lift {part} off the floor",
                "let {foot} leave the floor", "step higher", "higher steps", "lift {leg} off the floor",
            ),
        ),
        less=Way(
            do=("keep {part} {amount} lower", "lift {part} {amount} less"),
            state="{amount} lower", fault="too high", noun="{amount} less height of {part}",
            other="leave {amount} less room under {part}",
            heard=(
                "lower {ankle}", "keep {part} on the floor", "put {part} down", "drag {foot}",
                "{foot} closer to the floor", "step lower",
            ),
        ),
    ),
}  # fmt: skip
