"""Big words: sentences in the largest type that fits, to be read from across the room."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

# Capital letters of 20 minutes of arc, which ISO 9241-303 prefers (16 is its least), are 17.5 mm high at
# three metres. A 24-inch screen (16:9) is 299 mm high, and a capital is about 0.72 of the type size.
READING_DISTANCE_MM, SCREEN_HEIGHT_MM, CAPITAL_OF_TYPE = 3000, 299, 0.72
PREFERRED_ARC_MIN, LEAST_ARC_MIN = 20, 16
RAD_PER_ARC_MIN = 0.00029089
# On the smallest screens.
LEAST_PX = 40
# Between two sentences, of the type size.
GAP = 0.4


def type_px(screen_height_px: int, arc_min: float = PREFERRED_ARC_MIN) -> int:
    """The type size whose capitals are seen under arc_min minutes of arc from three metres."""
    capital_mm = READING_DISTANCE_MM * arc_min * RAD_PER_ARC_MIN
    return max(round(capital_mm / CAPITAL_OF_TYPE * screen_height_px / SCREEN_HEIGHT_MM), LEAST_PX)


class BigWords(QLabel):
    """Text in the preferred size, or smaller if it would not fit, down to the least that can be read.

    Where even that is too much, what stands between the first and the last sentence is left out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[str, ...] = ()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Whatever there is: the type follows the room, not the room the type."""
        return QSize(200, 2 * LEAST_PX)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """No height is asked for."""
        return False

    def say(self, sentences: tuple[str, ...]) -> None:
        """Show these sentences, each on lines of its own."""
        if sentences != self._sentences:
            self._sentences = sentences
            self.setAccessibleName(" ".join(sentences))
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another room, another size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height_px = self.screen().size().height()
        size_px, least_px = type_px(height_px), type_px(height_px, LEAST_ARC_MIN)
        shown = list(self._sentences)
        while not self._fits(_page(shown, size_px), size_px):
            if size_px > least_px:
                size_px -= 1
            elif len(shown) > 1:
                del shown[-2]
            else:
                break
        self.setText(_page(shown, size_px))
        self.setStyleSheet(f"font-size: {size_px}px; font-weight: 600")

    def _fits(self, text: str, size_px: int) -> bool:
        font = QFont(self.font())
        font.setPixelSize(size_px)
        font.setWeight(QFont.Weight.DemiBold)
        room = self.contentsRect()
        page = QTextDocument()
        page.setDefaultFont(font)
        page.setHtml(text)
        page.setTextWidth(room.width())
        return page.size().height() <= room.height() and page.idealWidth() <= room.width()


def _page(sentences: list[str], size_px: int) -> str:
    """Each sentence a paragraph."""
    style = f"margin: 0px 0px {round(GAP * size_px)}px 0px"
    return "".join(f'<p style="{style}">{escape(sentence)}</p>' for sentence in sentences)
