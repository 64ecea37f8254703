"""Words panel: what the trainee is told, in large cards; and below, all that was measured."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QMenu,
    QScrollArea,
    QSplitter,
    QWidget,
)

from app.presenters import wording
from app.presenters.focusing import Focusing
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.speech import Speech
from app.presenters.words import Cue, Words
from app.views.controls import GAP_PX, button, column, label, tool
from app.views.cue_card import CueAction, CueCard
from app.views.findings_list import FindingsList
from app.views.flow import Flow
from app.views.words_bar import WordsBar
from inference.correction.correction import Correction

LEAST_PX, LEAST_LIST_PX = 310, 90
SHARES = (600, 200)


class WordsPanel(QFrame):
    """Follows the words, and the review for the finding that is looked at."""

    def __init__(self, session: Session, words: Words, review: Review, speech: Speech) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(LEAST_PX)
        self._session, self._words, self._review, self._speech = session, words, review, speech
        self._actions = self._own_actions()
        self.cards: list[CueCard] = []
        self.bar = WordsBar(words, Focusing(session, self))
        self.warnings = label("", "caution", wraps=True)
        self.warnings.setAccessibleName(self.tr("Warnings"))
        self.waiting = label(
            self.tr("The words appear here as soon as both clips have been looked at."), "muted", wraps=True
        )
        self.praise = _Praise()
        self.facts = label("", "small", wraps=True)
        self.limits = label("", "small", wraps=True)
        self.findings = FindingsList()
        self._make_steps()
        self._lay_out()
        self.findings.chosen.connect(review.choose)
        review.chosen.connect(self._show_chosen)
        words.changed.connect(self.show_words)
        speech.changed.connect(self.show_words)
        self.show_words()

    def add_action(self, action: CueAction) -> None:
        """Offer something else to do with each sentence, before all else."""
        self._actions.insert(0, action)
        self._remove(self.cards)
        self.cards = []
        self.show_words()

    def show_states(self) -> None:
        """Show which of the actions are down."""
        for card in self.cards:
            card.show_states()

    def show_words(self) -> None:
        """Show what is said now."""
        self._show_cards()
        self._show_steps()
        correction = self._words.correction
        self.waiting.setVisible(correction is None)
        self.praise.show_praise(self._words)
        self.warnings.setText("\n".join(correction.warnings) if correction else "")
        self.warnings.setVisible(bool(self.warnings.text()))
        self.facts.setText(self._lie_over_each_other(correction) if correction else "")
        result = self._session.result
        self.limits.setText(wording.limits(result.comparison.least_reported) if result else "")
        self._show_chosen()

    def _own_actions(self) -> list[CueAction]:
        words, speech = self._words, self._speech
        gone = self.tr("It is not measured now; unpin it, and it is gone.")
        return [
            CueAction(
                "speak",
                self.tr("Say it aloud"),
                lambda cue: speech.say(cue.sentence.text),
                why_not=lambda _: speech.why_not,
            ),
            CueAction("edit", self.tr("Put it in your own words (F2)"), lambda cue: self._card(cue).edit()),
            CueAction(
                "pin",
                self.tr("Pin: say it first, and always"),
                lambda cue: words.pin(cue, not cue.pinned),
                checked=lambda cue: cue.pinned,
            ),
            CueAction(
                "reject",
                self.tr("Do not say it"),
                words.reject,
                why_not=lambda cue: "" if cue.findings else gone,
            ),
        ]

    def _make_steps(self) -> None:
        """How many are said, or which one."""
        words = self._words
        self.one = QCheckBox(self.tr("One at a time"))
        self.one.setAccessibleName(self.tr("One cue at a time"))
        self.one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.one.toggled.connect(words.set_one_at_a_time)
        self.before = tool("step_back", self.tr("The cue before"), lambda: words.step(-1))
        self.after = tool("step_forward", self.tr("The next cue"), lambda: words.step(1))
        self.place = label("", "muted")
        self.fewer = button(self.tr("Fewer"), lambda: words.say_more(-1), "quiet")
        self.more = button(self.tr("More"), lambda: words.say_more(1), "quiet")
        self.rejected = button(self.tr("Not said"), lambda: None, "quiet")
        self.rejected.setMenu(QMenu(self.rejected))
        self._steps = QWidget()
        ways = self.before, self.place, self.after, self.fewer, self.more, self.rejected
        self._steps.setLayout(Flow((self.one, *ways), GAP_PX))

    def _lay_out(self) -> None:
        self._cards = column(gap=10)
        said = column(
            self.warnings,
            self.waiting,
            self._cards,
            self._steps,
            self.praise,
            self.facts,
            self.limits,
            None,
            gap=12,
        )
        said.setContentsMargins(0, 0, 6, 0)
        inner = QWidget()
        inner.setLayout(said)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        legend = label(self.tr("● Trainee"), "trainee"), label(self.tr("● Coach"), "coach")
        self._measured = QWidget()
        self.findings.setMinimumHeight(LEAST_LIST_PX)
        heading = Flow((label(self.tr("Measured"), "heading"), *legend), gap=14)
        self._measured.setLayout(column(heading, self.findings, gap=8))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._scroll)
        parts.addWidget(self._measured)
        parts.setSizes(list(SHARES))
        self.setLayout(column(self.bar, parts, margin=16, gap=12))

    def _show_cards(self) -> None:
        """A card for each sentence, unless one is written on; the keys stay with the one that had them."""
        if any(card.editor for card in self.cards):
            return
        focused = self.window().focusWidget()
        holders = (c.cue.about for c in self.cards if focused and (c is focused or c.isAncestorOf(focused)))
        held = next(holders, None)
        before, self.cards = self.cards, []
        for cue in self._words.cues:
            same = next((card for card in before if card.cue == cue), None)
            self.cards.append(same or self._made(cue))
        self._remove(card for card in before if card not in self.cards)
        for card in self.cards:
            self._cards.removeWidget(card)
            self._cards.addWidget(card)
            card.show_states()
            card.show()
            if card not in before and held and card.cue.about & held:
                card.setFocus()

    def _remove(self, cards: Iterable[CueCard]) -> None:
        for card in cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _made(self, cue: Cue) -> CueCard:
        words = self._words
        card = CueCard(cue, self._actions)
        card.chosen.connect(self._review.choose)
        card.worded.connect(lambda way: words.choose(cue, way))
        card.edited.connect(lambda text: self._on_edited(cue, text))
        card.moved.connect(lambda by: words.move(cue, by))
        return card

    def _on_edited(self, cue: Cue, text: str) -> None:
        self._words.edit(cue, text)
        self.show_words()  # what has changed meanwhile

    def _card(self, cue: Cue) -> CueCard:
        return next(card for card in self.cards if card.cue == cue)

    def _show_steps(self) -> None:
        words = self._words
        one, said, available = words.one_at_a_time, len(words.cues), words.available
        self.one.setChecked(one)
        self.one.setVisible(available > 1)
        for part in (self.before, self.place, self.after):
            part.setVisible(one and available > 1)
        self.place.setText(self.tr("{} of {}").format(words.position + 1, available))
        self.before.setEnabled(words.position > 0)
        self.after.setEnabled(words.position < available - 1)
        self.fewer.setVisible(not one and said > 1)
        self.more.setVisible(not one and said < available)
        self.more.setText(self.tr("More ({})").format(available - said))
        rejected = words.rejected
        self.rejected.setVisible(bool(rejected))
        self.rejected.setText(self.tr("Not said ({})").format(len(rejected)))
        self.rejected.setToolTip(self.tr("Choose what is to be said again"))
        menu = self.rejected.menu()
        menu.clear()
        for cue in rejected:
            menu.addAction(cue.sentence.text.replace("&", "&&"), partial(words.take_back, cue))
        self._steps.setVisible(available > 1 or bool(rejected))

    def _show_chosen(self) -> None:
        chosen = self._review.finding
        for card in self.cards:
            card.show_chosen(chosen)
        self.findings.show_findings(self._session.findings, chosen)
        self._measured.setVisible(bool(self._session.findings))

    def _lie_over_each_other(self, correction: Correction) -> str:
        """How the clips were laid over each other, in a line."""
        apart_cm = f"{correction.alignment.cost * 100:.0f}"
        said = self.tr("Over each other, the joints lie {} cm apart on average.").format(apart_cm)
        return f"{said} {self.tr('The coach is shown mirrored.')}" if correction.alignment.mirrored else said


class _Praise(QFrame):
    """What was good; large where there is nothing else to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "praise_card")
        self._heading = label("", "praise")
        self.text = label("", "", wraps=True)
        self.setLayout(column(self._heading, self.text, margin=14, gap=6))

    def show_praise(self, words: Words) -> None:
        """Below corrections what matches; alone, that nothing is to be corrected."""
        correction, good = words.correction, words.praise
        alone = correction is not None and not words.cues
        self.setVisible(alone or good is not None)
        if correction is None or not (alone or good):
            return
        self.setProperty("good", good is not None)
        self._heading.setVisible(good is not None)
        within = self.tr("What already matches") if correction.findings else self.tr("Within tolerance")
        self._heading.setText(within)
        self.text.setText(correction.text if alone or good is None else good.text)
        self.text.setProperty("role", "cue" if alone else "")
        self.setAccessibleName(self.text.text())
        for part in (self, self.text):
            part.style().polish(part)
