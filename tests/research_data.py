"""Where the research data of the project lies, on machines that have it."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
