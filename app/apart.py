"""Apart: work in a process of its own, for what must not share a thread with the window.

Drawing with VTK off the screen holds Python's lock for whole frames, and on some systems only the first
thread of a process may do it.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from inference.errors import CoachError

Report = Callable[[float], None]
STOP_TIMEOUT_S = 2.0
FRACTION, RESULT, ERROR = range(3)


class ProcessError(CoachError):
    """A process of ours ended before its work was done."""


def run_apart(function: Callable[..., Any], *arguments: Any, report: Report) -> Any:
    """function(*arguments, report) in a process of its own; its result, or its exception raised here.

    Function and arguments must be picklable. When report raises (the user cancelled), the process is ended.
    """
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(theirs, function, arguments), daemon=True
    )
    process.start()
    theirs.close()
    try:
        while True:
            kind, value = ours.recv()
            if kind == RESULT:
                return value
            if kind == ERROR:
                raise value
            report(value)
    except EOFError as error:
        raise ProcessError("The drawing process ended early; try again with fewer programs open.") from error
    finally:
        process.terminate()
        process.join(STOP_TIMEOUT_S)
        ours.close()


def _work(to_parent: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        result = function(*arguments, lambda fraction: to_parent.send((FRACTION, fraction)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        to_parent.send((ERROR, error))
    else:
        to_parent.send((RESULT, result))
