"""Sending and editing, with everything that goes wrong at Telegram: markup refused, chat moved, bot blocked, nobody there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.logs import failure, logger
from bot.render.telegram import Part
from bot.telegram.arrival import Arrivals
from bot.telegram.delivery import IN_HAND, may_try_again

Sent = TypeVar("Sent")
# Waits between tries of a request that had no effect; the last one again and again, for an hour in all.
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
TRIES = 120
# How often a message is sent anew after it was looked for and not found.
LOOKS = 5
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
        """Send a message; its id. 0 when it could not be sent, or when nobody knows whether it was: that is not tried again."""
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

    async def delete(self, place: Place, message: int) -> None:
        """Take a message of ours away; what cannot be taken away stays."""
        try:
            await self._bot.delete_message(place.chat, message)
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

    async def _once(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None) -> int:
        """Send until it has arrived once: again when it surely did not, never when it may have."""
        marks = IN_HAND.get()
        if marks is not None and marks.maybe:
            found = await self._arrivals.find(place.chat, place.after, keyboard)
            marks.maybe = bool(found)
            if found != 0:
                return max(found or 0, 0)
        with self._arrivals.sending(place.chat):
            return await _tried(lambda: self._say(place, part, keyboard))

    async def _say(self, place: Place, part: Part, keyboard: InlineKeyboardMarkup | None, looks: int = LOOKS) -> int:
        """One try; when the connection breaks in the middle of it, look whether the message stands there, and send if not."""
        before = max(place.after, self._arrivals.last(place.chat))
        try:
            sent = await self._sent(place, part, keyboard)
        except (BadRequest, Forbidden, ChatMigrated, RetryAfter):
            raise
        except TelegramError as error:  # a connection that broke off, or half an answer
            if may_try_again(error):
                raise
            logger().warning("confirmation_lost", **failure(error))
            found = await self._arrivals.find(place.chat, before, keyboard)
            if found is None or not looks:
                raise
            sent = found or await self._say(place, part, keyboard, looks - 1)
        self._arrivals.note(place.chat, sent)
        return sent

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


async def _tried(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Send, and again while it surely had no effect."""
    for number in range(TRIES):
        try:
            return await send()
        except TelegramError as error:
            if not may_try_again(error) or number == TRIES - 1:
                raise
            logger().warning("send_again", **failure(error))
            await asyncio.sleep(WAITS[min(number, len(WAITS) - 1)])
    raise AssertionError("the last try returns or raises")
