from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from app.preferences import preferences
from app.presenters.keys import ACTIONS, PLACES, KeyRefusedError, Keys, title


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys()


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    made.activateWindow()
    while not made.isActiveWindow():
        qapp.processEvents()
    yield made
    made.close()


@pytest.fixture
def page(window: QWidget) -> Iterator[QWidget]:
    """A page of the active window, which is shown."""
    made = QWidget(window)
    made.show()
    yield made
    if isValid(made):
        delete(made)


def written(keys: Keys, name: str) -> list[str]:
    return [key.toString() for key in keys.of(name)]


def test_no_key_as_shipped_has_two_meanings_in_one_place() -> None:
    for one, other in combinations(ACTIONS.values(), 2):
        assert not (one.meets(other) and set(one.keys) & set(other.keys)), (one, other)


def test_every_action_has_a_place_a_title_of_its_own_and_keys_that_qt_knows() -> None:
    assert {action.place for action in ACTIONS.values()} <= set(PLACES)
    assert len({(action.place, title(name)) for name, action in ACTIONS.items()}) == len(ACTIONS)
    for action in ACTIONS.values():
        assert all(QKeySequence(key).toString() for key in action.keys)


def test_another_key_works_at_once_instead_of_the_old_one(keys: Keys, window: QWidget, page: QWidget) -> None:
    done: list[str] = []
    keys.bind("pause", page, lambda: done.append("pause"))
    QTest.keyClick(window, "k")
    keys.set("pause", QKeySequence("F9"))
    QTest.keyClick(window, "k")
    assert done == ["pause"]
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == ["pause", "pause"]


def test_a_key_rests_while_its_page_is_hidden_and_while_one_types(
    keys: Keys, window: QWidget, page: QWidget
) -> None:
    done: list[str] = []
    line = QLineEdit(page)
    keys.bind("pause", page, lambda: done.append("pause"))
    page.hide()
    QTest.keyClick(window, "k")
    assert not done
    page.show()
    QTest.keyClick(window, "k")
    assert done == ["pause"]
    line.setFocus()
    QTest.keyClick(line, "k")
    assert (line.text(), done) == ("k", ["pause"])


def test_bindings_outlive_the_program(keys: Keys) -> None:
    keys.set("pause", QKeySequence("F9"), QKeySequence(";"))
    keys.set("play")
    assert written(Keys(), "pause") == ["F9", ";"]
    assert written(Keys(), "play") == []
    assert written(Keys(), "play_back") == ["J"]


def test_a_key_that_is_taken_is_refused_with_what_it_means(keys: Keys) -> None:
    with pytest.raises(KeyRefusedError, match=r"“Space”.*“Play or pause”"):
        keys.set("pause", QKeySequence("Space"))
    with pytest.raises(KeyRefusedError, match="already means"):
        keys.set("pause", QKeySequence("Del"))  # a key of the session works in its list of notes too
    assert written(keys, "pause") == ["K"]


def test_a_key_of_another_page_is_free(keys: Keys) -> None:
    keys.set("pause", QKeySequence("Ctrl+F"))
    keys.set("play", QKeySequence("R"))
    assert written(keys, "search_library") == ["Ctrl+F"]
    assert written(keys, "record") == ["R"]


@pytest.mark.parametrize("key", ["Tab", "Return", "Shift+Tab"])
def test_the_keys_that_walk_through_the_window_stay(keys: Keys, key: str) -> None:
    with pytest.raises(KeyRefusedError, match="moves through the window"):
        keys.set("pause", QKeySequence(key))


def test_one_action_or_all_get_their_keys_back(keys: Keys) -> None:
    keys.set("pause", QKeySequence("F9"))
    keys.set("play", QKeySequence("K"))
    with pytest.raises(KeyRefusedError, match="Play; again"):
        keys.restore("pause")  # K plays now
    keys.restore("play")
    keys.restore("pause")
    assert (written(keys, "play"), written(keys, "pause")) == (["L"], ["K"])
    keys.set("pause", QKeySequence("F9"))
    keys.set("play", QKeySequence("K"))
    keys.restore()
    assert (written(keys, "play"), written(keys, "pause")) == (["L"], ["K"])
    assert all(keys.is_shipped(name) for name in ACTIONS)


def test_a_key_shipped_later_gives_way_to_the_users_own(keys: Keys) -> None:
    preferences().setValue("keys/pause", "N")  # bound before notes had this key
    assert written(keys, "pause") == ["N"]
    assert written(keys, "note") == []


@pytest.mark.parametrize("junk", ["Qqq", "%%", 7.5, ["a", "b"], b"\x00"])
def test_a_binding_that_cannot_be_read_is_as_shipped(keys: Keys, junk: object) -> None:
    preferences().setValue("keys/pause", junk)
    assert written(keys, "pause") == ["K"]


def test_a_closed_page_leaves_nothing_behind(keys: Keys, page: QWidget, qtbot: QtBot) -> None:
    keys.bind("pause", page, lambda: None)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    keys.set("pause", QKeySequence("F9"))
