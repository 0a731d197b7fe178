"""After a refresh: whoever was given a number that is another one now, or gone, gets one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.apart import child
from bot.apart.told import Given, Verdict
from bot.render.telegram import caption, plain_part
from bot.telegram.sender import Place
from bot.texts import refreshing
from knowledge.model import Evidence

if TYPE_CHECKING:
    from bot.journal.asked import Given as Answer
    from bot.journal.desk_file import Journal
    from bot.telegram.turn import Office

DAYS = 90
LINES = 12
# So much of a question is said again.
QUESTION = 100

Chat = tuple[int, int]


async def correct(office: Office, revision: str) -> int:
    """Tell everybody what has changed since they were told; how many chats were told.

    What is told is noted chat by chat right before it is sent, so that being killed keeps one chat at most from being told."""
    since = datetime.now(UTC) - timedelta(days=DAYS)
    answers = {one.question_id: one for one in await office.journal(lambda journal: journal.questions.given(since))}
    given = [_given(one) for one in answers.values() if one.revision != "example" and one.quote]
    if not given:
        return 0
    # what the revision that answers now has said itself holds again, if something else was told since (after going back)
    verdicts = [Verdict(one.question, one.headline, "", one.report) for one in given if one.revision == revision]
    verdicts += await child.correct(office.home, [one for one in given if one.revision != revision])
    told = await office.journal(lambda journal: journal.corrections.told())
    chats: dict[Chat, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.now == told.get(verdict.question, answers[verdict.question].headline):
            continue
        if await _may_see(office, answers[verdict.question], verdict):
            answer = answers[verdict.question]
            chats[answer.chat, answer.thread or 0].append(verdict)
    return sum([await _tell(office, Place(*chat), found, answers) for chat, found in chats.items()])


async def _tell(office: Office, place: Place, verdicts: list[Verdict], answers: Mapping[int, Answer]) -> bool:
    """Tell a chat what is news to it; whether anything was."""
    news = await office.journal(lambda journal: [one for one in verdicts if _is_news(journal, answers[one.question], one)])
    lines = list(dict.fromkeys(_line(answers[one.question], one) for one in news))
    for at in range(0, len(lines), LINES):
        await office.sender.say(place, plain_part([refreshing.CORRECTIONS, *lines[at : at + LINES]]))
    return bool(lines)


async def _may_see(office: Office, answer: Answer, verdict: Verdict) -> bool:
    """Whether a correction may be told where the number was asked: not to who may ask no more, and nothing internal in groups
    and to guests."""
    standing = await office.access.standing(answer.person, answer.chat)
    if standing is None:
        return False
    inside = answer.chat == answer.person and not standing.guest
    said = ((answer.report, answer.section, answer.quote), *answer.also)
    says = (verdict.report or answer.report, verdict.section or answer.section, answer.quote)
    proofs = [Evidence(report, section, "", quote, 0, 0) for report, section, quote in (*said, says)]
    return await office.shown(inside, lambda library: all(map(library.may_show, proofs)))


def _given(one: Answer) -> Given:
    return Given(one.question_id, one.report, one.headline, one.value, one.unit, one.label, one.quote, one.revision)


def _is_news(journal: Journal, answer: Answer, verdict: Verdict) -> bool:
    return journal.corrections.news(answer.question_id, answer.headline, verdict.now)


def _line(answer: Answer, verdict: Verdict) -> str:
    section, question = verdict.section or answer.section, caption(answer.text, QUESTION)
    if verdict.now == answer.headline:
        return refreshing.HOLDS_AGAIN.format(question=question, before=answer.headline)
    gone = refreshing.OTHERWISE if verdict.unclear else refreshing.GONE
    template = refreshing.CORRECTED if verdict.now else gone
    return template.format(question=question, before=answer.headline, now=verdict.now, section=section)
