import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.views.big_words import LEAST_ARC_MIN, LEAST_PX, BigWords, type_px

pytestmark = pytest.mark.window
SHORT = ("Bend both knees more.",)
LONG = (
    "Your knee bend came closer to your coach's, by about 15°.",
    "Your trunk went further away.",
    "Lean less.",
)


@pytest.fixture
def words(qtbot: QtBot) -> BigWords:
    made = BigWords()
    qtbot.addWidget(made)
    made.resize(900, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(words: BigWords) -> str:
    page = QTextDocument()
    page.setHtml(words.text())
    return page.toPlainText()


def test_type_follows_the_screen_but_never_below_what_anybody_reads() -> None:
    assert type_px(1080) == 88
    assert type_px(2160) == pytest.approx(2 * type_px(1080), abs=1)
    assert type_px(1080, LEAST_ARC_MIN) == pytest.approx(0.8 * type_px(1080), abs=1)
    assert type_px(300) == LEAST_PX


def test_few_words_have_the_preferred_size(words: BigWords) -> None:
    words.say(SHORT)
    assert words.font().pixelSize() == type_px(words.screen().size().height())


def test_many_words_are_smaller_and_the_first_and_last_stay(words: BigWords) -> None:
    words.say(LONG)
    assert words.font().pixelSize() == type_px(words.screen().size().height(), LEAST_ARC_MIN)
    assert LONG[1] not in shown(words)
    assert LONG[-1] in shown(words)
    assert words.accessibleName() == " ".join(LONG)


def test_with_more_room_everything_is_said(words: BigWords) -> None:
    words.say(LONG)
    words.resize(1500, 900)
    assert all(sentence in shown(words) for sentence in LONG)


def test_signs_of_a_text_are_no_markup(words: BigWords) -> None:
    words.say(("Knees < hips & <b>up</b>.",))
    assert shown(words) == "Knees < hips & <b>up</b>."
