"""The buttons under a message. What a button does stands in the journal; the button itself carries only a token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.desk import Reply
from bot.render.telegram import COPIED, caption, citation, styles
from bot.shown import WITHHELD
from bot.texts import messenger
from knowledge.model import Answer, Choice

if TYPE_CHECKING:
    from bot.journal.desk_file import Journal

LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Planned:
    """A button to be made: its text, and what it does (``kind``, ``payload``), or the text it copies."""

    text: str
    kind: str = ""
    payload: tuple[tuple[str, object], ...] = ()
    copies: str = ""


Rows = Sequence[Sequence[Planned]]


def planned(text: str, kind: str, /, **payload: object) -> Planned:
    """A button that does something."""
    return Planned(text, kind, tuple(payload.items()))


def under_answer(reply: Reply, question: int, cites: bool = False, last: Rows = ()) -> Rows:
    """The buttons of a reply; ``question`` is its number in the journal. Who ``cites`` copies in three styles;
    ``last`` are rows that only some have."""
    answer = reply.answer
    offers = [[planned(offer(choice), "ask", text=asks, question=question)] for choice, asks in _offered(reply)]
    match answer.status:
        case "answered":
            around = [planned(messenger.CONTEXT, "context", question=question)] if answer.evidence else []
            if cites:
                return [_styles(answer, question), [*around, *feedback(question)], *offers, *last]
            copied = citation(answer)
            first = [Planned(messenger.COPY, copies=copied)] if copied else []
            return [[*first, *around], feedback(question), *offers, *last]
        case "choose":
            return [*offers, [feedback(question)[1]]]
        case "not_found":
            withheld = any(note.code == WITHHELD for note in answer.notes)  # it is there: nobody need add it
            return [*offers, [] if withheld else [planned(messenger.REQUEST, "request", question=question)]]
        case _:
            return [*offers, [planned(messenger.EXAMPLES, "examples")]]


def _styles(answer: Answer, question: int) -> list[Planned]:
    """The number alone, the sentence, the formal citation; what is too long for a copy button comes as a message."""
    words = {"number": messenger.COPY_NUMBER, "sentence": messenger.COPY_SENTENCE, "formal": messenger.COPY_FORMAL}
    texts = styles(answer)
    return [
        Planned(word, copies=texts[style])
        if 0 < len(texts[style]) <= COPIED
        else planned(word, "cite", question=question, style=style)
        for style, word in words.items()
        if texts[style]
    ]


def feedback(question: int) -> list[Planned]:
    """有用 and 不对."""
    return [
        planned(messenger.USEFUL, "feedback", question=question, verdict="useful"),
        planned(messenger.WRONG, "feedback", question=question, verdict="wrong"),
    ]


def _offered(reply: Reply) -> list[tuple[Choice, str]]:
    return list(zip(reply.answer.choices, reply.offered, strict=False))


def offer(choice: Choice) -> str:
    """What a choice's button says: value and what it is of."""
    return caption(f"{choice.text} {choice.label}")


def make(journal: Journal, rows: Rows, owner: int | None, chat: int) -> InlineKeyboardMarkup | None:
    """The keyboard, its buttons written down for ``owner`` (None: for everyone who may ask). In the journal's thread."""
    doing = [button for row in rows for button in row if not button.copies]
    tokens = iter(journal.buttons.make_many(owner, chat, [(one.kind, dict(one.payload)) for one in doing], LASTS))
    made = [[_made(button, tokens) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(made) if made else None


def _made(button: Planned, tokens: Iterator[str]) -> InlineKeyboardButton:
    if button.copies:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copies))
    return InlineKeyboardButton(button.text, callback_data=next(tokens))
