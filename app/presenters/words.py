"""Words: what is said to the trainee. The program's sentences, as the coach has decided about them."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.preferences import preferences
from app.presenters.decisions import About, Decision, Decisions, about, shape
from app.presenters.keeping import Keeper
from app.presenters.result import Result
from app.presenters.session import Session
from app.presenters.writing import Writing
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
    which the coach wrote their own words, if it is another one now; measured: the measured sentences in whose
    place the language model's is said; repaired: the share of all differences that its text does away with,
    while all of it is said.
    """

    sentence: Sentence
    findings: tuple[Finding, ...]
    about: About
    pinned: bool = False
    written_for: str = ""
    measured: str = ""
    repaired: float | None = None


class Words(QObject):
    """`changed`: other words are said, or others might be."""

    changed = Signal()

    def __init__(
        self, session: Session, writing: Writing | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.writing = writing or Writing(session, None, self)
        self.undo_stack = QUndoStack(self)
        self.decisions = Decisions()
        self._session = session
        self._keeper: Keeper | None = None
        self._at: About = frozenset()
        self._basis: object = None
        self._cues: tuple[Cue, ...] = ()
        session.compared.connect(self.changed)
        session.changed.connect(self._follow)
        self.writing.changed.connect(self._on_written)
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
            said = wanted[self.position : self.position + 1]
        else:
            said = wanted[: max(self.decisions.count, sum(cue.pinned for cue in wanted))]
        written = self._written
        whole = {sentence.text for sentence in written} <= {cue.sentence.text for cue in said}
        text = self.writing.text(self.style) if whole else None
        return tuple(replace(c, repaired=text.repaired) if text and c.measured else c for c in said)

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
        return tuple(cue for cue in self._offered() if self.decisions.on(cue.about).rejected)

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
        written = self.writing.text(self.style)
        correction = written.into(result.correction) if written else result.correction
        return replace(correction, text=text, sentences=sentences, style=self.style)

    def keep_in(self, keeper: Keeper) -> None:
        """Keep the decisions with the session from now on, and bring them back with another one."""
        self._keeper = keeper
        keeper.said = lambda: self.correction
        keeper.switched.connect(self._restore)

    def set_style(self, style: Style) -> None:
        """Speak to somebody else."""
        self._prefer(STYLE, style)
        self._follow()

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
        place = next(place for place, each in enumerate(wanted) if each.about == cue.about)
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
        offered = [cue for cue in self._offered() if not self.decisions.on(cue.about).rejected]
        cues = [*self._lost(), *offered]
        return tuple(sorted(cues, key=lambda cue: (not cue.pinned, self.decisions.rank(cue.about))))

    def _offered(self) -> tuple[Cue, ...]:
        """All sentences as they were decided; put together once, as long as nothing changes."""
        basis = self._session.result, self.style, self.writing.text(self.style), self.decisions
        if self._basis != basis:
            self._basis, self._cues = basis, tuple(self._put_together())
        return self._cues

    def _put_together(self) -> Iterator[Cue]:
        """What was written, then what was measured and is not written about.

        Where the coach has decided about a part of what a sentence says, it is not said.
        """
        result = self._session.result
        if result is None or not result.correction.findings:
            return
        left = _together(self._said(result.sentences(self.style)), self.decisions)
        for said in self._said(self._written):
            same = [each for each in left if each.about & said.about]
            if len(same) > 1 and any(self.decisions.on(each.about).stands for each in same):
                continue
            left = [each for each in left if each not in same]
            measured = " ".join(each.sentence.text for each in same)
            yield _decided(said, self.decisions.on(said.about), measured)
        for said in left:
            yield _decided(said, self.decisions.on(said.about))

    def _said(self, sentences: Iterable[Sentence]) -> list["_Said"]:
        """Sentences with the findings they rest on."""
        by_id = {finding.id: finding for finding in self._session.findings}
        return [_Said(each, tuple(by_id[name] for name in each.findings)) for each in sentences]

    @property
    def _written(self) -> tuple[Sentence, ...]:
        """The language model's sentences, where some of its texts helps."""
        text = self.writing.text(self.style)
        return text.sentences if text and text.repaired is not None else ()

    def _lost(self) -> Iterator[Cue]:
        """What was pinned and is not measured now; its text is the coach's alone."""
        if self._session.result is not None:
            known = frozenset[str]().union(*(cue.about for cue in self._offered()))
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

    def _follow(self) -> None:
        self.writing.follow(self.style)

    def _on_written(self) -> None:
        self._follow()
        # Looking at what was said months ago does not change it.
        if self._keeper and self._keeper.compared_anew:
            self._keeper.keep_words()
        self.changed.emit()

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


class _Said(NamedTuple):
    """A sentence and what it rests on."""

    sentence: Sentence
    findings: tuple[Finding, ...]

    @property
    def about(self) -> About:
        return about(self.findings)


def _together(said: list[_Said], decisions: Decisions) -> list[_Said]:
    """What was decided as one stays one sentence, whoever had put it into one."""
    for decision in decisions.each:
        same = [each for each in said if each.about & decision.about]
        if len(same) > 1 and (decision.own or decision.pinned or decision.rejected):
            findings = tuple(finding for each in same for finding in each.findings)
            text = " ".join(each.sentence.text for each in same)
            one = _Said(Sentence(text, tuple(finding.id for finding in findings)), findings)
            said = [one if each is same[0] else each for each in said if each not in same[1:]]
    return said


def _decided(said: _Said, decision: Decision, measured: str = "") -> Cue:
    """A sentence as the coach has decided about it; measured: of a written one, see Cue."""
    sentence, findings = said
    by_shape: dict[str, str] = {}
    for way in (sentence.text, *sentence.alternatives):
        by_shape.setdefault(shape(way), way)
    ways = tuple(by_shape.values())
    if decision.own:
        own = replace(sentence, text=decision.text, alternatives=ways, author="coach")
        now = _measured(findings)
        written_for = decision.measured if decision.measured != now else ""
        return Cue(own, findings, decision.about, decision.pinned, written_for)
    text = by_shape.get(decision.shape, sentence.text)
    chosen = replace(sentence, text=text, alternatives=tuple(way for way in ways if way != text))
    if text == sentence.text:
        return Cue(chosen, findings, decision.about, decision.pinned, measured=measured)
    return Cue(replace(chosen, author="program"), findings, decision.about, decision.pinned)


def _measured(findings: tuple[Finding, ...]) -> str:
    """How large the difference is: about 20°."""
    return " ".join(amount(fact) for fact in facts(findings))
