import threading
import time

import pytest

from app.together import together
from inference.errors import Cancelled, PoseError


def silent(fraction):
    pass


def test_results_come_in_the_order_of_the_works():
    def slow(report):
        time.sleep(0.05)
        return "slow"

    assert together([(slow, silent), (lambda report: "quick", silent)]) == ["slow", "quick"]


def test_works_run_at_the_same_time_and_report_to_their_own_bars():
    meeting = threading.Barrier(2, timeout=5)
    told = {0: [], 1: []}

    def work(report):
        meeting.wait()
        report(0.5)

    together([(work, told[0].append), (work, told[1].append)])
    assert told == {0: [0.5], 1: [0.5]}


@pytest.mark.parametrize("failing", [0, 1])
def test_when_one_fails_the_other_stops_and_the_reason_is_told(failing):
    stopped = threading.Event()

    def endless(report):
        try:
            while True:
                report(0.1)
                time.sleep(0.001)
        except Cancelled:
            stopped.set()
            raise

    def fail(report):
        raise PoseError("Nobody was found.")

    works = [(endless, silent), (endless, silent)]
    works[failing] = (fail, silent)
    with pytest.raises(PoseError, match="Nobody"):
        together(works)
    assert stopped.is_set()
