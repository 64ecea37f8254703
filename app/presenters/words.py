"""Words: what is said to the trainee. The program's sentences, as the coach has decided about them."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.preferences import preferences
from app.presenters.decisions import About, Decision, Decisions, about, shape
from app.presenters.keeping import Keeper
from app.presenters.result import Result
from app.presenters.session import Session
from inference.correction.correction import Correction, Sentence
from inference.correction.describer import amount, praise
from inference.correction.facts import facts
from inference.language.styles import DEFAULT_STYLE, Style
from inference.motion.finding import Finding

STYLES: tuple[Style, ...] = get_args(Style)
KEPT, STYLE, ONE_AT_A_TIME = "words", "words/style", "words/one_at_a_time"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cue:
    """One sentence, as it is said, and its evidence.

    findings: none where the program does not measure it any more, or praises; written_for: the difference for
    which the coach wrote their own words, if it is another one now.
    """

    sentence: Sentence
    findings: tuple[Finding, ...]
    about: About
    pinned: bool = False
    written_for: str = ""


class Words(QObject):
    """`changed`: other words are said, or others might be."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.decisions = Decisions()
        self._session = session
        self._keeper: Keeper | None = None
        self._at: About = frozenset()
        session.compared.connect(self.changed)
        self.undo_stack.indexChanged.connect(self.changed)

    @property
    def style(self) -> Style:
        """Who listens."""
        chosen = preferences().value(STYLE)
        return chosen if chosen in STYLES else DEFAULT_STYLE

    @property
    def one_at_a_time(self) -> bool:
        """Whether a single sentence is said, until the next one is asked for."""
        return preferences().value(ONE_AT_A_TIME) == "yes"

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What is said, the most important first; nothing where there is nothing to correct."""
        wanted = self._wanted()
        if self.one_at_a_time:
            return wanted[self.position : self.position + 1]
        return wanted[: max(self.decisions.count, sum(cue.pinned for cue in wanted))]

    @property
    def position(self) -> int:
        """Which one is said, one at a time, counted from 0."""
        places = (i for i, cue in enumerate(self._wanted()) if cue.about & self._at)
        return next(places, 0)

    @property
    def available(self) -> int:
        """How many sentences could be said."""
        return len(self._wanted())

    @property
    def rejected(self) -> tuple[Cue, ...]:
        """What the coach does not want said."""
        return tuple(cue for cue in self._measured() if self.decisions.on(cue.about).rejected)

    @property
    def praise(self) -> Sentence | None:
        """What was good, if anything surely was."""
        within = self._session.result.comparison.within if self._session.result else ()
        return praise(within, self.style) if within else None

    @property
    def correction(self) -> Correction | None:
        """The session's correction, with what is said; without anything to correct, praise."""
        result = self._session.result
        if result is None:
            return None
        sentences = tuple(cue.sentence for cue in self.cues) or (self._nothing_to_correct(result),)
        text = " ".join(sentence.text for sentence in sentences)
        return replace(result.correction, text=text, sentences=sentences, style=self.style)

    def keep_in(self, keeper: Keeper) -> None:
        """Keep the decisions with the session from now on, and bring them back with another one."""
        self._keeper = keeper
        keeper.said = lambda: self.correction
        keeper.switched.connect(self._restore)

    def set_style(self, style: Style) -> None:
        """Speak to somebody else."""
        self._prefer(STYLE, style)

    def set_one_at_a_time(self, one: bool) -> None:
        """Say a single sentence, or as many as usual."""
        self._prefer(ONE_AT_A_TIME, "yes" if one else "no")

    def step(self, by: int) -> None:
        """One at a time: go to the next sentence, or back."""
        wanted = self._wanted()
        if wanted:
            self._at = wanted[min(max(self.position + by, 0), len(wanted) - 1)].about
            self._said_otherwise()

    def edit(self, cue: Cue, text: str) -> None:
        """Say it in the coach's own words; without any, in the program's."""
        text = " ".join(text.split())
        if text != cue.sentence.text:
            decision = self.decisions.on(cue.about)
            measured = _measured(cue.findings) if text else ""
            self._decide(self.tr("edit"), replace(decision, text=text, own=bool(text), measured=measured))

    def choose(self, cue: Cue, alternative: str) -> None:
        """Say it in another of the ways that were offered."""
        decision = replace(self.decisions.on(cue.about), text=alternative, own=False, measured="")
        self._decide(self.tr("other words"), replace(decision, shape=shape(alternative)))

    def pin(self, cue: Cue, pinned: bool) -> None:
        """Say it first and always, or no longer so."""
        text = cue.sentence.text
        self._decide(self.tr("pin"), replace(self.decisions.on(cue.about), pinned=pinned, text=text))

    def reject(self, cue: Cue) -> None:
        """Do not say it; what comes next moves up."""
        following = self._wanted()[self.position + 1 :]
        self._at = following[0].about if following else frozenset()
        decision = replace(self.decisions.on(cue.about), rejected=True, pinned=False)
        self._decide(self.tr("reject"), decision)

    def take_back(self, cue: Cue) -> None:
        """Say again what was rejected, where its importance puts it."""
        self._decide(self.tr("bring back"), replace(self.decisions.on(cue.about), rejected=False))

    def move(self, cue: Cue, by: int) -> None:
        """Say it sooner (by −1) or later (1) than its neighbour."""
        wanted = list(self._wanted())
        place = wanted.index(cue)
        other = place + by
        if 0 <= other < len(wanted) and wanted[other].pinned == cue.pinned:
            wanted[place], wanted[other] = wanted[other], wanted[place]
            order = tuple(name for each in wanted for name in sorted(each.about))
            self._push(self.tr("move"), replace(self.decisions, order=order))

    def say_more(self, by: int) -> None:
        """Say so many sentences more, or fewer."""
        count = min(max(len(self.cues) + by, 1), max(self.available, 1))
        self._push(self.tr("more or fewer"), replace(self.decisions, count=count))

    def set_decisions(self, decisions: Decisions) -> None:
        """Let these be decided, as it is done, undone and done again."""
        self.decisions = decisions
        if self._keeper:
            self._keeper.set(KEPT, decisions.to_json())
            self._keeper.keep_words()

    def _wanted(self) -> tuple[Cue, ...]:
        """Everything that could be said, in the order in which it would be."""
        measured = [cue for cue in self._measured() if not self.decisions.on(cue.about).rejected]
        cues = [*self._lost(), *measured]
        return tuple(sorted(cues, key=lambda cue: (not cue.pinned, self.decisions.rank(cue.about))))

    def _measured(self) -> Iterator[Cue]:
        """The program's sentences, the most important first, as they were decided."""
        result = self._session.result
        if result is None or not result.correction.findings:
            return
        by_id = {finding.id: finding for finding in result.correction.findings}
        for sentence in result.sentences(self.style):
            findings = tuple(by_id[name] for name in sentence.findings)
            yield _decided(sentence, findings, self.decisions.on(about(findings)))

    def _lost(self) -> Iterator[Cue]:
        """What was pinned and is not measured now; its text is the coach's alone."""
        if self._session.result is not None:
            known = frozenset[str]().union(*(cue.about for cue in self._measured()))
            for decision in self.decisions.each:
                if decision.pinned and decision.text and not decision.about & known:
                    sentence = Sentence(decision.text, (), author="coach")
                    yield Cue(sentence, (), decision.about, pinned=True)

    def _nothing_to_correct(self, result: Result) -> Sentence:
        if result.correction.findings and not result.comparison.within:  # all were rejected
            return Sentence(self.tr("Your coach has nothing to correct now."), (), author="coach")
        return praise(result.comparison.within, self.style)

    def _decide(self, name: str, decision: Decision) -> None:
        self._push(name, self.decisions.deciding(decision))

    def _push(self, name: str, decisions: Decisions) -> None:
        if decisions != self.decisions:
            self.undo_stack.push(_Change(self, name, decisions))

    def _prefer(self, name: str, value: str) -> None:
        preferences().setValue(name, value)
        self._said_otherwise()

    def _said_otherwise(self) -> None:
        if self._keeper:
            self._keeper.keep_words()
        self.changed.emit()

    def _restore(self) -> None:
        """Go on with the decisions of another session; nothing that was done before can be undone."""
        assert self._keeper is not None
        try:
            kept = Decisions.from_json(self._keeper.setting(KEPT, {}))
        except ValueError as error:
            _log.warning("The coach's decisions about the words cannot be read: %s", error)
            kept = Decisions()
        self.decisions, self._at = kept, frozenset()
        self.undo_stack.clear()
        self.changed.emit()


class _Change(QUndoCommand):
    """From what was decided to what is decided now, and back."""

    def __init__(self, words: Words, name: str, after: Decisions) -> None:
        super().__init__(name)
        self._words, self._before, self._after = words, words.decisions, after

    def redo(self) -> None:
        self._words.set_decisions(self._after)

    def undo(self) -> None:
        self._words.set_decisions(self._before)


def _decided(sentence: Sentence, findings: tuple[Finding, ...], decision: Decision) -> Cue:
    ways = (sentence.text, *sentence.alternatives)
    if decision.own:
        said = replace(sentence, text=decision.text, alternatives=ways, author="coach")
        measured = _measured(findings)
        written_for = decision.measured if decision.measured != measured else ""
        return Cue(said, findings, decision.about, decision.pinned, written_for)
    text = next((way for way in ways if shape(way) == decision.shape), sentence.text)
    said = replace(sentence, text=text, alternatives=tuple(way for way in ways if way != text))
    return Cue(said, findings, decision.about, decision.pinned)


def _measured(findings: tuple[Finding, ...]) -> str:
    """How large the difference is: about 20°."""
    return " ".join(amount(fact) for fact in facts(findings))
