"""Trying: attempts in the window, as a strip under the session and as a page over all of the screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QWidget

from app.presenters.attempts import Attempts
from app.presenters.keeping import Keeper
from app.presenters.keys import Keys
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.speech import Speech
from app.views.attempts_strip import AttemptsStrip

if TYPE_CHECKING:
    from app.views.trainee_page import TraineePage


class Trying(QObject):
    """window: has the pages below its bar; `begin` tries again, `show` opens the trainee's page."""

    def __init__(
        self,
        window: QMainWindow,
        pages: QStackedWidget,
        bar: QWidget,
        session: Session,
        review: Review,
        keeper: Keeper,
        speech: Speech,
        keys: Keys,
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._bar = window, pages, bar
        self._session, self._review, self._keeper = session, review, keeper
        self._speech, self._keys = speech, keys
        self._page: TraineePage | None = None
        self._from: QWidget | None = None
        self._state = window.windowState()
        self.attempts = Attempts(keeper, session, self)
        self.strip = AttemptsStrip(self.attempts)
        self.strip.again.connect(self.begin)
        self.strip.viewed.connect(self.show)

    @property
    def page(self) -> "TraineePage":
        """The trainee's page, made when it is first needed: loading Qt's multimedia takes a while."""
        if self._page is None:
            from app.presenters.again import Again
            from app.views.trainee_page import TraineePage

            again = Again(self.attempts, self._session, self._keeper, self._speech, parent=self)
            self._page = TraineePage(self._session, self._review, self.attempts, again)
            self._page.left.connect(self.leave)
            for name, action in (
                ("press", self._page.button.click),
                ("hands_free", self._page.hands_free.toggle),
                ("leave_trainee", self.leave),
            ):
                self._keys.bind(name, self._page, action)
            self._pages.addWidget(self._page)
        return self._page

    @property
    def shown(self) -> bool:
        """Whether the trainee's page is shown."""
        return self._page is not None and self._pages.currentWidget() is self._page

    def show(self) -> None:
        """The trainee's page, over all of the screen."""
        if not self.shown:
            page = self.page
            self._from, self._state = self._pages.currentWidget(), self._window.windowState()
            self._bar.hide()
            self._turn_to(page)
            self._window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)

    def begin(self) -> None:
        """The next attempt, at once."""
        self.show()
        self.page.button.click()

    def leave(self) -> None:
        """Back to where the user was."""
        if self.shown and self._from is not None:
            self._turn_to(self._from)
            self._bar.show()
            self._window.setWindowState(self._state)

    def _turn_to(self, page: QWidget) -> None:
        """Show that page; the other one's size counts no more."""
        assert self._from is not None
        for each in (self.page, self._from):
            policy = QSizePolicy.Policy.Preferred if each is page else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(page)

    def close(self) -> None:
        """Let go of camera and microphone: the window is closing."""
        if self._page is not None:
            self._page.again.close()
