"""Overlay pane: the people over each other in 3-D, seen from where the user likes, and what differs."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QToolButton

from app.colours import PERFORMERS
from app.preferences import preferences
from app.presenters.leveller import Leveller
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.scene import Style
from app.viewport.widget import Viewport
from app.views.camera_bar import VIEWS, CameraBar, choice
from app.views.controls import column, label, row, tool
from app.views.level_panel import LevelPanel
from inference.motion.motion import Motion

DOT_PX = 10
TILT_RAD_PER_PX = np.radians(0.1)
SETTING = "stage/{}"


class OverlayPane(QFrame):
    """The 3-D view with its cameras, who is shown and how, and the floor that can be set right."""

    def __init__(self, session: Session, review: Review) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session, self._review = session, review
        self.leveller = Leveller(session, self)
        self.viewport = Viewport()
        self.viewport.setAccessibleName(self.tr("3-D view of trainee and coach"))
        self.people = {name: self._person_button(name) for name in PERFORMERS}
        self.body = self._switch("body", self.tr("Show bodies instead of skeletons"), self.show_motions)
        self.trails = self._switch("trails", self.tr("Show the paths of the joints"), self.show_traces)
        self.ghosts = self._switch("ghosts", self.tr("Show where they were and will be"), self.show_traces)
        self.level = tool("level", self.tr("Level the floor"), self._level)
        self.level.setCheckable(True)
        self.cameras = CameraBar(self.body, self.trails, self.ghosts, self.level)
        self.cameras.looked.connect(self.viewport.scene.look)
        self.cameras.reset.connect(self.viewport.scene.reset)
        self._heading = label(self.tr("Over each other"), "heading")
        header = row(self._heading, None, *self.people.values(), gap=4)
        self.setLayout(column(header, self.viewport, LevelPanel(self.leveller), self.cameras, margin=12))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._shown: dict[str, Motion] = {}
        self._featured: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self._style: Style = "skeleton"
        self._levelled: Motion | None = None
        self.leveller.changed.connect(self._on_levelling)
        review.clock.changed.connect(self.show_traces)
        self.show_motions()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the cameras' buttons."""
        return super().minimumSizeHint().expandedTo(QSize(300, 260))

    def show_motions(self) -> None:
        """Show what there is: all over each other once compared, one by itself before or while levelled."""
        scene = self.viewport.scene
        before, self._shown = self._shown, self._session.performers
        self._levelled = self.leveller.motion
        if self.leveller.side and self._levelled is not None:
            self._shown = {self.leveller.side.value: self._levelled}
        style: Style = "body" if self.body.isChecked() else "skeleton"
        stay = {name for name, motion in before.items() if self._shown.get(name) is motion}
        stay, self._style = (stay if style == self._style else set()), style
        for name in before.keys() - stay:
            scene.remove(name)
        for name, motion in self._shown.items():
            if name not in stay:
                scene.add(name, motion, PERFORMERS[name], style=style)
        for name, each in self.people.items():
            each.setVisible(name in self._shown and len(self._shown) > 1)
        # Three people need all of a narrow pane.
        self._heading.setVisible(len(self._shown) < len(PERFORMERS))
        self.cameras.offer_video(scene.view is not None)
        self.level.setEnabled(bool(self.leveller.sides))
        self._show_people()
        self.show_time()
        self.show_lit()
        self.show_traces()
        self._show_floor()

    def feature(self, *names: str) -> None:
        """Show only these people for now; without any, those whom the user had chosen before."""
        if names == self._featured:
            return
        if not self._featured:
            self._chosen = tuple(name for name, each in self.people.items() if each.isChecked())
        self._featured = names
        for name, each in self.people.items():
            each.setChecked(name in (names or self._chosen))

    def show_time(self) -> None:
        """Show everybody where the clock is."""
        time_s = self._review.clock.time_s
        if self.leveller.side:
            time_s = self._review.clip_time_s(self.leveller.side, time_s)
        for name in self._shown:
            self.viewport.scene.show(name, time_s)

    def show_lit(self) -> None:
        """Mark the chosen finding's joints on everybody, and what is measured there."""
        finding = None if self.leveller.side else self._review.finding
        for name in self._shown:
            self.viewport.scene.light(name, self._review.lit if finding else ())
            self.viewport.scene.measure(name, finding.channel if finding else None)

    def show_traces(self) -> None:
        """Show paths and ghosts, or none: through what is looped, or around now."""
        clock = self._review.clock
        span = clock.loop_span if clock.loop_span != clock.span else None
        for name in self._shown:
            trails, ghosts = self.trails.isChecked(), self.ghosts.isChecked()
            self.viewport.scene.trace(name, trails=trails, ghosts=ghosts, span=span)

    @property
    def key_actions(self) -> dict[str, Callable[[], object]]:
        """What can be done with a key, by its name in `Keys`."""
        looks = {f"view_{look}": partial(self.cameras.look, look) for look in VIEWS}
        switches = {
            "bodies": self.body,
            "trails": self.trails,
            "ghosts": self.ghosts,
            "level_floor": self.level,
        }
        clicks = {name: switch.click for name, switch in switches.items()}
        return {**looks, "view_reset": self.viewport.scene.reset, **clicks}

    def _show_people(self) -> None:
        for name in self._shown:
            alone = len(self._shown) == 1
            self.viewport.scene.hide(name, not (alone or self.people[name].isChecked()))

    def _level(self) -> None:
        if self.leveller.side:
            self.leveller.end()
        elif self.leveller.sides:
            self.leveller.begin(self.leveller.sides[0])

    def _on_levelling(self) -> None:
        if self.leveller.motion is not self._levelled:
            self.show_motions()
        self._show_floor()

    def _show_floor(self) -> None:
        levelling = self.leveller.side is not None
        self.level.setChecked(levelling)
        self.viewport.dragging = self._drag_floor if levelling else None
        self.viewport.scene.lay_floor(self.leveller.world_from_floor if levelling else None)

    def _drag_floor(self, right_px: float, down_px: float, by_right: bool) -> None:
        """The near edge of the floor goes with the mouse, or all of it by the right button."""
        size = self.viewport.width(), self.viewport.height()
        camera = self.viewport.scene.camera(size)
        right, _, ahead = camera.camera_from_world[:3, :3]
        if by_right:
            middle = self.leveller.world_from_floor[:3, 3]
            away_m = ahead @ (middle - camera.position_in_world)
            self.leveller.lift(-down_px * away_m / camera.camera_matrix[1, 1])
        else:
            self.leveller.tip(TILT_RAD_PER_PX * (down_px * right + right_px * ahead))

    def _switch(self, name: str, tip: str, changed: Callable[[], object]) -> QToolButton:
        """On or off, as the user left it."""

        def switched() -> None:
            preferences().setValue(SETTING.format(name), made.isChecked())
            changed()

        made = tool(name, tip, switched)
        made.setCheckable(True)
        made.setChecked(preferences().value(SETTING.format(name), False, bool) is True)
        return made

    def _person_button(self, name: str) -> QToolButton:
        words = {"trainee": self.tr("Trainee"), "coach": self.tr("Coach"), "corrected": self.tr("Corrected")}
        made = choice(words[name], self.tr("Show or hide: {}").format(words[name]))
        made.setIcon(_dot(PERFORMERS[name]))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The corrected one only when asked for: three people over each other are hard to tell apart.
        made.setChecked(name != "corrected")
        made.toggled.connect(lambda _: self._show_people())
        return made


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(DOT_PX, DOT_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(pixmap.rect())
    return QIcon(pixmap)
