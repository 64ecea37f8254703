import pytest
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot

from app.presenters.speech import MUTE_ENGINE, Speech, readable


def test_an_english_voice_speaks_one_text_at_a_time_and_falls_silent(qtbot: QtBot) -> None:
    speech = Speech(engine=MUTE_ENGINE)
    assert speech.available
    assert speech.why_not == ""
    with qtbot.waitSignal(speech.changed):
        speech.say("Bend your left knee about 20° more.")
    assert speech.speaking
    speech.say("Keep your trunk upright.")
    assert speech.speaking
    speech.stop()
    qtbot.waitUntil(lambda: not speech.speaking)


def test_without_an_engine_it_says_why_and_stays_silent(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QTextToSpeech, "availableEngines", staticmethod(lambda: [MUTE_ENGINE]))
    speech = Speech()
    speech.say("Nobody hears this.")
    speech.stop()
    assert not speech.available
    assert not speech.speaking
    assert "no English voice" in speech.why_not


def test_an_engine_without_a_voice_is_none(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QTextToSpeech, "availableLocales", lambda _: [])
    assert not Speech(engine=MUTE_ENGINE).available


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Bend it about 20° more.", "Bend it about 20 degrees more."),
        ("about 4 cm, 0.3 m/s, 35 %", "about 4 centimetres, 0.3 metres per second, 35 per cent"),
        ("−5° ± 2°", "minus 5 degrees give or take 2 degrees"),
        ("one cm, side-by-side", "one cm, side-by-side"),
    ],
)
def test_signs_and_units_are_read_as_words(text: str, read: str) -> None:
    assert readable(text) == read
