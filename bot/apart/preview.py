"""A file as an admin sees it before it is published: what was understood, how it agrees with itself, what changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.apart.told import Examined
from bot.commands.checking import listing
from bot.commands.golden_bank import golden_bank, rehearsal
from bot.commands.publishing import changes, checked, every_change, preview
from bot.golden import questions
from bot.render.lessons import changes as changed_answers
from bot.texts import refreshing
from knowledge import publish as press
from knowledge.errors import JournalError

_KIND = re.compile("|".join(refreshing.KINDS_OF_DOCUMENT))


def examined(prepared: press.Prepared, home: Path) -> Examined:
    """What there is to tell of a file that was read."""
    findings, compared = press.self_check(prepared), press.compared(prepared, home)
    first, *others = preview(prepared)
    lines = [first, refreshing.KIND.format(kind=kind_of(prepared.summary.title)), *others]
    if outside := characters_outside(prepared):
        lines.append(refreshing.OUTSIDE.format(characters=outside))
    lines += [*checked(findings), *changes(compared)]
    asked, lost = _golden(prepared, home)
    lines += asked
    whole = [*lines, "", *listing(findings), "", *every_change(compared), "", *_outline(prepared)]
    grave = sum(found.grave for found in findings)
    return Examined(prepared.summary.title, tuple(lines), "\n".join(whole) + "\n", grave, lost)


def _golden(prepared: press.Prepared, home: Path) -> tuple[list[str], int]:
    """What the golden questions would be answered with otherwise, and how many answers would be lost."""
    try:
        taught, confirmed = golden_bank(home)
    except JournalError:  # keeps nobody from looking at a report, nor from publishing it
        return [refreshing.GOLDEN_UNKNOWN], 0
    found = rehearsal(home, prepared, taught, confirmed)
    if not found:
        count = len(questions(taught, confirmed))
        return ([refreshing.GOLDEN_FINE.format(count=count)] if count else []), 0
    return list(changed_answers(found)), sum(one.breaks for one in found)


def kind_of(title: str) -> str:
    """The kind of document that a title names last."""
    named = _KIND.findall(title)
    return named[-1] if named else refreshing.KIND_UNKNOWN


def characters_outside(prepared: press.Prepared) -> int:
    """How many characters stand under no heading, though there are headings."""
    told = prepared.draft.outline
    if not any(section.heading for section in told.sections):
        return 0
    loose = {section.index for section in told.sections if not section.heading}
    return sum(len(one.norm) for paragraph in told.paragraphs if paragraph.section in loose for one in paragraph.sentences)


def _outline(prepared: press.Prepared) -> Iterator[str]:
    """The headings, indented, with how many facts stand under each."""
    told = prepared.draft.outline
    counts: dict[int, int] = {}
    for paragraph, facts in zip(told.paragraphs, prepared.draft.facts, strict=True):
        counts[paragraph.section] = counts.get(paragraph.section, 0) + len(facts)
    for section in told.sections:
        yield f"{'  ' * section.level}{section.heading or refreshing.KIND_UNKNOWN} {counts.get(section.index, 0)}"
