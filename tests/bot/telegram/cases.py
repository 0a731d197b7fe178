"""The case tables of these tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def cases(name: str, table: str = "case") -> list[Any]:
    """A table of ``name``.toml beside this file."""
    rows: list[Any] = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))[table]
    return rows


def spelled(value: Any, names: dict[str, Any]) -> Any:
    """A value of a table with names in capitals replaced and { of = …, times = n } written out."""
    if isinstance(value, dict) and value.keys() == {"of", "times"}:
        return value["of"] * value["times"] if isinstance(value["of"], str) else [value["of"]] * value["times"]
    if isinstance(value, dict):
        return {key: spelled(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [spelled(inner, names) for inner in value]
    return names.get(value, value) if isinstance(value, str) else value
