from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import Desk
from motions import squat
from pytestqt.qtbot import QtBot

from app.main_window import SAMPLES
from app.presenters.attempts import Reference
from app.presenters.clip import Side
from inference.motion.files import write_motion
from inference.motion.focus import Focus

DEPTHS_RAD = {"shallow": 1.1, "middle": 1.45, "within": 1.72, "coach": 1.75}
COACHS = "now matches your coach's"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Squats of several depths as motion files."""
    folder = tmp_path_factory.mktemp("motions")
    paths = {name: folder / f"{name}.npz" for name in DEPTHS_RAD}
    for name, path in paths.items():
        write_motion(squat(1, depth_rad=DEPTHS_RAD[name], fps=10, moving_s=1.0), path)
    return paths


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, films: dict[str, Path]) -> Iterator[Desk]:
    """With the coach's clip and a shallow first attempt."""
    made = Desk(tmp_path / "library")
    made.session.open(Side.COACH, films["coach"])
    made.try_(qtbot, films["shallow"])
    yield made
    made.close()


def numbers(desk: Desk) -> list[int]:
    return [tried.number for tried in desk.attempts.listed]


def test_a_first_attempt_has_a_score_and_nothing_to_be_set_against(desk: Desk) -> None:
    (tried,) = desk.attempts.listed
    assert tried.shown
    assert tried.best
    assert 0 < tried.score.points < 60
    assert tried.gained == 0
    assert desk.attempts.other is None
    assert desk.attempts.told == ()


def test_a_deeper_attempt_came_closer(desk: Desk, qtbot: QtBot, films: dict[str, Path]) -> None:
    desk.try_(qtbot, films["within"])
    first, second = desk.attempts.listed
    assert (second.number, second.shown, second.best, first.best) == (2, True, True, False)
    assert second.gained == pytest.approx(second.score.points - first.score.points)
    assert COACHS in desk.attempts.told[0]


def test_the_shown_attempt_is_set_against_the_one_that_was_chosen(
    desk: Desk, qtbot: QtBot, films: dict[str, Path]
) -> None:
    desk.try_(qtbot, films["within"])
    desk.try_(qtbot, films["middle"])
    assert desk.attempts.other.number == 2
    assert "went" in desk.attempts.told[0]
    desk.attempts.compare_with(Reference.FIRST)
    assert desk.attempts.other.number == 1
    assert "came closer" in desk.attempts.told[0]
    desk.attempts.compare_with(Reference.BEST)
    assert desk.attempts.other.number == 2


def test_reopened_the_attempts_are_there_and_can_be_shown_again(
    desk: Desk, qtbot: QtBot, films: dict[str, Path], tmp_path: Path
) -> None:
    desk.try_(qtbot, films["within"])
    words = desk.session.result.correction.text
    desk.attempts.compare_with(Reference.FIRST)
    told = desk.attempts.told
    listed = desk.attempts.listed
    assert desk.keeper.flush()
    identity = desk.keeper.id
    desk.close()
    other = Desk(tmp_path / "library")
    other.keeper.open(identity)
    other.settle(qtbot, films["within"])
    assert other.attempts.listed == listed
    qtbot.waitUntil(lambda: other.attempts.told == told, timeout=20_000)
    other.attempts.bring_back(listed[0].id)
    other.settle(qtbot, films["shallow"])
    assert [tried.shown for tried in other.attempts.listed] == [True, False]
    assert other.session.result.correction.text != words
    other.attempts.bring_back(listed[1].id)
    other.settle(qtbot, films["within"])
    assert other.session.result.correction.text == words
    assert len(other.attempts.listed) == 2
    assert other.failures == []
    other.close()


def test_a_shown_attempt_that_is_removed_makes_room_for_its_neighbour(
    desk: Desk, qtbot: QtBot, films: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[Path] = []
    monkeypatch.setattr("app.presenters.attempts.to_bin", lambda path: (gone.append(path), path.unlink()))
    desk.try_(qtbot, films["within"])
    first, second = desk.attempts.listed
    before = films["within"].read_bytes()
    desk.attempts.remove(second.id)
    desk.settle(qtbot, films["shallow"])
    qtbot.waitUntil(lambda: bool(gone) and not desk.jobs.jobs, timeout=20_000)
    assert [tried.id for tried in desk.attempts.listed] == [first.id]
    assert len(desk.keeper.record.clips) == 2
    # What was imported is only referred to: its movement and its words go, it stays.
    assert {path.parent.name for path in gone} == {"motions", "corrections"}
    assert films["within"].read_bytes() == before
    assert desk.keeper.flush()
    assert len(desk.library.folder(desk.keeper.id).read().record.attempts) == 1
    desk.attempts.remove(first.id)
    assert numbers(desk) == [1]


def test_what_was_recorded_goes_to_the_bin(
    desk: Desk, qtbot: QtBot, films: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    monkeypatch.setattr("app.presenters.attempts.to_bin", lambda path: gone.append(path.name))
    take = desk.keeper.clips_folder() / "take.npz"
    take.write_bytes(films["middle"].read_bytes())
    desk.try_(qtbot, take)
    desk.try_(qtbot, films["within"])
    desk.attempts.remove(desk.attempts.listed[1].id)
    qtbot.waitUntil(lambda: bool(gone) and not desk.jobs.jobs, timeout=20_000)
    assert "take.npz" in gone
    assert numbers(desk) == [1, 2]


def test_with_another_focus_all_scores_are_of_that_focus(
    desk: Desk, qtbot: QtBot, films: dict[str, Path]
) -> None:
    desk.try_(qtbot, films["middle"])
    assert desk.attempts.listed[0].score.points < 60
    desk.session.set_focus(Focus(channels=("left_elbow_flexion",)))
    qtbot.waitUntil(
        lambda: [tried.score.points for tried in desk.attempts.listed] == [100, 100], timeout=20_000
    )


def test_attempts_belong_to_the_coachs_clip(desk: Desk, qtbot: QtBot, films: dict[str, Path]) -> None:
    desk.session.open(Side.COACH, films["within"])
    qtbot.waitUntil(
        lambda: desk.session.result is not None and desk.session.result.coach.path == films["within"],
        timeout=20_000,
    )
    assert numbers(desk) == [1]
    desk.keeper.new()
    assert desk.attempts.listed == ()


def test_a_film_has_a_picture(desk: Desk, qtbot: QtBot, films: dict[str, Path]) -> None:
    """The clip alone: nobody is followed in it here."""
    assert desk.attempts.picture(desk.attempts.listed[0].id) == b""
    recorded = desk.keeper.record
    shallow = recorded.clip(recorded.attempts[0].trainee)
    film = recorded.with_clip(
        type(shallow)(shallow.id, shallow.side, "film", original=str(SAMPLES[Side.TRAINEE]))
    )
    desk.attempts._pictures.clear()
    desk.keeper.edit(clips=film.clips)
    qtbot.waitUntil(lambda: len(desk.attempts.picture(recorded.attempts[0].id)) > 500, timeout=20_000)
