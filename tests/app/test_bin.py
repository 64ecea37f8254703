import platform
import shutil
from pathlib import Path

import pytest

from app.bin import to_bin
from capture.errors import LibraryError

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="elsewhere the bin is the user's own")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of our own, with its bin."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_a_folder_in_the_bin_can_be_put_back(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    (folder / "session.json").write_text("{}")
    to_bin(folder)
    assert not folder.exists()
    (binned,) = (home / "Trash" / "files").iterdir()
    shutil.move(binned, folder)
    assert (folder / "session.json").read_text() == "{}"


def test_what_cannot_be_moved_stays_and_is_said(home: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nothing was deleted"):
        to_bin(tmp_path / "not there")
