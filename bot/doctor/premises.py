"""The home folder: room, revisions, pointer, tokenizer, journal, and who is at work in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.alone import is_serving
from bot.backup.switching import LEFTOVERS
from bot.doctor.finding import Finding, of_error, ok, problem, warning
from bot.journal.copying import NAME as JOURNAL
from bot.journal.copying import JournalState, look_at_journal
from knowledge import custody
from knowledge.errors import WenbaoError

LITTLE, TOO_LITTLE = 500 << 20, 50 << 20  # bytes


def folder(home: Path) -> Iterator[Finding]:
    """Whether the home can be written, has room, and has nothing lying about."""
    if not home.is_dir():
        yield warning("home", f"{home} is not there", "the first `wenbao publish` or `wenbao serve` makes it; else check --home")
        return
    try:
        with tempfile.TemporaryFile(dir=home):
            yield ok("home", f"{home} can be written")
    except OSError as error:
        yield problem("home", f"{home} cannot be written ({error.strerror})", "let the user that serves write there")
    yield room(shutil.disk_usage(home).free)
    for name in LEFTOVERS:
        if (home / name).exists():
            yield warning("restore", f"{home / name} was left by a restore that was cut off", "remove that folder")


def room(free: int) -> Finding:
    """Whether ``free`` bytes of disk are enough to go on for a while."""
    told = f"{free >> 20:,} MB free"
    if free < TOO_LITTLE:
        return problem("disk", told, "free disk space now: neither publishing nor the journal can go on without")
    return ok("disk", told) if free >= LITTLE else warning("disk", told, "free disk space soon")


def revisions(home: Path) -> Iterator[Finding]:
    """The pointer, every kept revision, and whether this wenbao can ask the one that answers."""
    try:
        current = custody.current(home)
    except WenbaoError as error:
        current = None
        yield of_error("pointer", error)
    else:
        yield ok("pointer", "nothing published yet: the built-in example answers" if current is None else current.stem)
    for revision in custody.kept(home):
        yield _revision(revision.path, revision.path == current, len(revision.titles))
    if current is not None:
        yield _tokenizer(current)


def _revision(path: Path, answers: bool, reports: int) -> Finding:
    name = f"revision {path.stem}"
    try:
        custody.check_revision(path)
    except WenbaoError as error:
        if answers:
            return of_error(name, error)
        return warning(name, f"{path} is damaged and cannot be gone back to", "remove the file, or restore a backup")
    return ok(name, f"{reports} reports, every page and checksum right{', answers' if answers else ''}")


def _tokenizer(current: Path) -> Finding:
    try:
        return ok("tokenizer", f"{custody.check_tokenizer(current)}, as in the revision that answers")
    except WenbaoError as error:
        return of_error("tokenizer", error)


def journal(home: Path) -> tuple[JournalState | None, tuple[Finding, ...]]:
    """The journal's state, None when there is none or it cannot be read, and what is to be said of it."""
    try:
        state = look_at_journal(home)
    except WenbaoError as error:
        return None, (of_error("journal", error),)
    if state is None:
        return None, (ok("journal", "none yet"),)
    found = [ok("journal", f"every page right, version {state.steps} of {state.of}")]
    if state.steps < state.of:
        found = [warning("journal", f"version {state.steps} of {state.of}", "nothing: the next start brings it up to date")]
    if (home / JOURNAL).stat().st_mode & 0o077:
        found.append(warning("journal", "others than its owner can read it", f"chmod 600 {home / JOURNAL}"))
    return state, tuple(found)


def locks(home: Path) -> Iterator[Finding]:
    """Who is at work in the home."""
    yield ok("serving", "a bot is serving" if is_serving(home) else "no bot is serving now")
    yield ok("publishing", "a publisher is at work" if custody.is_publishing(home) else "nobody is publishing now")


def newest_written(home: Path, state: JournalState | None) -> datetime | None:
    """The latest moment that something in the home was written at, by its own word."""
    moments = [moment for revision in custody.kept(home) if (moment := _moment(revision.created)) is not None]
    if state is not None and state.newest is not None:
        moments.append(state.newest)
    return max(moments, default=None)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
