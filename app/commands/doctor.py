"""`coach doctor`: what is installed, and whether it works here."""

from dataclasses import asdict

import typer

from app import console


def doctor(as_json: console.Json = False) -> None:
    """Check versions, networks, 3-D drawing, cameras and speed; exit code 1 if anything is wrong."""
    from app.checkup import checks

    found = list(checks())
    lines = [("ok" if check.good else "!!", check.name, check.found) for check in found]
    console.show({"checks": [asdict(check) for check in found]}, console.table(lines), as_json)
    if not all(check.good for check in found):
        raise typer.Exit(1)
