"""What every test relies on: a display, the rule for shared data, and Qt out of sight below the window."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from research_data import SHARED

_XVFB = pytest.StashKey[subprocess.Popen[bytes]]()


# A busy machine is no failure, and the gate must not depend on luck; at home examples differ every time.
settings.register_profile("home", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "home")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--hide-qt", action="store_true", help="make PySide6 and vtk impossible to import")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--hide-qt"):
        # An entry of None makes `import` raise: capture and inference must not need a window.
        sys.modules.update({"PySide6": None, "vtkmodules": None, "vtk": None})  # type: ignore[dict-item]
    elif platform.system() == "Linux" and not os.environ.get("DISPLAY") and not _leads(config):
        _start_display(config)


def _leads(config: pytest.Config) -> bool:
    """Whether this process only hands out tests: each of those that run them has a display of its own."""
    return bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")


def _start_display(config: pytest.Config) -> None:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        os.environ["DISPLAY"] = f":{answer.readline().strip()}"
    config.stash[_XVFB] = server


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_XVFB, None):
        server.terminate()
        server.wait()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"{SHARED} is missing: in CI the tests marked `shared` must run.")
    absent = pytest.mark.skip(reason="the research data of this project is not on this machine")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of motion capture and official samples."""
    return SHARED
