"""``wenbao publish``, ``reports``, ``revisions``, ``rollback``: what the library holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import texts
from bot.commands.auditing import note
from bot.render.layout import clean
from knowledge.errors import WenbaoError
from knowledge.model import Report

if TYPE_CHECKING:
    from knowledge.publish import Prepared


class NotConfirmedError(WenbaoError):
    """Nobody was there to confirm, or the answer was no."""


def publish(home: Path, file: Path, sure: bool) -> int:
    """Show what was understood of the file, ask, and publish it."""
    from knowledge import publish as press

    prepared = press.prepare(file, home)
    print("\n".join(preview(prepared)))
    if not sure and not _confirmed():
        raise NotConfirmedError("nothing was published; confirm with y, or give --yes to publish without being asked")
    revision = press.publish(home, prepared)
    print(texts.PUBLISHED.format(number=revision.number))
    note(home, "publish", str(revision.number), prepared.summary.title)
    return 0


def _confirmed() -> bool:
    try:
        return typer.confirm(texts.CONFIRM)
    except typer.Abort:  # end of input: nobody is there
        return False


def preview(prepared: Prepared) -> list[str]:
    """What the reader made of a file, in lines for the person who decides."""
    told = prepared.summary
    kinds = [f"  {texts.KINDS.get(kind, kind)}：{count}" for kind, count in dict(told.facts).items()]
    size = texts.PREVIEW_SIZE.format(sections=told.sections, facts=sum(dict(told.facts).values()), characters=told.characters)
    lines = [
        texts.PREVIEW_TITLE.format(title=told.title or texts.UNKNOWN),
        texts.PREVIEW_INSTITUTION.format(institution=told.institution or texts.UNKNOWN),
        texts.PREVIEW_PERIOD.format(period=texts.period(told.period) or texts.UNKNOWN),
        size,
        *kinds,
        _beside(told.replaces),
    ]
    return [clean(line) for line in lines]


def _beside(replaced: Report | None) -> str:
    if replaced is None:
        return texts.PREVIEW_ADDED
    return texts.PREVIEW_REPLACES.format(title=replaced.title, published=texts.day(replaced.published))


def reports(home: Path) -> int:
    """List the published reports."""
    from knowledge.library import Library

    library = Library.open(home)
    try:
        if library.is_example:
            print(texts.NO_REPORTS)
        for report in library.reports():
            print(clean(_listed(report)))
    finally:
        library.close()
    return 0


def _listed(report: Report) -> str:
    return texts.REPORT_LINE.format(
        title=report.title,
        institution=report.institution,
        period=texts.period(report.period),
        facts=report.facts,
        published=texts.day(report.published),
    )


def revisions(home: Path) -> int:
    """List the kept revisions, the newest last, and say which one answers."""
    from knowledge import publish as press

    kept = press.revisions(home)
    if not kept:
        print(texts.NO_REPORTS)
    for revision in kept:
        state = texts.DAMAGED if revision.damaged else texts.CURRENT if revision.is_current else ""
        print(clean(texts.revision(revision.number, revision.created, revision.titles, state)))
    return 0


def rollback(home: Path, number: int | None) -> int:
    """Make an earlier revision answer again: the one named, else the one before."""
    from knowledge import publish as press

    revision = press.rollback(home, number)
    print(texts.ROLLED_BACK.format(number=revision.number))
    note(home, "rollback", str(revision.number), " ".join(revision.titles))
    return 0
