"""Checkup: what is installed, and whether it works on this machine."""

import importlib.metadata
import platform
from collections.abc import Iterator
from dataclasses import dataclass

from app.display import has_display
from inference.errors import ModelError

PACKAGES = ("coach", "numpy", "opencv-python-headless", "onnxruntime", "av", "PySide6-Essentials", "vtk")
# Wheels of one name inside: the last one installed overwrites parts of the others.
RIVALS = {
    "cv2": (
        "opencv-python", "opencv-python-headless", "opencv-contrib-python", "opencv-contrib-python-headless",
    ),
    "onnxruntime": ("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "onnxruntime-openvino"),
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is as it should be, and what was found."""

    name: str
    good: bool
    found: str


def checks() -> Iterator[Check]:
    """All checks, the quick ones first."""
    yield Check("python", True, f"{platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        yield _version(package)
    for module, names in RIVALS.items():
        yield _rivals(module, names)
    yield from _models()
    yield Check("display", True, "there is one" if has_display() else "none, so no window; commands work")
    yield _drawing()
    yield _cameras()
    yield from _speeds()


def _version(package: str) -> Check:
    try:
        return Check(package, True, importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:
        return Check(package, False, "not installed; install the program again")


def _rivals(module: str, names: tuple[str, ...]) -> Check:
    installed = {d.metadata["Name"].lower() for d in importlib.metadata.distributions()}
    found = [name for name in names if name in installed]
    if len(found) > 1:
        advice = f"they overwrite each other; uninstall all but {names[1] if module == 'cv2' else names[0]}"
        return Check(module, False, f"{' and '.join(found)} are both installed: {advice}")
    return Check(module, len(found) == 1, found[0] if found else "not installed")


def _models() -> Iterator[Check]:
    from inference.correction.language_model import NAME
    from inference.models import shipped, verify

    for name, problem in verify().items():
        yield Check(name, problem is None, str(problem or "the file is the one on its card"))
    if not shipped(NAME):
        yield Check(NAME, True, "this version has no language model; corrections are measured sentences")


def _drawing() -> Check:
    from app.viewport.canvas import OpenGLError, OpenGLProbe

    try:
        OpenGLProbe().check()
    except OpenGLError as error:
        return Check("3-D drawing", False, str(error))
    return Check("3-D drawing", True, "works")


def _cameras() -> Check:
    try:
        from PySide6.QtCore import QCoreApplication, QLoggingCategory

        QLoggingCategory.setFilterRules("qt.multimedia.*=false")
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        return Check("cameras", False, f"cannot be asked for ({error})")
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [device.description() for device in QMediaDevices.videoInputs()]
    application.processEvents()
    return Check("cameras", True, ", ".join(names) or "none connected")


def _speeds() -> Iterator[Check]:
    from app.benchmark import stage_rows

    try:
        for row in stage_rows():
            yield Check(row.name, True, f"{1000 / row.value:.0f} frames a second")
    except ModelError as error:
        yield Check("speed", False, str(error))
