import pytest
from known_track import camera_beside, track_of
from motions import squat

from inference.errors import PoseError
from training.baseline.lift import baseline

# Joints of the middle frame as the first release had them: what is compared with must not change.
LEFT_WRIST, RIGHT_FOOT = (0.2198, 1.0069, 0.6088), (-0.1029, 0.0200, 0.1316)


def test_the_baseline_is_what_it_was():
    truth = squat(fps=30)
    motion = baseline(track_of(truth, camera_beside()), 1.72)
    assert len(motion) == len(truth)
    middle = motion.joints_in_world[len(motion) // 2]
    assert middle[20] == pytest.approx(LEFT_WRIST, abs=0.001)
    assert middle[11] == pytest.approx(RIGHT_FOOT, abs=0.001)


def test_it_refuses_who_is_not_seen():
    track = track_of(squat(fps=30), camera_beside())
    track.present[1:] = False
    with pytest.raises(PoseError):
        baseline(track, 1.7)
