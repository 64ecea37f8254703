import logging
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.jobs import Failure
from app.recent_log import LINES, ROOMS, RecentLog
from app.views.failure_dialog import FailureDialog, details

FAILURE = Failure(
    "Following the coach", "Nobody was found in the clip. Film the whole body.", "Traceback …\nPoseError"
)


@pytest.fixture
def dialog(qtbot: QtBot) -> FailureDialog:
    made = FailureDialog(["the line before"])
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.add(FAILURE)
    return made


def said(dialog: FailureDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel)}


def buttons(dialog: FailureDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def test_says_the_sentence_and_keeps_the_details_out_of_sight_until_asked(dialog: FailureDialog) -> None:
    assert {FAILURE.title, FAILURE.message} <= said(dialog)
    shown = dialog.findChild(QPlainTextEdit)
    assert not shown.isVisible()
    buttons(dialog)["Show details"].click()
    assert shown.isVisible()
    buttons(dialog)["Hide details"].click()
    assert not shown.isVisible()
    buttons(dialog)["Close"].click()
    assert not dialog.isVisible()


def test_what_is_copied_tells_a_helper_all_there_is(dialog: FailureDialog) -> None:
    buttons(dialog)["Copy details"].click()
    copied = QApplication.clipboard().text()
    for part in (FAILURE.title, FAILURE.message, FAILURE.details, "Coach 0.", "Python 3.", "the line before"):
        assert part in copied


def test_the_users_folder_is_not_copied() -> None:
    failure = replace(FAILURE, details=f"in {Path.home()}/clips/me.mp4")
    assert str(Path.home()) not in details(failure)
    assert "in ~/clips/me.mp4" in details(failure)


def test_one_is_said_at_a_time_and_none_twice(dialog: FailureDialog) -> None:
    other = replace(FAILURE, message="The disk is full.")
    for failure in (FAILURE, other, FAILURE, other):
        dialog.add(failure)
    assert FAILURE.message in said(dialog)
    dialog.reject()
    assert other.message in said(dialog)
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    dialog.add(FAILURE)  # it happened again after it was read
    assert dialog.isVisible()


def test_only_the_last_lines_of_the_log_are_kept() -> None:
    log = RecentLog()
    try:
        for number in range(LINES + 5):
            logging.getLogger("capture.video").info("line %s", number)
        logging.getLogger("elsewhere").warning("not ours")
    finally:
        for room in ROOMS:
            logging.getLogger(room).handlers.clear()
            logging.getLogger(room).setLevel(logging.NOTSET)
    assert len(log.lines) == LINES
    assert log.lines[-1].endswith(f"INFO capture.video: line {LINES + 4}")
