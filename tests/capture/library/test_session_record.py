import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sessions import record

from capture.errors import SessionFileError
from capture.library.reading import NewerVersionError, parse_record
from capture.library.record import Attempt, Clip, Record, new_id, now


def parsed(data: object) -> Record:
    return parse_record(json.dumps(data).encode())


def test_what_is_written_is_read_again():
    written = record("Zoë", "knees in", "“good”\n深い")
    assert parsed(written.to_json()) == written
    empty = Record.new()
    assert parsed(empty.to_json()) == empty


def test_a_clip_replaces_the_one_of_its_id():
    before = record()
    moved = replace(before.clip("coach1"), original="/elsewhere.mp4")
    after = before.with_clip(moved)
    assert after.clips == (before.clips[0], moved)
    assert after.changed > before.changed


def test_another_attempt_is_added():
    again = Attempt(new_id(), now(), "trainee1", "coach1")
    assert record().with_attempt(again).attempts[1:] == (again,)


def edited(path: tuple[str | int, ...], value: object) -> dict:
    data = record("Anna", "a note").to_json()
    inner = data = json.loads(json.dumps(data))
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "1"),
        (("version",), True),
        (("created",), "yesterday"),
        (("created",), "2026-03-01T12:00:00"),
        (("title",), None),
        (("title",), "\ud800"),
        (("title",), "nul \0"),
        (("person",), "Anna"),
        (("person", "id"), "../../etc"),
        (("clips",), {}),
        (("clips", 0, "id"), "../x"),
        (("clips", 0, "id"), "coach1"),
        (("clips", 0, "original"), None),
        (("clips", 0, "file"), "../../outside.mp4"),
        (("clips", 0, "file"), "/etc/passwd"),
        (("clips", 0, "file"), "C:/windows.mp4"),
        (("clips", 0, "file"), "..\\..\\outside.mp4"),
        (("clips", 0, "motion"), ""),
        (("shown", "trainee"), "nobody"),
        (("attempts", 0, "coach"), "nobody"),
        (("attempts", 0, "correction"), "../correction.json"),
        (("attempts", 0, "scores", "all"), "0.8"),
        (("attempts", 0, "scores", "all"), 10**400),
        (("notes", 0, "time_s"), float("inf")),
        (("notes", 0, "time_s"), None),
        (("settings",), []),
        (("settings", "deep"), {"nan": float("nan")}),
    ],
)
def test_what_cannot_be_is_refused(path, value):
    with pytest.raises(SessionFileError, match="damaged"):
        parsed(edited(path, value))


def test_a_newer_version_asks_for_a_newer_program():
    with pytest.raises(NewerVersionError, match="Update"):
        parsed(edited(("version",), 2))


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"[", b"[" * 100_000, b"{}", b"1", b"\xff\xfe{", b'{"version": 1e999}']
)
def test_what_is_no_session_is_refused(content):
    with pytest.raises(SessionFileError):
        parse_record(content)


WHOLE = json.dumps(record("Anna", "a note").to_json()).encode()


@given(st.binary(max_size=200) | st.integers(0, len(WHOLE)).map(lambda end: WHOLE[:end]))
def test_noise_and_torn_files_give_a_record_or_our_error(content):
    with suppress(SessionFileError):
        assert parse_record(content) == parse_record(WHOLE)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_changed_byte_gives_a_record_or_our_error(place, byte):
    content = WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    try:
        again = parse_record(content)
    except SessionFileError:
        return
    # Whatever was read can be written.
    assert parse_record(json.dumps(again.to_json(), ensure_ascii=False).encode()) == again


def test_a_clip_has_its_place_inside_or_outside():
    inside = Clip("a", "coach", "x", file="clips/x.mkv")
    assert parsed(replace(Record.new(), clips=(inside,)).to_json()).clips == (inside,)
