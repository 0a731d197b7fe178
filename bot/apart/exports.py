"""Facts as a file for the PR office, without what is internal: a file goes anywhere."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot.apart.told import Exported
from bot.export.flat import csv_bytes, json_bytes
from bot.export.selection import Selection
from bot.export.workbook import workbook
from bot.journal.desk_file import NAME, Journal
from bot.shown import Marks, Shown
from knowledge.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS: dict[str, Callable[[Library, Selection], bytes]] = {"xlsx": workbook, "csv": csv_bytes, "json": json_bytes}


def exported(home: Path, kind: str, words: str) -> Exported:
    """The facts that speak of ``words`` ("": all) in one of FORMATS. Raises RequestError's kinds."""
    library = Library.open(home)
    try:
        shown = cast(Library, Shown(library, _marks(home), inside=False))  # has all of it that an export asks for
        content = FORMATS[kind](shown, Selection(search=words))
    finally:
        library.close()
    return Exported(base64.b64encode(content).decode())


def _marks(home: Path) -> Marks:
    if not (home / NAME).is_file():
        return Marks()
    with Journal.open(home) as journal:
        return Marks.of(journal.internal.active())
