"""``wenbao doctor``: one line a finding, or one JSON object a finding."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bot.commands.home import home_folder
from bot.doctor import machine, premises
from bot.doctor.finding import Finding, of_error, problem
from bot.doctor.telegram import telegram
from bot.journal.times import utc_now
from bot.render import record
from bot.render.layout import clean
from bot.settings import Settings
from knowledge.errors import WenbaoError

BAD = 1


def doctor(option: str, as_json: bool) -> int:
    """Print all findings; 1 when one is a problem."""
    status = 0
    for finding in findings(option, utc_now()):
        print(record.line(asdict(finding)) if as_json else clean(told(finding)), flush=True)
        status = BAD if finding.state == "problem" else status
    return status


def told(finding: Finding) -> str:
    """The finding on one line."""
    line = f"{finding.state:<8} {finding.check}: {finding.told}"
    return f"{line}; to do: {finding.todo}" if finding.todo else line


def findings(option: str, now: datetime) -> Iterator[Finding]:
    """Everything that is looked at, the foundations first."""
    settings, found = machine.settings_checked(os.environ)
    yield from found
    yield from machine.software()
    newest = None
    try:
        home = home_folder(option)
    except WenbaoError as error:
        yield of_error("home", error)
    else:
        try:
            newest = yield from _home(home)
        except OSError as error:
            told = f"{error.filename or home} cannot be looked at ({error.strerror})"
            yield problem("home", told, "run this as the user that serves, or mend the folder's permissions")
    yield from _outside(settings, now, newest)


def _home(home: Path) -> Generator[Finding, None, datetime | None]:
    yield from premises.folder(home)
    yield from premises.revisions(home)
    state, found = premises.journal(home)
    yield from found
    yield from premises.locks(home)
    return premises.newest_written(home, state)


def _outside(settings: Settings | None, now: datetime, newest: datetime | None) -> Iterator[Finding]:
    there = None
    if settings is not None:
        reached, there = telegram(settings)
        yield reached
    yield machine.clock(now, newest, there)
