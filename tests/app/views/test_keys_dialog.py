import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.presenters.keys import ACTIONS, Keys
from app.views.keys_dialog import NAME, KeysDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> KeysDialog:
    made = KeysDialog(Keys())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def line(dialog: KeysDialog, name: str) -> QTreeWidgetItem:
    return next(item for item in dialog._rows if item.data(0, NAME) == name)


def choose(dialog: KeysDialog, name: str) -> None:
    dialog.table.setFocus()
    dialog.table.setCurrentItem(line(dialog, name))


def test_every_action_is_listed_with_its_keys(dialog: KeysDialog) -> None:
    listed = {item.data(0, NAME): item.text(1) for item in dialog._rows}
    assert set(listed) == set(ACTIONS)
    assert listed["play_or_pause"] == "Space"
    assert listed["keys"] == "F1  ?"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("note write", {"note"}),
        ("ctrl+shift+o", {"open_coach"}),
        ("RECORDING", {"record"}),
        ("zzz", set()),
    ],
)
def test_words_find_what_keys_do_where_and_which(dialog: KeysDialog, words: str, found: set[str]) -> None:
    QTest.keyClicks(dialog.search, words)
    shown = {item.data(0, NAME) for item in dialog._rows if not item.isHidden()}
    assert shown == found
    empty = [item.parent().isHidden() for item in dialog._rows if item.data(0, NAME) not in found]
    assert any(empty)


def test_a_key_is_bound_by_the_keyboard_alone(dialog: KeysDialog, qtbot: QtBot) -> None:
    choose(dialog, "pause")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    QTest.keyClick(dialog.press, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: line(dialog, "pause").text(1) == "F9")
    assert [key.toString() for key in Keys().of("pause")] == ["F9"]
    assert dialog.refusal.isHidden()


def test_a_taken_key_is_refused_in_words_and_changes_nothing(dialog: KeysDialog, qtbot: QtBot) -> None:
    choose(dialog, "pause")
    dialog.change_button.click()
    QTest.keyClick(dialog.press, "l")
    qtbot.waitUntil(dialog.refusal.isVisible)
    assert "“L” already means" in dialog.refusal.text()
    assert line(dialog, "pause").text(1) == "K"


def test_escape_leaves_the_key_and_the_dialog_stays(dialog: KeysDialog, qtbot: QtBot) -> None:
    choose(dialog, "pause")
    dialog.change_button.click()
    QTest.keyClick(dialog.press, Qt.Key.Key_Escape)
    qtbot.waitUntil(dialog.change_button.isVisible)
    assert dialog.isVisible()
    assert line(dialog, "pause").text(1) == "K"


def test_no_key_and_as_shipped_again(dialog: KeysDialog) -> None:
    choose(dialog, "pause")
    assert not dialog.restore_button.isEnabled()
    dialog.remove_button.click()
    assert line(dialog, "pause").text(1) == "none"
    dialog.restore_button.click()
    assert line(dialog, "pause").text(1) == "K"


def test_all_are_restored(dialog: KeysDialog) -> None:
    dialog._keys.set("pause", QKeySequence("F9"))
    button = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Restore all")
    button.click()
    assert line(dialog, "pause").text(1) == "K"
