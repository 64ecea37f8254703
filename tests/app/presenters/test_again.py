import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Desk
from pytestqt.qtbot import QtBot
from squat_camera import camera, pose_by_number, squatting

from app.preferences import preferences
from app.presenters import again as module
from app.presenters.again import BY_CLAPS, START, Again, Stage
from app.presenters.clip import Side
from app.presenters.microphone import Microphone
from app.presenters.speech import Speech
from capture.live import Camera
from inference.errors import PoseError
from inference.motion.files import write_motion

COACH_RAD, SHALLOW_RAD, DEEP_RAD = 1.75, 1.1, 1.72


class Voice(Speech):
    """Says nothing aloud, and remembers it; speaks until it is hushed."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[str] = []
        self.busy = False

    @property
    def speaking(self) -> bool:
        return self.busy

    def say(self, text: str) -> None:
        self.spoken.append(text)
        self.busy = True
        self.changed.emit()

    def stop(self) -> None:
        self.busy = False
        self.changed.emit()


class Loop(Desk):
    """A desk with a coach's clip, a voice, and a camera that sees squats of `depth_rad`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "library")
        self.folder = folder
        self.cameras: list[Camera] = []
        self.voice = Voice()
        find = lambda: list(self.cameras)  # noqa: E731
        self.again = Again(self.attempts, self.session, self.keeper, self.voice, find)
        coach = folder / "coach.npz"
        write_motion(squatting(COACH_RAD), coach)
        self.session.open(Side.COACH, coach)

    def see(self, depth_rad: float, **options: object) -> None:
        self.cameras[:] = [camera(self.folder, depth_rad, **options)]

    def shallow(self, qtbot: QtBot) -> None:
        """A shallow first attempt, from a file."""
        path = self.folder / "shallow.npz"
        write_motion(squatting(SHALLOW_RAD), path)
        self.try_(qtbot, path)

    def attempt(self, qtbot: QtBot) -> None:
        """Press the button, and wait for the result."""
        before = self.session.result
        self.again.press()
        resting = lambda: self.again.stage is Stage.RESTING  # noqa: E731
        qtbot.waitUntil(lambda: resting() and self.session.result is not before, timeout=30_000)

    def close(self) -> None:
        self.again.close()
        super().close()


@pytest.fixture
def loop(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    monkeypatch.setattr("app.presenters.session.pose_clip", pose_by_number)
    monkeypatch.setattr(module, "USUAL_COUNTDOWN_S", 0.3)
    monkeypatch.setattr(module, "MARGIN_S", -1.2)
    made = Loop(tmp_path)
    qtbot.waitUntil(lambda: made.again.possible, timeout=20_000)
    yield made
    made.close()


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> None:
    """A microphone that hears what a test emits as `clapped`."""
    monkeypatch.setattr(Microphone, "there", True)

    def listen(self: Microphone) -> None:
        self._source = object()

    def rest(self: Microphone) -> None:
        self._source = None

    monkeypatch.setattr(Microphone, "open", listen)
    monkeypatch.setattr(Microphone, "close", rest)


def test_one_press_leads_to_the_next_attempts_result(loop: Loop, qtbot: QtBot) -> None:
    loop.see(SHALLOW_RAD)
    loop.attempt(qtbot)
    assert len(loop.again.words) == 1
    loop.see(DEEP_RAD)
    loop.attempt(qtbot)
    assert [tried.number for tried in loop.attempts.listed] == [1, 2]
    assert "now matches your coach's" in loop.again.words[0]
    assert loop.again.words[-1] == loop.session.result.correction.sentences[0].text
    takes = list(loop.keeper.clips_folder().iterdir())
    assert len(takes) == 2
    assert loop.again.studio is None
    assert loop.voice.spoken == []
    assert loop.failures == []


def test_the_take_lasts_as_long_as_the_coachs_clip_and_the_margin(loop: Loop, qtbot: QtBot) -> None:
    loop.see(SHALLOW_RAD)
    loop.attempt(qtbot)
    start_s, end_s = loop.session.clips[Side.COACH].span
    taken = loop.session.clips[Side.TRAINEE]
    # From the key frame before it on, of which there is one every half second.
    wanted_s = end_s - start_s + module.MARGIN_S
    assert wanted_s - 0.2 <= taken.end_s - taken.start_s <= wanted_s + 0.7


def test_hands_free_it_speaks_and_two_claps_lead_on(loop: Loop, qtbot: QtBot, hears: None) -> None:
    loop.again.enter()
    loop.again.set_hands_free(True)
    assert loop.again.listening
    loop.see(SHALLOW_RAD)
    loop.attempt(qtbot)
    assert loop.voice.spoken[0] == "Step into the picture."
    assert "1" in loop.voice.spoken
    assert loop.voice.spoken[-1] == " ".join(loop.again.words)
    # While it speaks it does not listen: it would hear itself.
    assert not loop.again.listening
    loop.voice.stop()
    assert loop.again.listening
    loop.see(DEEP_RAD)
    loop.again.ear.clapped.emit(time.monotonic())
    assert loop.again.stage is Stage.STARTING
    qtbot.waitUntil(
        lambda: len(loop.attempts.listed) == 2 and loop.again.stage is Stage.RESTING, timeout=30_000
    )
    assert "now matches your coach's" in loop.voice.spoken[-1]


def test_a_take_can_begin_and_end_by_claps(loop: Loop, qtbot: QtBot, hears: None) -> None:
    loop.again.set_start(BY_CLAPS)
    loop.see(SHALLOW_RAD)
    loop.again.press()
    qtbot.waitUntil(lambda: loop.again.stage is Stage.WAITING, timeout=20_000)
    loop.again.studio.microphone.clapped.emit(loop.again.studio.now_s)
    qtbot.waitUntil(lambda: loop.again.stage is Stage.RECORDING, timeout=20_000)
    qtbot.wait(400)
    loop.again.studio.microphone.clapped.emit(loop.again.studio.now_s)
    qtbot.waitUntil(lambda: len(loop.attempts.listed) == 1, timeout=20_000)


def test_without_a_microphone_claps_are_not_waited_for(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Microphone, "there", False)
    loop.again.set_start(BY_CLAPS)
    assert not loop.again.by_claps


def test_pressing_before_it_begins_calls_it_off(
    loop: Loop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "USUAL_COUNTDOWN_S", 10)
    loop.see(SHALLOW_RAD)
    loop.again.press()
    qtbot.waitUntil(lambda: loop.again.stage is Stage.COUNTDOWN, timeout=20_000)
    loop.again.press()
    assert loop.again.stage is Stage.RESTING
    assert loop.again.said == ""
    assert list(loop.keeper.clips_folder().iterdir()) == []


def test_without_a_camera_it_says_so_in_one_sentence(loop: Loop, qtbot: QtBot) -> None:
    loop.again.press()
    qtbot.waitUntil(lambda: "No camera was found" in loop.again.said, timeout=20_000)
    assert loop.again.stage is Stage.RESTING
    assert loop.again.words == (loop.again.said,)


def test_a_camera_unplugged_before_the_take_is_said_and_nothing_is_lost(
    loop: Loop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop.shallow(qtbot)
    shown = loop.session.result
    monkeypatch.setattr(module, "USUAL_COUNTDOWN_S", 20)
    loop.see(DEEP_RAD, seconds=0.5, loops=False)
    loop.again.press()
    qtbot.waitUntil(lambda: bool(loop.again.said), timeout=20_000)
    assert loop.again.said.startswith("The camera “Virtual” is gone.")
    assert loop.again.stage is Stage.RESTING
    assert loop.session.result is shown
    assert len(loop.attempts.listed) == 1
    assert loop.failures == []


def test_a_camera_unplugged_during_the_take_is_said_and_nothing_is_lost(
    loop: Loop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop.shallow(qtbot)
    monkeypatch.setattr(module, "MARGIN_S", 20)
    loop.see(DEEP_RAD, seconds=1.5, loops=False)
    loop.attempt(qtbot)
    assert loop.again.words[0] == loop.again.flaw
    assert loop.again.flaw.startswith("The camera “Virtual” is gone.")
    assert "now matches your coach's" in loop.again.words[1]
    # What was recorded until then is an attempt, and so is the one before.
    assert len(loop.attempts.listed) == 2
    loop.attempts.bring_back(loop.attempts.listed[0].id)
    qtbot.waitUntil(lambda: loop.attempts.listed[0].shown and loop.session.result is not None, timeout=20_000)


def test_an_attempt_that_cannot_be_followed_is_said(
    loop: Loop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise PoseError("Nobody can be seen in this clip.")

    loop.shallow(qtbot)
    loop.see(SHALLOW_RAD)
    monkeypatch.setattr("app.presenters.session.pose_clip", nobody)
    loop.again.press()
    qtbot.waitUntil(lambda: "Nobody" in loop.again.said, timeout=20_000)
    assert loop.again.stage is Stage.RESTING
    assert len(loop.attempts.listed) == 1


def test_leaving_while_it_records_keeps_the_attempt_in_silence(
    loop: Loop, qtbot: QtBot, hears: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MARGIN_S", 20)
    loop.again.enter()
    loop.again.set_hands_free(True)
    loop.see(SHALLOW_RAD)
    loop.again.press()
    qtbot.waitUntil(lambda: loop.again.stage is Stage.RECORDING, timeout=20_000)
    qtbot.wait(400)
    loop.voice.spoken.clear()
    loop.again.leave()
    qtbot.waitUntil(lambda: len(loop.attempts.listed) == 1, timeout=20_000)
    assert loop.voice.spoken == []
    assert not loop.again.listening


def test_work_that_the_camera_interrupts_goes_on_when_there_is_no_take(
    loop: Loop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on: list[Callable[[], None]] = []
    monkeypatch.setattr(type(loop.session), "working", True)
    monkeypatch.setattr(loop.session, "resume", lambda: went_on.append(loop.again.press))
    loop.again.press()
    qtbot.waitUntil(lambda: bool(loop.again.said), timeout=20_000)
    assert len(went_on) == 1


@pytest.mark.parametrize("kept", ["", "4", "soon", "-1"])
def test_a_broken_preference_is_the_usual_one(loop: Loop, kept: str) -> None:
    preferences().setValue(START, kept)
    assert loop.again.start == module.USUAL_COUNTDOWN_S
