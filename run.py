"""Set up Coach and run it: `python3 run.py demo` or `python3 run.py test`. Standard library only."""

import argparse
import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MINIMUM_PYTHON = (3, 11)

# What Qt, VTK and sound load at run time, and the Debian/Ubuntu package that brings it.
SYSTEM_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLX_mesa.so.0": "libglx-mesa0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXrender.so.1": "libxrender1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
}
FONT_PACKAGE = "fonts-dejavu-core"


class SetupError(Exception):
    """Setting up failed; the text says what happened and what to do."""


def missing_system_packages(*, for_tests: bool) -> list[str]:
    """Debian/Ubuntu packages that this machine still needs; empty on Windows and macOS."""
    if platform.system() != "Linux":
        return []
    packages = [package for library, package in SYSTEM_LIBRARIES.items() if not _loads(library)]
    if not Path("/usr/share/fonts").is_dir():
        packages.append(FONT_PACKAGE)
    if for_tests and not shutil.which("Xvfb"):
        packages.append("xvfb")
    try:
        import ensurepip  # noqa: F401 - Debian splits it off into its own package
    except ImportError:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """Install packages with apt where we are root on Debian/Ubuntu, and name them otherwise."""
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        print(f"Install what your system calls these, or the window may not open: {names}")
        return
    if os.geteuid() != 0:
        print(f"These are missing, and the window may not open without them:\n  sudo apt-get install {names}")
        return
    print(f"Installing {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if subprocess.run([*apt, *step], env=environment, stdout=subprocess.DEVNULL).returncode:
            raise SetupError(f"apt-get could not install {names}. Install them by hand, then run this again.")


def environment(name: str, extras: tuple[str, ...] = ()) -> Path:
    """Programs folder of virtual environment `name`, holding Coach and extras, made or brought up to date."""
    folder = ROOT / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "coach-stamp.txt"
    wanted = _stamp(extras)
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python.parent
    print(f"Making {name} (a few minutes the first time)")
    if not python.exists() and subprocess.run([sys.executable, "-m", "venv", folder]).returncode:
        raise SetupError("Python could not make a virtual environment; install your system's python3-venv.")
    target = f".[{','.join(extras)}]" if extras else "."
    # Python compiles what it imports by itself; compiling all 1.5 GB of packages would add 90 MB.
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    install = [*pip, "install", "--no-compile", "--editable", target]
    if subprocess.run(install, cwd=ROOT).returncode:
        raise SetupError("pip could not install Coach. Check network and disk space, then run this again.")
    stamp.write_text(wanted)
    return python.parent


def _stamp(extras: tuple[str, ...]) -> str:
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{platform.python_version()} {ROOT} {','.join(extras)} {project}"


def has_display() -> bool:
    """Whether a window can be opened here."""
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo() -> int:
    """Correct the sample trainee against the sample coach; show the window where there is a display."""
    install_system_packages(missing_system_packages(for_tests=False))
    programs = environment(".venv")
    samples = [ROOT / "assets/samples/trainee.mp4", ROOT / "assets/samples/coach.mp4"]
    code = subprocess.run([programs / "coach", "compare", *samples, "--out", "out/demo"], cwd=ROOT).returncode
    if code != 0:
        return code
    if has_display():
        return subprocess.run([programs / "coach", "open", *samples], cwd=ROOT).returncode
    print("Beside the report: overlay.mp4, the film of both, and pictures of the moment to work on (*.png).")
    return 0


def test(*, training: bool, pytest_arguments: list[str]) -> int:
    """Lint, type-check and test; below the window, tests run with Qt hidden."""
    install_system_packages(missing_system_packages(for_tests=True))
    programs = environment(".venv-test", ("dev", "train", "cluster") if training else ("dev",))
    # Two processes with a display each; a file's tests stay together, for they share its window.
    two = ["-n", "2", "--dist", "loadfile"]
    if pytest_arguments:
        steps = [["pytest", *pytest_arguments]]
    elif training:
        steps = [["pytest", "tests/training"]]
    else:
        steps = [
            ["ruff", "check"],
            ["ruff", "format", "--check"],
            ["mypy"],
            ["lint-imports"],
            ["pytest", *two, "-p", "no:pytest-qt", "--hide-qt", "tests/capture", "tests/inference"],
            ["pytest", *two, "tests/app", "tests/project"],
        ]
    for program, *arguments in steps:
        print(f"· {program} {' '.join(arguments)}", flush=True)
        if code := subprocess.run([programs / program, *arguments], cwd=ROOT).returncode:
            return code
    return 0


def main() -> int:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="run.py", description="Set up Coach and run it.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="correct the sample pair, then open the window where there is a display")
    tests = commands.add_parser("test", help="lint, type-check and test the program")
    tests.add_argument("--training", action="store_true", help="add torch and test the training code instead")
    arguments, rest = parser.parse_known_args()
    if sys.version_info < MINIMUM_PYTHON:
        found = platform.python_version()
        print(f"Coach needs Python 3.11 or newer, and this is {found}. Install one and run it with that.")
        return 1
    try:
        if arguments.command == "demo":
            return demo()
        return test(training=arguments.training, pytest_arguments=rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
