"""Every method on every case, in parallel processes."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import get_context

from inference.errors import PoseError
from training.evaluation.methods import METHODS
from training.evaluation.pose_cases import Case
from training.evaluation.pose_metrics import Tallies, errors

WORKERS = 2
# The motion capture itself, by the measures that need no other truth: as good as anything can get.
TRUTH = "the truth itself"
_OWN = ("slide", "penetration", "deep", "jitter")
_CHUNK = 4


@dataclass(frozen=True)
class Trial:
    """What one method made of one case; tallies None where it refused."""

    case: str
    person: str
    view: str
    method: str
    tallies: Tallies | None


def tried(cases: Iterable[Case], methods: Iterable[str] = tuple(METHODS)) -> list[Trial]:
    """A trial of each method, and of the truth, on each case."""
    names = tuple(methods)
    # Spawned: a fork would carry along the threads of torch, with which the noise was measured.
    with _single_threaded(), ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        each = pool.map(partial(_try, methods=names), cases, chunksize=_CHUNK)
        return list(chain.from_iterable(each))


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Processes started here calculate with one thread each: on small matrices several mostly wait."""
    before = dict(os.environ)
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _try(case: Case, methods: tuple[str, ...]) -> list[Trial]:
    def trial(method: str, tallies: Tallies | None) -> Trial:
        return Trial(case.name, case.person, case.view, method, tallies)

    own = errors(case.truth, case.truth)
    return [
        *(trial(method, _tallies(case, method)) for method in methods),
        trial(TRUTH, {name: own[name] for name in _OWN}),
    ]


def _tallies(case: Case, method: str) -> Tallies | None:
    try:
        return errors(METHODS[method](case.track, case.truth.height_m), case.truth)
    except PoseError:
        return None
