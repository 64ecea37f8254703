"""Every column belongs to one group, and that group is the one whose joints it moves."""

import numpy as np
import pytest
from motions import walk

from inference.editing.feature_parts import COLUMN_GROUP, GROUPS, columns, groups_of
from inference.editing.grafting import vectors
from inference.motion.humanml3d import decode
from inference.motion.skeleton import JOINT_INDEX, PARTS

LIMBS = [part for part in PARTS if part not in ("whole_body", "upper_body", "lower_body")]


@pytest.mark.parametrize("part", [*LIMBS, "upper_body"])
def test_columns_of_a_part_move_its_joints_and_no_others(part: str) -> None:
    values = vectors(walk(fps=20))
    changed = decode(values + 0.1 * columns(groups_of(part)))
    moved = np.abs(changed - decode(values)).max(axis=(0, 2)) > 1e-9
    assert set(np.flatnonzero(moved)) == {JOINT_INDEX[name] for name in PARTS[part]}


def test_the_lower_body_owns_the_root_and_parts_make_up_the_whole() -> None:
    assert groups_of("lower_body")[GROUPS.index("root")]
    assert not groups_of("left_leg")[GROUPS.index("root")]
    assert not (groups_of("lower_body") & groups_of("upper_body")).any()
    assert (groups_of("lower_body") | groups_of("upper_body")).all()
    assert groups_of("whole_body").all()


def test_a_contact_belongs_to_the_leg_whose_foot_it_is_of() -> None:
    assert [GROUPS[group] for group in COLUMN_GROUP[-4:]] == ["left_leg"] * 2 + ["right_leg"] * 2
