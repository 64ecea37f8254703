"""Sets: pieces of one recording fit together again, repetitions follow each other without a jump."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from motions import squat, walk

from training.data.sets import BLEND_FRAMES, PAUSE_FRAMES, consecutive, joined


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(-2, 2), st.floats(-2, 2)), min_size=2, max_size=3))
def test_pieces_that_were_moved_and_turned_fit_together_again(moves):
    whole = walk(seconds=2).joints_in_world.astype(float)
    cuts = np.linspace(0, len(whole) - 1, len(moves) + 2).astype(int)
    pieces = [whole[: cuts[1] + 1]]
    for (turn, x, z), start, end in zip(moves, cuts[1:], cuts[2:], strict=False):
        rotation = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
        pieces.append(whole[start : end + 1] @ rotation.T + [x, 0, z])
    joined = consecutive(pieces)
    expected = whole
    doubled = np.delete(joined, [cut + 1 + number for number, cut in enumerate(cuts[1:-1])], axis=0)
    np.testing.assert_allclose(doubled, expected, atol=1e-9)


def test_a_single_piece_is_left_alone():
    whole = walk(seconds=1).joints_in_world
    assert consecutive([whole]) == pytest.approx(whole)


@pytest.mark.parametrize("paused", [False, True])
def test_repetitions_follow_each_other_whole_and_without_a_jump(paused):
    clips = [squat(depth_rad=depth).joints_in_world + shift for depth, shift in ((1.2, 0), (1.6, 0.1))]
    together = joined(clips, paused=paused, chance=np.random.default_rng(3))
    added = len(together) - sum(map(len, clips))
    least, most = (3 * PAUSE_FRAMES[0], 3 * PAUSE_FRAMES[1]) if paused else (BLEND_FRAMES, BLEND_FRAMES)
    assert least <= added <= most
    steps = [np.abs(np.diff(clip, axis=0)).max() for clip in clips]
    assert np.abs(np.diff(together, axis=0)).max() <= max(*steps, 0.1 / (BLEND_FRAMES - 1) + 1e-6)
