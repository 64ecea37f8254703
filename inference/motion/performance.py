"""Performance: one person's clip as it is measured by itself: channels, their σ, and its repetitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inference.motion.alignment import Alignment, active_span
from inference.motion.channels import CHANNELS
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.precision import channel_sigma
from inference.motion.repetitions import Repetition, Span, find_repetitions
from inference.motion.retarget import mirrored, typical_bone_lengths, with_bones

# A repetition begins and ends where it has left its rest by a tenth; its extremes lie in the rest around it,
# of which at most this share of its duration is looked at.
REST_SHARE = 0.25


@dataclass(frozen=True)
class Stretch:
    """A repetition with its phases, or the whole movement, without any, where nothing repeats; clip time.

    rest_from_s, rest_to_s: the same with the rest around it.
    """

    start_s: float
    end_s: float
    rest_from_s: float
    rest_to_s: float
    phases: tuple[Span, ...] = ()


@dataclass(frozen=True, eq=False)
class Performance:
    """A clip's channels and their 1 σ, each (T,) in the channel's unit and NaN where unknown.

    in_video: whether a camera saw the motion; leg_m: what lengths in `leg` are to be multiplied by.
    """

    motion: Motion
    in_video: bool
    leg_m: float

    @cached_property
    def values(self) -> Mapping[str, np.ndarray]:
        """Every channel but tempo."""
        return measure(self.motion)

    @cached_property
    def sigmas(self) -> Mapping[str, np.ndarray]:
        """1 σ of `values`."""
        return {
            name: channel_sigma(self.motion, CHANNELS[name], in_video=self.in_video) for name in self.values
        }

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The repetitions in the order of time, or else the whole movement."""
        found = find_repetitions(self.motion, dict(self.values))
        if not found:
            whole = active_span(self.motion)
            return (Stretch(*whole, *whole),)
        ends_s = [-np.inf, *(each.end_s for each in found)]
        starts_s = [*(each.start_s for each in found), np.inf]
        return tuple(
            _with_rest(each, ends_s[number], starts_s[number + 1]) for number, each in enumerate(found)
        )

    def frames(self, stretch: Stretch) -> slice:
        """The frames of a stretch and of the rest around it."""
        at = self.motion.frame_at
        return slice(at(stretch.rest_from_s), at(stretch.rest_to_s) + 1)

    def measured(self) -> "Performance":
        """Itself, with everything computed: for a worker's thread."""
        assert self.values
        assert self.sigmas
        assert self.stretches
        return self


def performances(trainee: Motion, coach: Motion, alignment: Alignment) -> tuple[Performance, Performance]:
    """Trainee and coach; the coach, as in the comparison, with the trainee's bones and on their side."""
    side = with_bones(mirrored(coach) if alignment.mirrored else coach, typical_bone_lengths(trainee))
    leg_m = leg_length_m(trainee)
    return (
        Performance(trainee, trainee.view is not None, leg_m),
        Performance(side, coach.view is not None, leg_m),
    )


def _with_rest(repetition: Repetition, before_s: float, after_s: float) -> Stretch:
    """before_s, after_s: where the neighbours end and begin; the rest between is shared."""
    start_s, end_s = repetition.start_s, repetition.end_s
    most_s = REST_SHARE * (end_s - start_s)
    rest_from_s = start_s - min(most_s, (start_s - before_s) / 2)
    rest_to_s = end_s + min(most_s, (after_s - end_s) / 2)
    return Stretch(start_s, end_s, rest_from_s, rest_to_s, repetition.phases)
