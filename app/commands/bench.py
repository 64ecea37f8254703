"""`coach bench`: how fast this machine is."""

from app import console


def bench(as_json: console.Json = False) -> None:
    """Measure."""
