"""The words as their user meets them: cards, their evidence, and what can be done with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from motions import squat
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.focusing import Focusing
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.speech import MUTE_ENGINE, Speech
from app.presenters.wording import amount
from app.presenters.words import Words
from app.views import theme
from app.views.cue_card import CueAction, CueCard
from app.views.focus_dialog import WHAT, FocusDialog
from app.views.words_panel import WordsPanel
from inference.motion.files import write_motion

NARROW_PX = 340


class Desk:
    """The panel and what it follows."""

    def __init__(self, result: Result, engine: str = MUTE_ENGINE) -> None:
        self.jobs = JobRunner()
        self.session = Session(self.jobs)
        self.session.clips = {Side.TRAINEE: result.trainee, Side.COACH: result.coach}
        self.session.result = result
        self.review = Review(self.session)
        self.review.clock.set_span((0.0, 2.0), 0.1)
        self.words = Words(self.session)
        self.speech = Speech(engine=engine)
        self.panel = WordsPanel(self.session, self.words, self.review, self.speech)

    @property
    def said(self) -> list[str]:
        """The texts of the cards."""
        return [card.text.text() for card in self.panel.cards]


def compared(folder: Path, **fault: float) -> Result:
    for name, motion in (
        ("trainee", squat(1, fps=10, moving_s=1.0, **fault)),
        ("coach", squat(1, fps=10, moving_s=1.0)),
    ):
        write_motion(motion, folder / f"{name}.npz")
    return Result.of(*(open_clip(folder / f"{name}.npz") for name in ("trainee", "coach")))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("faulty")
    return compared(folder, depth_rad=1.2, knee_inward_m=0.09, trunk_lean_rad=1.1)


@pytest.fixture(scope="module")
def faultless(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return compared(tmp_path_factory.mktemp("faultless"))


@pytest.fixture(scope="module", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def desk(qtbot: QtBot, faulty: Result) -> Iterator[Desk]:
    made = Desk(faulty)
    made.panel.resize(NARROW_PX, 700)
    with qtbot.waitExposed(made.panel):
        made.panel.show()
    yield made
    made.panel.close()
    assert made.jobs.shutdown(5)


def press(card: CueCard, name: str) -> None:
    made = next(b for b in card.findChildren(QToolButton) if name in b.accessibleName())
    made.click()


def words_in(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(QLabel) if text.isVisible())


def test_a_click_opens_the_evidence_seeks_there_and_lights_the_joints(desk: Desk, qtbot: QtBot) -> None:
    first, second = desk.panel.cards
    assert not first.evidence.isVisible()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=first.rect().topLeft() * 2)
    finding = first.cue.findings[0]
    assert desk.review.finding == finding
    assert desk.review.clock.time_s == pytest.approx(finding.seek_s)
    assert desk.review.lit == finding.joints
    shown = words_in(first.evidence)
    for value in (finding.trainee, finding.coach, finding.uncertainty):
        assert amount(value, finding.unit) in shown
    assert finding.phase.name in shown.lower()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert second.evidence.isVisible()
    assert not first.evidence.isVisible()


def test_a_sentence_is_edited_in_place_and_esc_leaves_it(desk: Desk, qtbot: QtBot) -> None:
    before = desk.said
    for key, text in ((Qt.Key.Key_Escape, before[0]), (Qt.Key.Key_Return, "Knees out!")):
        card = desk.panel.cards[0]
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_F2)
        editor = card.editor
        assert editor.toPlainText() == before[0]
        editor.setPlainText("Knees out!")
        qtbot.keyClick(editor, key)
        assert desk.said[0] == text
    assert "own words" in desk.panel.cards[0].state.text()
    desk.panel.bar.undo.click()
    assert desk.said == before
    desk.panel.bar.redo.click()
    assert desk.said[0] == "Knees out!"


def test_a_refinement_does_not_disturb_who_is_writing(desk: Desk, qtbot: QtBot) -> None:
    card = desk.panel.cards[0]
    card.edit()
    card.editor.setPlainText("Half a sen")
    desk.session.compared.emit()
    assert desk.panel.cards[0] is card
    card.editor.setPlainText("Half a sentence.")
    qtbot.keyClick(card.editor, Qt.Key.Key_Return)
    assert desk.said[0] == "Half a sentence."


def test_every_button_of_a_card_does_what_it_says(desk: Desk) -> None:
    panel, words = desk.panel, desk.words
    first, second = (card.cue for card in panel.cards)
    press(panel.cards[0], "not say it")
    assert first.sentence.text not in desk.said
    assert "Not said (1)" in panel.rejected.text()
    panel.rejected.menu().actions()[0].trigger()
    assert [cue.about for cue in words.cues] == [first.about, second.about]
    press(panel.cards[1], "Pin")
    assert desk.said[0] == second.sentence.text
    assert "Pinned" in panel.cards[0].state.text()
    press(panel.cards[0], "aloud")
    assert desk.speech.speaking
    desk.speech.stop()
    way = panel.cards[0].ways.menu().actions()[1]
    way.trigger()
    assert desk.said[0] == way.text()
    panel.bar.copy.click()
    assert QGuiApplication.clipboard().text() == "\n".join(desk.said)


def test_the_keys_move_a_sentence_and_stay_with_it(desk: Desk, qtbot: QtBot) -> None:
    before = desk.said
    card = desk.panel.cards[1]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.said[0] == before[1]
    assert desk.panel.focusWidget() is desk.panel.cards[0]


def test_another_thing_to_do_is_offered_with_every_sentence(desk: Desk) -> None:
    done: list[str] = []
    action = CueAction("play", "Show me", lambda cue: done.append(cue.sentence.text))
    desk.panel.add_action(action)
    press(desk.panel.cards[1], "Show me")
    assert done == [desk.said[1]]


def test_without_a_voice_the_button_says_why(qtbot: QtBot, faulty: Result) -> None:
    desk = Desk(faulty, engine="none of Qt's")
    button = next(b for b in desk.panel.cards[0].buttons if "aloud" in b.accessibleName())
    assert not button.isEnabled()
    assert button.toolTip() == desk.speech.why_not
    desk.jobs.shutdown(5)


def test_one_at_a_time_and_more_or_fewer(desk: Desk) -> None:
    panel = desk.panel
    panel.more.click()
    assert len(panel.cards) == 3
    panel.fewer.click()
    panel.one.click()
    assert len(panel.cards) == 1
    assert panel.place.text().startswith("1 of")
    assert not panel.before.isEnabled()
    panel.after.click()
    assert panel.place.text().startswith("2 of")
    panel.one.click()
    assert len(panel.cards) == 2


def test_the_style_is_chosen_and_what_matches_is_praised_below(desk: Desk) -> None:
    box = desk.panel.bar.style_choice
    for style in ("physio", "coach", "trainee"):
        box.setCurrentIndex(box.findData(style))
        box.activated.emit(box.currentIndex())
        assert desk.words.correction.style == style
        assert desk.said == [sentence.text for sentence in desk.words.correction.sentences]
    assert desk.panel.praise.text.text() == desk.words.praise.text


def test_without_findings_there_is_only_praise(qtbot: QtBot, faultless: Result) -> None:
    desk = Desk(faultless)
    desk.panel.show()
    assert desk.panel.cards == []
    assert desk.panel.praise.text.text() == desk.words.correction.text
    assert "Within tolerance" in words_in(desk.panel)
    assert not desk.panel.more.isVisible()
    desk.panel.close()
    desk.jobs.shutdown(5)


def test_long_words_wrap_and_nothing_is_cut_off(desk: Desk, qtbot: QtBot) -> None:
    long = (
        "Halten Sie beim Hinuntergehen beide Kniegelenke rund fünfzehn Zentimeter weiter außen als bisher. "
    )
    desk.words.edit(desk.words.cues[0], long * 3)
    card = desk.panel.cards[0]
    qtbot.waitUntil(lambda: card.height() > 0 and card.isVisible())
    QApplication.processEvents()
    assert card.width() <= NARROW_PX
    assert card.text.height() >= card.text.heightForWidth(card.text.width())


def test_what_counts_is_chosen_in_the_dialog_and_compared_at_once(desk: Desk, qtbot: QtBot) -> None:
    dialog = FocusDialog(Focusing(desk.session), desk.panel)
    with qtbot.waitExposed(dialog):
        dialog.show()
    arms = next(
        dialog.tree.topLevelItem(at) for at in range(6) if dialog.tree.topLevelItem(at).text(WHAT) == "Arms"
    )
    with qtbot.waitSignal(desk.session.compared, timeout=20_000):
        arms.setCheckState(WHAT, Qt.CheckState.Unchecked)
    assert not any("shoulder" in finding.channel for finding in desk.session.findings)
    assert "measures count" in desk.panel.bar.summary.text()
    with qtbot.waitSignal(desk.session.compared, timeout=20_000):
        dialog.firsts["trunk_lean_forward"].click()
    assert desk.words.cues[0].findings[0].channel == "trunk_lean_forward"
    spin = dialog.spins["trunk_lean_forward"]
    with qtbot.waitSignal(desk.session.compared, timeout=20_000):
        spin.setValue(90)
        spin.editingFinished.emit()
    assert "trunk_lean_forward" not in {finding.channel for finding in desk.session.findings}
    dialog.name.setText("Legs only")
    dialog.save.click()
    assert dialog.presets.currentText() == "Legs only"
    dialog.close()


def test_the_last_thing_that_counts_cannot_be_taken_away(desk: Desk, qtbot: QtBot) -> None:
    focusing = Focusing(desk.session)
    dialog = FocusDialog(focusing, desk.panel)
    dialog.show()
    focusing.choose({"tempo"})
    dialog.item("tempo").setCheckState(WHAT, Qt.CheckState.Unchecked)
    qtbot.waitUntil(dialog.hint.isVisible)
    assert dialog.item("tempo").checkState(WHAT) == Qt.CheckState.Checked
    assert focusing.chosen == {"tempo"}
    dialog.close()
