"""What the tour of the window says, in its order."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.presenters.clip import Side
from app.views.session_page import SessionPage
from app.views.tour import Stop


def stops(page: SessionPage, activity: QWidget, library: QWidget | None, help_button: QWidget) -> list[Stop]:
    """The stops over the session page and the bar above it; library: its button, if there is one."""
    tr = _tr
    trainee, coach = (page.panes[side] for side in Side)
    kept = Stop(
        tr("Nothing gets lost"),
        tr("Clips, words and notes are kept by themselves. In the library you find every session again."),
        library,
    )
    return [
        Stop(
            tr("Welcome to Coach"),
            tr(
                "Two clips of one movement go in: one of somebody who learns it, one of somebody who shows "
                "it. Out comes what to change. Here is a sample pair; nothing ever leaves this machine."
            ),
            None,
        ),
        Stop(
            tr("The trainee"),
            tr("Drop a clip here, choose a file, or record one. The person's height sets the scale."),
            trainee,
        ),
        Stop(tr("The coach"), tr("The same movement, done well. It may be slower or begin later."), coach),
        Stop(
            tr("It works in the background"),
            tr("First a quick look, then a closer one. Go on meanwhile, or cancel and continue later."),
            activity,
        ),
        Stop(
            tr("Both over each other"),
            tr("Drag to turn the view, turn the wheel to come nearer, double-click to go back."),
            page.overlay,
        ),
        Stop(
            tr("What to change"),
            tr(
                "The words, and below them what was measured. Choose one to see its moment, with the "
                "joints in yellow."
            ),
            page.tabs,
        ),
        Stop(
            tr("One clock for everything"),
            tr("Space plays; comma and full stop go from frame to frame; the arrows skip a second."),
            page.transport,
        ),
        *([kept] if library else []),
        Stop(
            tr("Whenever you like"),
            tr("This tour is behind this button, and all keys are listed with F1."),
            help_button,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
