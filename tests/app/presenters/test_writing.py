"""The language model's text arrives in the background, in the place of what it says, and disturbs nothing."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from motions import squat
from pytestqt.qtbot import QtBot
from saying import Says, writer

from app.jobs import JobRunner
from app.presenters.clip import Clip, Side
from app.presenters.decisions import shape
from app.presenters.result import Result
from app.presenters.session import Session
from app.presenters.words import Words
from app.presenters.writing import Writing
from inference.correction.language_model import Candidate
from inference.correction.writer import NONE_HELPS, Writer
from inference.errors import ModelError
from inference.motion.focus import Focus
from inference.motion.motion import Motion

DEEPER, OUT = "Bend both knees about 30° more at the bottom.", "Push both knees about 9 cm further out."
BOTH = "Bend both knees about 30° more at the bottom and push them about 9 cm further out."
WRONG = "Push both knees further in."


def clip(name: str, motion: Motion) -> Clip:
    ends_s = float(motion.time_s[0]), float(motion.time_s[-1])
    return Clip(Path(name), None, *ends_s, 1 / motion.fps, motion.height_m, whole_motion=motion)


@pytest.fixture(scope="module")
def result() -> Result:
    trainee = squat(2, depth_rad=1.2, knee_inward_m=0.09, fps=10, moving_s=1.0)
    return Result.of(clip("a.npz", trainee), clip("b.npz", squat(2, depth_rad=1.75, fps=10, moving_s=1.0)))


class Desk:
    """A session that has been compared, and its words."""

    def __init__(self, result: Result, load: Callable[[], Writer]) -> None:
        self.jobs = JobRunner()
        self.failures: list[str] = []
        self.jobs.failed.connect(lambda failure: self.failures.append(failure.message))
        self.session = Session(self.jobs)
        self.session.clips = {Side.TRAINEE: result.trainee, Side.COACH: result.coach}
        self.session.result = result
        self.writing = Writing(self.session, load)
        self.writing.want(True)
        self.words = Words(self.session, self.writing)

    def compared(self) -> None:
        """As when the comparison has just ended."""
        self.session.compared.emit()
        self.session.changed.emit()

    @property
    def said(self) -> list[str]:
        return [cue.sentence.text for cue in self.words.cues]


@pytest.fixture
def desk(qtbot: QtBot, result: Result) -> Iterator[Callable[..., Desk]]:
    """Makes a desk whose language model says these texts, or is loaded so."""
    made: list[Desk] = []

    def make(*texts: str, load: Callable[[], Writer] | None = None) -> Desk:
        made.append(Desk(result, load or (lambda: writer(*texts))))
        return made[-1]

    yield make
    for each in made:
        assert each.jobs.shutdown(5)


def wait(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.jobs.jobs, timeout=30_000)


class Endless(Says):
    """Writes until it is stopped; counts how often it has begun and been stopped."""

    def __init__(self) -> None:
        super().__init__("")
        self.begun, self.stopped = 0, 0

    def candidates(
        self, prompt: list[int], count: int, seed: int = 0, *, heard: Callable[[str], None]
    ) -> list[Candidate]:
        self.begun += 1
        try:
            while True:
                heard("")
                threading.Event().wait(0.01)
        finally:
            self.stopped += 1


def test_measured_sentences_are_there_at_once_and_the_text_takes_their_place(desk, qtbot: QtBot) -> None:
    made = desk(WRONG, DEEPER)
    made.compared()
    measured = made.words.cues
    assert all(cue.sentence.author == "program" for cue in measured)
    wait(qtbot, made)
    first, second = made.words.cues
    assert (first.sentence.text, first.sentence.author) == (DEEPER, "model")
    assert first.repaired > 0.3
    assert {finding.channel for finding in first.findings} == {"left_knee_flexion", "right_knee_flexion"}
    [same] = [cue for cue in measured if cue.about == first.about]
    assert first.measured == same.sentence.text
    assert same.sentence.text in first.sentence.alternatives
    assert second in measured
    assert made.words.available == len(made.words.cues)
    correction = made.words.correction
    assert correction.verification["chosen"] == 1
    assert correction.text == " ".join(made.said)


def test_two_sentences_of_a_text_are_verified_together(desk, qtbot: QtBot) -> None:
    made = desk(f"{DEEPER} {OUT}")
    made.compared()
    wait(qtbot, made)
    assert made.said == [DEEPER, OUT]
    assert made.words.cues[0].repaired == made.words.cues[1].repaired > 0.6
    made.words.move(made.words.cues[1], -1)
    assert made.said == [OUT, DEEPER]
    made.words.undo_stack.undo()
    made.words.reject(made.words.cues[1])
    assert made.words.cues[0].repaired is None, "half a text has not been verified"
    assert made.words.cues[0].sentence.author == "model"


@pytest.mark.parametrize("written", [DEEPER, f"{DEEPER} {OUT}", BOTH])
def test_what_was_decided_before_stays_when_the_text_arrives(desk, qtbot: QtBot, written: str) -> None:
    made = desk(written)
    words = made.words
    first, second = words.cues
    words.edit(first, "Sit down!")
    words.reject(second)
    words.pin(words.cues[0], pinned=True)
    made.compared()
    before = made.said
    wait(qtbot, made)
    assert made.said == before == ["Sit down!"]
    assert [cue.about for cue in words.rejected] == [second.about]
    words.take_back(words.rejected[0])
    words.edit(words.cues[0], "")
    words.pin(words.cues[0], pinned=False)
    assert words.cues[0].sentence.text == written.partition(f" {OUT}")[0]


def test_another_wording_stays_too(desk, qtbot: QtBot) -> None:
    made = desk(DEEPER)
    ways = made.words.cues[0].sentence.alternatives
    chosen = next(way for way in ways if shape(way) != shape(DEEPER))
    made.words.choose(made.words.cues[0], chosen)
    made.compared()
    wait(qtbot, made)
    cue = made.words.cues[0]
    assert (cue.sentence.text, cue.sentence.author, cue.repaired) == (chosen, "program", None)
    shapes = [shape(way) for way in (chosen, *cue.sentence.alternatives)]
    assert len(set(shapes)) == len(shapes), "what differs by its number alone cannot be told apart"
    made.words.choose(cue, DEEPER)
    assert made.words.cues[0].repaired > 0.3


def test_what_was_decided_about_one_sentence_stays_one(desk, qtbot: QtBot) -> None:
    made = desk(BOTH)
    made.compared()
    wait(qtbot, made)
    made.words.edit(made.words.cues[0], "Down and out!")
    made.writing.want(False)
    assert made.said == ["Down and out!"]
    assert set(made.words.correction.sentences[0].findings) == {f.id for f in made.session.findings}
    made.words.reject(made.words.cues[0])
    assert len(made.words.rejected) == 1


def test_each_style_has_its_text_and_keeps_it(desk, qtbot: QtBot) -> None:
    made = desk(DEEPER)
    made.compared()
    wait(qtbot, made)
    made.words.set_style("coach")
    assert DEEPER not in made.said
    wait(qtbot, made)
    assert made.said[0] == DEEPER
    made.words.set_style("trainee")
    assert made.said[0] == DEEPER
    assert not made.jobs.jobs


def test_another_style_or_focus_stops_what_is_under_way(desk, qtbot: QtBot) -> None:
    model = Endless()
    endless = Writer(model, writer("").codes)
    made = desk(load=lambda: endless)
    made.compared()
    qtbot.waitUntil(lambda: model.begun == 1)
    made.words.set_style("coach")
    qtbot.waitUntil(lambda: (model.begun, model.stopped) == (2, 1))
    with qtbot.waitSignal(made.session.compared, timeout=30_000):
        made.session.set_focus(Focus(channels=("left_knee_inward",)))
    qtbot.waitUntil(lambda: (model.begun, model.stopped) == (3, 2))
    made.session.set_focus(Focus(channels=("left_elbow_flexion",)))
    qtbot.waitUntil(lambda: model.stopped == 3)
    wait(qtbot, made)
    assert model.begun == 3, "nothing is to be corrected"
    assert made.failures == []


def test_who_stops_it_has_the_measured_sentences_until_they_ask_again(desk, qtbot: QtBot) -> None:
    model = Endless()
    endless = Writer(model, writer("").codes)
    made = desk(load=lambda: endless)
    made.compared()
    qtbot.waitUntil(lambda: model.begun == 1)
    [job] = made.jobs.jobs
    job.cancel()
    wait(qtbot, made)
    made.session.changed.emit()
    assert not made.jobs.jobs
    assert all(cue.sentence.author == "program" for cue in made.words.cues)
    made.writing.want(True)
    qtbot.waitUntil(lambda: model.begun == 2)


def test_where_nothing_helps_it_is_said(desk, qtbot: QtBot) -> None:
    made = desk(WRONG)
    before = made.said
    made.compared()
    wait(qtbot, made)
    assert made.said == before
    assert NONE_HELPS in made.words.correction.warnings
    assert made.words.correction.verification["chosen"] is None


def test_switched_off_the_measured_sentences_are_said(desk, qtbot: QtBot) -> None:
    made = desk(DEEPER)
    before = made.said
    made.compared()
    wait(qtbot, made)
    made.writing.want(False)
    assert made.said == before
    assert made.words.correction.verification is None
    made.writing.want(True)
    assert made.said[0] == DEEPER


def test_a_damaged_model_is_said_once(desk, qtbot: QtBot) -> None:
    def damaged() -> Writer:
        raise ModelError("The file of the network is not the one this program was made with.")

    made = desk(load=damaged)
    before = made.said
    made.compared()
    wait(qtbot, made)
    made.words.set_style("coach")
    made.words.set_style("trainee")
    wait(qtbot, made)
    assert len(made.failures) == 1
    assert made.said == before
    assert not made.writing.possible


def test_nothing_of_it_runs_on_the_windows_thread(desk, qtbot: QtBot) -> None:
    threads: set[int] = set()

    def load() -> Writer:
        threads.add(threading.get_ident())
        says = writer(DEEPER)

        def codes(motion: Motion):
            threads.add(threading.get_ident())
            return says.codes(motion)

        return Writer(says.model, codes)

    made = desk(load=load)
    made.compared()
    wait(qtbot, made)
    assert made.said[0] == DEEPER
    assert threads
    assert threading.get_ident() not in threads
