import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import WORKERS, JobRunner, Report
from inference.errors import PoseError


@pytest.fixture
def jobs(qtbot: QtBot) -> JobRunner:
    runner = JobRunner()
    yield runner
    assert runner.shutdown(5)


def until_stopped(report: Report) -> None:
    while True:
        report(0.5)
        time.sleep(0.005)


def test_work_runs_elsewhere_and_its_result_arrives_on_the_window_thread(
    jobs: JobRunner, qtbot: QtBot
) -> None:
    ends: list[tuple[object, int]] = []
    jobs.start("Counting", lambda _: threading.get_ident(), lambda r: ends.append((r, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(ends))
    worker, here = ends[0]
    assert worker != here == threading.get_ident()
    assert jobs.jobs == ()


def test_progress_is_shown_while_the_job_runs(jobs: JobRunner, qtbot: QtBot) -> None:
    seen: list[float] = []
    go_on = threading.Event()

    def work(report: Report) -> None:
        report(0.25)
        go_on.wait(5)

    jobs.changed.connect(lambda: seen.extend(job.fraction for job in jobs.jobs))
    jobs.start("Working", work)
    qtbot.waitUntil(lambda: 0.25 in seen)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.jobs)


def test_cancel_stops_the_work_and_is_no_error(jobs: JobRunner, qtbot: QtBot) -> None:
    stopped: list[bool] = []
    failures: list[object] = []
    jobs.failed.connect(failures.append)
    job = jobs.start("Endless", until_stopped, stopped=lambda: stopped.append(True))
    qtbot.waitUntil(lambda: job.fraction > 0)
    job.cancel()
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert stopped == [True]
    assert failures == []


def test_a_job_cancelled_while_it_waits_never_begins(jobs: JobRunner, qtbot: QtBot) -> None:
    began: list[bool] = []
    busy = [jobs.start(f"Endless {i}", until_stopped) for i in range(WORKERS)]
    waiting = jobs.start("Waiting", lambda _: began.append(True))
    for job in (waiting, *busy):
        job.cancel()
    qtbot.waitUntil(lambda: not jobs.jobs)
    assert began == []


def test_our_errors_speak_for_themselves_and_others_are_explained(jobs: JobRunner, qtbot: QtBot) -> None:
    def nobody(_: Report) -> None:
        raise PoseError("Nobody was found in the clip.")

    def broken(_: Report) -> None:
        raise ZeroDivisionError("secret detail")

    with qtbot.waitSignal(jobs.failed) as own:
        jobs.start("Following", nobody)
    assert own.args[0].message == "Nobody was found in the clip."
    assert "PoseError" in own.args[0].details
    with qtbot.waitSignal(jobs.failed) as other:
        jobs.start("Comparing", broken)
    assert other.args[0].title == "Comparing"
    assert "secret detail" not in other.args[0].message
    assert other.args[0].message.startswith("Something unexpected went wrong.")
    assert "ZeroDivisionError: secret detail" in other.args[0].details
    assert "in broken" in other.args[0].details


def test_shutdown_ends_running_work_in_time_and_leaves_no_thread(qtbot: QtBot) -> None:
    before = threading.active_count()
    runner = JobRunner()
    job = runner.start("Endless", until_stopped)
    qtbot.waitUntil(lambda: job.fraction > 0)
    began_s = time.monotonic()
    assert runner.shutdown(4)
    assert time.monotonic() - began_s < 1
    # Threads of earlier tests may end meanwhile.
    qtbot.waitUntil(lambda: threading.active_count() <= before)


def test_shutdown_does_not_wait_for_what_has_not_begun(qtbot: QtBot) -> None:
    runner = JobRunner()
    for _ in range(2 * WORKERS):
        runner.start("Endless", until_stopped)
    qtbot.waitUntil(lambda: sum(job.fraction > 0 for job in runner.jobs) == WORKERS)
    began_s = time.monotonic()
    assert runner.shutdown(4)
    assert time.monotonic() - began_s < 1


def test_shutdown_says_when_a_worker_does_not_come_to_its_end(qtbot: QtBot) -> None:
    deaf = threading.Event()
    runner = JobRunner()
    runner.start("Deaf", lambda _: deaf.wait(10))
    assert not runner.shutdown(0.1)
    deaf.set()
    assert runner.shutdown(5)
