"""What is internal in a report stays internal in the one that takes its place under another title."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import JournalBusyError, JournalError

if TYPE_CHECKING:
    from knowledge.publish import Prepared


def carry_marks(home: Path, prepared: Prepared) -> None:
    """Mark in the report what is marked in the one that it replaces; before it is published, so that nothing is open in between.

    A journal that is broken has no marks to heed and keeps nobody from publishing. JournalBusyError: it is held by others."""
    from bot.journal.desk_file import NAME, Journal

    replaced, title = prepared.summary.replaces, prepared.summary.title
    if replaced is None or replaced.title == title or not (home / NAME).is_file():
        return
    try:
        with Journal.open(home) as journal:
            for mark in journal.internal.active():
                if mark.report == replaced.title:
                    journal.internal.mark(title, mark.section, mark.quote, None)
    except JournalBusyError:
        raise
    except JournalError:
        return
