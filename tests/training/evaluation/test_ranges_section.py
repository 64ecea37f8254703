from dataclasses import replace

import numpy as np
from motions import squat

from inference.motion.motion import Motion
from training.evaluation.ranges import Misses, _add
from training.evaluation.takes import Take


def misses(motion: Motion) -> Misses:
    found = Misses()
    _add(found, Take("squat", "0", motion, squat(repetitions=2)))
    return found


def test_a_perfect_film_misses_nothing() -> None:
    found = misses(squat(repetitions=2))
    assert len(found.ranges["left_knee_flexion"]) == len(found.durations) == 2
    assert max(found.values["left_knee_flexion"]) < 0.01
    assert max(found.ranges["left_knee_flexion"]) < 0.01
    assert not any(found.beyond_limit)


def test_a_film_that_misses_the_depth_is_found_out() -> None:
    found = misses(squat(repetitions=2, depth_rad=1.2))
    assert min(found.ranges["left_knee_flexion"]) > 2
    assert max(found.durations) < 1


def test_stated_doubt_makes_the_same_miss_smaller() -> None:
    motion = squat(repetitions=2, depth_rad=1.2)
    unsure = replace(motion, sigma_m=np.full(motion.joints_in_world.shape[:2], 0.2))
    plain, doubtful = misses(motion), misses(unsure)
    assert max(doubtful.ranges["left_knee_flexion"]) < 0.5 * min(plain.ranges["left_knee_flexion"])
