"""A stream of frames as a camera gives them: who is followed, what the lifter is told, what is kept."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from capture.video import read_frames
from inference.pose import tracker
from inference.pose.detector import Person
from inference.pose.landmarks import Landmarks, Region
from inference.pose.lifter import LiveFrame
from inference.pose.live import MEMORY_S, LivePose

SAMPLE = Path(__file__).resolve().parents[3] / "assets" / "samples" / "trainee.mp4"
RED, GREEN = (200, 40, 40), (40, 200, 40)


class Crowd:
    """Stands in for both networks: finds the people that `standing` names, hips at x, in a shirt."""

    def __init__(self, *_: object, **__: object) -> None:
        self.standing: dict[float, tuple[int, int, int]] = {}

    def picture(self) -> np.ndarray:
        rgb = np.full((480, 640, 3), 120, np.uint8)
        for x, colour in self.standing.items():
            rgb[180:330, max(int(x) - 40, 0) : int(x) + 40] = colour
        return rgb

    def people(self, _: np.ndarray) -> list[Person]:
        rows = 240 + 240 * np.repeat([-0.45, -0.3, 0.0, 0.25, 0.45], [5, 6, 2, 2, 2])
        return [
            Person(
                np.column_stack([np.full(17, x), rows, np.full(17, 0.8)]),
                np.array([x - 40, 120, x + 40, 360]),
                0.8,
            )
            for x in self.standing
        ]

    def landmarks(self, _: np.ndarray, region: Region) -> Landmarks | None:
        near = [x for x in self.standing if abs(x - region.x_px) < 30]
        if not near:
            return None
        keypoints = np.column_stack([np.full(33, near[0]), np.linspace(130, 350, 33), np.ones(33)])
        return Landmarks(keypoints, np.zeros((33, 3)), 1.0, Region(near[0], 240, 300, 0))


class Lifters:
    """Makes lifters that note what they are told."""

    def __init__(self) -> None:
        self.told: list[list[float]] = []

    def begin(self):
        steps: list[float] = []
        self.told.append(steps)

        def lift(landmarks: Landmarks) -> LiveFrame:
            steps.append(float(landmarks.keypoints_px[0, 0]))
            return LiveFrame(np.full((22, 3), steps[-1]), np.zeros(22), np.array([0.0, -1, 0]))

        return lift


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Crowd:
    one = Crowd()
    monkeypatch.setattr(tracker, "Detector", lambda *_: one.people)
    monkeypatch.setattr(tracker, "LandmarkNet", lambda *_: one.landmarks)
    return one


def play(live: LivePose, crowd: Crowd, begin_s: float, end_s: float, fps: float = 30.0) -> list:
    times_s = np.arange(round(begin_s * fps), round(end_s * fps)) / fps
    return [live.update(time_s, crowd.picture()) for time_s in times_s]


def test_every_frame_is_lifted_once_and_stamped(crowd: Crowd) -> None:
    lifters, crowd.standing = Lifters(), {320.0: RED}
    live = LivePose(lifters.begin, clock=lambda: 9.0)
    frames = play(live, crowd, 0, 2)
    lifted = [frame for frame in frames if frame.pose]
    assert len(lifted) > 50
    assert len(lifters.told) == 1
    assert len(lifters.told[0]) == len(lifted)
    assert lifted[-1].pose.joints_in_camera == pytest.approx(np.full((22, 3), 320.0))
    assert lifted[-1].latency_s == pytest.approx(9.0 - 59 / 30)


def test_without_a_lifter_there_are_landmarks(crowd: Crowd) -> None:
    crowd.standing = {320.0: RED}
    last = play(LivePose(), crowd, 0, 1)[-1]
    assert last.landmarks is not None
    assert last.pose is None


def test_after_a_long_gap_the_lifter_begins_anew_and_after_a_short_one_it_goes_on(crowd: Crowd) -> None:
    lifters, crowd.standing = Lifters(), {320.0: RED}
    live = LivePose(lifters.begin)
    play(live, crowd, 0, 2)
    before = len(lifters.told[0])
    play(live, crowd, 2.2, 2.4)
    assert len(lifters.told) == 1
    assert len(lifters.told[0]) == pytest.approx(before + 12, abs=1)
    crowd.standing = {}
    assert play(live, crowd, 2.4, 3.4)[-1].landmarks is None
    crowd.standing = {330.0: RED}
    assert play(live, crowd, 3.4, 4)[-1].pose is not None
    assert [set(steps) for steps in lifters.told] == [{320.0}, {330.0}]


def test_when_somebody_has_left_the_next_who_comes_is_followed(crowd: Crowd) -> None:
    crowd.standing = {320.0: RED}
    live = LivePose()
    play(live, crowd, 0, 2)
    crowd.standing = {560.0: GREEN}
    waiting = play(live, crowd, 2, 2 + MEMORY_S - 1)
    assert all(frame.landmarks is None for frame in waiting), "they may come back"
    last = play(live, crowd, 2 + MEMORY_S - 1, 4 + MEMORY_S)[-1]
    assert last.landmarks.keypoints_px[0, 0] == 560.0


def test_passers_by_are_forgotten(crowd: Crowd) -> None:
    rng = np.random.default_rng(0)
    live = LivePose()
    for second in range(60):
        crowd.standing = {320.0: RED} | {float(x): tuple(rng.integers(0, 255, 3)) for x in (60, 580)}
        frames = play(live, crowd, second, second + 1, fps=10)
    assert frames[-1].landmarks.keypoints_px[0, 0] == 320.0
    assert len(live._tracker.people.identities) <= 1 + 2 * (MEMORY_S + 1)


def test_a_real_person_is_followed_from_the_second_detection_on() -> None:
    live = LivePose()
    frames = [live.update(t, rgb) for t, rgb in islice(read_frames(SAMPLE, longest_px=640), 8)]
    assert all(frame.landmarks is not None for frame in frames[4:])
