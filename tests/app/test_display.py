import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("display", [None, ":4711"])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux runs without a screen")
def test_without_a_display_the_program_says_so_instead_of_aborting(display: str | None) -> None:
    unset = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    if display:
        environment["DISPLAY"] = display
    command = [sys.executable, "-c", "import sys; from app.main_window import run; sys.exit(run())"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no display to open the window on.")
    assert "coach compare" in ended.stderr
