"""How a finding's numbers and names are written on screen."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from inference.motion.doubt import Doubt, LowConfidence
from inference.motion.finding import Finding
from inference.motion.motion import View
from inference.pose.ground import Ground

# What the limits of measuring are shown by: the joints that most exercises are about.
EXAMPLES = {
    "knee_flexion": "at the knees",
    "hip_flexion": "at the hips",
    "trunk_lean_forward": "of trunk lean",
}
# Of the doubts about a clip the longest are told; correction.json has all.
DOUBTS_TOLD = 3


def who(side: str) -> str:
    """What a side is called in the middle of a sentence: "trainee"."""
    names = {
        "trainee": QCoreApplication.translate("Side", "trainee"),
        "coach": QCoreApplication.translate("Side", "coach"),
    }
    return names[side]


def title(finding: Finding) -> str:
    """What was measured: "Left knee flexion"."""
    return finding.channel.replace("_", " ").capitalize()


def where(finding: Finding) -> str:
    """When, and how often: "Bottom · 4 of 5 repetitions"."""
    seen, of = finding.repetitions
    often = f" · {seen} of {of} repetitions" if of > 1 else ""
    return finding.phase.name.replace("_", " ").capitalize() + often


def amount(value: float, unit: str, *, signed: bool = False) -> str:
    """A value with its unit, as short as it is exact: 95°, 12 cm, 0.8 s."""
    sign = "+" if signed else ""
    match unit:
        case "deg":
            text = f"{value:{sign}z.0f}°"
        case "m":
            text = f"{value * 100:{sign}z.0f} cm"
        case "s":
            text = f"{value:{sign}z.1f} s"
        case "ratio":
            text = f"{value * 100:{sign}z.0f} %"
        case _:
            text = f"{value:{sign}z.2f} {unit}"
    # z: what rounds to nothing has no sign. A true minus is as wide as the plus, so that columns
    # of numbers line up.
    return text.replace("-", "−")


def moment(time_s: float) -> str:
    """A time on the time line: 0:03.25."""
    minutes, seconds = divmod(max(time_s, 0.0), 60)
    return f"{int(minutes)}:{seconds:05.2f}"


def span(seconds: tuple[float, float]) -> str:
    """From when to when: 0:02.1–0:09.8."""
    minutes = (divmod(round(max(time_s, 0.0), 1), 60) for time_s in seconds)
    return "–".join(f"{int(whole)}:{rest:04.1f}" for whole, rest in minutes)


def limits(least_reported: Mapping[str, float]) -> str:
    """From what size on differences are told, so that silence is not taken for sameness; "" if unknown."""
    told = []
    for quantity, place in EXAMPLES.items():
        sizes = [size for name, size in least_reported.items() if name.endswith(quantity)]
        if sizes:
            told.append(f"{amount(max(sizes), 'deg')} {place}")
    if not told:
        return ""
    *first, last = told
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Differences are told from about {listed} on; smaller ones may be there unseen."


def doubts(found: LowConfidence) -> list[str]:
    """Where the longest doubts about each clip are, in sentences."""
    return [
        f"The {who}'s clip: {sentence}"
        for who, side in (("trainee", found.trainee), ("coach", found.coach))
        for sentence in longest_doubts(side)
    ]


def longest_doubts(found: Sequence[Doubt]) -> list[str]:
    """Where the longest doubts about one clip are, in sentences."""
    return [_doubt(each) for each in sorted(found, key=lambda each: each.start_s - each.end_s)[:DOUBTS_TOLD]]


def _doubt(doubt: Doubt) -> str:
    part = doubt.part.replace("_", " ")
    return f"The {part} can hardly be made out from {doubt.start_s:.1f} s to {doubt.end_s:.1f} s."


def camera(view: View) -> str:
    """How a camera stood, and how surely that is known, in one sentence."""
    ground = Ground.of(view)
    tilt_deg, roll_deg = np.degrees(ground.angles_rad)
    tilted = f"{abs(tilt_deg):.0f}° {'down' if tilt_deg >= 0 else 'up'}"
    rolled = f"{abs(roll_deg):.0f}° {'clockwise' if roll_deg >= 0 else 'anticlockwise'}"
    turned = _surely(view.up_sigma_rad, lambda sigma_rad: f"{np.degrees(sigma_rad):.0f}°")
    high = _surely(view.height_sigma_m, lambda sigma_m: f"{sigma_m:.2f} m")
    height = f"{ground.camera_height_m:.2f} m above the floor{high}"
    return f"The camera looks {tilted} and is turned {rolled}{turned}; it is {height}."


def _surely(sigma: float | None, written: Callable[[float], str]) -> str:
    """What follows a value: its uncertainty, that it was set by hand (0), or nothing (None)."""
    if sigma is None:
        return ""
    return f" (± {written(sigma)})" if sigma else " (set by hand)"


def repaired(share: float) -> str:
    """How a text was verified: by which share of the findings it does away with."""
    taken = amount(share, "ratio")
    return f"Carried out on the trainee's motion, the whole text takes away {taken} of the difference."


def spoken(finding: Finding) -> str:
    """All of a finding in one sentence, for a screen reader."""
    trainee, coach, uncertainty = (
        amount(value, finding.unit) for value in (finding.trainee, finding.coach, finding.uncertainty)
    )
    values = f"trainee {trainee}, coach {coach}, give or take {uncertainty}"
    when = where(finding)
    return f"{title(finding)}, {when[0].lower()}{when[1:]}: {values}."
