"""Styles: a coach who calls short cues, a trainee, a physiotherapist who wants numbers and clinical names."""

from typing import Literal

Style = Literal["coach", "trainee", "physio"]
DEFAULT_STYLE: Style = "trainee"
