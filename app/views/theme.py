"""Theme: the colours, type sizes and icons of the window, light or dark as the system says."""

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from app import text_size
from app.colours import COACH, CORRECTED, LIT, TRAINEE

ASSETS = Path(__file__).resolve().parents[2] / "assets"
BASE_POINTS = 10.0
# Cues are large by themselves: where all text is, they grow by less, or no word would fit.
CUE, CUE_POINTS = (1.2, 1.6), 18.0
# As drawn, and as shown on a button beside text of the usual size.
ICON_PX, BUTTON_ICON_PX = 64, 20
# The property that remembers a button's icon, so that it can be drawn again in other colours.
ICON = "icon_name"


@dataclass(frozen=True)
class Theme:
    """Colours by use; trainee_text, coach_text, corrected_text: the picture colours at reading contrast."""

    window: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    ink: str
    on_ink: str
    hover: str
    selected: str
    focus: str
    caution: str
    caution_surface: str
    good: str
    trainee_text: str
    coach_text: str
    corrected_text: str
    trainee: str = TRAINEE
    coach: str = COACH
    corrected: str = CORRECTED
    lit: str = LIT


LIGHT = Theme(
    window="#f4f5f7",
    surface="#ffffff",
    sunken="#eceff3",
    line="#dde2e8",
    text="#17202c",
    muted="#566273",
    ink="#17202c",
    on_ink="#ffffff",
    hover="#e6eaef",
    selected="#eaf1fb",
    focus="#2f81f7",
    caution="#7a4b00",
    caution_surface="#fdf3dc",
    good="#1c6b3c",
    trainee_text="#1a5fc4",
    coach_text="#a84f06",
    corrected_text="#8e2f80",
)

DARK = Theme(
    window="#14181e",
    surface="#1c222a",
    sunken="#10141a",
    line="#2d3540",
    text="#e8ecf2",
    muted="#9ba7b6",
    ink="#e8ecf2",
    on_ink="#14181e",
    hover="#28303a",
    selected="#1f2f45",
    focus="#58a6ff",
    caution="#f2cc7a",
    caution_surface="#33290f",
    good="#6fcf97",
    trainee_text="#6cb0ff",
    coach_text="#ffab66",
    corrected_text="#e08ad0",
)


def current() -> Theme:
    """The theme that fits the system's colour scheme."""
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply(app: QApplication) -> None:
    """Dress the application, now and whenever the system changes its colour scheme."""
    app.setStyle("Fusion")
    dress()
    app.styleHints().colorSchemeChanged.connect(dress)


def dress() -> None:
    """Give everything the colours that fit the system's, and the size of text that it and the user chose."""
    app, theme = QApplication.instance(), current()
    assert isinstance(app, QApplication)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = max(font.pointSizeF(), BASE_POINTS) * text_size.percent() / 100
    font.setPointSizeF(points)
    app.setFont(font)
    more = {
        "icons": (ASSETS / "icons").as_posix(),
        "small": f"{points * 0.9:.1f}pt",
        "lead": f"{points * 1.45:.1f}pt",
        "cue": f"{max(points * CUE[0], min(points * CUE[1], CUE_POINTS)):.1f}pt",
        "heading": f"{points * 1.15:.1f}pt",
        "title": f"{points * 2.2:.1f}pt",
        # Layouts squeeze a control to this height, so it follows the text.
        "control": f"{round(2 * points)}px",
    }
    sheet = Template((ASSETS / "style" / "window.qss").read_text("utf-8"))
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet.substitute(asdict(theme) | more))
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton) and widget.property(ICON):
            set_icon(widget, widget.property(ICON))


def set_icon(button: QAbstractButton, name: str) -> None:
    """Give the button assets/icons/<name>.svg in the theme's text colour, and keep it so."""
    theme = current()
    icon = QIcon(drawn(name, theme.text))
    icon.addPixmap(drawn(name, theme.muted), QIcon.Mode.Disabled)
    button.setIcon(icon)
    button.setIconSize(QSize(1, 1) * (BUTTON_ICON_PX * text_size.percent() // 100))
    button.setProperty(ICON, name)


def drawn(name: str, colour: str) -> QPixmap:
    """The icon assets/icons/<name>.svg in that colour."""
    key = f"{name} {colour}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    svg = (ASSETS / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(ICON_PX, ICON_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, ICON_PX, ICON_PX))
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for colour, roles in {
        theme.window: (role.Window, role.AlternateBase),
        theme.surface: (role.Base, role.Button, role.ToolTipBase),
        theme.text: (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        theme.muted: (role.PlaceholderText,),
        theme.selected: (role.Highlight,),
    }.items():
        for each in roles:
            palette.setColor(each, QColor(colour))
    palette.setColor(role.HighlightedText, QColor(theme.text))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.muted))
    return palette
