from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from motions import squat
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sessions import kept, record

from app.main_window import MainWindow
from app.presenters.clip import Side
from app.views import theme
from app.views.erase_dialog import EraseDialog
from app.views.library_page import LibraryPage
from capture.library.folder import THUMBNAIL
from capture.library.library import Library
from inference.motion.files import write_motion

pytestmark = pytest.mark.window
GREEN = (20, 160, 60)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library")
    for number, (name, note) in enumerate((("Anna", "knees in"), ("Anna", ""), ("Berta", "depth"), ("", ""))):
        saved = record(name, *([note] if note else []), days=number)
        identity = kept(made, saved)
        green = np.full((180, 240, 3), GREEN[::-1], np.uint8)
        assert cv2.imwrite(str(made.folder(identity).path / THUMBNAIL), green)
    return made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, library: Library) -> MainWindow:
    theme.apply(qapp)
    made = MainWindow(library)
    made.show()
    qtbot.waitUntil(made.isVisible)
    yield made
    made.close()
    library.close()


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LibraryPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.library_page.sessions._catalogue.listed, timeout=30_000):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    return window.library_page


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "clip.npz"
    write_motion(squat(1, fps=10, moving_s=1.0), path)
    return path


def shown(page: LibraryPage) -> list[str]:
    model = page.sessions.model()
    return [model.data(model.index(row, 0), Qt.ItemDataRole.EditRole) for row in range(model.rowCount())]


def listed(page: LibraryPage, qtbot: QtBot, action: Callable[[], object]) -> None:
    with qtbot.waitSignal(page.sessions._catalogue.listed, timeout=30_000):
        action()


def test_the_keyboard_searches_and_opens(page: LibraryPage, window: MainWindow, qtbot: QtBot) -> None:
    assert shown(page) == ["Day 3", "Day 2", "Day 1", "Day 0"]
    assert page.search.hasFocus()
    listed(page, qtbot, lambda: qtbot.keyClicks(page.search, "anna jk l"))  # letters that steer the clock
    assert page.search.text() == "anna jk l"
    listed(page, qtbot, lambda: page.search.setText("") or qtbot.keyClicks(page.search, "anna"))
    qtbot.waitUntil(lambda: shown(page) == ["Day 1", "Day 0"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.sessions.hasFocus()
    qtbot.keyClick(page.sessions, Qt.Key.Key_Down)
    assert page.sessions.current.title == "Day 0"
    identity = page.sessions.current.id
    qtbot.keyClick(page.sessions, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.keeper.id == identity, timeout=20_000)
    assert not page.isVisible()
    assert [note.text for note in window.notes.notes] == ["knees in"]


def test_cards_show_their_pictures(page: LibraryPage, tmp_path: Path) -> None:
    picture = page.sessions.grab().toImage()
    centre = picture.pixelColor(60, 50)
    assert np.abs(np.array(centre.getRgb()[:3]) - GREEN).max() < 12


def test_a_click_on_a_person_shows_theirs(page: LibraryPage, qtbot: QtBot) -> None:
    names = [page.people.itemText(row) for row in range(page.people.count())]
    assert names == ["Everybody", "Without a name", "Anna (2)", "Berta (1)"]
    page.people.setCurrentIndex(2)
    listed(page, qtbot, lambda: page.people.activated.emit(2))
    assert shown(page) == ["Day 1", "Day 0"]
    assert page.people.currentText() == "Anna (2)"
    assert page.erase_button.text() == "Erase Anna…"


def test_f2_renames_in_place(page: LibraryPage, qtbot: QtBot) -> None:
    page.sessions.setFocus()
    qtbot.keyClick(page.sessions, Qt.Key.Key_F2)
    editor = page.sessions.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Assessment")
    listed(page, qtbot, lambda: qtbot.keyClick(editor, Qt.Key.Key_Return))
    assert shown(page)[0] == "Assessment"


def test_a_name_is_given_by_choosing_or_typing(
    page: LibraryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("Clara", True))
    listed(page, qtbot, page.whose_button.click)
    assert page.sessions.current.person.name == "Clara"


def test_del_moves_to_the_bin(
    page: LibraryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    page.sessions.setFocus()
    listed(page, qtbot, lambda: qtbot.keyClick(page.sessions, Qt.Key.Key_Delete))
    assert shown(page) == ["Day 2", "Day 1", "Day 0"]
    qtbot.waitUntil(lambda: "in the bin" in page._said.text())


def test_erasing_needs_an_understanding(page: LibraryPage, qtbot: QtBot) -> None:
    page.sessions.setCurrentIndex(page.sessions.model().index(2, 0))
    page.erase_button.click()
    qtbot.waitUntil(lambda: page.findChild(EraseDialog) is not None, timeout=10_000)
    dialog = page.findChild(EraseDialog)
    erase = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Erase for good")
    assert not erase.isEnabled()
    dialog.understood.setChecked(True)
    listed(page, qtbot, erase.click)
    assert shown(page) == ["Day 3", "Day 2"]
    qtbot.waitUntil(lambda: "Sessions: 2" in page._said.text())


def test_export_asks_for_a_file(
    page: LibraryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.sessions.setCurrentIndex(page.sessions.model().index(1, 0))
    assert page.export_button.text() == "Export Berta…"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "b.zip"), ""))
    page.export_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "b.zip").exists(), timeout=10_000)


def test_nothing_found_says_so_and_offers_nothing(page: LibraryPage, qtbot: QtBot) -> None:
    listed(page, qtbot, lambda: qtbot.keyClicks(page.search, "zzz"))
    assert page._nothing.isVisible()
    assert not page.open_button.isEnabled()
    assert not page.erase_button.isVisible()


def test_escape_goes_back_and_the_sessions_keys_work_again(
    page: LibraryPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.sessions.setFocus()
    qtbot.keyClick(page.sessions, Qt.Key.Key_L)
    assert not window.review.clock.playing
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert not page.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_L)
    assert window.review.clock.playing
    window.review.clock.pause()


def test_everything_has_a_name_for_a_screen_reader(page: LibraryPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            named_parent = widget.parentWidget().accessibleName()
            assert widget.accessibleName() or named_parent, widget
    spoken = page.sessions.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Day 0" in spoken
    assert "Anna" in spoken
    assert "notes: 1" in spoken


def test_notes_are_written_edited_and_brought_back(window: MainWindow, qtbot: QtBot, clip: Path) -> None:
    window.open([clip, clip])
    qtbot.waitUntil(lambda: window.session.complete and window.page.tabs.isVisible(), timeout=20_000)
    window.review.clock.seek(0.5)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_N)
    assert window.page.notes_panel.line.hasFocus()
    qtbot.keyClicks(window.page.notes_panel.line, "look, jkl")
    qtbot.keyClick(window.page.notes_panel.line, Qt.Key.Key_Return)
    assert [(note.time_s, note.text) for note in window.notes.notes] == [(0.5, "look, jkl")]
    listed_notes = window.page.notes_panel.list
    listed_notes.setFocus()
    listed_notes.setCurrentIndex(listed_notes.model().index(0, 0))
    qtbot.keyClick(listed_notes, Qt.Key.Key_Delete)
    assert window.notes.notes == ()
    window.page.notes_panel.undo_button.click()
    assert [note.text for note in window.notes.notes] == ["look, jkl"]


def test_a_window_closes_its_session_and_the_next_one_offers_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clip: Path
) -> None:
    library = Library(tmp_path / "other")
    first = MainWindow(library)
    first.show()
    first.open([clip])
    qtbot.waitUntil(lambda: first.keeper.id is not None, timeout=20_000)
    assert first.session.clips[Side.TRAINEE] is not None
    first.close()
    assert library.unfinished() == []
    library.close()


def test_an_unfinished_session_is_offered_and_taken_up(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    library = Library(tmp_path / "other")
    folder = library.create(record("Anna", "still here"))
    folder._lock._file.close()  # as the system does when a process dies
    window = MainWindow(library)
    window.show()
    qtbot.waitUntil(lambda: window.page.welcome.offered.isVisible(), timeout=20_000)
    assert "Anna" in window.page.welcome.offered.text()
    window.page.welcome.offered.click()
    qtbot.waitUntil(lambda: window.keeper.id == folder.id, timeout=20_000)
    assert [note.text for note in window.notes.notes] == ["still here"]
    window.close()
    assert library.unfinished() == []
    library.close()


def test_what_is_recorded_lies_in_the_session(
    window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path | None] = []

    class Page(QWidget):
        recorded = Signal(Path)

        def __init__(self, side: Side, jobs: object, parent: QWidget, folder: Path | None) -> None:
            super().__init__(parent)
            folders.append(folder)

        def open(self) -> None:
            pass

        def press(self) -> None:
            pass

    monkeypatch.setattr("app.views.record_page.record_page", Page)
    window.page.panes[Side.TRAINEE].recording.emit()
    assert folders == [library.folder(window.keeper.id).path / "clips"]
    window.close()
    assert len(list(library.folders())) == 4  # nothing was recorded: its empty folder is gone
