import pytest
from pytestqt.qtbot import QtBot

from app.presenters.clock import Clock
from app.presenters.notes import Notes


@pytest.fixture
def clock(qtbot: QtBot) -> Clock:
    made = Clock()
    made.set_span((0.0, 10.0), 0.1)
    return made


@pytest.fixture
def notes(clock: Clock) -> Notes:
    made = Notes(clock)
    for time_s, text in ((5.0, "later"), (2.0, "earlier")):
        clock.seek(time_s)
        made.add(text)
    return made


def texts(notes: Notes) -> list[str]:
    return [note.text for note in notes.notes]


def test_notes_stand_in_the_order_of_time(notes: Notes) -> None:
    assert texts(notes) == ["earlier", "later"]
    assert [note.time_s for note in notes.notes] == [2.0, 5.0]


def test_choosing_a_note_holds_the_clock_there(notes: Notes, clock: Clock) -> None:
    clock.play()
    notes.go_to(notes.notes[1].id)
    assert (clock.time_s, clock.playing) == (5.0, False)


def test_every_change_can_be_taken_back_and_made_again(notes: Notes) -> None:
    notes.edit(notes.notes[0].id, " changed ")
    notes.remove(notes.notes[1].id)
    assert texts(notes) == ["changed"]
    steps = [["changed", "later"], ["earlier", "later"], ["later"], []]
    for step in steps:
        notes.undo()
        assert texts(notes) == step
    assert not notes.can_undo
    for step in [*steps[2::-1], ["changed"]]:
        notes.redo()
        assert texts(notes) == step
    assert not notes.can_redo


def test_a_new_change_ends_what_can_be_made_again(notes: Notes) -> None:
    notes.undo()
    notes.add("instead")
    assert not notes.can_redo


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_an_empty_text_is_no_note(notes: Notes, nothing: str) -> None:
    notes.add(nothing)
    assert len(notes.notes) == 2
    notes.edit(notes.notes[0].id, nothing)
    assert texts(notes) == ["later"]


def test_editing_without_a_change_is_none(notes: Notes) -> None:
    said: list[bool] = []
    notes.changed.connect(lambda: said.append(True))
    notes.edit(notes.notes[0].id, "earlier")
    assert said == []


def test_another_sessions_notes_begin_anew(notes: Notes) -> None:
    notes.show(())
    assert texts(notes) == []
    assert not notes.can_undo
