"""Whether a message arrived whose confirmation was lost. The Bot API has no key that makes a second send harmless, but it has
edits, and editing the buttons of a message that is not there is refused: so the ids that the message could have are tried.

Message ids rise by one for each message that the bot sees, in a supergroup of the group, else of the bot."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

# How many ids after the last known one are tried, how often while Telegram is away, and the wait between (seconds).
IDS = 12
TRIES, WAIT, LONGEST_WAIT = 40, 0.5, 10.0
CHATS = 2_000


class Arrivals:
    """What was sent where lately, and the search for what may have been."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        self._last: OrderedDict[int, int] = OrderedDict()
        self._sending: dict[int, int] = {}

    @contextmanager
    def sending(self, chat: int) -> Iterator[None]:
        """A send to the chat is under way: while there are two, nobody can say whose a new message is."""
        self._sending[chat] = self._sending.get(chat, 0) + 1
        try:
            yield
        finally:
            self._sending[chat] -= 1
            if not self._sending[chat]:
                del self._sending[chat]

    def last(self, chat: int) -> int:
        """The newest message of ours in the chat, 0 when none is known."""
        return self._last.get(chat, 0)

    def note(self, chat: int, message: int) -> None:
        """A message of ours stands in the chat."""
        self._last[chat] = max(message, self._last.get(chat, 0))
        self._last.move_to_end(chat)
        while len(self._last) > CHATS:
            self._last.popitem(last=False)

    async def find(self, chat: int, after: int, keyboard: InlineKeyboardMarkup | None) -> int | None:
        """The id of a message of ours that came after ``after`` and is not known yet, given the buttons it should have;
        0 when there is none; None when that cannot be told."""
        if not after or self._sending.get(chat, 0) > 1:
            return None
        for message in range(after + 1, after + 1 + IDS):
            there = await self._is_there(chat, message, keyboard)
            if there is None:
                return None
            if there:
                return message
        return 0

    async def _is_there(self, chat: int, message: int, keyboard: InlineKeyboardMarkup | None) -> bool | None:
        """Setting buttons twice is as good as once, so this is tried until Telegram answers."""
        wait = WAIT
        for _ in range(TRIES):
            try:
                await self._bot.edit_message_reply_markup(chat_id=chat, message_id=message, reply_markup=keyboard)
            except BadRequest as error:
                return "not modified" in str(error).lower()
            except (Forbidden, RetryAfter):
                return None
            except TelegramError:
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return True
        return None
