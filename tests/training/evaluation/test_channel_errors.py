from dataclasses import replace

import numpy as np
import pytest
from motions import squat
from variations import SOME_VIEW, elsewhere, other_body, with_knee_bent

from inference.motion.channels import CHANNELS
from inference.motion.kinematics import measure
from inference.motion.motion import Motion
from training.evaluation.channel_errors import FAMILIES, NAMES, WINDOW_S, errors, window_means

KNEE = NAMES.index("left_knee_flexion")


def test_every_channel_is_in_one_family_with_its_other_side():
    assert sorted(column for columns in FAMILIES.values() for column in columns) == list(range(len(CHANNELS)))
    assert [NAMES[column] for column in FAMILIES["elbow_flexion"]] == [
        "left_elbow_flexion",
        "right_elbow_flexion",
    ]
    assert [NAMES[column] for column in FAMILIES["knee_asymmetry"]] == ["knee_asymmetry"]


def test_a_movement_of_another_body_elsewhere_has_no_errors():
    other = elsewhere(other_body(squat(2), np.random.default_rng(0)), 1.0, 2.0, -1.0)
    found = errors(squat(2), other)
    tolerances = np.array([channel.tolerance for channel in CHANNELS.values()])
    assert np.isfinite(found.values[:, KNEE]).all()
    assert np.nanmax(np.abs(found.values) / tolerances) < 0.3


def test_a_bent_knee_is_an_error_of_its_size_in_the_windows_in_which_it_is_bent():
    motion = squat(2)
    bent = with_knee_bent(motion, "left", 0.2)
    expected = window_means(
        motion, (measure(bent)["left_knee_flexion"] - measure(motion)["left_knee_flexion"])[:, None]
    )
    found = errors(bent, motion).values[:, KNEE]
    assert found == pytest.approx(expected[:, 0], abs=1e-3)
    assert found.max() > 0.15
    assert abs(found.min()) < 0.02


def test_windows_count_from_clip_time_zero_at_any_rate():
    slow, fast = squat(2, fps=20), squat(2, fps=60)
    late = slow.cut(2 * WINDOW_S, slow.time_s[-1])
    means = [window_means(motion, motion.joints_in_world[:, 0]) for motion in (slow, fast, late)]
    assert len(means[0]) == len(means[1]) == len(means[2]) == int(slow.duration_s / WINDOW_S)
    assert means[0] == pytest.approx(means[1], abs=0.02)
    assert np.isnan(means[2][:2]).all()
    assert means[2][2:] == pytest.approx(means[0][2:])


def test_a_window_that_is_hardly_known_has_no_mean():
    motion = squat(1)
    values = np.ones((len(motion), 2))
    first = motion.time_s < WINDOW_S - 1e-6
    values[np.flatnonzero(first)[: first.sum() // 2 + 1], 0] = np.nan
    means = window_means(motion, values)
    assert np.isnan(means[0, 0])
    assert (means[1:] == 1).all()
    assert means[0, 1] == 1


def test_errors_are_scaled_by_what_both_cameras_saw():
    def seen(confidence: float) -> Motion:
        motion = squat(2)
        return replace(motion, confidence=np.full(motion.confidence.shape, confidence), view=SOME_VIEW)

    # Two who see as well as can be are unsure by √2, whose square they share; half as well: twice as unsure.
    assert errors(seen(1), squat(2)).unsure == pytest.approx(1)
    assert errors(seen(1), seen(1)).unsure == pytest.approx(np.sqrt(2))
    assert errors(seen(0.5), squat(2)).unsure == pytest.approx(2)


def test_tempo_is_the_duration_of_a_repetition():
    tempo = NAMES.index("tempo")
    found = errors(squat(2, moving_s=2.4), squat(2, moving_s=2.0)).values[:, tempo]
    assert found[0] == pytest.approx(np.log(2.4 / 2.0), abs=0.06)
    assert np.isnan(found[1:]).all()
