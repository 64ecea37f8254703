"""Clip pane: one side's video with its own skeleton, and the corrections only a person can make."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QStackedLayout, QWidget

from app.colours import COACH, TRAINEE
from app.presenters.clip import Clip, Side
from app.views.controls import button, column, label, row, tool
from app.views.drop_zone import DropZone, dragged_file
from app.views.video_view import VideoView

SENTENCES = {
    Side.TRAINEE: "Drop the clip of the person you want to help here.",
    Side.COACH: "Drop a clip that shows the same movement done well here.",
}
COLOURS = {Side.TRAINEE: TRAINEE, Side.COACH: COACH}
# So that a long name does not widen the window.
NAME_PX = 100
NO_PICTURES = "This is a motion file: it has no pictures, only the movement."
MIN_HEIGHT_M, MAX_HEIGHT_M = 0.8, 2.3


class ClipPane(QFrame):
    """A drop zone until there is a clip, then the clip.

    `choosing`: the user wants a file dialog; `recording`: the record page; `dropped(Path)`; `wrong_person`;
    `sides_swapped`; `height_changed(float)`: metres; `sized`: the video's shape is known.
    """

    choosing = Signal()
    recording = Signal()
    dropped = Signal(Path)
    wrong_person = Signal()
    sides_swapped = Signal()
    height_changed = Signal(float)

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._side = side
        self._path: Path | None = None
        name = side.value.capitalize()
        self.video = VideoView(COLOURS[side])
        self.video.setAccessibleName(f"{name}'s video")
        ways = self.choosing.emit, self.recording.emit
        self._zone = DropZone(name, SENTENCES[side], side.value, COLOURS[side], *ways)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._zone)
        self._stack.addWidget(self._card(name))

    def _card(self, name: str) -> QWidget:
        self._file = label("", "muted")
        self._note = label("", "small", wraps=True)
        self.person_button = tool("person", "Wrong person", self.wrong_person.emit, wordy=True)
        self.person_button.setToolTip("Follow the next person in this clip")
        self.swap_button = tool("swap", "Swap sides", self.sides_swapped.emit, wordy=True)
        self.swap_button.setToolTip("Left and right are swapped: exchange them")
        self.swap_button.setAccessibleName("Left and right are swapped")
        self.swap_button.setCheckable(True)
        self.height_box = _height_box(f"Body height of the {name.lower()}")
        self.height_box.valueChanged.connect(self.height_changed)
        change = button("Change…", self.choosing.emit, tip=f"Choose another clip for the {name.lower()}")
        card = QFrame()
        card.setProperty("role", "card")
        film = tool("record", self.tr("Record the {}").format(name.lower()), self.recording.emit)
        header = row(label(name, self._side.value), self._file, None, film, change)
        trust = row(self.person_button, self.swap_button, None, gap=6)
        height = row(self._note, label("Height", "muted"), self.height_box)
        height.setStretch(0, 1)
        layout = column(header, self.video, height, trust, margin=12)
        layout.setStretch(1, 1)
        card.setLayout(layout)
        return card

    def show_clip(self, clip: Clip | None) -> None:
        """Show this clip and what is known about it."""
        self._stack.setCurrentIndex(0 if clip is None else 1)
        path = clip.path if clip else None
        if path != self._path:
            self._path = path
            self.video.close_clip()
            if clip is not None and clip.info is not None:
                self.video.open(clip.path)
            elif clip is not None:
                self.video.say(NO_PICTURES)
        if clip is None:
            return
        self._file.setText(
            self._file.fontMetrics().elidedText(clip.path.name, Qt.TextElideMode.ElideMiddle, NAME_PX)
        )
        self._file.setToolTip(str(clip.path))
        self.video.set_motion(clip.motion)
        self._show_trust(clip)

    def _show_trust(self, clip: Clip) -> None:
        people = clip.track.people if clip.track else 0
        self.person_button.setEnabled(people > 1)
        self.swap_button.setEnabled(clip.track is not None)
        self.swap_button.setChecked(clip.sides_swapped)
        self.height_box.setEnabled(clip.info is not None)
        self.height_box.blockSignals(True)
        self.height_box.setValue(clip.height_m)
        self.height_box.blockSignals(False)
        first, *others = clip.warnings or ("",)
        self._note.setText(f"{first} (+ {len(others)} more)" if others else first)
        self._note.setToolTip("\n".join(clip.warnings))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome a single file."""
        if dragged_file(event) is not None:
            self._zone.set_hovered(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """Calm down again."""
        self._zone.set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the file."""
        self._zone.set_hovered(False)
        if (path := dragged_file(event)) is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def _height_box(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(MIN_HEIGHT_M, MAX_HEIGHT_M)
    box.setSingleStep(0.01)
    box.setDecimals(2)
    box.setSuffix(" m")
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.setAccessibleName(name)
    box.setToolTip(f"{name}; it sets the scale of the picture")
    # One new motion for "1.85", not three for "1", "1.8" and "1.85".
    box.setKeyboardTracking(False)
    return box
