"""Following one person through real clips, and what is said when that is not possible."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from capture.video import read_frames
from inference.errors import Cancelled, PoseError
from inference.pose.keypoints import LANDMARK_INDEX
from inference.pose.track import Track, track_person
from training.data.real_clips import real_clip

HIPS = [LANDMARK_INDEX["left_hip"], LANDMARK_INDEX["right_hip"]]


def every_third(name: str, start_s: float, end_s: float) -> Iterator[tuple[float, np.ndarray]]:
    return islice(read_frames(real_clip(name), start_s=start_s, end_s=end_s), 0, None, 3)


def hips_px(track: Track) -> np.ndarray:
    return track.keypoints_px[track.present][:, HIPS, :2].mean(axis=1)


def empty(frames: int, value: int = 0) -> list[tuple[float, np.ndarray]]:
    return [(i / 30, np.full((240, 320, 3), value, np.uint8)) for i in range(frames)]


@pytest.mark.clips
def test_the_man_on_the_roof_is_followed_and_the_woman_is_number_2() -> None:
    man = track_person(every_third("sports2d_walk", 0.0, 2.4), quality="full")
    assert man.present.all()
    assert man.image_size == (1768, 994)
    assert np.abs(hips_px(man) - (620, 270)).max() < 80
    assert man.visibility > 0.8
    assert 330 < man.height_px < 450
    shoulders_to_hips = man.landmarks_m[:, HIPS, 1] - man.landmarks_m[:, [11, 12], 1]
    assert (shoulders_to_hips > 0.35).all()
    woman = track_person(every_third("sports2d_walk", 1.6, 3.8), quality="full", person=2)
    x = hips_px(woman)[:, 0]
    assert (woman.people, woman.person) == (2, 2)
    assert woman.present.mean() > 0.8
    assert (np.diff(x)[np.diff(x) > 30]).size == 0
    assert x[0] - x[-1] > 400
    assert any("2 people" in warning for warning in woman.warnings())


@pytest.mark.clips
def test_the_one_in_the_middle_is_chosen_from_three_and_keeps_his_place() -> None:
    track = track_person(every_third("multiperson_cam1", 0.0, 1.0), quality="full")
    assert track.people == 3
    assert track.present.all()
    assert np.abs(hips_px(track)[0] - (430, 730)).max() < 60
    assert np.linalg.norm(np.diff(hips_px(track), axis=0), axis=1).max() < 0.1 * track.height_px


@pytest.mark.clips
def test_a_man_in_a_crowd_is_not_confused_with_those_who_pass_him() -> None:
    track = track_person(read_frames(real_clip("street"), end_s=6.0), quality="full")
    assert track.people > 3
    assert track.present.mean() > 0.8
    # He walks to a lamp post and waits there, while others pass in front of him.
    speed_px_s = np.linalg.norm(np.diff(hips_px(track), axis=0), axis=1) / np.diff(
        track.time_s[track.present]
    )
    assert speed_px_s.max() < 2.5 * track.height_px
    assert np.abs(hips_px(track)[-20:] - (388, 219)).max() < 15
    assert any("pixels tall" in warning for warning in track.warnings())


def test_nobody_is_said() -> None:
    with pytest.raises(PoseError, match="Nobody was found"):
        track_person(empty(12), quality="full")


def test_too_few_frames_are_said() -> None:
    for frames in (empty(3), []):
        with pytest.raises(PoseError, match="too short"):
            track_person(frames, quality="full")


def test_single_pictures_are_no_clip() -> None:
    with pytest.raises(PoseError, match="less than one frame a second"):
        track_person([(2 * time_s * 30, rgb) for time_s, rgb in empty(12)], quality="full")


@pytest.mark.clips
def test_no_such_person_is_said_with_how_many_there_are() -> None:
    for person in (3, 0):
        with pytest.raises(PoseError, match=f"no person {person}: .* only one person"):
            track_person(every_third("sports2d_walk", 0.0, 0.6), quality="full", person=person)


def test_progress_counts_frames_and_can_cancel() -> None:
    told = []

    def report(done: float) -> None:
        told.append(done)
        if done == 4:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        track_person(empty(12), quality="full", progress=report)
    assert told == [1, 2, 3, 4]


def test_warnings_name_darkness_distance_and_absence() -> None:
    frames = 90
    keypoints = np.zeros((frames, 33, 3), np.float32)
    keypoints[:, :, 1] = np.linspace(100, 180, 33)
    keypoints[..., 2] = 0.4
    present = np.ones(frames, bool)
    present[60:] = False
    track = Track(np.arange(frames) / 30, keypoints, keypoints, present, (320, 240), 1, 1)
    assert track.absences_s() == [(2.0, pytest.approx(89 / 30))]
    small, dim, absent = track.warnings()
    assert "80 pixels" in small
    assert "40%" in dim
    assert "2.0 s to 3.0 s" in absent
