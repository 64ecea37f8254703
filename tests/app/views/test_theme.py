import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.views.theme import DARK, LIGHT, Theme, drawn

READING_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
GRAPHICS_CONTRAST = 3.0  # WCAG 2.2, 1.4.11


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "muted", "trainee_text", "coach_text", "corrected_text"])
@pytest.mark.parametrize("ground", ["window", "surface", "selected", "hover"])
def test_text_can_be_read_on_every_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= READING_CONTRAST


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_buttons_cautions_and_focus_can_be_seen(theme: Theme) -> None:
    assert contrast(theme.on_ink, theme.ink) >= READING_CONTRAST
    assert contrast(theme.caution, theme.caution_surface) >= READING_CONTRAST
    assert contrast(theme.focus, theme.surface) >= GRAPHICS_CONTRAST


def test_an_icon_is_drawn_once_in_each_colour(qapp: QApplication) -> None:
    once, again, other = (drawn("clip", colour) for colour in ("#203040", "#203040", "#d03040"))
    assert once.cacheKey() == again.cacheKey()
    assert once.toImage() != other.toImage()
