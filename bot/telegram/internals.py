"""公开/内部: an admin marks a sentence or a whole section as internal, and lifts the mark again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render.telegram import caption, plain_part
from bot.telegram.browsing import Page
from bot.telegram.keyboards import Planned, planned
from bot.texts import messenger

if TYPE_CHECKING:
    from bot.telegram.turn import Office

SHOWN = 10


def offered(question: int) -> list[Planned]:
    """The buttons under an answer by which an admin takes it out of everybody's sight."""
    return [
        planned(messenger.INTERNAL_SENTENCE, "internal", question=question, whole=False),
        planned(messenger.INTERNAL_SECTION, "internal", question=question, whole=True),
    ]


async def mark(office: Office, question: int, whole: bool, by: int) -> str:
    """Mark the sentence of an answer, or its section, as internal; what to say of it."""
    asked = await office.journal(lambda journal: journal.questions.get(question))
    if asked is None or not asked.quote:
        return messenger.STALE
    report, section, quote = asked.report, asked.section, "" if whole else asked.quote
    await office.journal(lambda journal: journal.internal.mark(report, section, quote, by))
    return messenger.INTERNAL_DONE


async def listing(office: Office) -> Page:
    """What is marked, each with a button that lifts the mark."""
    marks = (await office.journal(lambda journal: journal.internal.active()))[-SHOWN:]
    if not marks:
        return Page(plain_part([messenger.INTERNAL_NONE]), [])
    lines = [messenger.INTERNAL_LIST]
    for one in marks:
        what = one.quote or messenger.INTERNAL_ALL
        lines.append(messenger.INTERNAL_LINE.format(id=one.id, report=one.report, section=one.section, what=caption(what, 80)))
    rows = [[planned(messenger.INTERNAL_LIFT.format(id=one.id), "lift", mark=one.id)] for one in marks]
    return Page(plain_part(lines), rows)


async def lift(office: Office, mark_id: int, by: int) -> Page:
    """Lift a mark and show what is left."""
    await office.journal(lambda journal: journal.internal.lift(mark_id, by))
    return await listing(office)
