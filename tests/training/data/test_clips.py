import pytest
from research_data import SHARED

from training.data.clips import read_clips

DATA = SHARED / "data" / "motion"


@pytest.mark.shared
def test_clips_are_split_by_person_and_judged_in_uiprmd_only():
    clips = list(read_clips(DATA))
    assert len(clips) == 2753
    splits = {}
    for clip in clips:
        splits.setdefault((clip.source, clip.subject), set()).add(clip.split)
        assert (clip.correct is not None) == (clip.source == "uiprmd")
    assert all(len(split) == 1 for split in splits.values())


@pytest.mark.shared
def test_a_clip_is_a_motion_of_a_person_on_the_floor():
    clip = next(read_clips(DATA, "uiprmd"))
    motion = clip.motion()
    assert motion.fps == 20
    assert 1.4 < motion.height_m < 2.1
    assert abs(motion.joints_in_world[..., 1].min()) < 0.1
