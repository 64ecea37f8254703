"""What is compared: the ways from a track to a motion in the world."""

from collections.abc import Callable

from inference.motion.motion import Motion
from inference.pipeline import reconstruct
from inference.pose.clean import clean
from inference.pose.lift import lift
from inference.pose.track import Track
from training.baseline.lift import baseline

# From a raw track and a stature in metres; may raise PoseError.
Method = Callable[[Track, float], Motion]


def lifter(track: Track, height_m: float) -> Motion:
    """As the network sees each moment, before the whole clip is taken together."""
    return lift(clean(track), height_m, refined=False)


# The last one is what the program does.
METHODS: dict[str, Method] = {"baseline": baseline, "lifter": lifter, "lifter + refinement": reconstruct}
