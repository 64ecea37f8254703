"""Examples and exercises: whoever can be asked speaks of every case; nobody is chosen for what was said."""

from types import SimpleNamespace

import pytest
from matplotlib.figure import Figure
from motions import squat

from training.evaluation import examples, exercises
from training.evaluation.acted_mistakes import ACTED, FAULT_CHANNELS

pytestmark = pytest.mark.training


def test_every_fault_has_its_words():
    assert ACTED.keys() == FAULT_CHANNELS.keys()


def test_the_page_shows_each_case_with_every_text(monkeypatch, tmp_path, attempt):
    drawn = []
    monkeypatch.setattr(examples, "first", lambda folder, split, count: [])
    monkeypatch.setattr(examples, "from_mocap", lambda data: [attempt] * 2)
    rows = {
        examples.DESCRIBER: lambda cases: ["Bend both knees more."] * len(cases),
        examples.VERIFIED: lambda cases: ["Bend both knees about 35° more.", ""],
        "tokens": lambda cases: pytest.fail("no row of the page"),
    }
    monkeypatch.setattr(examples, "speakers", lambda folder: rows)
    figure_of = examples._figure
    monkeypatch.setattr(
        examples, "_figure", lambda axes, *motion: (drawn.append(motion[0]), figure_of(axes, *motion))
    )
    page = tmp_path / "examples.md"
    examples.write(tmp_path, tmp_path, page)
    text = page.read_text()
    assert text.count("deep squat, acted:") == 4
    assert "Bend both knees about 35° more." in text
    assert "nothing that helps" in text
    assert [path.name for path in sorted((tmp_path / "pictures").iterdir())] == [
        "example-01.png",
        "example-02.png",
    ]
    # The trainee as told goes deeper.
    lowest = [motion.joints_in_world[:, 0, 1].min() for motion in drawn[:3]]
    assert lowest[2] < lowest[0] - 0.03


def test_figures_stand_on_one_floor(attempt):
    axes = Figure().subplots()
    examples._figure(axes, attempt.motions[0], 1.0)
    lowest = max(max(line.get_ydata()) for line in axes.lines)
    assert lowest == pytest.approx(examples._FLOOR_M)


def test_the_readme_tells_where_the_first_sentence_is_about_the_fault(monkeypatch, tmp_path):
    motion = squat()
    clips = [
        SimpleNamespace(exercise=exercise, subject=person, correct=right, motion=lambda: motion)
        for exercise in FAULT_CHANNELS
        for person in ("s07", "s08", "s01")
        for right in (False, True)
    ]
    monkeypatch.setattr(exercises, "read_clips", lambda data, source: clips)
    knees = "Bend both knees more. Lean less forward."
    asked = {exercises.DESCRIBER: lambda attempts: [knees] * len(attempts), "tokens": None}
    monkeypatch.setattr(exercises, "speakers", lambda folder: asked)
    told = exercises.evaluate(tmp_path, tmp_path)
    lines = [line for line in told.splitlines() if line.startswith("| ")][2:]
    assert len(lines) == 20
    assert "describer alone 6 of 20" in told
    assert [line.endswith("| **Bend both knees more.** |") for line in lines[:2]] == [True, True]
    assert lines[-1].endswith("| Bend both knees more. |")
