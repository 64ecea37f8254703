"""Measuring: both people's channels on the trainee's clock with their σ, and which of them are looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.presenters.clip import Side
from app.presenters.keeping import Keeper
from app.presenters.result import Result
from app.presenters.review import Review
from app.presenters.session import Session
from inference.motion.channels import CHANNELS, Channel
from inference.motion.performance import Performance, performances
from inference.motion.precision import Measurement

# More curves than these below each other can no longer be read.
MOST_CURVES = 4
SETTING = "curves"


@dataclass(frozen=True, eq=False)
class Curve:
    """A channel over the trainee's clock time_s (T,): values and 1 σ (T,), NaN where unknown, as shown."""

    time_s: np.ndarray
    values: np.ndarray
    sigma: np.ndarray

    def at(self, time_s: float) -> Measurement | None:
        """The value nearest to a moment; None where it is unknown."""
        frame = int(np.abs(self.time_s - time_s).argmin())
        if np.isnan(self.values[frame]):
            return None
        return Measurement(float(self.values[frame]), float(self.sigma[frame]))


@dataclass(frozen=True, eq=False)
class Measures:
    """What was measured of a result; coach_s (T,): the coach's clip time at the trainee's frames."""

    result: Result
    by_side: dict[Side, Performance]
    coach_s: np.ndarray

    @classmethod
    def of(cls, result: Result) -> "Measures":
        """Measure both clips of the result; takes a worker some tenths of a second."""
        trainee, coach = result.trainee.motion, result.coach.motion
        assert trainee is not None
        assert coach is not None
        alignment = result.comparison.alignment
        own, other = performances(trainee, coach, alignment)
        by_side = {Side.TRAINEE: own.measured(), Side.COACH: other.measured()}
        return cls(result, by_side, alignment.coach_time(trainee.time_s))

    @property
    def leg_m(self) -> float:
        """The trainee's, on whose body both are measured."""
        return self.by_side[Side.TRAINEE].leg_m

    @property
    def time_s(self) -> np.ndarray:
        """The trainee's clock, (T,)."""
        return self.by_side[Side.TRAINEE].motion.time_s

    def curve(self, side: Side, name: str) -> Curve:
        """A channel of one side in the unit of `shown_unit`."""
        performance = self.by_side[side]
        _, factor = shown_unit(CHANNELS[name], self.leg_m)
        values, sigma = performance.values[name] * factor, performance.sigmas[name] * factor
        if side is Side.COACH:
            own_s = performance.motion.time_s
            outside = {"left": np.nan, "right": np.nan}
            values = np.interp(self.coach_s, own_s, values, **outside)
            sigma = np.interp(self.coach_s, own_s, sigma, **outside)
        return Curve(self.time_s, values, sigma)

    def clock_s(self, side: Side, clip_s: float) -> float:
        """When on the clock a moment of that side's clip is shown."""
        if side is Side.TRAINEE:
            return clip_s
        return float(self.time_s[np.abs(self.coach_s - clip_s).argmin()])


class Measuring(QObject):
    """`changed`: other measures, or none; `chosen`: other channels are looked at.

    Nothing is measured until somebody wants to see it (`show`).
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, session: Session, review: Review, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.measures: Measures | None = None
        self._session, self._review = session, review
        self._picked: tuple[str, ...] | None = None
        self._shown = False
        self._keep: Callable[[str, Any], None] = lambda name, value: None
        session.compared.connect(self._on_compared)
        review.chosen.connect(self._on_finding)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that are looked at: the user's, or those of the worst finding."""
        if self._picked is not None:
            return self._picked
        return _proposed(self._session.result) if self._session.result else ()

    def show(self, shown: bool) -> None:
        """Whether somebody is looking; the first look measures."""
        self._shown = shown
        if shown and self.measures is None:
            self._measure()

    def choose(self, name: str, chosen: bool = True) -> None:
        """Look at a channel too, or no longer; the one looked at longest gives way to a fifth."""
        others = tuple(other for other in self.channels if other != name)
        self._picked = (*others, name)[-MOST_CURVES:] if chosen else others
        self._keep(SETTING, list(self._picked))
        self.chosen.emit()

    def keep_in(self, keeper: Keeper) -> None:
        """Keep the choice in the session, and take that of another session when it is opened."""
        self._keep = keeper.set
        keeper.changed.connect(lambda: self._restore(keeper.setting(SETTING)))

    def _restore(self, kept: Any) -> None:
        names = kept if isinstance(kept, list) else []
        known = tuple(
            name for name in names if isinstance(name, str) and name in CHANNELS and name != "tempo"
        )
        picked = known[-MOST_CURVES:] or None
        if picked != self._picked:
            self._picked = picked
            self.chosen.emit()

    def _on_compared(self) -> None:
        self.measures = None
        self.changed.emit()
        self.chosen.emit()
        if self._shown:
            self._measure()

    def _on_finding(self) -> None:
        finding = self._review.finding
        if finding and finding.channel not in (*self.channels, "tempo"):
            self.choose(finding.channel)

    def _measure(self) -> None:
        result = self._session.result
        if result is None:
            return

        def done(measures: Measures) -> None:
            if self._session.result is result:
                self.measures = measures
                self.changed.emit()

        self._session.jobs.start(self.tr("Measuring"), lambda _: Measures.of(result), done)


def shown_unit(channel: Channel, leg_m: float) -> tuple[str, float]:
    """The unit in which a channel is shown, and by what its values are to be multiplied."""
    match channel.unit:
        case "rad":
            return "°", float(np.degrees(1))
        case "leg":
            return "cm", 100 * leg_m
        case "leg/s":
            return "m/s", leg_m
        case _:
            return "%", 100.0


def channel_title(name: str) -> str:
    """A channel's name for the user: "Left knee flexion"."""
    return name.replace("_", " ").capitalize()


def other_side(name: str) -> str | None:
    """The same channel of the other side, if there is one."""
    for one, other in (("left_", "right_"), ("right_", "left_")):
        if name.startswith(one):
            return other + name.removeprefix(one)
    return None


def _proposed(result: Result) -> tuple[str, ...]:
    """The worst finding's channel, or the first one that was good, with both its sides."""
    names = [finding.channel for finding in result.correction.findings] + list(result.comparison.within)
    name = next((name for name in names if name != "tempo"), "left_knee_flexion")
    other = other_side(name)
    return tuple(sorted((name, other))) if other else (name,)
