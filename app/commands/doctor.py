"""`coach doctor`: what is installed, and whether it works here."""

from app import console


def doctor(as_json: console.Json = False) -> None:
    """Check the installation."""
