import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sessions import record

from capture.errors import LibraryError
from capture.library import autosave
from capture.library.autosave import Autosaver
from capture.library.record import Record


class Disk:
    """Takes what an Autosaver writes, and notes the order; breaks and stalls when told to."""

    def __init__(self) -> None:
        self.order: list[object] = []
        self.errors: list[Exception] = []
        self.broken = False
        self.stall = threading.Event()
        self.stall.set()

    def write(self, place: str, fill: object) -> None:
        self.order.append(place)

    def save(self, saved: Record) -> None:
        self.stall.wait(10)
        if self.broken:
            raise LibraryError("There is no room left.")
        self.order.append(saved.title)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def saver(disk: Disk) -> Autosaver:
    made = Autosaver(disk.write, disk.save, disk.errors.append)
    yield made
    disk.stall.set()
    disk.broken = False
    assert made.close(10)


def titled(title: str) -> Record:
    return replace(record(), title=title)


def wait(condition) -> None:
    end_s = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.01)


def nothing(path: Path) -> None:
    pass


def test_of_many_changes_the_last_is_saved_within_a_second(disk, saver):
    begin_s = time.monotonic()
    for number in range(50):
        saver.change(titled(str(number)))
    wait(lambda: disk.order)
    assert time.monotonic() - begin_s < 1.0
    assert disk.order == ["49"]


def test_unending_changes_are_saved_meanwhile(disk, saver):
    end_s = time.monotonic() + 2.2 * autosave.DELAY_S
    while time.monotonic() < end_s:
        saver.change(titled("on and on"))
        time.sleep(0.01)
    assert len(disk.order) >= 2


def test_files_are_there_before_the_record_that_names_them(disk, saver):
    saver.change(titled("one"), {"motions/a.npz": nothing})
    saver.change(titled("two"), {"motions/b.npz": nothing})
    assert saver.flush(10)
    assert disk.order == ["motions/a.npz", "motions/b.npz", "two"]


def test_nobody_waits_for_a_slow_disk(disk, saver):
    disk.stall.clear()
    saver.change(titled("slow"))
    assert not saver.flush(0.05)
    begin_s = time.monotonic()
    for _ in range(100):
        saver.change(titled("meanwhile"))
    assert time.monotonic() - begin_s < 0.1
    disk.stall.set()
    assert saver.flush(10)
    assert disk.order[-1] == "meanwhile"


def test_a_full_disk_is_said_once_and_saving_goes_on_afterwards(disk, saver):
    disk.broken = True
    for title in ("first", "second"):
        saver.change(titled(title), {f"motions/{title}.npz": nothing})
        assert not saver.flush(10)
    assert [str(error) for error in disk.errors] == ["There is no room left."]
    disk.broken = False
    disk.order.clear()
    assert saver.flush(10)
    assert disk.order == ["motions/first.npz", "motions/second.npz", "second"]


def test_it_is_tried_again_without_another_change(disk, monkeypatch):
    monkeypatch.setattr(autosave, "RETRY_S", 0.05)
    disk.broken = True
    saver = Autosaver(disk.write, disk.save, disk.errors.append)
    saver.change(titled("kept"))
    wait(lambda: disk.errors)
    disk.broken = False
    wait(lambda: disk.order == ["kept"])
    assert saver.close(10)


def test_a_file_that_cannot_be_written_is_said_too(disk):
    def broken(place: str, fill: object) -> None:
        raise ValueError("a mistake of ours")

    saver = Autosaver(broken, disk.save, disk.errors.append)
    saver.change(titled("x"), {"motions/a.npz": nothing})
    assert not saver.close(10)
    assert [str(error) for error in disk.errors] == ["a mistake of ours"]


def test_the_thread_ends(disk):
    before = threading.active_count()
    for _ in range(20):
        saver = Autosaver(disk.write, disk.save, disk.errors.append)
        saver.change(titled("x"))
        assert saver.close(10)
    assert threading.active_count() == before
    assert len(disk.order) == 20
