"""``wenbao publish``, ``reports``, ``revisions``, ``rollback``: what the library holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot import texts
from bot.commands.auditing import note
from bot.commands.carrying import carry_marks
from bot.commands.checking import headline, summary
from bot.commands.golden_bank import rehearse
from bot.commands.home import kept_revisions
from bot.render.layout import clean
from bot.texts import checking as checking_words
from knowledge.errors import WenbaoError
from knowledge.model import Finding, Report

if TYPE_CHECKING:
    from knowledge.compare.difference import Change
    from knowledge.publish import Compared, Prepared

FINDINGS_SHOWN = 3
CHANGES_SHOWN = 5


class NotConfirmedError(WenbaoError):
    """Nobody was there to confirm, or the answer was no."""


def publish(home: Path, file: Path, sure: bool, edits: tuple[str, str, str] = ("", "", "")) -> int:
    """Show what was understood of the file (title, institution and period as ``edits`` put them right), ask, publish it."""
    from knowledge import publish as press

    keep = kept_revisions()  # a wrong setting is told before anything is read
    prepared = press.prepare(file, home, press.Edits(*edits))
    print("\n".join([*preview(prepared), *checked(press.self_check(prepared)), *changes(press.compared(prepared, home))]))
    if not sure and not _confirmed():
        raise NotConfirmedError("nothing was published; confirm with y, or give --yes to publish without being asked")
    if not rehearse(home, prepared, sure):
        raise NotConfirmedError("nothing was published; questions would be lost: teach them anew, or confirm with y")
    carry_marks(home, prepared)
    revision = press.publish(home, prepared, keep)
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
        *([texts.PREVIEW_RECOGNISED] if told.recognised else []),
        *([texts.PREVIEW_PICTURES.format(count=told.pictures)] if told.pictures else []),
        _beside(told.replaces),
    ]
    return [clean(line) for line in lines]


def checked(findings: Sequence[Finding]) -> list[str]:
    """How the report agrees with itself, the gravest first."""
    if not findings:
        return [checking_words.NO_FINDINGS]
    first = sorted(findings, key=lambda found: not found.grave)[:FINDINGS_SHOWN]
    lines = [summary(findings), *(f"  {headline(found)}" for found in first)]
    if more := len(findings) - len(first):
        lines.append(checking_words.MORE_FINDINGS.format(count=more))
    return [clean(line) for line in lines]


def changes(compared: Compared | None) -> list[str]:
    """What the report says otherwise than the one before; nothing when there is none."""
    if compared is None:
        return []
    diff, title = compared.diff, compared.before.title
    if diff.empty:
        return [clean(checking_words.SAME.format(title=title))]
    sizes = {"changed": len(diff.changed), "added": len(diff.added), "removed": len(diff.removed)}
    lines = [checking_words.COMPARED.format(title=title, **sizes)]
    lines += _first([_changed(change) for change in diff.changed])
    lines += _first([checking_words.ADDED.format(label=one.label, value=one.shown) for one in diff.added])
    lines += _first([checking_words.REMOVED.format(label=one.label, value=one.shown) for one in diff.removed])
    return [clean(line) for line in lines]


def every_change(compared: Compared | None) -> list[str]:
    """All that the report says otherwise than the one before."""
    if compared is None:
        return []
    diff = compared.diff
    lines = [_changed(change) for change in diff.changed]
    lines += [checking_words.ADDED.format(label=one.label, value=one.shown) for one in diff.added]
    lines += [checking_words.REMOVED.format(label=one.label, value=one.shown) for one in diff.removed]
    return [clean(line) for line in lines]


def _changed(change: Change) -> str:
    old, new = change.old.shown, change.new.shown
    return checking_words.CHANGED.format(label=change.new.label, old=old, new=new, percent=checking_words.percent(change.percent))


def _first(lines: list[str]) -> list[str]:
    """The first few lines, and how many more there are."""
    more = len(lines) - CHANGES_SHOWN
    return lines if more <= 0 else [*lines[:CHANGES_SHOWN], checking_words.MORE.format(count=more)]


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
