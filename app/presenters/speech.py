"""Speech: sentences spoken aloud, where the machine has a voice for them."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

# An engine of Qt's own tests: it makes no sound.
MUTE_ENGINE = "mock"
# Engines spell what they do not know how to read: "see em".
READ_AS = {
    r"°": " degrees",
    r"(?<=\d) cm\b": " centimetres",
    r"(?<=\d) m/s\b": " metres per second",
    r"(?<=\d) %": " per cent",
    r"(?<!\w)[−-](?=\d)": "minus ",
    r"± ?": "give or take ",
}


class Speech(QObject):
    """Speaks one text at a time. `changed`: it began or stopped speaking, or its voice was lost.

    engine: one of Qt's by name; "": the system's own.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, engine: str = "") -> None:
        super().__init__(parent)
        self._engine = self._started(engine)

    @property
    def available(self) -> bool:
        """Whether there is a voice for English, the language of the texts."""
        return self._engine is not None and self._engine.state() != self._engine.State.Error

    @property
    def why_not(self) -> str:
        """Why nothing can be spoken, and what to do; "" where it can."""
        if self.available:
            return ""
        return self.tr("This computer has no English voice. Install one in the system's speech settings.")

    @property
    def speaking(self) -> bool:
        """Whether a text is being spoken."""
        return self._engine is not None and self._engine.state() == self._engine.State.Speaking

    def say(self, text: str) -> None:
        """Speak the text in the place of what is being spoken; nothing where no voice is available."""
        if self._engine is not None and self.available:
            self._engine.stop()
            self._engine.say(readable(text))

    def stop(self) -> None:
        """Fall silent."""
        if self._engine is not None:
            self._engine.stop()

    def _started(self, name: str) -> "QTextToSpeech | None":
        # Loads Qt's sound, which a program that only says that there is no display need not do.
        from PySide6.QtTextToSpeech import QTextToSpeech

        names = [each for each in QTextToSpeech.availableEngines() if each != MUTE_ENGINE]
        if not (name or names):
            return None
        engine = QTextToSpeech(name, self) if name else QTextToSpeech(self)
        english = [each for each in engine.availableLocales() if each.language() == QLocale.Language.English]
        if not english:
            return None
        # The English of the user's own country, if it can be had.
        here = QLocale.system().territory()
        engine.setLocale(next((each for each in english if each.territory() == here), english[0]))
        engine.stateChanged.connect(lambda _: self.changed.emit())
        return engine


def readable(text: str) -> str:
    """The text with signs and units as words, as an engine reads them well."""
    for sign, words in READ_AS.items():
        text = re.sub(sign, words, text)
    return text
