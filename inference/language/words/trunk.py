"""Words for trunk, head and pelvis. Data only; see `entry`."""

from inference.language.words.entry import Way, Words

TRUNK: dict[str, Words] = {
    "trunk_lean_forward": Words(
        "trunk", "forward trunk inclination", clinical_opposite="backward trunk inclination",
        subject="your trunk",
        more=Way(
            do=("lean {amount} further forward", "tip your trunk {amount} more to the front"),
            state="{amount} further forward", fault="too upright", noun="{amount} more forward lean",
            other="let your chest come {amount} closer to your thighs",
            heard=(
                "lean your chest forward", "bow", "bend forward", "hinge forward", "lean over", "bend over",
                "round your back", "fold forward", "bend your trunk", "lean in", "let your chest collapse",
                "collapse forward", "drop your chest", "round your shoulders forward", "nose over toes",
            ),
        ),
        less=Way(
            do=("keep your trunk {amount} more upright", "lean {amount} less forward"),
            state="{amount} more upright", fault="too far forward", noun="{amount} less forward lean",
            other="bring your chest {amount} away from your thighs and stand prouder",
            beyond=("lean {amount} further back", "tip your trunk {amount} more to the back"),
            heard=(
                "chest up", "lift your chest", "keep your chest proud", "stand tall",
                "keep your back straight", "straighten your trunk", "straighten up", "shoulders back",
                "keep your head and chest up", "stay upright", "sit up straight", "stand up straight",
                "show your chest", "sit tall", "lengthen your spine", "keep your trunk vertical",
                "open your chest", "extend your trunk", "chest out", "stand tall with your chest",
                "trunk flat", "trunk neutral", "stand straight", "sit straight", "shoulders up and back",
            ),
        ),
    ),
    "trunk_lean_sideways": Words(
        "trunk", "lateral trunk inclination to the left",
        clinical_opposite="lateral trunk inclination to the right", subject="your trunk",
        more=Way(
            do=("bring your trunk {amount} further to the left", "lean {amount} more to the left"),
            state="{amount} further to the left", fault="too far to the right",
            noun="{amount} more lean to the left",
            other="let your upper body list {amount} to the left",
            beyond=("keep your trunk {amount} less to the right", "lean {amount} less to the right"),
            heard=(
                "bend to the left", "lean left", "side bend to the left", "tip your shoulders to the left",
            ),
        ),
        less=Way(
            do=("keep your trunk {amount} less to the left", "lean {amount} less to the left"),
            state="{amount} less to the left", fault="too far to the left",
            noun="{amount} less lean to the left",
            other="let your upper body list {amount} to the right",
            beyond=("bring your trunk {amount} further to the right", "lean {amount} more to the right"),
            heard=("bend less to the left", "bend to the right", "tip your shoulders to the right"),
        ),
    ),
    "trunk_rotation": Words(
        "shoulder line", "trunk rotation to the left", clinical_opposite="trunk rotation to the right",
        subject="your shoulders", plural=True,
        more=Way(
            do=("turn your shoulders {amount} further to the left",
                "turn your chest {amount} more to the left"),
            state="turned {amount} further to the left", fault="turned too far to the right",
            noun="{amount} more turn of your shoulders to the left",
            other="face {amount} more to the left with your chest",
            heard=("turn to the left", "twist to the left"),
        ),
        less=Way(
            do=("turn your shoulders {amount} further to the right",
                "turn your chest {amount} more to the right"),
            state="turned {amount} further to the right", fault="turned too far to the left",
            noun="{amount} more turn of your shoulders to the right",
            other="face {amount} more to the right with your chest",
            heard=("turn to the right",),
        ),
    ),
    "neck_flexion": Words(
        "head", "neck flexion", clinical_opposite="neck extension", subject="your head",
        more=Way(
            do=("bring your head {amount} further forward", "lower your chin {amount} more"),
            state="{amount} further forward", fault="too far back",
            noun="{amount} more forward bend of your head",
            other="nod {amount} further down",
            heard=(
                "look down", "chin to your chest", "lower your head", "drop your chin", "bend your neck",
                "tuck your chin", "drop your head", "look at the floor", "look at your feet",
                "look at your toes", "drop your gaze", "chin in", "poke your chin forward",
                "crane your neck forward",
            ),
        ),
        less=Way(
            do=("bring your head {amount} further back", "lift your chin {amount} more"),
            state="{amount} further back", fault="too far forward",
            noun="{amount} less forward bend of your head",
            other="look {amount} further up at the ceiling",
            heard=(
                "look up", "lift your head", "head up", "look straight ahead", "eyes up", "eyes forward",
                "extend your neck", "chin back", "head tall", "tip your head back", "neck long",
                "keep your head straight",
            ),
        ),
    ),
    "neck_sideways": Words(
        "head", "lateral neck flexion to the left", clinical_opposite="lateral neck flexion to the right",
        subject="your head",
        more=Way(
            do=("tilt your head {amount} further to the left", "bring your head {amount} more to the left"),
            state="tilted {amount} further to the left", fault="tilted too far to the right",
            noun="{amount} more tilt of your head to the left",
            other="drop your left ear {amount} closer to its shoulder",
            heard=("ear to your left shoulder",),
        ),
        less=Way(
            do=("tilt your head {amount} further to the right", "bring your head {amount} more to the right"),
            state="tilted {amount} further to the right", fault="tilted too far to the left",
            noun="{amount} more tilt of your head to the right",
            other="drop your right ear {amount} closer to its shoulder",
            heard=("ear to your right shoulder",),
        ),
    ),
    "pelvis_drop": Words(
        "hip line", "pelvic hike on the left", clinical_opposite="pelvic hike on the right",
        subject="the left side of your pelvis", by_side=True,
        more=Way(
            do=("bring the left side of your pelvis {amount} higher",
                "lift your left hip {amount} against the right"),
            state="{amount} higher", fault="too low", noun="{amount} more height of your left hip",
            other="do not let your left hip sag, hold it {amount} above the right",
            heard=("hike your left hip",),
        ),
        less=Way(
            do=("bring the right side of your pelvis {amount} higher",
                "lift your right hip {amount} against the left"),
            state="{amount} lower", fault="too high", noun="{amount} more height of your right hip",
            other="do not let your right hip sag, hold it {amount} above the left",
            heard=("hike your right hip",),
        ),
    ),
    "pelvis_rotation": Words(
        "hip line", "pelvic rotation to the left", clinical_opposite="pelvic rotation to the right",
        subject="your hips", plural=True,
        more=Way(
            do=("turn your hips {amount} further to the left",
                "rotate your pelvis {amount} more to the left"),
            state="turned {amount} further to the left", fault="turned too far to the right",
            noun="{amount} more turn of your hips to the left",
            other="point your belt buckle {amount} more to the left",
            heard=("swing your hips to the left",),
        ),
        less=Way(
            do=("turn your hips {amount} further to the right",
                "rotate your pelvis {amount} more to the right"),
            state="turned {amount} further to the right", fault="turned too far to the left",
            noun="{amount} more turn of your hips to the right",
            other="point your belt buckle {amount} more to the right",
            heard=("swing your hips to the right",),
        ),
    ),
    "pelvis_height": Words(
        "depth", "pelvic height", subject="your hips", plural=True,
        more=Way(
            do=("keep your hips {amount} higher", "let your hips stay {amount} further up"),
            state="{amount} higher", fault="too low", noun="{amount} more height of your hips",
            other="finish with your seat {amount} further off the floor",
            heard=(
                "stay higher", "squat higher", "do not go so low", "squat less deep", "sit less deep",
                "less depth", "lunge higher",
            ),
        ),
        less=Way(
            do=("bring your hips {amount} lower", "let your hips sink {amount} deeper"),
            state="{amount} lower", fault="too high", noun="{amount} more depth of your hips",
            other="finish with your seat {amount} nearer to the floor",
            heard=(
                "go deeper", "squat deeper", "go lower", "squat lower", "get deeper", "go further down",
                "increase your depth", "sit deeper", "sink lower", "lunge deeper", "drop your hips",
                "squat down", "more depth", "bring your bottom lower", "break parallel", "sit lower",
                "sit down deeper", "hips to the floor", "your hips closer to the floor",
                "knee closer to the floor", "knee to the floor", "bend lower",
                "your thighs parallel to the floor",
            ),
        ),
    ),
    "pelvis_shift": Words(
        "balance over both feet", "lateral pelvic shift to the left",
        clinical_opposite="lateral pelvic shift to the right", subject="your hips", plural=True,
        more=Way(
            do=("shift your hips {amount} further to the left", "bring your hips {amount} more to the left"),
            state="{amount} further to the left", fault="too far to the right",
            noun="{amount} more shift of your hips to the left",
            other="rest more on your left foot, moving {amount} over to it",
            heard=(
                "shift your weight to the left", "shift to the left", "weight on your left foot",
                "put more weight on your left leg", "load your left side", "shift onto your left leg",
            ),
        ),
        less=Way(
            do=("shift your hips {amount} further to the right",
                "bring your hips {amount} more to the right"),
            state="{amount} further to the right", fault="too far to the left",
            noun="{amount} more shift of your hips to the right",
            other="rest more on your right foot, moving {amount} over to it",
            heard=(
                "shift your weight to the right", "shift to the right", "weight on your right foot",
                "put more weight on your right leg", "load your right side", "shift onto your right leg",
            ),
        ),
    ),
}  # fmt: skip
