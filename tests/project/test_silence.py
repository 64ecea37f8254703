"""Nothing that the program does opens a network socket: it is run where the first one ends the process."""

import platform
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from motions import squat
from no_network import KERNEL_ENDED, PYTHON_ASKED

from inference.motion.files import write_motion

TESTS = Path(__file__).resolve().parents[1]
BELOW_PYTHON = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the code in a process that may not open a network socket."""
    path = [str(TESTS), str(TESTS / "app" / "presenters")]
    prelude = f"import sys; sys.path[:0] = {path}; import no_network; no_network.forbid()\n"
    command = [sys.executable, "-c", prelude + textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pair")
    paths = [folder / "shallow.npz", folder / "deep.npz"]
    for path, depth_rad in zip(paths, (1.1, 1.75), strict=True):
        write_motion(squat(1, depth_rad=depth_rad, fps=10, moving_s=1.0), path)
    return paths


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://localhost:9')",
    ],
)
def test_a_socket_of_pythons_would_be_noticed(code: str) -> None:
    assert run(code).returncode == PYTHON_ASKED


@pytest.mark.skipif(platform.system() != "Linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize(
    "code",
    [
        BELOW_PYTHON,
        f"import subprocess; subprocess.run([sys.executable, '-c', {BELOW_PYTHON!r}], check=True)",
    ],
)
def test_a_socket_below_python_would_be_noticed(code: str) -> None:
    ended = run(code)
    assert ended.returncode == KERNEL_ENDED or "SIGSYS" in ended.stderr


def test_sockets_within_the_machine_are_no_network() -> None:
    assert run("import socket; socket.socketpair()").returncode == 0


COMMAND = """
    from app.cli import main
    sys.argv[0] = "coach"
    main()
"""


def test_commands(pair: list[Path], tmp_path: Path) -> None:
    for arguments in (["--help"], ["doctor"], ["compare", *pair, "--out", tmp_path / "out"]):
        ended = run(COMMAND, *arguments)
        assert ended.returncode == 0, ended.stderr


WINDOW = """
    import time
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from app.main_window import MainWindow
    from app.views import theme
    from capture.library.library import Library

    def wait(condition):
        end_s = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < end_s
            app.processEvents()
            time.sleep(0.01)

    app = QApplication([])
    theme.apply(app)
    library = Library(Path(sys.argv[1]))
    window = MainWindow(library)
    window.show()
    window.open([Path(path) for path in sys.argv[2:]])
    wait(lambda: window.session.result is not None)
    window.notes.add("a note")
    window.show_library()
    wait(lambda: window.library_page.sessions.model().rowCount() == 1)
    window.library_page.open_button.click()
    wait(lambda: window.page.overlay.viewport.isVisible() and not window.jobs.jobs)
    window.close()
    library.close()
"""


@pytest.mark.window
def test_the_window_with_its_library(pair: list[Path], tmp_path: Path) -> None:
    ended = run(WINDOW, tmp_path / "library", *pair)
    assert ended.returncode == 0, ended.stderr
    assert list((tmp_path / "library" / "sessions").iterdir())


LIBRARY = """
    from pathlib import Path
    from sessions import kept, record, with_recording
    from capture.library.erase import erase_person
    from capture.library.export import export_person
    from capture.library.library import Library

    library = Library(Path(sys.argv[1]))
    with_recording(library, record("Anna"), b"recorded")
    person = library.index.people()[0][0]
    export_person(library, person.id, Path(sys.argv[1]) / "anna.zip")
    erase_person(library, person.id, lambda content: 0)
    library.close()
"""


def test_the_library(tmp_path: Path) -> None:
    ended = run(LIBRARY, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "anna.zip").exists()
