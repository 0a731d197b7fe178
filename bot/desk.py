"""One turn of a conversation, whatever the channel: a text and what was said before in, a Reply out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot import texts
from knowledge.model import Answer

if TYPE_CHECKING:
    from knowledge.ask.context import Context

# "2", "2.", "②" (NFKC makes it 2), "第2个", "第二条": the number of something that was just offered.
_PICK = re.compile(r"第?\s*(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[个项条]?\s*[.。、)）]?")
# "384是什么" asks what a number is of.
_WHAT = re.compile(r"\s*(?P<number>[^\s，。？?]{1,24}?)\s*(?:是什么数?|是啥|指什么|指的是什么|是哪个数|什么数)\s*[？?]?\s*")
_A_NUMBER = re.compile(r"[约近超]?[\d.,％%‰万亿千百十零〇一二两三四五六七八九．０-９]+[^\W\d]{0,3}")
_NUMERALS = "一二三四五六七八九十"


class Answering(Protocol):
    """The part of the library a conversation needs (see :class:`knowledge.library.Library`)."""

    def ask(self, text: str, context: Context | None = None, *, eager: bool = False, explain: bool = False) -> Answer: ...

    def converse(self, text: str, context: Context) -> tuple[Answer, Context]: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with everything said about it in Chinese.

    ``opening`` is the sentence that stands in place of a headline ("" for an answered question); ``notes`` are the
    remaining notes, worded; ``offered[n - 1]`` is the question asked when the person next types the number n."""

    answer: Answer
    opening: str = ""
    notes: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one person's conversation remembers; a new one is ``begin()``."""

    context: Context
    offered: tuple[str, ...] = ()


def begin() -> Conversation:
    """A conversation in which nothing has been said."""
    from knowledge.ask.context import Context

    return Conversation(Context())


def single(library: Answering, text: str, *, eager: bool = False, explain: bool = False) -> Reply:
    """The reply to a question that stands alone."""
    return worded(library.ask(text, eager=eager, explain=explain))


def turn(library: Answering, text: str, said: Conversation, *, pressed: bool = False) -> tuple[Reply, Conversation]:
    """The reply to ``text`` after what was ``said``, and the conversation as it is then.

    A bare number picks from what was offered, as does a button (``pressed``: ``text`` is what it stands for); the offer stays
    open after a pick, so that the next one can be picked too."""
    picked = "" if pressed else pick(text, said.offered)
    answer, context = library.converse(picked or text, said.context)
    reply = worded(answer)
    offered = reply.offered or (said.offered if picked or pressed else ())
    return reply, Conversation(context, offered)


def pick(text: str, offered: tuple[str, ...]) -> str:
    """The offered question that ``text`` picks by number, "" when it picks none."""
    found = _PICK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return ""
    number = found["number"]
    place = _NUMERALS.index(number) + 1 if number in _NUMERALS else int(number)
    return offered[place - 1] if 1 <= place <= len(offered) else ""


def worded(answer: Answer) -> Reply:
    """The answer with its notes in Chinese; equal notes are said once."""
    notes = tuple(dict.fromkeys(filter(None, map(texts.note, answer.notes))))
    offered = tuple(choice.question or choice.label or choice.text for choice in answer.choices)
    if answer.status == "out_of_scope":  # the notes are the reply
        return Reply(answer, texts.out_of_scope(notes), (), offered)
    return Reply(answer, texts.opening(answer), notes, offered)


def number_asked(text: str) -> str:
    """The number of "384是什么", "" when the text asks for no number."""
    found = _WHAT.fullmatch(text)
    return found["number"] if found and _A_NUMBER.fullmatch(found["number"]) else ""
