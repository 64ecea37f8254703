"""How surely is each channel known from video? One film against the truth, and films against each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.motion.differences import DIFFERENT_SIDES_RAD
from inference.pipeline import DEFAULT_HEIGHT_M
from training.evaluation.certainty import Certainty, present, scaled, video_sigma
from training.evaluation.channel_errors import FAMILIES
from training.evaluation.error_statistics import within
from training.evaluation.takes import Pair, Take, same_movement, same_posture, takes
from training.evaluation.thresholds import Answers, curve, questions

SPLIT = "val"
PEOPLE = "UI-PRMD s07, MHAD s10, CMU 127"
# Angles between cameras. Films farther apart than in bin MEASURE are not corrected.
BINS_DEG = ((0, 10), (10, 45), (45, 75), (75, 100), (100, 180))
MEASURE = 1
MULTIPLES = (2.0, 2.4, 2.8, 3.3, 4.0, 5.0, 6.5)
# One movement, filmed twice, may yield a finding in a tenth of the pairs.
SILENT = 0.9
# Sizes of errors that could serve as σ: of the bulk of them, of the tail.
SIZES: dict[str, Callable[[np.ndarray], float]] = {
    "68 %": within,
    "95 % / 1.96": lambda errors: within(errors, 0.95) / 1.96,
}


@dataclass(frozen=True, eq=False)
class Films:
    """The films of the split, lifted.

    From the heavy network's landmarks and from the full one's, and for a stature that is only assumed.
    """

    heavy: Sequence[Take]
    full: Sequence[Take]
    assumed: Sequence[Take]

    @classmethod
    def read(cls) -> "Films":
        """Lift them all."""
        return cls(
            list(takes(SPLIT)), list(takes(SPLIT, "full")), list(takes(SPLIT, height_m=DEFAULT_HEIGHT_M))
        )

    def two_networks(self) -> list[Pair]:
        """The two networks on each film: what two films from the very same place differ in at least."""
        full = {(take.movement, take.side): take for take in self.full}
        both = [(take, full.get((take.movement, take.side))) for take in self.heavy]
        return [Pair.of(take, other) for take, other in both if other is not None]


@dataclass(frozen=True)
class Point:
    """One point of the trade-off: by which size of errors σ was taken, and what was answered."""

    size: str
    certainty: Certainty
    apart: Answers
    networks: Answers


@dataclass(frozen=True, eq=False)
class Findings:
    """What was measured.

    sizes (families, bins): 1 σ of one film of a pair; shares (3, bins) by kind of pair: quartiles of the
    sizes against bin MEASURE; whole: the error of one film, in video_sigma; points: what is assumed now, then
    the trade-off; chosen: the best of it.
    """

    films: Films
    sizes: np.ndarray
    shares: dict[str, np.ndarray]
    whole: float
    points: list[Point]
    chosen: Point


def measured(films: Films) -> Findings:
    """Measure errors, shares and the trade-off of the threshold."""
    same, alike = same_movement(films.heavy), same_posture(films.heavy)
    shares = {"one movement": _shares(_sizes(same)), "one posture": _shares(_sizes(alike))}
    measure = _between([*same, *alike], *BINS_DEG[MEASURE])
    by_angle = share_by_angle(list(shares.values()))
    by_size = {
        name: Certainty(video_sigma(measure, size), *by_angle, multiple=0) for name, size in SIZES.items()
    }
    points = _trade_off(films, same, by_size)
    return Findings(
        films=films,
        sizes=_sizes([*same, *alike]),
        shares=shares,
        whole=_whole(films.heavy, measure),
        points=points,
        chosen=best(points[1:]),
    )


def _whole(made: Sequence[Take], measure: Sequence[Pair]) -> float:
    ratios = [
        within(np.concatenate([take.errors.scaled[:, columns].ravel() for take in made]))
        / within(scaled(measure, columns))
        for columns in FAMILIES.values()
    ]
    return float(np.nanmedian(ratios))


def _between(pairs: Sequence[Pair], least_deg: float, most_deg: float) -> list[Pair]:
    return [pair for pair in pairs if least_deg <= pair.apart_deg < most_deg]


def _sizes(pairs: Sequence[Pair]) -> np.ndarray:
    bins = [_between(pairs, *edges) for edges in BINS_DEG]
    return np.array([[within(scaled(near, columns)) for near in bins] for columns in FAMILIES.values()])


def _shares(sizes: np.ndarray) -> np.ndarray:
    """Sizes (families, bins) against those in bin MEASURE, (3, bins): quartiles over the families."""
    ratios = sizes / sizes[:, MEASURE, None]
    empty = ~np.isfinite(ratios).any(axis=0)
    quartiles = np.nanpercentile(np.where(empty, 0, ratios), [25, 50, 75], axis=0)
    return np.where(empty, np.nan, quartiles)


def share_by_angle(by_kind: Sequence[np.ndarray]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Middles of bins, °, and the share of video_sigma there: mean of the medians in by_kind (3, bins)."""
    medians = np.array([of_kind[1] for of_kind in by_kind])
    told = np.isfinite(medians).any(axis=0)
    middles = np.array(BINS_DEG).mean(axis=1)[told]
    return tuple(middles.tolist()), tuple(np.nanmean(medians[:, told], axis=0).round(2).tolist())


def _trade_off(films: Films, pairs: Sequence[Pair], by_size: dict[str, Certainty]) -> list[Point]:
    """What is answered as things are (first), and by each size of σ and each multiple."""
    certainties = [("now", present())] + [
        (size, replace(certainty, multiple=multiple))
        for size, certainty in by_size.items()
        for multiple in MULTIPLES
    ]
    corrected = [pair for pair in pairs if np.radians(pair.apart_deg) <= DIFFERENT_SIDES_RAD]
    answers = [
        curve(questions(asked), [certainty for _, certainty in certainties])
        for asked in (corrected, films.two_networks())
    ]
    return [Point(*named, *both) for named, *both in zip(certainties, *answers, strict=True)]


def best(points: Sequence[Point]) -> Point:
    """The point that finds most bent knees among those silent enough; if none is, the most silent one."""
    silent = [point for point in points if point.apart.silent >= SILENT]
    if silent:
        return max(silent, key=lambda point: (point.apart.found, point.networks.found))
    return max(points, key=lambda point: point.apart.silent)
