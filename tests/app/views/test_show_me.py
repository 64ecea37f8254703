"""Show me, in a real window: from the button on a sentence to the person in 3-D, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from motions import squat
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.presenters.clip import Side
from app.presenters.showing import SPEED
from inference.motion.files import write_motion

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """A squat that stops short, beside a deep one."""
    for side, depth_rad in zip(Side, (1.1, 1.75), strict=True):
        write_motion(squat(2, depth_rad=depth_rad, fps=10, moving_s=1.0), tmp_path / f"{side}.npz")
    made = MainWindow()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open([tmp_path / f"{side}.npz" for side in Side])
    qtbot.waitUntil(lambda: made.showing.said is not None and not made.jobs.jobs, timeout=60_000)
    yield made
    made.close()


def seen(window: MainWindow) -> set[str]:
    """Whom 3-D shows."""
    people = window.page.overlay.people
    return {name for name, switch in people.items() if not switch.isHidden() and switch.isChecked()}


def show_me(window: MainWindow) -> QToolButton:
    card = window.page.words_panel.cards[0]
    return next(made for made in card.buttons if made.accessibleName() == "Show me")


def test_a_sentence_is_shown_and_all_is_as_before_afterwards(window: MainWindow, qtbot: QtBot) -> None:
    assert seen(window) == {"trainee", "coach"}
    qtbot.mouseClick(show_me(window), Qt.MouseButton.LeftButton)
    assert show_me(window).isChecked()
    assert seen(window) == {"trainee", "corrected"}
    clock = window.review.clock
    assert (clock.playing, clock.speed) == (True, SPEED)
    assert window.review.lit == window.page.words_panel.cards[0].cue.findings[0].joints
    qtbot.mouseClick(show_me(window), Qt.MouseButton.LeftButton)
    assert not show_me(window).isChecked()
    assert seen(window) == {"trainee", "coach"}
    assert (clock.playing, clock.speed) == (False, 1.0)


def test_a_key_shows_it_and_other_clips_end_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert show_me(window).isChecked()
    window.session.restore({})
    assert window.showing.about is None
    assert seen(window) <= {"trainee", "coach"}
