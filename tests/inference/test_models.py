"""Cards and files of the networks: what is shipped verifies, what was tampered with is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import damaged, ends_well, examples
from hypothesis import given
from hypothesis import strategies as st

from inference import models
from inference.errors import ModelError

MAX_BYTES = 90_000_000
NAME = "blazepose_full"
CARD = (models.MODELS_DIR / NAME / models.CARD_FILE).read_bytes()
CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "cards").iterdir())


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one network that a test may damage; the program looks for its networks there."""
    shutil.copytree(models.MODELS_DIR / NAME, tmp_path / NAME)
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    return tmp_path / NAME


def test_every_shipped_network_verifies_and_can_be_shipped() -> None:
    assert models.verify().keys() >= {"blazepose_full", "blazepose_heavy", "movenet_multipose"}
    assert not any(models.verify().values())
    for card in models.cards():
        file = models.MODELS_DIR / card.name / models.NETWORK_FILE
        assert card.bytes == file.stat().st_size < MAX_BYTES
        assert card.licence
        assert card.metrics


def test_inputs_and_outputs_on_the_card_are_those_of_the_network() -> None:
    for name in ("blazepose_full", "blazepose_heavy", "movenet_multipose"):
        session, card = models.load(name), models.card(name)
        assert {tensor.name for tensor in session.get_inputs()} == card.inputs.keys()
        assert {tensor.name for tensor in session.get_outputs()} == card.outputs.keys()


def test_tampered_file_is_refused(copied: Path) -> None:
    file = copied / models.NETWORK_FILE
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(ModelError, match="changed or damaged"):
        models.load(NAME)
    assert isinstance(models.verify()[NAME], ModelError)


def test_another_networks_file_is_refused(copied: Path) -> None:
    shutil.copy(Path(models.__file__).parents[1] / "assets/models/movenet_multipose/model.onnx", copied)
    with pytest.raises(ModelError, match="changed or damaged"):
        models.load(NAME)


def test_missing_file_is_said(copied: Path) -> None:
    (copied / models.NETWORK_FILE).unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        models.load(NAME)


def test_missing_card_is_said(copied: Path) -> None:
    (copied / models.CARD_FILE).unlink()
    with pytest.raises(ModelError, match="no card"):
        models.load(NAME)


@pytest.mark.parametrize("text", ["name = ", 'name = "x"\nsurprise = 1', "\0"])
def test_broken_card_is_said(copied: Path, text: str) -> None:
    (copied / models.CARD_FILE).write_text(text)
    with pytest.raises(ModelError, match=NAME):
        models.cards()


def test_companion_is_the_file_on_the_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match="does not name"):
        models.companion("minilm", "card.toml")
    shutil.copytree(models.MODELS_DIR / "minilm", tmp_path / "minilm")
    monkeypatch.setattr(models, "MODELS_DIR", tmp_path)
    changed = models.companion("minilm", "tokenizer.json")
    changed.write_text(changed.read_text() + " ")
    assert isinstance(models.verify()["minilm"], ModelError)
    changed.unlink()
    assert "cannot be read" in str(models.verify()["minilm"])


def test_unknown_network_is_said() -> None:
    with pytest.raises(ModelError, match="“psychic” has no card"):
        models.load("psychic")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A network's folder of its own, in which the program looks for it."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("models")
        patch.setattr(models, "MODELS_DIR", root)
        (root / NAME).mkdir()
        yield root / NAME


@examples(80)
@given(content=damaged(CARD) | st.binary(max_size=50))
def test_a_damaged_card_never_surprises(folder: Path, content: bytes) -> None:
    (folder / models.CARD_FILE).write_bytes(content)
    read = ends_well(lambda: models.card(NAME), ModelError)
    if read is not None:
        assert isinstance(read.sha256, str)
        assert isinstance(models.verify()[NAME], ModelError)  # there is no such network


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_of_cards_is_refused(folder: Path, path: Path) -> None:
    (folder / models.CARD_FILE).write_bytes(path.read_bytes())
    with pytest.raises(ModelError, match="Install the program again"):
        ends_well(lambda: models.card(NAME))
