from dataclasses import replace

import pytest
from found import finding
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.findings_list import FINDING, FindingsList
from inference.motion.finding import Finding

KNEE = finding("left_knee_flexion", -20, id="f1", trainee=95, coach=115, uncertainty=4, repetitions=(4, 5))
STANCE = replace(KNEE, id="f2", channel="stance_width", trainee=0.3, coach=0.4, difference=-0.1, unit="m")


@pytest.fixture
def findings(qtbot: QtBot) -> FindingsList:
    made = FindingsList()
    made.resize(360, 400)
    made.show_findings((KNEE, STANCE), None)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def test_a_click_chooses_the_finding(findings: FindingsList, qtbot: QtBot) -> None:
    where = findings.visualRect(findings.model().index(1, 0)).center()
    with qtbot.waitSignal(findings.chosen) as chosen:
        qtbot.mouseClick(findings.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args == [STANCE]


def test_the_keys_go_from_one_finding_to_the_next_and_stop_at_the_ends(findings: FindingsList) -> None:
    chosen: list[Finding] = []
    findings.chosen.connect(chosen.append)
    for step in (1, 1, 1, -1, -1):
        findings.choose_next(step)
    assert chosen == [KNEE, STANCE, STANCE, KNEE, KNEE]


def test_without_findings_the_keys_do_nothing(findings: FindingsList, qtbot: QtBot) -> None:
    findings.show_findings((), None)
    with qtbot.assertNotEmitted(findings.chosen):
        findings.choose_next(1)


def test_a_screen_reader_hears_both_values(findings: FindingsList) -> None:
    said = findings.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "trainee 95°" in said
    assert "coach 115°" in said


def test_the_chosen_finding_stays_chosen_when_the_list_is_refreshed(findings: FindingsList) -> None:
    findings.show_findings((STANCE, KNEE), KNEE)
    assert findings.currentIndex().data(FINDING) == KNEE


def test_cards_grow_with_the_font(findings: FindingsList) -> None:
    before = findings.visualRect(findings.model().index(0, 0)).height()
    findings.setFont(QFont(findings.font().family(), 24))
    QApplication.processEvents()
    assert findings.visualRect(findings.model().index(0, 0)).height() > 1.5 * before
