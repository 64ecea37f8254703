"""Clip pane: one side's video with its own skeleton, what of it is used, and the way to its details."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedLayout, QToolButton, QWidget

from app.colours import COACH, TRAINEE
from app.presenters import wording
from app.presenters.clip import Clip, Side
from app.presenters.mirroring import suggestion
from app.presenters.session import Session
from app.views.clip_details import ClipDetails, doubtful
from app.views.controls import button, column, label, row, tool
from app.views.drop_zone import DropZone, dragged_file
from app.views.trim_row import TrimRow
from app.views.video_view import VideoView
from capture.video import Footage

SENTENCES = {
    Side.TRAINEE: QT_TRANSLATE_NOOP("ClipPane", "Drop the clip of the person you want to help here."),
    Side.COACH: QT_TRANSLATE_NOOP("ClipPane", "Drop a clip that shows the same movement done well here."),
}
COLOURS = {Side.TRAINEE: TRAINEE, Side.COACH: COACH}
# So that a long name does not widen the window.
NAME_PX = 100
WIDE_PX = 390


class ClipPane(QFrame):
    """A drop zone until there is a clip, then the clip.

    `choosing`: the user wants a file dialog; `recording`: the record page; `dropped(Path)`. What the user
    says about the clip is told by `trim` and `details`; `steer` leads it to a session.
    """

    choosing = Signal()
    recording = Signal()
    dropped = Signal(Path)

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._side = side
        self._footage: Footage | None = None
        self._path: Path | None = None
        name = wording.who(side).capitalize()
        self.video = VideoView(COLOURS[side])
        self.video.setAccessibleName(self.tr("{}'s video").format(name))
        self.details = ClipDetails(side.value, self)
        ways = self.choosing.emit, self.recording.emit
        self._zone = DropZone(name, self.tr(str(SENTENCES[side])), side.value, COLOURS[side], *ways)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._zone)
        self._stack.addWidget(self._card(name))

    def _card(self, name: str) -> QWidget:
        self._file = label("", "muted")
        self._facts = label("", "small")
        tip = self.tr("Choose another clip for the {}").format(name.lower())
        change = button(self.tr("Change…"), self.choosing.emit, tip=tip)
        film = tool("record", self.tr("Record the {}").format(name.lower()), self.recording.emit)
        self.trim = TrimRow(self.tr("The used part of the {}'s clip").format(name.lower()))
        self.trim.moved.connect(self.video.show_time)
        self.details_button = self._opener("details", self.tr("Details"))
        self.warning_button = self._opener("caution", "")
        self.warning_button.setProperty("role", "warning")
        self.mirror_hint = self._mirror_hint()
        card = QFrame()
        card.setProperty("role", "card")
        header = row(label(name, self._side.value), self._file, None, film, change)
        about = row(self.details_button, self.warning_button, None, self._facts, gap=6)
        self._feet = column(self.trim, about)
        self._feet.setStretch(0, 1)
        layout = column(header, self.video, self.mirror_hint, self._feet, margin=12)
        layout.setStretch(1, 1)
        card.setLayout(layout)
        return card

    def _opener(self, icon: str, name: str) -> QToolButton:
        made = tool(icon, name, lambda: self.details.open_over(made), wordy=True)
        return made

    def _mirror_hint(self) -> QFrame:
        hint = QFrame()
        hint.setProperty("role", "hint")
        self._mirror_reason = label("", "small", wraps=True)
        say = self.details.mirrored.emit
        yes = button(self.tr("Mirror this clip"), lambda: say(True))
        no = button(self.tr("No"), lambda: say(False))
        no.setAccessibleName(self.tr("This clip is not mirrored"))
        self._hint = column(self._mirror_reason, row(yes, no, None), margin=8, gap=6)
        self._hint.setStretch(0, 1)
        hint.setLayout(self._hint)
        hint.hide()
        return hint

    def steer(self, session: Session) -> None:
        """Let the session know what the user says here, and ask the user about what it suspects."""
        side, details = self._side, self.details
        self.trim.used.connect(partial(session.use, side))
        details.wrong_person.connect(partial(session.follow_next_person, side))
        details.sides_swapped.connect(partial(session.swap_sides, side))
        details.mirrored.connect(partial(session.set_mirrored, side))
        details.height_changed.connect(partial(session.set_height, side))
        details.filmed_at.connect(partial(session.set_filmed_fps, side))

        def suspect() -> None:
            reason = suggestion(side, session.clips, session.result)
            self._mirror_reason.setText(reason)
            self.mirror_hint.setVisible(bool(reason))

        session.clip_changed.connect(suspect)
        session.compared.connect(suspect)

    def show_clip(self, clip: Clip | None) -> None:
        """Show this clip and what is known about it."""
        self._stack.setCurrentIndex(0 if clip is None else 1)
        self._show_pictures(clip)
        if clip is None:
            return
        self._file.setText(
            self._file.fontMetrics().elidedText(clip.path.name, Qt.TextElideMode.ElideMiddle, NAME_PX)
        )
        self._file.setToolTip(str(clip.path))
        # Also outside the used span, which the user may want to widen.
        self.video.set_motion(clip.whole_motion)
        self.trim.show_clip(clip)
        self.details.show_clip(clip)
        self._facts.setText(wording.moment(clip.span[1] - clip.span[0]))
        count = len(doubtful(clip))
        self.warning_button.setVisible(count > 0)
        self.warning_button.setText(str(count))
        self.warning_button.setToolTip("\n".join(doubtful(clip)))
        self.warning_button.setAccessibleName(self.tr("%n warning(s) about this clip", "", count))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is room beside the bar, a row is saved for the video."""
        super().resizeEvent(event)
        wide = event.size().width() >= WIDE_PX
        below = QBoxLayout.Direction.TopToBottom
        self._feet.setDirection(QBoxLayout.Direction.RightToLeft if wide else below)
        self._hint.setDirection(QBoxLayout.Direction.LeftToRight if wide else below)
        self._facts.setHidden(wide)
        words, icon = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.details_button.setToolButtonStyle(icon if wide else words)

    def _show_pictures(self, clip: Clip | None) -> None:
        path, footage = (clip.path, clip.footage) if clip else (None, None)
        if (path, footage) == (self._path, self._footage):
            return
        self._path, self._footage = path, footage
        self.video.close_clip()
        if footage is not None:
            self.video.open(footage)
        elif clip is not None:
            self.video.say(self.tr("This is a motion file: it has no pictures, only the movement."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome a single file; what else is dragged is the window's."""
        if dragged_file(event) is not None:
            self._zone.set_hovered(True)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """Calm down again."""
        self._zone.set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the file."""
        self._zone.set_hovered(False)
        if (path := dragged_file(event)) is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)
