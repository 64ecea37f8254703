"""Measures: both people's channels on the trainee's clock with their σ, in the units that are shown."""

from dataclasses import dataclass

import numpy as np

from app.presenters.clip import Side
from app.presenters.result import Result
from inference.motion.channels import CHANNELS, Channel
from inference.motion.performance import Performance, performances
from inference.motion.precision import Measurement


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


def decimals_of(unit: str) -> int:
    """To how many decimals numbers of that unit are written."""
    return {"m/s": 2, "cm": 1}.get(unit, 0)


def channel_title(name: str) -> str:
    """A channel's name for the user: "Left knee flexion"."""
    return name.replace("_", " ").capitalize()


def other_side(name: str) -> str | None:
    """The same channel of the other side, if there is one."""
    for one, other in (("left_", "right_"), ("right_", "left_")):
        if name.startswith(one):
            return other + name.removeprefix(one)
    return None
