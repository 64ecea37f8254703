"""What is compared: the ways from a track to a motion in the world."""

from collections.abc import Callable

from inference.motion.motion import Motion
from inference.pose.track import Track
from training.evaluation.baseline import baseline

# From a raw track and a stature in metres; may raise PoseError.
Method = Callable[[Track, float], Motion]

# The last one is what the program does.
METHODS: dict[str, Method] = {"baseline": baseline}
