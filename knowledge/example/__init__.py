"""The built-in example: an annual work report told in our own words, asked while nothing else is published."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def path() -> Path:
    """Where the example report lies on disk (Markdown, UTF-8).

    The package is installed as plain files, so the resource is a real path and stays valid for the life of the process.
    """
    return Path(str(files(__name__) / "report.md"))
