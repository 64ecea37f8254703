import pytest
from pytestqt.qtbot import QtBot

from app.views.about_dialog import AboutDialog, intended_use
from inference.models import cards

pytestmark = pytest.mark.window


def test_it_says_what_the_program_is_not_for_and_whose_networks_run(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert dialog.use.text() == intended_use()
    assert "Not a medical device" in intended_use()
    text = dialog.credits.toPlainText()
    for card in cards():
        assert card.name in text
        assert card.licence in text
        assert card.attribution.split(".")[0] in text
