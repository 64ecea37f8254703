"""What every test of the program relies on: the user's own preferences are out of reach, garbage is safe."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.preferences import preferences
from app.presenters.writing import WANTED


@pytest.fixture(scope="session", autouse=True)
def _preferences_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("preferences")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    _forget()


@pytest.fixture(autouse=True)
def _no_preferences() -> Iterator[None]:
    """No test inherits what another one preferred."""
    yield
    _forget()


@pytest.fixture(autouse=True)
def _garbage_kept_for_this_thread() -> Iterator[None]:
    """As in the program (app/garbage.py): a worker that happens to allocate must not destroy Qt objects."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


def _forget() -> None:
    """Nothing is preferred, but that no language model writes: only its own tests wait for one."""
    preferences().clear()
    preferences().setValue(WANTED, "no")
