from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.jobs import Failure
from app.views.failure_dialog import FailureDialog

FAILURE = Failure(
    "Following the coach", "Nobody was found in the clip. Film the whole body.", "Traceback …\nPoseError"
)


def test_says_the_sentence_and_keeps_the_details_out_of_sight_until_asked(qtbot: QtBot) -> None:
    dialog = FailureDialog(FAILURE)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    assert {FAILURE.title, FAILURE.message} <= {label.text() for label in dialog.findChildren(QLabel)}
    details = dialog.findChild(QPlainTextEdit)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert not details.isVisible()
    buttons["Show details"].click()
    assert details.isVisible()
    assert details.toPlainText() == FAILURE.details
    buttons["Copy details"].click()
    assert QApplication.clipboard().text() == FAILURE.details
    buttons["Close"].click()
    assert not dialog.isVisible()
