"""The case tables of these tests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def cases(name: str) -> list[Any]:
    """The cases of ``name``.toml beside this file."""
    text = (Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    rows: list[Any] = tomllib.loads(text)["case"]
    return rows
