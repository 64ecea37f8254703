import shutil
import sys

import pytest

from app import checkup
from inference import models


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Makes a distribution of that name look installed."""

    def add(name):
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")

    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    return add


@pytest.mark.parametrize("module", checkup.RIVALS)
def test_wheels_that_overwrite_each_other_are_named(install, module):
    names = checkup.RIVALS[module]
    install(names[0])
    assert checkup._rivals(module, names).good
    install(names[1])
    check = checkup._rivals(module, names)
    assert not check.good
    assert names[0] in check.found
    assert names[1] in check.found


def test_a_missing_package_is_named(install):
    install("numpy")
    assert checkup._version("numpy").found == "1.0"
    assert not checkup._version("vtk").good


@pytest.mark.parametrize("there", [True, False])
def test_a_version_without_a_language_model_is_well_and_says_so(tmp_path, monkeypatch, there):
    if there:
        shutil.copytree(models.MODELS_DIR / "lifter", tmp_path / "cigtime")
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    [check] = checkup._models()
    assert check.good
    assert ("no language model" in check.found) != there


def test_an_exchanged_network_is_found(tmp_path, monkeypatch):
    shutil.copytree(models.MODELS_DIR, tmp_path / "models")
    with (tmp_path / "models" / "blazepose_full" / "model.onnx").open("ab") as file:
        file.write(b"x")
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path / "models")
    good = {check.name: check.good for check in checkup._models()}
    assert good == {"cigtime": True} | {card.name: card.name != "blazepose_full" for card in models.cards()}
    *works, last = checkup._speeds()
    assert all(check.good for check in works)
    assert not last.good
    assert "blazepose_full" in last.found
