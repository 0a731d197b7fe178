"""``wenbao audit``: who changed what and when; and how the commands of this package add to it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.keeping import warn
from bot.commands.lines import BOM
from bot.export.flat import cell
from bot.render import record
from bot.render.layout import clean
from bot.texts import operating
from knowledge.errors import WenbaoError

if TYPE_CHECKING:
    from bot.journal.audit import Entry

COLUMNS = ("id", "at", "actor", "action", "subject", "detail")


def audit(home: Path, since: str, as_csv: bool, as_json: bool) -> int:
    """Print the entries, the newest last; a time without a zone is one of this machine's zone."""
    if as_csv and as_json:
        raise typer.BadParameter("choose one of --csv and --json")
    found = entries(home, moment(since) if since else None)
    if as_csv:
        write_csv(found)
    elif as_json:
        for entry in found:
            print(record.line(dict(zip(COLUMNS, row(entry), strict=True))))
    else:
        print("\n".join(map(line, found)) if found else operating.NO_AUDIT)
    return 0


def entries(home: Path, since: datetime | None) -> tuple[Entry, ...]:
    """The entries from ``since`` on, oldest first; none when there is no journal, which is not made for this."""
    from bot.journal.desk_file import NAME, Journal

    if not (home / NAME).exists():
        return ()
    with Journal.open(home) as journal:
        return tuple(reversed(journal.audit.list(since, limit=-1)))


def moment(text: str) -> datetime:
    """A date (its beginning) or time in ISO 8601. BadParameter: it is none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(f"--since {text!r} is no date such as 2031-01-31") from None


def row(entry: Entry) -> tuple[object, ...]:
    """The entry for programs: times in UTC, no actor for the command line."""
    return (entry.id, entry.at.isoformat(timespec="seconds"), entry.actor, entry.action, entry.subject, entry.detail)


def line(entry: Entry) -> str:
    """The entry for people, in the time of this machine's zone."""
    told = operating.AUDIT_LINE.format(
        at=entry.at.astimezone().isoformat(" ", "seconds"),
        actor=operating.COMMAND_LINE if entry.actor is None else entry.actor,
        action=operating.ACTIONS.get(entry.action, entry.action),
        subject=entry.subject,
        detail=entry.detail,
    )
    return clean(told).rstrip()


def write_csv(found: Sequence[Entry]) -> None:
    """CSV with a byte order mark, in which no cell is a formula."""
    sys.stdout.write(BOM)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in found:
        writer.writerow(["" if content is None else cell(content) for content in row(entry)])


def note(home: Path, action: str, subject: str, detail: str) -> None:
    """Write down what the command line has done. It is done whatever happens here: a journal that fails is only warned of."""
    try:
        from bot.journal.desk_file import Journal

        with Journal.open(home) as journal:
            journal.audit.write(None, action, subject, detail)
    except WenbaoError as error:
        warn(f"done, but not written into the audit: {error}")
