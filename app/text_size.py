"""Text size: how large the user likes all writing, as a share of the system's own size."""

from app.preferences import preferences

PERCENTS = (80, 90, 100, 115, 130, 150, 175, 200)
USUAL = 100
SETTING = "text_percent"


def percent() -> int:
    """What the user has chosen; the usual size if there is nothing that can be read."""
    kept = str(preferences().value(SETTING))
    return next((percent for percent in PERCENTS if str(percent) == kept), USUAL)


def step(steps: int) -> None:
    """Choose so many sizes more or less; 0: the usual one."""
    place = PERCENTS.index(percent() if steps else USUAL) + steps
    preferences().setValue(SETTING, PERCENTS[min(max(place, 0), len(PERCENTS) - 1)])
