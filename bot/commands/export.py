"""``wenbao export``: facts of the published reports, as JSON or CSV on standard output or as a workbook."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.commands.lines import complain
from bot.commands.written import write_whole
from bot.export.flat import csv_lines, json_lines
from bot.export.rows import rows
from bot.export.selection import Selection
from knowledge.errors import NothingFoundError

NOTHING_FOUND = 3


@dataclass(frozen=True, slots=True)
class How:
    """What to write: JSON, CSV or the workbook ``xlsx``."""

    csv: bool = False
    xlsx: str = ""


def export(home: Path, how: How, selection: Selection) -> int:
    """Write the facts that are meant and give the exit status."""
    from knowledge.library import Library

    library = Library.open(home)
    try:
        if how.xlsx:
            from bot.export.workbook import workbook  # openpyxl takes as long to import as all the rest

            write_whole(Path(how.xlsx), workbook(library, selection))
        else:
            sys.stdout.writelines((csv_lines if how.csv else json_lines)(rows(library, selection)))
    except NothingFoundError as error:
        return complain(str(error), NOTHING_FOUND)
    finally:
        library.close()
    return 0
