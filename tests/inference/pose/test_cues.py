"""Every cue's slopes are the derivatives of its misses."""

from collections.abc import Callable

import numpy as np
import pytest
from lifted_view import lifted_view
from motions import walk

from inference.pose import cues
from inference.pose.cues import State
from inference.pose.landmark_model import SEEN
from inference.pose.least_squares import FRAME, Rows

VIEW = lifted_view(walk(0.3), seed=3)
CONTACTS = np.ones((len(VIEW.lifted), 4))


def state() -> State:
    chance = np.random.default_rng(0)
    joints = VIEW.joints_in_camera + chance.normal(0, 0.05, VIEW.joints_in_camera.shape)
    up = VIEW.up + np.array([0.05, 0.0, 0.1])
    lengths_m = np.full(cues.SHARED - cues.LENGTHS.start, 0.2)
    return State(joints, up / np.linalg.norm(up), 1.1, cues.REST_M + 0.01, lengths_m)


START = state()
CUES: dict[str, Callable[[State], Rows]] = {
    "pose": lambda s: cues.pose(s, VIEW.lifted),
    "smooth": cues.smooth,
    "depth": lambda s: cues.depth(s, VIEW.lifted),
    "bones": cues.bones,
    "standing": lambda s: cues.standing(s, CONTACTS[1:]),
    "resting": lambda s: cues.resting(s, CONTACTS),
    "sinking": cues.sinking,
    "lowest": cues.lowest,
    "known": lambda s: cues.known(s, START, 0.05, 0.1, 0.03),
}


@pytest.mark.parametrize("name", CUES)
def test_a_small_step_changes_the_misses_as_the_slopes_say(name: str) -> None:
    chance = np.random.default_rng(1)
    step = chance.normal(0, 1e-6, (START.joints.size + cues.SHARED))
    own, shared = step[: -cues.SHARED], step[-cues.SHARED :]
    before, after = CUES[name](START), CUES[name](START.moved(own.reshape(START.joints.shape), shared))
    assert len(before.misses) > 0
    said = (before.slopes * step[before.columns]).sum(axis=1)
    assert after.misses - before.misses == pytest.approx(said, rel=2e-3, abs=1e-7)


def test_no_row_ties_more_than_three_frames() -> None:
    for cue in CUES.values():
        columns = cue(START).columns
        frames = np.where(columns < START.joints.size, columns // FRAME, -1)
        last = frames.max(axis=1)
        first = np.where(frames < 0, last[:, None], frames).min(axis=1)
        assert (last - first <= 2).all()


def test_landmarks_on_their_rays_miss_nothing_and_outliers_count_little() -> None:
    exact = lifted_view(walk(0.3), noise=0.0)
    truth = State(exact.joints_in_camera, exact.up, 1.0, cues.REST_M, START.lengths_m)
    seen = cues.Seen(exact.lifted, exact.rays, exact.weight, exact.height_m)
    assert np.abs(cues.sight(truth, seen).misses).max() < 1e-9
    pulls = []
    for far in (0.01, 0.2):
        rays = exact.rays.copy()
        rays[0, SEEN["left_wrist"], 0] += far
        rows = cues.sight(truth, cues.Seen(exact.lifted, rays, exact.weight, exact.height_m))
        pulls.append(np.abs(rows.slopes * rows.misses[:, None]).max())
    assert pulls[1] < 0.2 * pulls[0]
