"""A press of a button as the handlers see it, and what all of them do: answer it, do it once, for admins only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery

from bot.journal.buttons import Button
from bot.shown import Shown
from bot.telegram.browsing import Page
from bot.telegram.delivery import IN_HAND
from bot.telegram.keyboards import make as make_keyboard
from bot.telegram.memory import Key
from bot.telegram.prompt import promptly
from bot.telegram.sender import Place
from bot.telegram.turn import Told, Turn
from bot.texts import messenger


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours pressed by somebody who may press it. ``message`` is 0 when Telegram does not give it any more."""

    query: CallbackQuery
    button: Button
    place: Place
    key: Key
    message: int

    def number(self, name: str) -> int:
        """A number of the button's payload, 0 when it has none."""
        value = self.button.payload.get(name, 0)
        return value if isinstance(value, int) else 0

    def text(self, name: str) -> str:
        """A text of the button's payload, "" when it has none."""
        return str(self.button.payload.get(name, ""))


def inside(press: Press, turn: Turn) -> bool:
    """Whether what a press brings is seen by staff in private only."""
    return press.key.chat == press.key.person and turn.standing is not None and not turn.standing.guest


async def shown(press: Press, turn: Turn, work: Callable[[Shown], Told]) -> Told:
    """Ask the library as those who see the message may see it."""
    return await turn.office.shown(inside(press, turn), work)


async def toast(query: CallbackQuery, text: str = "") -> None:
    """Answer a press with a short word over the chat; one that is too old needs no answer."""
    await promptly(lambda: query.answer(text or None))


async def used(press: Press, turn: Turn) -> None:
    """What the button is for was done; a person's presses come one after another, so a second one finds it so."""
    token = press.query.data or ""
    await turn.office.journal(lambda journal: journal.buttons.use(token))


def for_admins(do: Callable[[Press, Turn], Awaitable[None]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """A button that does nothing for anybody but an admin, whoever was one when it was made."""

    async def guarded(press: Press, turn: Turn) -> None:
        if turn.standing is None or not turn.standing.may("admin"):
            await toast(press.query, messenger.ONLY_ADMIN)
            return
        await do(press, turn)

    return guarded


def answered(do: Callable[[Press, Turn], Awaitable[None]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """A button that is answered before it does its work."""

    async def pressed(press: Press, turn: Turn) -> None:
        await toast(press.query)
        await do(press, turn)

    return pressed


def once(do: Callable[[Press, Turn], Awaitable[None]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """A button that works once, however often it is pressed."""

    async def pressed(press: Press, turn: Turn) -> None:
        if press.button.used_at is not None:
            await toast(press.query, messenger.ALREADY_DONE)
            return
        await toast(press.query)
        await used(press, turn)  # before the work: it must not be done twice, whatever becomes of us
        await do(press, turn)

    return pressed


def resumed(do: Callable[[Press, Turn], Awaitable[None]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """A button that works once, and goes on where a process was ended that had begun: its work finds out how far that came."""

    async def pressed(press: Press, turn: Turn) -> None:
        marks = IN_HAND.get()
        if marks is not None and marks.again:
            await do(press, turn)
        else:
            await once(do)(press, turn)

    return pressed


def page_of(make: Callable[[Press, Turn], Awaitable[Page]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """A button that puts another page in place of its message."""
    return answered(page_after(make))


def page_after(make: Callable[[Press, Turn], Awaitable[Page]]) -> Callable[[Press, Turn], Awaitable[None]]:
    """Work whose page takes the place of the message."""

    async def put(press: Press, turn: Turn) -> None:
        page = await make(press, turn)
        keyboard = await turn.office.journal(lambda journal: make_keyboard(journal, page.rows, press.key.person, press.key.chat))
        await turn.office.sender.edit(press.place, press.message, page.part, keyboard)

    return put
