import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motions import squat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs import JobRunner
from app.presenters.clip import Side, open_clip
from app.presenters.decisions import Decision, Decisions, about, shape
from app.presenters.keeping import Keeper
from app.presenters.notes import Notes
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from app.presenters.words import Cue, Words
from capture.library.library import Library
from inference.motion.files import write_motion

Pair = tuple[Path, Path]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A trainee with several faults, and a coach."""
    folder = tmp_path_factory.mktemp("pair")
    trainee = squat(2, depth_rad=1.2, knee_inward_m=0.09, trunk_lean_rad=1.1, fps=10, moving_s=1.0)
    coach = squat(2, depth_rad=1.75, fps=10, moving_s=1.0)
    for name, motion in (("trainee", trainee), ("coach", coach)):
        write_motion(motion, folder / f"{name}.npz")
    return folder / "trainee.npz", folder / "coach.npz"


@pytest.fixture(scope="module")
def result(pair: Pair) -> Result:
    return Result.of(*map(open_clip, pair))


@pytest.fixture
def session(qtbot: QtBot, result: Result) -> Session:
    jobs = JobRunner()
    made = Session(jobs)
    made.result = result
    yield made
    assert jobs.shutdown(5)


@pytest.fixture
def words(session: Session) -> Words:
    return Words(session)


def texts(words: Words) -> list[str]:
    return [cue.sentence.text for cue in words.cues]


def measured_otherwise(session: Session, words: Words, scale: float) -> None:
    """The same differences, of another size, in another phase: as after a refinement."""
    result = session.result
    findings = [
        replace(
            finding,
            id=f"{finding.id}-refined",
            difference=scale * finding.difference,
            phase=replace(finding.phase, name="at the bottom"),
        )
        for finding in result.correction.findings
    ]
    compare_again(session, words, findings)


def compare_again(session: Session, words: Words, findings: list) -> None:
    result = session.result
    session.result = replace(
        result,
        comparison=replace(result.comparison, findings=tuple(findings)),
        correction=replace(result.correction, findings=tuple(findings)),
    )
    session.compared.emit()


def test_the_most_important_sentences_are_said_with_their_evidence(words: Words, result: Result) -> None:
    assert len(words.cues) == 2 < words.available
    known = set(result.correction.findings)
    for cue in words.cues:
        assert set(cue.findings) <= known
        assert len(cue.sentence.alternatives) >= 3
    assert words.cues[0].findings[0] == result.correction.findings[0]
    assert words.correction.text == " ".join(texts(words))


def test_a_rejected_sentence_makes_room_for_the_next_and_can_be_brought_back(words: Words) -> None:
    before = words.cues
    words.say_more(1)
    (*_, following) = words.cues
    words.say_more(-1)
    words.reject(before[0])
    assert [cue.about for cue in words.cues] == [before[1].about, following.about]
    assert [cue.about for cue in words.rejected] == [before[0].about]
    words.take_back(words.rejected[0])
    assert words.cues == before


def test_the_coachs_own_words_are_said_as_theirs(words: Words) -> None:
    (first, second) = words.cues
    words.edit(second, "  Chest   up! ")
    sentence = words.correction.sentences[1]
    assert (sentence.text, sentence.author) == ("Chest up!", "coach")
    assert sentence.findings == second.sentence.findings
    assert second.sentence.text in sentence.alternatives
    words.edit(words.cues[1], "")
    assert words.cues == (first, second)


def test_another_way_to_say_it_can_be_chosen(words: Words) -> None:
    cue = words.cues[0]
    other = cue.sentence.alternatives[1]
    words.choose(cue, other)
    chosen = words.cues[0].sentence
    assert (chosen.text, chosen.author) == (other, "program")
    assert cue.sentence.text in chosen.alternatives
    assert other not in chosen.alternatives


def test_what_is_pinned_comes_first_and_is_said_beyond_the_limit(words: Words) -> None:
    words.say_more(2)
    *_, last = words.cues
    words.pin(last, pinned=True)
    assert words.cues[0].about == last.about
    words.say_more(-3)
    assert [cue.about for cue in words.cues] == [last.about]
    words.pin(words.cues[0], pinned=False)
    assert words.cues[0].about != last.about


def test_neighbours_change_places(words: Words) -> None:
    first, second = words.cues
    words.move(second, -1)
    assert [cue.about for cue in words.cues] == [second.about, first.about]
    words.move(words.cues[0], -1)
    assert words.cues[0].about == second.about
    words.pin(words.cues[1], pinned=True)
    words.move(words.cues[1], -1)  # not before what is pinned
    assert words.cues[0].about == first.about


ACTIONS: dict[str, Callable[[Words, Cue], object]] = {
    "edit": lambda words, cue: words.edit(cue, f"{cue.sentence.text} Please."),
    "choose": lambda words, cue: words.choose(cue, (*cue.sentence.alternatives, cue.sentence.text)[0]),
    "pin": lambda words, cue: words.pin(cue, not cue.pinned),
    "reject": lambda words, cue: words.reject(cue),
    "move": lambda words, cue: words.move(cue, 1),
    "more": lambda words, _: words.say_more(1),
    "fewer": lambda words, _: words.say_more(-1),
    "back": lambda words, _: [words.take_back(cue) for cue in words.rejected[:1]],
}


@settings(max_examples=20)
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 3)), max_size=12))
def test_undo_and_redo_restore_exactly(
    qapp: QApplication, result: Result, steps: list[tuple[str, int]]
) -> None:
    session = Session(JobRunner())
    session.result = result
    words = Words(session)
    said = [(words.decisions, words.cues)]
    for name, which in steps:
        if words.cues:
            before = words.undo_stack.index()
            ACTIONS[name](words, words.cues[which % len(words.cues)])
            if words.undo_stack.index() > before:
                said.append((words.decisions, words.cues))
    for state in reversed(said[:-1]):
        words.undo_stack.undo()
        assert (words.decisions, words.cues) == state
    assert not words.undo_stack.canUndo()
    for state in said[1:]:
        words.undo_stack.redo()
        assert (words.decisions, words.cues) == state
    assert Decisions.from_json(json.loads(json.dumps(words.decisions.to_json()))) == words.decisions
    session.jobs.shutdown(1)


def test_decisions_outlive_a_refinement(session: Session, words: Words) -> None:
    first, second = words.cues
    words.edit(first, "Sit down deeper.")
    other = second.sentence.alternatives[0]
    words.choose(second, other)
    words.pin(words.cues[1], pinned=True)
    measured_otherwise(session, words, 1.5)
    assert [cue.about for cue in words.cues] == [second.about, first.about]
    assert words.cues[1].sentence.text == "Sit down deeper."
    assert "about" in words.cues[1].written_for
    assert words.cues[0].findings[0].id.endswith("-refined")
    measured_otherwise(session, words, 1 / 1.5)
    assert words.cues[1].written_for == ""


def test_a_chosen_wording_takes_the_new_number(session: Session, words: Words) -> None:
    measured_otherwise(session, words, 1.0)
    cue = next(cue for cue in words.cues if "°" in cue.sentence.text)
    other = cue.sentence.alternatives[1]
    words.choose(cue, other)
    measured_otherwise(session, words, 3.0)
    (now,) = (each.sentence.text for each in words.cues if each.about == cue.about)
    assert now != other
    assert shape(now) == shape(other)


def test_what_was_pinned_stays_when_it_is_not_measured_any_more(session: Session, words: Words) -> None:
    kept, _ = words.cues
    words.pin(kept, pinned=True)
    others = [f for f in session.result.correction.findings if f not in kept.findings]
    compare_again(session, words, others)
    assert words.cues[0].sentence.text == kept.sentence.text
    assert words.cues[0].findings == ()
    assert words.cues[0].sentence.author == "coach"
    words.pin(words.cues[0], pinned=False)
    assert kept.about not in [cue.about for cue in words.cues]


def test_one_at_a_time_goes_through_all_and_is_the_users_habit(session: Session, words: Words) -> None:
    words.set_one_at_a_time(True)
    seen = []
    for _ in range(words.available):
        assert len(words.cues) == 1
        seen.append(words.cues[0].about)
        words.step(1)
    assert len(set(seen)) == words.available
    words.step(-1)
    assert words.cues[0].about == seen[-2]
    words.reject(words.cues[0])
    assert words.cues[0].about == seen[-1]
    assert Words(session).one_at_a_time


def test_every_style_says_the_same(session: Session, words: Words) -> None:
    spoken = {}
    for style in ("coach", "trainee", "physio"):
        words.set_style(style)
        assert words.correction.style == style
        assert Words(session).style == style
        spoken[style] = texts(words), [cue.about for cue in words.cues], words.praise.text
    for part, alike in ((0, False), (1, True), (2, False)):
        different = {str(each[part]) for each in spoken.values()}
        assert (len(different) == 1) == alike


def test_without_findings_there_is_praise_and_nothing_to_decide(session: Session, words: Words) -> None:
    compare_again(session, words, [])
    assert words.cues == ()
    assert words.correction.text == words.praise.text
    assert "match" in words.praise.text


def test_all_rejected_says_so_without_claiming_that_nothing_differs(session: Session, words: Words) -> None:
    session.result = replace(session.result, comparison=replace(session.result.comparison, within=()))
    for _ in range(words.available):
        words.reject(words.cues[0])
    assert words.praise is None
    (sentence,) = words.correction.sentences
    assert sentence.text == "Your coach has nothing to correct now."


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"each": 3},
        {"each": [{"about": ["tempo more"], "text": 7}]},
        {"each": [{"about": [1]}]},
        {"each": [{"about": [], "hidden": True}]},
        {"order": [None]},
        {"count": 0},
        {"count": True},
    ],
)
def test_decisions_of_a_damaged_session_are_refused(broken: object) -> None:
    with pytest.raises(ValueError, match=r"decisions|sentences"):
        Decisions.from_json(broken)


def test_both_sides_share_what_was_decided_for_one() -> None:
    one = Decision(frozenset({"left_knee_flexion more"}), pinned=True)
    decisions = Decisions().deciding(one)
    both = frozenset({"left_knee_flexion more", "right_knee_flexion more"})
    assert decisions.on(both).pinned
    assert not decisions.on(frozenset({"left_knee_flexion less"})).pinned
    assert decisions.deciding(Decision(both, rejected=True)).each == (Decision(both, rejected=True),)


class Desk:
    """Session, words and keeper, without widgets."""

    def __init__(self, root: Path) -> None:
        self.jobs = JobRunner()
        self.session = Session(self.jobs)
        self.review = Review(self.session)
        self.words = Words(self.session)
        self.library = Library(root)
        self.keeper = Keeper(self.library, self.session, self.review, Notes(self.review.clock, self.session))
        self.words.keep_in(self.keeper)

    def correction(self) -> dict:
        """What lies in the session's folder."""
        assert self.keeper.flush()
        folder = self.library.folder(self.keeper.id)
        (attempt,) = folder.read().record.attempts
        return json.loads((folder.path / attempt.correction).read_text("utf-8"))

    def close(self) -> None:
        self.session.cancel()
        assert self.jobs.shutdown(10)
        assert self.keeper.close()
        self.library.close()


def test_decisions_are_kept_with_the_session_and_come_back(qtbot: QtBot, tmp_path: Path, pair: Pair) -> None:
    desk = Desk(tmp_path)
    for side, path in zip(Side, pair, strict=True):
        desk.session.open(side, path)
    qtbot.waitUntil(lambda: bool(desk.keeper.record.attempts), timeout=30_000)
    first = desk.words.cues[0]
    desk.words.edit(first, "My own words.")
    desk.words.reject(desk.words.cues[1])
    said = desk.words.correction
    kept = desk.correction()
    assert kept["text"] == said.text
    assert [s["author"] for s in kept["sentences"]] == ["coach", "program"]
    identity = desk.keeper.id
    desk.words.undo_stack.undo()
    assert desk.correction()["text"] == desk.words.correction.text != said.text
    desk.words.undo_stack.redo()
    desk.close()

    again = Desk(tmp_path)
    again.keeper.open(identity)
    qtbot.waitUntil(lambda: again.session.result is not None, timeout=30_000)
    assert again.words.correction.text == said.text
    assert not again.words.undo_stack.canUndo()
    closed: list[bool] = []
    again.keeper.new(lambda: closed.append(True))
    assert again.words.decisions == Decisions()
    qtbot.waitUntil(lambda: bool(closed))
    again.close()


def test_what_is_said_is_named_by_channel_and_direction(result: Result) -> None:
    names = about(result.correction.findings)
    assert len(names) == len(result.correction.findings)
    assert all(name.split(" ")[1] in ("more", "less") for name in names)
