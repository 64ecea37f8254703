"""How a finding's numbers and names are written on screen."""

from inference.motion.finding import Finding


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
            text = f"{value:{sign}.0f}°"
        case "m":
            text = f"{value * 100:{sign}.0f} cm"
        case "s":
            text = f"{value:{sign}.1f} s"
        case "ratio":
            text = f"{value * 100:{sign}.0f} %"
        case _:
            text = f"{value:{sign}.2f} {unit}"
    # A true minus is as wide as the plus, so that columns of numbers line up.
    return text.replace("-", "−")


def spoken(finding: Finding) -> str:
    """All of a finding in one sentence, for a screen reader."""
    trainee, coach, uncertainty = (
        amount(value, finding.unit) for value in (finding.trainee, finding.coach, finding.uncertainty)
    )
    values = f"trainee {trainee}, coach {coach}, give or take {uncertainty}"
    return f"{title(finding)}, {where(finding)}: {values}."
