"""The project as a whole: what it installs, how fast it starts, what it ships."""

import ast
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
TRAINING_ONLY = {"torch", "transformers", "onnx", "anny", "smplx", "tflite", "ray"}


def installed_by(name: str, extras: frozenset[str] = frozenset(), seen: set[str] | None = None) -> set[str]:
    """Names of all packages that installing `name` with extras brings."""
    seen = set() if seen is None else seen
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return seen
    for requirement in map(Requirement, lines):
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            continue
        package = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if package not in seen:
            seen.add(package)
            installed_by(package, frozenset(requirement.extras), seen)
    return seen


def test_the_program_installs_no_training_package() -> None:
    packages = installed_by("coach")
    assert {"numpy", "vtk", "onnxruntime"} <= packages
    assert packages & TRAINING_ONLY == set()


def test_help_starts_within_a_second() -> None:
    coach = Path(sys.executable).with_name("coach")

    def start_s() -> float:
        begin = time.perf_counter()
        subprocess.run([coach, "--help"], check=True, capture_output=True)
        return time.perf_counter() - begin

    start_s()  # the first start compiles
    assert min(start_s() for _ in range(5)) <= 1.0


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_contains_no_tests(wheel_names: list[str]) -> None:
    assert not [name for name in wheel_names if name.split("/")[0] in {"tests", "docs", "run.py"}]


def test_the_wheel_contains_what_the_program_reads(wheel_names: list[str]) -> None:
    shipped = {str(p.relative_to(ROOT)) for p in (ROOT / "assets").rglob("*") if p.is_file()}
    assert shipped <= set(wheel_names)


def test_every_weight_has_a_card_with_licence_and_checksum() -> None:
    weights = list((ROOT / "assets").rglob("*.onnx"))
    assert weights
    for weight in weights:
        card = tomllib.loads((weight.parent / "card.toml").read_text())
        assert card["licence"], weight
        assert re.fullmatch(r"[0-9a-f]{64}", card["sha256"]), weight
        assert weight.stat().st_size < 90e6, weight


def python_files() -> list[Path]:
    rooms = ("app", "capture", "inference", "training", "tests")
    return [ROOT / "run.py", *(path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))]


def test_files_and_functions_stay_small() -> None:
    too_long = []
    for path in python_files():
        source = path.read_text()
        if source.count("\n") > 400:
            too_long.append(path.name)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60:
                too_long.append(f"{path.name}:{node.name}")
    assert too_long == []
