"""When feet stand: probabilities with hysteresis, checked against the movement."""

from dataclasses import replace

import numpy as np
import pytest
from lifted_view import lifted_view
from motions import squat

from inference.motion.skeleton import JOINT_INDEX
from inference.pose import cues
from inference.pose.cues import State
from inference.pose.stances import checked, likely_contacts, share_of_stance, upright

LEFT_FOOT = 1


def one_channel(*values: float) -> np.ndarray:
    probability = np.zeros((len(values), 4))
    probability[:, LEFT_FOOT] = values
    return probability


def contacts_of(*values: float) -> list[bool]:
    return likely_contacts(one_channel(*values))[:, LEFT_FOOT].tolist()


def test_a_foot_stands_until_it_is_clearly_lifted() -> None:
    assert contacts_of(0.5, 0.5, 0.9, 0.5, 0.5, 0.1, 0.5) == [False, False, True, True, True, False, False]


def test_a_short_gap_is_none_and_a_long_one_is() -> None:
    assert all(contacts_of(0.9, 0.9, 0.1, 0.1, 0.9, 0.9))
    assert not all(contacts_of(0.9, 0.9, *[0.1] * 6, 0.9, 0.9))


def test_an_ending_does_not_stand_because_the_clip_ends() -> None:
    assert contacts_of(0.1, 0.9, 0.9, 0.9, 0.1) == [False, True, True, True, False]


def test_a_stance_counts_once_and_a_glimpse_less() -> None:
    contacts = one_channel(*[1] * 60, 0, 1, 1, 1) > 0
    share = share_of_stance(contacts)[:, LEFT_FOOT]
    assert share[:60].sum() == pytest.approx(1)
    assert share[60] == 0
    assert 0 < share[61:].sum() < 0.2


@pytest.mark.parametrize(("moved", "share"), [("not", 1), ("up", 0), ("quickly", 0)])
def test_what_moves_or_hovers_does_not_stand(moved: str, share: float) -> None:
    view = lifted_view(squat(), noise=0)
    joints = view.joints_in_camera.copy()
    frames = np.arange(len(joints))
    shift = {"not": 0 * frames, "up": 0.2 + 0 * frames, "quickly": 0.02 * (frames - frames.mean())}[moved]
    direction = view.up if moved == "up" else np.cross(view.up, [0, 0, 1.0])
    joints[:, JOINT_INDEX["left_foot"]] += shift[:, None] * direction
    lengths_m = np.full(cues.SHARED - cues.LENGTHS.start, 0.2)
    state = State(joints, view.up, view.camera_height_m, cues.REST_M, lengths_m)
    found = checked(np.ones((len(joints), 4), bool), state, view.height_m)
    assert found[:, LEFT_FOOT].mean() == share
    assert found[:, 3].all()


def test_who_squats_is_upright_and_who_lies_is_not() -> None:
    view = lifted_view(squat(depth_rad=2.2, trunk_lean_rad=0.8), noise=0)
    lengths_m = np.full(cues.SHARED - cues.LENGTHS.start, 0.2)
    state = State(view.joints_in_camera, view.up, view.camera_height_m, cues.REST_M, lengths_m)
    assert upright(state, view.height_m).all()
    assert not upright(replace(state, up=np.array([1.0, 0, 0]), camera_height_m=0.3), view.height_m).any()
