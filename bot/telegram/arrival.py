"""Whether a message arrived whose confirmation was lost. The Bot API has no key that makes a second send harmless, but it has
edits, and editing the buttons of a message that is not there is refused: so the ids that the message could have are tried.

Message ids rise by one for each message that the bot sees: in a supergroup by a row of its own, elsewhere by one row over all
chats. What arrives has a higher id than all that was known when it left, and none that is known to be another message."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

# How many ids after the newest known one are tried; how often while Telegram is away, and the wait between (seconds).
IDS, MOST = 30, 500
TRIES, WAIT, LONGEST_WAIT = 360, 0.5, 10.0
ROWS, KNOWN = 2_000, 20_000
# Ids of supergroups and channels are below this number.
_SUPERGROUPS = -1_000_000_000_000


class Arrivals:
    """Which message ids are known, and the search for a message that may have arrived. For the event loop's thread."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        self._newest: OrderedDict[int, int] = OrderedDict()
        self._known: OrderedDict[tuple[int, int], None] = OrderedDict()
        self._sending: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def alone(self, chat: int) -> AsyncIterator[None]:
        """One send to a chat after another: of two at once nobody could say whose a new message is."""
        lock, waiting = self._sending.get(chat, (asyncio.Lock(), 0))
        self._sending[chat] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._sending.pop(chat)
            if waiting > 1:
                self._sending[chat] = (lock, waiting - 1)

    def newest(self, chat: int) -> int:
        """The newest message known in the chat's row of ids, 0 when none is."""
        return self._newest.get(row_of(chat), 0)

    def remember(self, newest: Mapping[int, int]) -> None:
        """What an earlier process knew: the newest message by row of ids. What is sent now has a higher id than those."""
        self._newest.update(newest)

    def note(self, chat: int, message: int) -> None:
        """A message stands in the chat, whoever wrote it."""
        row = row_of(chat)
        self._newest[row] = max(message, self._newest.get(row, 0))
        self._newest.move_to_end(row)
        self._known[(row, message)] = None
        self._known.move_to_end((row, message))
        while len(self._newest) > ROWS:
            self._newest.popitem(last=False)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)

    async def find(self, chat: int, after: int, keyboard: InlineKeyboardMarkup | None, until: int = 0) -> int | None:
        """The id of a message of ours that came after ``after`` (and before ``until``) and is not known yet, given the buttons
        it should have; 0 when there is none; None when that cannot be told."""
        if not after:
            return None
        end = min(until, after + MOST) if until else max(after, self.newest(chat)) + 1 + IDS
        for message in range(after + 1, end):
            if (row_of(chat), message) in self._known:
                continue
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
            except (Forbidden, InvalidToken, RetryAfter):
                return None
            except TelegramError:
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                return True
        return None


def row_of(chat: int) -> int:
    """The row of ids that a chat's messages belong to."""
    return chat if chat < _SUPERGROUPS else 0
