"""The revisions that are kept, for whoever may go back to one."""

from __future__ import annotations

from pathlib import Path

from knowledge import publish as press


def kept(home: Path) -> tuple[press.Revision, ...]:
    """The kept revisions, oldest first."""
    return press.revisions(home)
