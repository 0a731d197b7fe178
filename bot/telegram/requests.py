"""请管理员补充: what the report does not say, filed for the admins; whoever asked is told when it can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import desk
from bot.logs import failure, logger
from bot.render.telegram import Part, caption, plain_part, titled
from bot.telegram.browsing import Page
from bot.telegram.keyboards import planned
from bot.telegram.memory import Key
from bot.telegram.sender import Place
from bot.texts import messenger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.journal.desk_file import Journal
    from bot.journal.requests import Outcome, Request
    from bot.telegram.turn import Office
    from knowledge.library import Library

SHOWN = 8
# So much of a question is said again.
WORDS = 300


async def file(office: Office, question: int, key: Key) -> str:
    """File a question for the admins; its words, "" when the person has filed it before or it is gone."""
    return await office.journal(lambda journal: _filed(journal, question, key))


def _filed(journal: Journal, question: int, key: Key) -> str:
    asked = journal.questions.get(question)
    if asked is None or not asked.text:
        return ""
    return asked.text if journal.requests.file(question, key.person, key.chat, key.thread or None, asked.text) else ""


async def tell_admins(office: Office, text: str) -> None:
    """Tell every admin who has talked to the bot that somebody asks for something."""
    known = await office.journal(lambda journal: journal.people.list())
    admins = {person.id for person in known if person.role == "admin" and not person.blocked}
    for admin in sorted(admins | set(office.access.named_admins())):
        await office.sender.say(Place(admin), plain_part([messenger.REQUEST_NEW.format(text=caption(text, WORDS))]))


async def listing(office: Office) -> Page:
    """The open requests, the same words together, with a button to settle or decline each."""
    waiting = grouped(await office.journal(lambda journal: journal.requests.open()))
    if not waiting:
        return Page(plain_part([messenger.REQUESTS_NONE]), [])
    lines, rows = [messenger.REQUESTS.format(count=len(waiting))], []
    for number, (words, people) in enumerate(list(waiting.items())[:SHOWN], 1):
        lines.append(messenger.REQUEST_LINE.format(number=number, text=caption(words, 100), people=people))
        rows.append(
            [
                planned(f"{number}. {messenger.SETTLED}", "settle", words=words, outcome="answered"),
                planned(f"{number}. {messenger.DECLINED}", "settle", words=words, outcome="declined"),
            ]
        )
    return Page(plain_part(lines), rows)


def grouped(requests: tuple[Request, ...]) -> dict[str, int]:
    """How many people wait for each question, in the words of the first; the oldest first."""
    from bot.journal.keys import text_key

    words: dict[str, str] = {}
    counted: dict[str, int] = {}
    for request in requests:
        first = words.setdefault(text_key(request.text), request.text)
        counted[first] = counted.get(first, 0) + 1
    return counted


async def close(office: Office, words: str, by: int | None, outcome: Outcome) -> tuple[Request, ...]:
    """Close the requests in these words; those that were open."""
    return await office.journal(lambda journal: _closed(journal, words, by, outcome))


def _closed(journal: Journal, words: str, by: int | None, outcome: Outcome) -> tuple[Request, ...]:
    waiting = journal.requests.waiting_for(words)
    return tuple(one for one in waiting if journal.requests.close(one.id, by, outcome))


async def tell(office: Office, closed: Iterable[Request], outcome: Outcome) -> None:
    """Tell who filed the requests what became of them; one that cannot be told keeps the others from nothing."""
    for request in closed:
        try:
            await _tell(office, request, outcome)
        except Exception as error:
            logger().error("request_not_told", **failure(error))


async def tell_left(office: Office) -> None:
    """Tell what an earlier process had closed and not told any more."""
    await tell(office, await office.journal(lambda journal: journal.requests.to_tell()), "answered")


async def _tell(office: Office, request: Request, outcome: Outcome) -> None:
    if not await office.journal(lambda journal: journal.requests.told(request.id)):
        return
    standing = await office.access.standing(request.person)
    inside = request.chat == request.person and standing is not None and not standing.guest
    for part in await _news(office, request.text, outcome, inside):
        await office.sender.say(Place(request.chat, request.thread or 0), part)


async def _news(office: Office, text: str, outcome: Outcome, inside: bool) -> tuple[Part, ...]:
    short = caption(text, WORDS)
    if outcome == "declined":
        return (plain_part([messenger.REQUEST_DECLINED.format(question=short)]),)
    reply = await office.shown(inside, lambda library: desk.single(library, text))
    if reply.answer.status == "answered":
        return titled(messenger.NOW_ANSWERED.format(question=short), reply)
    return (plain_part([messenger.REQUEST_SETTLED.format(question=short)]),)


async def _is_answered(office: Office, text: str) -> bool:
    reply = await office.library(lambda library: _answer(library, text))
    return reply.answer.status == "answered"


def _answer(library: Library, text: str) -> desk.Reply:
    return desk.single(library, text)


async def answer_open(office: Office) -> int:
    """After a refresh: answer the open requests that the reports answer now; how many."""
    count = 0
    for words in grouped(await office.journal(lambda journal: journal.requests.open())):
        try:
            if await _is_answered(office, words):
                closed = await close(office, words, None, "answered")
                await tell(office, closed, "answered")
                count += len(closed)
        except Exception as error:  # one question must not keep the others from being told
            logger().error("request_not_told", **failure(error))
    return count


