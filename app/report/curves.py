"""Curves of one channel, trainee and coach on the trainee's clock, as SVG to be put into a page."""

import io

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from app.colours import COACH, TRAINEE
from inference.motion.channels import CHANNELS
from inference.motion.differences import Comparison
from inference.motion.finding import Finding
from inference.motion.kinematics import leg_length_m, measure
from inference.motion.motion import Motion
from inference.motion.retarget import mirrored

SIZE_IN = (7.2, 2.4)
PHASE_ALPHA = 0.22
PHASE = "#f5c518"
# Lines and letters take the page's colour, light or dark: this one stands for it until the SVG is written.
PLACEHOLDER, PAGE_COLOUR = "#010203", "currentColor"
# What a channel's unit is drawn in: a name, and how many of it make one.
AXES = {"deg": ("degrees", 1), "m": ("cm", 100), "m/s": ("m/s", 1), "ratio": ("%", 100)}


class Curves:
    """Every channel of both motions over the trainee's time, measured once."""

    def __init__(self, trainee: Motion, coach: Motion, comparison: Comparison) -> None:
        alignment = comparison.alignment
        coach = mirrored(coach) if alignment.mirrored else coach
        coach_s = alignment.coach_time(trainee.time_s)
        self._time_s = trainee.time_s
        self._leg_m = leg_length_m(trainee)
        self._trainee = measure(trainee)
        self._coach = {
            name: np.interp(coach_s, coach.time_s, values) for name, values in measure(coach).items()
        }

    def svg(self, finding: Finding) -> str | None:
        """The finding's channel over time with its phase shaded; None for what is no curve (tempo)."""
        if finding.channel not in self._trainee:
            return None
        channel = CHANNELS[finding.channel]
        unit, scale = AXES[channel.shown_unit]
        with mpl.rc_context(
            {"svg.fonttype": "none", "svg.hashsalt": finding.id, "font.family": "sans-serif"}
        ):
            figure = Figure(SIZE_IN, layout="constrained")
            axes = figure.add_subplot()
            axes.axvspan(finding.phase.start_s, finding.phase.end_s, color=PHASE, alpha=PHASE_ALPHA, lw=0)
            for values, colour, label in (
                (self._coach[channel.name], COACH, "Coach"),
                (self._trainee[channel.name], TRAINEE, "Trainee"),
            ):
                shown = [scale * channel.shown(float(value), self._leg_m) for value in values]
                axes.plot(self._time_s, shown, color=colour, lw=2, label=label)
            _style(axes, unit)
            return _inline(figure)


def _style(axes: Axes, unit: str) -> None:
    axes.set_xlabel("trainee's time, s", color=PLACEHOLDER)
    axes.set_ylabel(unit, color=PLACEHOLDER)
    axes.tick_params(colors=PLACEHOLDER)
    axes.margins(x=0)
    axes.patch.set_alpha(0)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(PLACEHOLDER)
    axes.legend(frameon=False, labelcolor=PLACEHOLDER, ncols=2, loc="lower right", bbox_to_anchor=(1, 1))


def _inline(figure: Figure) -> str:
    """The SVG element alone: without the document's head and links."""
    figure.patch.set_alpha(0)
    text = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(text, metadata=nothing)
    svg = text.getvalue()
    return svg[svg.index("<svg") :].replace(PLACEHOLDER, PAGE_COLOUR)
