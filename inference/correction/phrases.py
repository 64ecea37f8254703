"""Phrases: what is said of what was good, and the sentences' shapes by who listens. Data only.

The words for what is to be changed are the grammar's (`inference.language`).
"""

from inference.language.families import CALLED, FAMILIES
from inference.language.styles import Style

# How a correction is said, by style: as a command called out, plainly, with its number.
SHAPES: dict[Style, tuple[str, ...]] = {
    "coach": CALLED,
    "trainee": (*FAMILIES["imperative"], *FAMILIES["suggestion"]),
    "physio": FAMILIES["imperative"],
}

PRAISE: dict[Style, tuple[str, ...]] = {
    "coach": ("Good, as far as can be told: {quantities}.", "Keep it, as far as can be told: {quantities}."),
    "trainee": (
        "As far as can be told, your {quantities} {match} your coach's.",
        "Well done: as far as can be told, your {quantities} {match} your coach's.",
        "Keep it up: as far as can be told, your {quantities} {match} your coach's.",
    ),
    "physio": ("Within tolerance: your {quantities}.", "Your {quantities} {lie} within tolerance."),
}
NOTHING_TO_CORRECT = "No difference from your coach is both large and certain enough to correct."
