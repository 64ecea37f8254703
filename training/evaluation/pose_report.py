"""The tables of the pose section: each number with the interval that people differ by."""

from collections.abc import Iterable, Sequence

from training.evaluation.pose_metrics import ANGLE, METRICS, SAGITTAL
from training.evaluation.pose_trials import TRUTH, Trial
from training.evaluation.report import table
from training.evaluation.tally import Mean, means

VIEW_METRICS = ("mpjpe", "pa_mpjpe", "sagittal", "other_angles", "world_mpjpe", "gravity", "slide", "contact")
SHORT_METRICS = (*VIEW_METRICS[:5], "drift", "gravity", "slide", "contact", "coverage")
_SAGITTAL = {ANGLE + name.removeprefix("left_").removeprefix("right_").replace("_", " ") for name in SAGITTAL}


def overall(trials: Sequence[Trial], names: Iterable[str] = tuple(METRICS)) -> str:
    """Metrics by methods."""
    found = _by_method(trials)
    rows = [
        [METRICS[name].label, METRICS[name].aim, *(_cell(own, name) for own in found.values())]
        for name in names
    ]
    return table(["all views", "aim", *found], rows)


def by_view(trials: Sequence[Trial], views: Iterable[str]) -> str:
    """A few metrics by view and method."""
    rows = []
    for view in views:
        found = _by_method([trial for trial in trials if trial.view == view and trial.method != TRUTH])
        rows += [
            [view, name, *(_cell(own, metric) for metric in VIEW_METRICS)] for name, own in found.items()
        ]
    return table(["view", "method", *(METRICS[name].label for name in VIEW_METRICS)], rows)


def by_angle(trials: Sequence[Trial]) -> str:
    """Mean absolute error of every joint angle, sagittal ones first."""
    found = _by_method([trial for trial in trials if trial.method != TRUTH])
    names = dict.fromkeys(name for own in found.values() for name in own if name.startswith(ANGLE))
    ordered = sorted(names, key=lambda name: name not in _SAGITTAL)
    rows = [
        [
            name.removeprefix(ANGLE),
            "≤ 6" if name in _SAGITTAL else "≤ 10",
            *(_cell(own, name) for own in found.values()),
        ]
        for name in ordered
    ]
    return table(["angle, °", "aim", *found], rows)


def refusals(trials: Sequence[Trial]) -> str:
    """How many cases each method refused, in words."""
    counts = {trial.method: 0 for trial in trials if trial.method != TRUTH}
    for trial in trials:
        counts[trial.method] = counts.get(trial.method, 0) + (trial.tallies is None)
    return ", ".join(f"{name} {count}" for name, count in counts.items() if name != TRUTH)


def worst(trials: Sequence[Trial], method: str, count: int) -> list[Trial]:
    """The cases with the largest MPJPE, at most one of each movement."""
    ranked = sorted(
        (trial for trial in trials if trial.method == method and trial.tallies),
        key=lambda trial: -trial.tallies["mpjpe"].mean if trial.tallies else 0.0,
    )
    by_movement = {trial.case.rsplit("_", 1)[0]: trial for trial in reversed(ranked)}
    return sorted(by_movement.values(), key=ranked.index)[:count]


def _by_method(trials: Sequence[Trial]) -> dict[str, dict[str, Mean]]:
    methods = sorted(dict.fromkeys(trial.method for trial in trials), key=lambda method: method == TRUTH)
    return {
        method: means(
            (trial.person, trial.tallies)
            for trial in trials
            if trial.method == method and trial.tallies is not None
        )
        for method in methods
    }


def _cell(found: dict[str, Mean], name: str) -> str:
    mean = found.get(name)
    if mean is None:
        return "–"
    digits = METRICS[name].digits if name in METRICS else 1
    return f"{mean.value:.{digits}f} ({mean.low:.{digits}f}–{mean.high:.{digits}f})"
