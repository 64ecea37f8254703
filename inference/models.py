"""Model cards and the one factory of ONNX sessions: only the file that a card names is ever run."""

import functools
import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import get_origin, get_type_hints

import onnxruntime as ort

from inference.errors import ModelError

MODELS_DIR = Path(__file__).resolve().parents[1] / "assets" / "models"
CARD_FILE = "card.toml"
NETWORK_FILE = "model.onnx"
_REPAIR = "Install the program again to restore it."


@dataclass(frozen=True)
class ModelCard:
    """What a shipped network is, who made it how, and what was measured: assets/models/<name>/card.toml.

    inputs and outputs describe each tensor in words (shape, unit, frame); metrics are numbers by name; files
    has the sha256 of what lies beside the network and is needed to run it (a tokenizer), by file name.
    """

    name: str
    version: str
    summary: str
    command: str
    source: str
    licence: str
    attribution: str
    sha256: str
    bytes: int
    inputs: dict[str, str]
    outputs: dict[str, str]
    metrics: dict[str, float]
    files: dict[str, str]


def card(name: str) -> ModelCard:
    """The card of one network. Raises ModelError if it is missing or cannot be read."""
    path = MODELS_DIR / name / CARD_FILE
    try:
        # Most networks are one file.
        entries = {"files": {}} | tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"The network “{name}” has no card. {_REPAIR}") from None
    except (OSError, ValueError, RecursionError) as error:  # tomllib's own is a ValueError
        raise ModelError(f"The card of the network “{name}” cannot be read ({error}). {_REPAIR}") from error
    kinds = {field: get_origin(kind) or kind for field, kind in get_type_hints(ModelCard).items()}
    wrong = kinds.keys() ^ entries.keys()
    wrong |= {field for field, kind in kinds.items() if not isinstance(entries.get(field), kind)}
    if wrong:
        raise ModelError(
            f"The card of the network “{name}” is broken ({', '.join(sorted(wrong))}). {_REPAIR}"
        )
    return ModelCard(**entries)


def cards() -> list[ModelCard]:
    """All cards, by name. Raises ModelError if one cannot be read."""
    return [card(name) for name in _names()]


def named(names: Iterable[str]) -> tuple[dict[str, str], ...]:
    """Name, version and sha256 of networks, as correction.json names them. Raises ModelError; see card."""
    return tuple({"name": c.name, "version": c.version, "sha256": c.sha256} for c in map(card, names))


def shipped(name: str) -> bool:
    """Whether this program was made with a network; `verify` says whether its files are sound."""
    return (MODELS_DIR / name / CARD_FILE).exists()


def load(name: str, threads: int = 2) -> ort.InferenceSession:
    """A CPU session of a shipped network that runs on `threads` threads.

    Raises ModelError if the network or its card is missing, or if the file is not the one on the card.
    """
    return session(_verified(MODELS_DIR / name) / NETWORK_FILE, threads)


def session(network: Path, threads: int = 2) -> ort.InferenceSession:
    """A CPU session of a network's file, whoever made it."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Idle threads that spin would take the cores which the decoder and the other stages need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def companion(name: str, file: str) -> Path:
    """The path of a file that lies beside a shipped network and is named on its card.

    Raises ModelError if network, card or file is missing, or if a file is not the one on the card.
    """
    folder = _verified(MODELS_DIR / name)
    if file not in card(name).files:
        raise ModelError(f"The card of the network “{name}” does not name {file}. {_REPAIR}")
    return folder / file


def verify() -> dict[str, ModelError | None]:
    """What is wrong with each shipped network, by name; None where file and card agree."""
    return {name: _problem(name) for name in _names()}


def _names() -> list[str]:
    return sorted(folder.name for folder in MODELS_DIR.glob("*/") if folder.is_dir())


def _problem(name: str) -> ModelError | None:
    try:
        _check(MODELS_DIR / name)
    except ModelError as error:
        return error
    return None


@functools.cache
def _verified(folder: Path) -> Path:
    """The folder of a network, checked once in the life of the process."""
    _check(folder)
    return folder


def _check(folder: Path) -> None:
    expected = card(folder.name)
    for file, sha256 in {NETWORK_FILE: expected.sha256, **expected.files}.items():
        try:
            with (folder / file).open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except (OSError, ValueError) as error:  # ValueError: no file could have this name
            raise ModelError(
                f"The file of the network “{folder.name}” cannot be read ({error}). {_REPAIR}"
            ) from error
        if found != sha256:
            raise ModelError(
                f"The file of the network “{folder.name}” is not the one this program was made with; "
                f"it was changed or damaged. {_REPAIR}"
            )
