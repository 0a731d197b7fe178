"""Sending and editing, with everything that goes wrong at Telegram: markup refused, chat moved, bot blocked, nobody there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram import InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.logs import failure, logger
from bot.render.telegram import Part
from bot.telegram.arrival import Arrivals, row_of
from bot.telegram.delivery import IN_HAND, never_left

Changed = TypeVar("Changed")
# Waits between tries while Telegram is away; the last one again and again, for an hour in all.
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
TRIES = 120
# What trying again does not change.
_FINAL = (BadRequest, Forbidden, ChatMigrated, InvalidToken, RetryAfter)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to say something. ``reply_to``: the message it answers; ``after``: a message that stood there before; 0 for none."""

    chat: int
    thread: int = 0
    reply_to: int = 0
    after: int = 0


class Sender:
    """Says things through the bot. ``moved`` hears that a group became a supergroup; ``blocked`` that a person left."""

    def __init__(
        self, bot: ExtBot[int], moved: Callable[[int, int], Awaitable[None]], blocked: Callable[[int], Awaitable[None]]
    ) -> None:
        self._bot, self._moved, self._blocked = bot, moved, blocked
        self._arrivals = Arrivals(bot)

    async def say(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None = None) -> int:
        """Send a message; its id. 0 when it could not be sent, or when nobody can find out whether it was."""
        try:
            return await self._once(place, part, keyboard)
        except Forbidden:
            await self._blocked(place.chat)
        except ChatMigrated as error:
            await self._moved(place.chat, error.new_chat_id)
            return await self.say(replace(place, chat=error.new_chat_id, reply_to=0, after=0), part, keyboard)
        except TelegramError as error:
            logger().warning("not_sent", **failure(error))
        return 0

    async def edit(self, place: Place, message: int, part: Part, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Change a message of ours; False when it is not there any more."""
        try:
            return await _tried(lambda: self._edit(place.chat, message, part, keyboard, True))
        except TelegramError as error:
            logger().warning("not_edited", **failure(error))
            return False

    async def document(self, place: Place, content: bytes, name: str, caption: str = "") -> bool:
        """Send a file; whether it surely arrived. It is sent once: whoever misses it asks again."""
        file, thread = InputFile(content, name), place.thread or None
        return await self._file(
            place, lambda: self._bot.send_document(place.chat, file, caption=caption or None, message_thread_id=thread)
        )

    async def picture(self, place: Place, content: bytes, caption: str = "") -> bool:
        """Send a picture; as ``document``."""
        thread = place.thread or None
        return await self._file(
            place, lambda: self._bot.send_photo(place.chat, content, caption=caption or None, message_thread_id=thread)
        )

    async def _file(self, place: Place, send: Callable[[], Awaitable[Message]]) -> bool:
        try:
            await send()
        except Forbidden:
            await self._blocked(place.chat)
        except TelegramError as error:
            logger().warning("not_sent", **failure(error))
        else:
            return True
        return False

    async def delete(self, place: Place, message: int) -> None:
        """Take a message of ours away; what cannot be taken away stays."""
        try:
            await _tried(lambda: self._bot.delete_message(place.chat, message))
        except TelegramError as error:
            logger().info("not_deleted", **failure(error))

    async def _edit(self, chat: int, message: int, part: Part, keyboard: InlineKeyboardMarkup | None, html: bool) -> bool:
        try:
            await self._bot.edit_message_text(
                part.html if html else part.plain,
                chat_id=chat,
                message_id=message,
                parse_mode=ParseMode.HTML if html else None,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if "not modified" in str(error).lower():
                return True
            if html and _markup_refused(error):
                return await self._edit(chat, message, part, keyboard, False)
            return False
        return True

    def remember(self, newest: Mapping[int, int]) -> None:
        """The newest message that an earlier process knew, by row of message ids."""
        self._arrivals.remember(newest)

    def seen(self, chat: int, message: int) -> None:
        """A message of anybody's stands in the chat; ids that are known need not be looked at for lost ones."""
        self._arrivals.note(chat, message)

    async def _once(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None) -> int:
        """Send until it has arrived once: again when it surely did not, never when it may have."""
        async with self._arrivals.alone(place.chat):
            marks, lost = IN_HAND.get(), 0
            if marks is not None and marks.maybe:
                lost = max(place.after, marks.newest)
                found = await self._arrivals.find(place.chat, lost, keyboard)
                marks.looked(bool(found))
                if found != 0:
                    return self._noted(place.chat, found or 0)
            return self._noted(place.chat, await self._until_arrived(place, part, keyboard, lost))

    def _noted(self, chat: int, message: int) -> int:
        marks = IN_HAND.get()
        if message:
            self._arrivals.note(chat, message)
        if marks is not None:
            marks.stands[row_of(chat)] = self._arrivals.newest(chat)
        return message

    async def _until_arrived(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None, lost: int) -> int:
        """Try; when the connection breaks in the middle of it, look whether the message stands there, and try again if not.

        ``lost``: the newest message known when one left that was not found since, 0 when none did."""
        marks, last = IN_HAND.get(), TelegramError("never tried")
        for number in range(TRIES):
            before = max(place.after, self._arrivals.newest(place.chat))
            if marks is not None:
                marks.newest = before
            try:
                sent = await self._sent(place, part, keyboard)
                return await self._only_one(place.chat, lost, sent, keyboard) if lost else sent
            except _FINAL:
                raise
            except TelegramError as error:  # no connection, one that broke off, half an answer, or the server failed
                logger().warning("send_again" if never_left(error) else "confirmation_lost", **failure(error))
                last = error
            found = 0 if never_left(last) else await self._arrivals.find(place.chat, before, keyboard)
            if found is None:
                break
            if found:
                return found
            lost = lost or (0 if never_left(last) else before)
            await asyncio.sleep(WAITS[min(number, len(WAITS) - 1)])
        raise last

    async def _only_one(self, chat: int, lost: int, sent: int, keyboard: InlineKeyboardMarkup | None) -> int:
        """Whether a message that was given up for lost has come late, or stood further on: then the second one is taken away."""
        late = await self._arrivals.find(chat, lost, keyboard, sent)
        if not late:
            return sent
        self._arrivals.note(chat, sent)
        await self.delete(Place(chat), sent)
        return late

    async def _sent(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None) -> int:
        try:
            return await self._send(place, part, keyboard, True)
        except BadRequest as error:
            if _markup_refused(error):
                logger().error("markup_refused", **failure(error))
                return await self._send(place, part, keyboard, False)
            if "thread not found" in str(error).lower() and place.thread:
                return await self._send(replace(place, thread=0), part, keyboard, True)
            raise

    async def _send(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None, html: bool) -> int:
        reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        sent = await self._bot.send_message(
            place.chat,
            part.html if html else part.plain,
            parse_mode=ParseMode.HTML if html else None,
            message_thread_id=place.thread or None,
            reply_parameters=reply,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )
        return sent.message_id


def _markup_refused(error: BadRequest) -> bool:
    return "parse entities" in str(error).lower() or "entity" in str(error).lower()


async def _tried(change: Callable[[], Awaitable[Changed]]) -> Changed:
    """Change what stands there, and again while Telegram is away: twice is as good as once."""
    for number in range(TRIES):
        try:
            return await change()
        except _FINAL:
            raise
        except TelegramError as error:
            if number == TRIES - 1:
                raise
            logger().warning("change_again", **failure(error))
            await asyncio.sleep(WAITS[min(number, len(WAITS) - 1)])
    raise AssertionError("the last try returns or raises")
