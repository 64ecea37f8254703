"""Writes model cards as inference.models reads them."""

import json
from pathlib import Path


def write_card(path: Path, entries: dict[str, str | int | float | dict]) -> None:
    """Write a TOML card: plain entries first, then one table for each entry that is a mapping."""
    plain = [_line(key, value) for key, value in entries.items() if not isinstance(value, dict)]
    tables = [
        "\n".join([f"\n[{key}]", *(_line(name, entry) for name, entry in value.items())])
        for key, value in entries.items()
        if isinstance(value, dict)
    ]
    path.write_text("\n".join([*plain, *tables]) + "\n", encoding="utf-8")


def _line(key: str, value: str | float) -> str:
    # JSON's strings and numbers are TOML's as well; TOML has plain letters only in keys without quotes.
    name = key if key.isidentifier() and key.isascii() else json.dumps(key)
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"
