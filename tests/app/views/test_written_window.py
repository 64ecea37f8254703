"""A text by the language model in the real window: it arrives by itself, is marked, and is kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from motions import squat
from PySide6.QtWidgets import QApplication, QLabel
from saying import writer
from window_waiting import wait_until

from app import main_window
from app.busyness import Busyness
from app.main_window import MainWindow
from app.preferences import preferences
from app.presenters.writing import WANTED
from app.views import theme
from capture.library.library import Library
from inference.correction.writer import Writer
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
# Two cards are made anew.
MAX_BUSY_S = 0.1
TEXT = "Bend both knees about 30° more at the bottom."


@pytest.fixture
def window(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[MainWindow, Library]]:
    """A program with a language model, and two motion files to compare."""
    monkeypatch.setattr(main_window, "shipped", lambda name: True)
    monkeypatch.setattr(Writer, "shipped", lambda: writer(TEXT))
    preferences().setValue(WANTED, "yes")
    theme.apply(qapp)
    for name, depth_rad in (("trainee", 1.2), ("coach", 1.75)):
        write_motion(squat(2, depth_rad=depth_rad, fps=20), tmp_path / f"{name}.npz")
    library = Library(tmp_path / "library")
    made = MainWindow(library)
    made.show()
    made.open([tmp_path / "trainee.npz", tmp_path / "coach.npz"])
    yield made, library
    made.close()
    library.close()


def test_the_text_arrives_in_its_card_and_in_the_sessions_folder(window: tuple[MainWindow, Library]) -> None:
    opened, library = window
    panel, watch = opened.page.words_panel, Busyness()
    wait_until(lambda: bool(panel.cards))
    measured = panel.cards[0].cue.sentence
    assert measured.author == "program"
    wait_until(lambda: not opened.jobs.jobs and panel.cards[0].text.text() == TEXT)
    opened.words.set_style("coach")
    QApplication.processEvents()
    watch.doing = "writing"
    wait_until(lambda: panel.cards[0].text.text() == TEXT)
    wait_until(lambda: not opened.jobs.jobs)
    watch.doing = ""
    assert watch.worst()["writing"] < MAX_BUSY_S
    opened.words.set_style("trainee")
    card = panel.cards[0]
    assert "the whole text takes away" in card.state.text()
    opened.review.choose(card.cue.findings[0])
    shown = " ".join(part.text() for part in card.evidence.findChildren(QLabel) if part.isVisible())
    assert f"As measured: {measured.text}" in shown
    assert measured.text in [action.text() for action in card.ways.menu().actions()]
    wait_until(lambda: not opened.jobs.jobs)
    assert opened.keeper.flush()
    folder = library.folder(opened.keeper.id)
    [attempt] = folder.read().record.attempts
    kept = json.loads((folder.path / attempt.correction).read_text("utf-8"))
    assert kept["sentences"][0]["author"] == "model"
    assert kept["verification"]["chosen"] == 0
    identity, changed = opened.keeper.id, opened.keeper.record.changed
    opened.keeper.new()
    opened.keeper.open(identity)
    wait_until(lambda: bool(panel.cards) and panel.cards[0].text.text() == TEXT and not opened.jobs.jobs)
    assert opened.keeper.record.changed == changed, "who looks at an old session changes nothing"
    assert panel.bar.written.isChecked()
    panel.bar.written.click()
    assert panel.cards[0].text.text() == measured.text
    assert preferences().value(WANTED) == "no"


def test_without_a_language_model_there_is_no_switch(qapp: QApplication, monkeypatch) -> None:
    monkeypatch.setattr(main_window, "shipped", lambda name: False)
    plain = MainWindow()
    plain.show()
    assert not plain.page.words_panel.bar.written.isVisibleTo(plain.page.words_panel)
    plain.close()
