"""How surely is each channel known from video? Films of people on whom nothing was trained."""

from collections import Counter
from collections.abc import Sequence
from math import degrees

import numpy as np

from inference.motion.channels import CHANNELS, Channel
from inference.motion.differences import DIFFERENT_SIDES_RAD
from inference.pipeline import DEFAULT_HEIGHT_M
from training.evaluation.biases import GROSS, biases, foretold, told_by, told_by_sigma
from training.evaluation.channel_errors import FAMILIES, NAMES, WINDOW_S
from training.evaluation.error_statistics import known, parts, rms, within
from training.evaluation.film_uncertainty import (
    BINS_DEG,
    MEASURE,
    PEOPLE,
    SILENT,
    SPLIT,
    Films,
    Findings,
    Point,
    measured,
)
from training.evaluation.report import table
from training.evaluation.takes import ALIKE_M, Take
from training.lifter.films import missed

SHOWN_BIASES = 12
BINS = [f"{low}–{high}°" for low, high in BINS_DEG]


def evaluate() -> tuple[str, str]:
    """The section of docs/benchmarks.md, and the numbers as channels.py and its neighbours hold them."""
    found = measured(Films.read())
    return section(found), numbers(found)


def section(found: Findings) -> str:
    """What was measured, in markdown."""
    heavy = found.films.heavy
    sigma = told_by_sigma(heavy)
    ratios = [rms(_errors(found.films.assumed, c)) / rms(_errors(heavy, c)) for c in FAMILIES.values()]
    return SECTION.format(
        films=len(heavy),
        movements=len({take.movement for take in heavy}),
        people=PEOPLE,
        sides=", ".join(f"{side}°" for side in dict.fromkeys(take.side for take in heavy)),
        missed=missed(SPLIT),
        window_s=WINDOW_S,
        alone=_alone_table(found),
        biases=_bias_table(found),
        alike_cm=100 * ALIKE_M,
        pairs=_pair_table(found),
        shares=_share_table(found),
        measure=BINS[MEASURE],
        whole=found.whole,
        gross=GROSS,
        confidence=told_by(heavy, lambda take: take.errors.unsure),
        sigma="it does not say" if sigma is None else f"{sigma:.2f}",
        height_m=DEFAULT_HEIGHT_M,
        stature=np.nanmedian(ratios),
        worst_stature=np.nanmax(ratios),
        degrees=degrees(DIFFERENT_SIDES_RAD),
        points=_trade_off_table(found.points),
        wrong=", ".join(
            f"{name} ({count})" for name, count in Counter(found.chosen.apart.wrong).most_common(8)
        ),
        chosen=_choice(found.chosen),
    )


def _choice(chosen: Point) -> str:
    """Which point numbers() prints, and why."""
    point = f"{chosen.certainty.multiple:g} σ by {chosen.size}"
    if chosen.apart.silent >= SILENT:
        return f"Of what leaves {SILENT:.0%} of the pairs without a finding, {point} finds most knees."
    return f"Nothing leaves {SILENT:.0%} of the pairs without a finding; {point} is the most silent."


def numbers(found: Findings) -> str:
    """Lines for channels.py, vantage.py and channel_differences.py, by the point that was chosen."""
    certainty = found.chosen.certainty
    lines = ["channels.py: (tolerance, sigma, video_sigma)"]
    for family, columns in FAMILIES.items():
        channel = CHANNELS[NAMES[columns[0]]]
        old = (_in_unit(channel, value) for value in (channel.tolerance, channel.sigma, channel.video_sigma))
        tolerance, sigma, before = (f"{value:g}" for value in np.round(list(old), 4))
        if channel.name in certainty.video_sigma:
            now = _rounded(channel, certainty.video_sigma[channel.name])
            lines.append(f"  {family}: ({tolerance}, {sigma}, {now})  was {before}")
        else:
            lines.append(f"  {family}: too few were measured; is {before}")
    return "\n".join(
        [
            _choice(found.chosen),
            *lines,
            f"vantage.py: APART_DEG, SHARE = {certainty.apart_deg}, {certainty.share}",
            f"vantage.py: WHOLE = {found.whole:.2f}",
            f"channel_differences.py: DETECTABLE_SIGMA_IN_VIDEO = {certainty.multiple}",
        ]
    )


def _errors(made: Sequence[Take], columns: Sequence[int]) -> np.ndarray:
    return np.concatenate([take.errors.values[:, columns].ravel() for take in made])


def _in_unit(channel: Channel, value: float) -> float:
    return degrees(value) if channel.unit == "rad" else value


def _rounded(channel: Channel, value: float) -> str:
    """To half a degree, or to two digits."""
    return f"{round(2 * degrees(value)) / 2:g}" if channel.unit == "rad" else f"{value:.2g}"


def _shown(channel: Channel, value: float) -> str:
    if not np.isfinite(value):
        return "–"
    return f"{degrees(value):.1f}°" if channel.unit == "rad" else f"{value:.3f}"


def _alone_table(found: Findings) -> str:
    heavy, rows = found.films.heavy, []
    for family, columns in FAMILIES.items():
        channel, errors = CHANNELS[NAMES[columns[0]]], _errors(heavy, columns)
        of_films = [take.errors.values[:, column] for take in heavy for column in columns]
        sizes = [rms(errors), *parts(of_films), within(errors), within(errors, 0.99)]
        left = [f"{foretold(heavy, columns, degree):.2f}" for degree in (0, 1)]
        rows.append([family, str(known(errors).size), *(_shown(channel, size) for size in sizes), *left])
    header = ["channel", "windows", "RMS", "constant", "the rest", "68 %", "99 %"]
    return table([*header, "left after the side's mean", "after the side's line"], rows)


def _bias_table(found: Findings) -> str:
    rows = [
        [
            bias.channel,
            f"{bias.side}°",
            f"{_shown(CHANNELS[bias.channel], bias.mean)} ± {_shown(CHANNELS[bias.channel], bias.error)}",
            f"{abs(bias.mean) / bias.sigma:.1f}",
        ]
        for bias in biases(found.films.heavy, found.chosen.certainty.video_sigma)[:SHOWN_BIASES]
    ]
    return table(["channel", "camera at", "mean error", "in video_sigma"], rows)


def _pair_table(found: Findings) -> str:
    rows = []
    for (family, columns), sizes in zip(FAMILIES.items(), found.sizes, strict=True):
        channel = CHANNELS[NAMES[columns[0]]]
        new = found.chosen.certainty.video_sigma.get(channel.name, np.nan)
        cells = [_shown(channel, size) for size in (*sizes, channel.video_sigma, new)]
        rows.append([family, *cells])
    return table(["channel", *BINS, "video_sigma now", "measured"], rows)


def _share_table(found: Findings) -> str:
    rows = [
        [kind, *(f"{middle:.2f} ({low:.2f}–{high:.2f})" for low, middle, high in of_kind.T)]
        for kind, of_kind in found.shares.items()
    ]
    return table(["pairs of", *BINS], rows).replace("nan (nan–nan)", "–")


def _trade_off_table(points: Sequence[Point]) -> str:
    rows = [
        [
            point.size,
            f"{point.certainty.multiple:g}",
            *(f"{share:.0%}" for answers in (point.apart, point.networks) for share in answers[:2]),
        ]
        for point in points
    ]
    header = ["σ by", "multiple", "two sides: no finding", "knee found"]
    return table([*header, "one film, two networks: no finding", "knee found"], rows)


SECTION = """\
## Uncertainty from video

`python -m training.evaluation uncertainty`: {films} films of {movements} movements of people on whom nothing
was trained ({people}), as dressed bodies, from {sides} (0° sees
the face, 90° the left side), lifted for the true stature; in {missed} more nobody was found. Errors are of
means over {window_s} s, on equal bones, as the comparison takes means over phases. `tempo` is the duration of
a repetition.

One film against the truth. Constant: each film's mean error; 68 % and 99 %: what so many errors do not
exceed. The last two columns say what a correction would leave of the RMS: subtracting the mean error that
the other movements have in films from that side, or a line over the channel's own value.

{alone}

Errors that films from one side share, the worst of those beyond two standard errors (over movements):

{biases}

Are gross errors ({gross} times as large as 68 % of them) told beforehand? Chance that a gross error's joints
are less sure than another's, mean over channels (0.5 if it says nothing): by confidence, as the comparison
counts it, {confidence:.2f}; by the uncertainty that the motion states, {sigma}. With a stature of
{height_m:.2f} m instead of the true one the RMS is {stature:.2f} times as large (median; worst channel
{worst_stature:.2f}).

Two films against each other: 68 % of the errors of their difference, over √2 and as if all joints were seen
well, by the angle between the cameras. These are two films of one movement, and films of different movements
(other people, or the same one) where the postures lie within {alike_cm:.0f} cm. video_sigma is what is seen
at {measure} apart, and at least the σ of motion capture.

{pairs}

Errors against those at {measure} apart, median over channels (quartiles). No movement was filmed twice from
the same place: there the other movements speak. Against the truth one film errs by {whole:.2f} video_sigma.

{shares}

The trade-off: films of one movement up to {degrees:.0f}° apart, and one film as the heavy and the full
network see it, which is kinder than two films from one side. "No finding" should be all; a finding should
name a knee that was bent 15° more. σ is taken from the bulk of the errors or from their tail; it was measured
on the same films, so real pairs will do a little worse. {chosen} What it says falsely: {wrong}.

{points}
"""
