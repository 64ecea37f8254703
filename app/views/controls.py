"""Small parts that every view is built of: labels, buttons and rows that are named for screen readers."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.views import theme

GAP_PX = 8

Layout = TypeVar("Layout", bound=QBoxLayout)


def label(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """A text dressed by its role in assets/style/window.qss."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def button(text: str, pressed: Callable[[], object], role: str = "", tip: str = "") -> QPushButton:
    """A push button; "…" at the end of text says that it asks for more."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text.rstrip("…"))
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the clock
    made.clicked.connect(lambda: pressed())
    return made


def tool(icon: str, name: str, pressed: Callable[[], object], *, wordy: bool = False) -> QToolButton:
    """A button with an icon; its name is shown beside it (wordy) or as a tip, and read aloud."""
    made = QToolButton()
    made.setProperty("role", "wordy" if wordy else "")
    theme.set_icon(made, icon)
    made.setText(name)
    made.setToolTip(name)
    made.setAccessibleName(name)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wordy else Qt.ToolButtonStyle.ToolButtonIconOnly
    made.setToolButtonStyle(style)
    made.clicked.connect(lambda: pressed())
    return made


def row(*parts: QWidget | QLayout | None, margin: int = 0, gap: int = GAP_PX) -> QHBoxLayout:
    """Parts side by side; None stretches."""
    return _fill(QHBoxLayout(), parts, margin, gap)


def column(*parts: QWidget | QLayout | None, margin: int = 0, gap: int = GAP_PX) -> QVBoxLayout:
    """Parts below each other; None stretches."""
    return _fill(QVBoxLayout(), parts, margin, gap)


def _fill(layout: Layout, parts: tuple[QWidget | QLayout | None, ...], margin: int, gap: int) -> Layout:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
