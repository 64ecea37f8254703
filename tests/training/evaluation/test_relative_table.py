"""Editors of relative edits are measured on the same edits, and doing nothing is told from doing as told."""

import pytest
from motions import squat

from inference.editing.edited import edited
from inference.language.parser import parse
from training.evaluation.relative_table import measured

pytestmark = pytest.mark.training


class Clip:
    def motion(self):
        return squat(fps=20)


def test_doing_nothing_is_told_from_doing_as_told():
    editors = {
        "told": lambda motion, text, part: edited(motion, parse(text, part).edits),
        "idle": lambda motion, text, part: motion,
    }
    lines = measured(editors, [Clip()], 12).splitlines()[2:]
    told, idle = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    assert told[1] == idle[1]
    assert int(told[1]) >= 6
    assert float(told[2]) == pytest.approx(1, abs=0.1)
    assert float(idle[2]) == 0
    assert int(told[3].rstrip("%")) >= 80
    assert idle[3:5] == ["0%", "0%"]
