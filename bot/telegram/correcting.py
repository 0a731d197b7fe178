"""After a refresh: whoever was given a number that is another one now, or gone, gets one message."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.apart import child
from bot.apart.told import Given, Verdict
from bot.render.telegram import plain_part
from bot.telegram.sender import Place
from bot.texts import refreshing
from knowledge.model import Evidence

if TYPE_CHECKING:
    from bot.journal.asked import Given as Answer
    from bot.journal.desk_file import Journal
    from bot.telegram.turn import Office

DAYS = 90
LINES = 12

Chat = tuple[int, int]


async def correct(office: Office, revision: str) -> int:
    """Tell everybody what has changed since they were told; how many messages went out."""
    since = datetime.now(UTC) - timedelta(days=DAYS)
    answers = {one.question_id: one for one in await office.journal(lambda journal: journal.questions.given(since))}
    given = [_given(one) for one in answers.values() if one.revision not in ("example", revision) and one.quote]
    if not given:
        return 0
    verdicts = await child.correct(office.home, given)
    news = await office.journal(lambda journal: [one for one in verdicts if _is_news(journal, answers[one.question], one)])
    lines: dict[Chat, list[str]] = defaultdict(list)
    for one in news:
        answer = answers[one.question]
        if not await _may_see(office, answer, one):
            continue
        lines[answer.chat, answer.thread or 0].append(_line(answer, one))
    for (chat, thread), told in lines.items():
        for at in range(0, len(told), LINES):
            part = plain_part([refreshing.CORRECTIONS, *dict.fromkeys(told[at : at + LINES])])
            await office.sender.say(Place(chat, thread), part)
    return len(lines)


async def _may_see(office: Office, answer: Answer, verdict: Verdict) -> bool:
    """Whether a correction may be told where the number was asked: nothing internal goes to groups and guests."""
    standing = await office.access.standing(answer.person)
    inside = answer.chat == answer.person and standing is not None and not standing.guest
    sections = [one for one in (verdict.section, answer.section) if one]
    proofs = [Evidence(answer.report, section, answer.path, answer.quote, 0, 0) for section in sections]
    return await office.shown(inside, lambda library: all(library.may_show(one) for one in proofs))


def _given(one: Answer) -> Given:
    return Given(one.question_id, one.report, one.headline, one.value, one.unit, one.quote, one.revision)


def _is_news(journal: Journal, answer: Answer, verdict: Verdict) -> bool:
    return journal.corrections.news(answer.question_id, answer.headline, verdict.now)


def _line(answer: Answer, verdict: Verdict) -> str:
    section = verdict.section or answer.path
    template = refreshing.CORRECTED if verdict.now else refreshing.GONE
    return template.format(question=answer.text, before=answer.headline, now=verdict.now, after=verdict.now, section=section)
