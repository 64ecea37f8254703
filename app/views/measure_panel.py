"""Measure panel: what is measured over time, the tools for angles and distances, and what they found."""

from collections.abc import Mapping

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from app.presenters.clip import Side
from app.presenters.drawings import Drawings
from app.presenters.measuring import Measuring
from app.presenters.review import Review
from app.presenters.session import Session
from app.viewport.widget import Viewport
from app.views.channel_chooser import ChannelChooser
from app.views.controls import column
from app.views.drawing_layer import DrawingLayer
from app.views.drawn_list import DrawnList
from app.views.joint_layer import JointLayer
from app.views.video_view import VideoView

DRAWER_MARGIN_PX = 14
# Of the height: the clips, the drawer.
SHARES = (0.58, 0.42)


class MeasurePanel(QFrame):
    """The tab that chooses what is measured; `drawer`, wide and below the clips, shows it meanwhile."""

    def __init__(self, measuring: Measuring, drawings: Drawings, session: Session, review: Review) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(310)
        self._measuring, self._review = measuring, review
        self.chooser = ChannelChooser(measuring)
        self._drawings, self._session = drawings, session
        self.drawn = DrawnList(drawings, session, review)
        self.drawer = QWidget()
        self.drawer.hide()
        layout = column(self.chooser, self.drawn, margin=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        measuring.changed.connect(self._fill)

    def draw_over(self, videos: Mapping[Side, VideoView], viewport: Viewport) -> None:
        """Let the tools draw on these videos and pick joints in this 3-D view."""
        self.layers = {
            side: DrawingLayer(video, side, self._drawings, self._session) for side, video in videos.items()
        }
        self.joints = JointLayer(viewport, self._drawings, self._session, self._review)

    def _fill(self) -> None:
        """Put the curves into the drawer, once there are any."""
        if self.drawer.layout() is None and self._measuring.measures is not None:
            # Loading pyqtgraph takes a while: the worker that measured has done it.
            from app.views.measure_drawer import MeasureDrawer

            layout = column(MeasureDrawer(self._measuring, self._review))
            layout.setContentsMargins(DRAWER_MARGIN_PX, 0, DRAWER_MARGIN_PX, DRAWER_MARGIN_PX)
            self.drawer.setLayout(layout)
            rows = self.drawer.parentWidget()
            if isinstance(rows, QSplitter):
                rows.setSizes([round(share * rows.height()) for share in SHARES])

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The tab was chosen: open the drawer, and measure."""
        super().showEvent(event)
        self.drawer.show()
        self._measuring.show(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Another tab was chosen, and with it the tool is put away; not when the window is minimised."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.drawer.hide()
            self._measuring.show(False)
            self._drawings.take(None)
