"""Amounts in words: as a coach says them, as they were measured, and without a number."""

from inference.language.styles import Style

# unit → (its size in the unit that is said, rounding step there below ten and from ten on, the unit said)
_SPOKEN = {
    "deg": (1, 5, 5, "°"),
    "m": (100, 1, 5, " cm"),
    "m/s": (1, 0.1, 0.1, " m/s"),
    "ratio": (100, 5, 5, " %"),
    "s": (1, 0.05, 1, " s"),
}
_EXACT = {"m": ".1f", "m/s": ".2f", "s": ".2g"}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Less than this share of what is usual is little, more than that is a lot.
LITTLE, MUCH = 0.7, 1.5
LITTLE_WORDS = ("a little", "slightly", "a bit")
MUCH_WORDS = ("a lot", "considerably")


def about(magnitude: float, of: str) -> str:
    """A magnitude in the unit of findings and operators, as coaches say it: about 20°, two repetitions."""
    if of == "count":
        return counted(magnitude)
    scale, fine, coarse, unit = _SPOKEN[of]
    value = magnitude * scale
    step = fine if value < 10 else coarse
    # Where a coach has set a finer tolerance than the usual step, the small number is said.
    if value < step:
        step = step / 5
    rounded = max(round(value / step), 1) * step
    return f"about {rounded:g}{unit}"


def exact(of: str, *magnitudes: float) -> str:
    """A magnitude as it was measured: 18°; with its 1 σ as a second one: 18° ± 4°."""
    if of == "count":
        return counted(magnitudes[0])
    scale, *_, unit = _SPOKEN[of]
    digits = _EXACT.get(of, ".0f")
    return " ± ".join(f"{value * scale:{digits}}{unit}" for value in magnitudes)


def counted(count: float) -> str:
    """A number of repetitions."""
    whole = max(round(count), 1)
    number = _COUNTS[whole] if whole < len(_COUNTS) else str(whole)
    return f"{number} repetition{'' if whole == 1 else 's'}"


def said(
    size: float, unit: str, style: Style, usual: float | None = None, share_of: str = ""
) -> tuple[str, ...]:
    """A size in words: exactly to a physiotherapist, rounded to a trainee, without a number to a coach.

    usual: the size that needs no word, None where nobody knows it; share_of: what a ratio is a share of.
    """
    if style == "coach" and unit != "count":
        return vague(size / usual) if usual else ("",)
    number = about(size, unit) if style == "trainee" else exact(unit, size)
    return (f"{number}{share_of}",)


def vague(share: float) -> tuple[str, ...]:
    """What a share of the usual amount is called where nobody can act on a number; nothing for the usual."""
    if share < LITTLE:
        return LITTLE_WORDS
    return MUCH_WORDS if share > MUCH else ("",)
