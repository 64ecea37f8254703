"""Clip details: what is known of a clip, and what only a person can say about it, in a small window."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QFrame, QWidget

from app.presenters import wording
from app.presenters.clip import Clip
from app.views.controls import column, label, row, tool

MIN_HEIGHT_M, MAX_HEIGHT_M = 0.8, 2.3
MIN_FILMED_FPS, MAX_FILMED_FPS = 1.0, 2000.0
WIDTH_PX, MARGIN_PX = 380, 14
# Rates that differ less are the same, written otherwise.
SAME_FPS = 0.05


class ClipDetails(QFrame):
    """`wrong_person`; `sides_swapped`; `mirrored(bool)`; `height_changed(float)`: m; `filmed_at(float)`."""

    wrong_person = Signal()
    sides_swapped = Signal()
    mirrored = Signal(bool)
    height_changed = Signal(float)
    filmed_at = Signal(float)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popover")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(self.tr("About the {name}'s clip").format(name=name))
        self._make_controls(name)
        self._length, self._picture, self.speed = (label("", wraps=True) for _ in range(3))
        self.speed.setProperty("role", "small")
        self._camera = label("", "small", wraps=True)
        self._doubtful = label("", "caution", wraps=True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(16)
        for heading, part in (
            (self.tr("Body height"), row(self.height_box, None)),
            (self.tr("Filmed at"), row(self.fps_box, self.speed)),
            (self.tr("Person"), row(self._person, self.person_button, None)),
            (self.tr("Left and right"), row(self.swap_button, self.mirror_button, None)),
            (self.tr("Pictures"), self._picture),
            (self.tr("Length"), self._length),
        ):
            form.addRow(label(heading, "muted"), part)
        layout = column(self._camera, self._doubtful, margin=MARGIN_PX, gap=12)
        layout.insertLayout(0, form)
        self.setLayout(layout)

    def _make_controls(self, name: str) -> None:
        self._person = label("")
        self.person_button = tool("person", self.tr("Wrong person"), self.wrong_person.emit, wordy=True)
        self.person_button.setToolTip(self.tr("Follow the next person in this clip"))
        self.swap_button = tool("swap", self.tr("Swap sides"), self.sides_swapped.emit, wordy=True)
        self.swap_button.setToolTip(self.tr("The skeleton has left and right swapped: exchange them"))
        self.swap_button.setAccessibleName(self.tr("Left and right are swapped"))
        self.mirror_button = tool("mirror", self.tr("Mirrored"), self._on_mirrored, wordy=True)
        self.mirror_button.setToolTip(self.tr("The video shows the person as in a mirror: turn it back"))
        self.mirror_button.setAccessibleName(self.tr("The video is mirrored"))
        for button in (self.swap_button, self.mirror_button):
            button.setCheckable(True)
        self.height_box = _box(self.tr("Body height of the {name}").format(name=name), " m", 2)
        self.height_box.setRange(MIN_HEIGHT_M, MAX_HEIGHT_M)
        self.height_box.setSingleStep(0.01)
        self.height_box.setToolTip(self.tr("It sets the scale of the picture"))
        self.height_box.valueChanged.connect(self.height_changed)
        self.fps_box = _box(
            self.tr("Pictures the {name}'s camera took a second").format(name=name), " fps", 0
        )
        self.fps_box.setRange(MIN_FILMED_FPS, MAX_FILMED_FPS)
        self.fps_box.setToolTip(
            self.tr("More than the file plays make slow motion; times become those filmed")
        )
        self.fps_box.valueChanged.connect(self.filmed_at)

    def show_clip(self, clip: Clip) -> None:
        """Show what is known of this clip."""
        video = clip.info is not None
        people = clip.track.people if clip.track else 0
        self._person.setText(
            self.tr("{person} of {people}").format(person=clip.track.person, people=people)
            if clip.track
            else "–"
        )
        self.person_button.setEnabled(people > 1)
        self.swap_button.setEnabled(clip.track is not None)
        self.swap_button.setChecked(clip.sides_swapped)
        self.mirror_button.setEnabled(video)
        self.mirror_button.setChecked(bool(clip.mirrored))
        for box, value in ((self.height_box, clip.height_m), (self.fps_box, _filmed_fps(clip))):
            box.setEnabled(video)
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self.speed.setText(self._speed_of(clip))
        self._picture.setText(self._picture_of(clip))
        length = wording.moment(clip.end_s - clip.start_s)
        used = self.tr(", of which {span} is used").format(span=wording.span(clip.used)) if clip.used else ""
        self._length.setText(length + used)
        view = clip.motion.view if clip.motion else None
        self._camera.setText(wording.camera(view) if view else "")
        self._camera.setVisible(view is not None)
        self._doubtful.setText("\n\n".join(doubtful(clip)))
        self._doubtful.setVisible(bool(doubtful(clip)))
        if self.isVisible():
            self.adjustSize()

    def open_over(self, button: QWidget) -> None:
        """Open beside this button, where there is room."""
        self.adjustSize()
        screen = button.screen().availableGeometry()
        below = button.mapToGlobal(QPoint(0, button.height()))
        above = button.mapToGlobal(QPoint(0, 0)).y() - self.height()
        x = min(max(below.x(), screen.left()), screen.right() - self.width())
        self.move(x, below.y() if below.y() + self.height() <= screen.bottom() else max(above, screen.top()))
        self.show()
        self.height_box.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_mirrored(self) -> None:
        self.mirrored.emit(self.mirror_button.isChecked())

    def _speed_of(self, clip: Clip) -> str:
        if clip.slowed > 1 + SAME_FPS:
            return self.tr("slow motion: {times:.1f} times slower").format(times=clip.slowed)
        if clip.slowed < 1 - SAME_FPS:
            return self.tr("time lapse: {times:.1f} times faster").format(times=1 / clip.slowed)
        return ""

    def _picture_of(self, clip: Clip) -> str:
        if clip.info is None:
            return self.tr("none: this is a motion file")
        width, height = clip.info.size
        return self.tr("{width} × {height}, the file plays {fps:.4g} fps").format(
            width=width, height=height, fps=clip.info.fps
        )


def doubtful(clip: Clip) -> list[str]:
    """What the user should know before trusting this clip, in sentences."""
    return [*clip.warnings, *wording.longest_doubts(clip.doubts)]


def _filmed_fps(clip: Clip) -> float:
    return clip.info.fps * clip.slowed if clip.info else 1 / clip.frame_s


def _box(name: str, suffix: str, decimals: int) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(decimals)
    box.setSuffix(suffix)
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.setAccessibleName(name)
    # One new motion for "1.85", not three for "1", "1.8" and "1.85".
    box.setKeyboardTracking(False)
    return box
