from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from motions import squat

from capture.video import read_frames
from inference.errors import Cancelled, PoseError
from inference.motion.differences import compare
from inference.pipeline import correct, explain, models_used, pose
from inference.stopwatch import Stopwatch

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "samples" / "trainee.mp4"


def frames(count):
    return islice(read_frames(SAMPLE, longest_px=640), count)


def test_frames_of_a_person_become_a_motion_on_the_clips_own_clock():
    watch, seen = Stopwatch(), []
    motion = pose(frames(30), height_m=1.62, quality="full", progress=seen.append, watch=watch)
    assert motion.height_m == 1.62
    assert motion.fps == pytest.approx(30, abs=0.5)
    assert motion.duration_s == pytest.approx(29 / 30, abs=0.1)
    assert motion.view is not None
    assert motion.view.image_size == (360, 640)
    assert seen == list(range(1, 31))
    assert list(watch.timings_s) == ["decode", "track", "lift"]


def test_frames_without_a_person_are_refused():
    empty = ((index / 30, np.full((240, 320, 3), 128, np.uint8)) for index in range(20))
    with pytest.raises(PoseError, match="Nobody"):
        pose(empty, quality="full")


def test_work_can_be_cancelled_at_any_frame():
    def stop(done):
        if done == 3:
            raise Cancelled("Stopped.")

    read = frames(30)
    with pytest.raises(Cancelled):
        pose(read, quality="full", progress=stop)
    assert len(list(read)) == 27, "nothing is read after that"


def test_a_fault_that_was_built_in_is_put_into_words():
    correction = correct(squat(3, knee_inward_m=0.08), squat(3))
    assert "knee" in correction.text
    assert correction.text == " ".join(sentence.text for sentence in correction.sentences)
    ids = {finding.id for finding in correction.findings}
    assert all(set(sentence.findings) <= ids for sentence in correction.sentences)
    assert correction.part in ("left_leg", "right_leg", "lower_body")
    assert correction.verification is None


def test_warnings_and_timings_of_earlier_stages_are_kept():
    watch = Stopwatch()
    watch.timings_s["lift"] = 1.5
    comparison = compare(squat(), squat())
    correction = explain(comparison, warnings=["Dark."], watch=watch)
    assert correction.warnings[0] == "Dark."
    assert correction.timings_s["lift"] == 1.5
    assert "describe" in correction.timings_s


def test_networks_are_named_only_where_they_were_run():
    assert models_used([]) == ()
    names = [model["name"] for model in models_used(["heavy", "full", "heavy"])]
    assert names == ["blazepose_full", "blazepose_heavy", "lifter", "movenet_multipose"]
    assert all(len(model["sha256"]) == 64 for model in models_used(["full"]))
