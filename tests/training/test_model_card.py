"""A card is read as it was written, whatever its metrics are called."""

import tomllib

import pytest

from training.model_card import write_card

pytestmark = pytest.mark.training


def test_keys_and_values_come_back(tmp_path):
    entries = {
        "name": "one",
        "bytes": 12,
        "metrics": {"λ": 0.01, "‖W − W₀‖²": 17.75, "nats a word, val": 0.7, "plain": 1.0},
    }
    write_card(tmp_path / "card.toml", entries)
    assert tomllib.loads((tmp_path / "card.toml").read_text(encoding="utf-8")) == entries
