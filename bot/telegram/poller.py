"""Fetching updates by long polling: written down before the next request tells Telegram that they arrived.

PTB's own Updater confirms what it has only in memory, waits up to 30 seconds after errors, and retries a Conflict for ever."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from urllib.parse import urlencode

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.logs import failure, logger
from bot.telegram.intake import Intake
from knowledge.errors import WenbaoError

# Seconds a request waits at Telegram for an update; the answer may take so much longer.
LONG_POLL, GRACE = 25, 10
SHORTEST_WAIT, LONGEST_WAIT = 0.5, 5.0
# A poller that has only just begun gives way at once; one at work holds out against a newcomer, but not for ever.
YOUNG, CONFLICTS = 30.0, 6
ALLOWED = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
)


class OtherPollerError(WenbaoError):
    """Another program fetches the updates of this bot."""


class TokenRefusedError(WenbaoError):
    """Telegram does not know the token (any more)."""


TOKEN_REFUSED = "Telegram refuses the bot token; copy it from BotFather again into WENBAO_TELEGRAM_TOKEN"
_OTHER_POLLER = "another program polls with this bot token; stop it, or give this one a token of its own"


class Poller:
    """Fetches updates until it is cancelled. ``contact`` hears of each success (a Unix time)."""

    def __init__(self, bot: ExtBot[int], intake: Intake, contact: Callable[[float], None]) -> None:
        self._bot, self._intake, self._contact = bot, intake, contact
        self._offset = 0
        self._wait = SHORTEST_WAIT
        self._conflicts = 0
        self._began = time.monotonic()

    async def run(self) -> None:
        """Poll for ever. OtherPollerError, TokenRefusedError: the operator must act."""
        await self._without_webhook()
        while True:
            try:
                await self._poll()
            except Conflict:
                await self._conflict()
            except InvalidToken as error:
                raise TokenRefusedError(TOKEN_REFUSED) from error
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait if isinstance(wait, (int, float)) else wait.total_seconds())
            except TimedOut:
                continue
            except (TelegramError, WenbaoError) as error:  # Telegram away, or our disk: nothing is confirmed, so nothing is lost
                logger().warning("poll_failed", wait=self._wait, **failure(error))
                await asyncio.sleep(self._wait)
                self._wait = min(self._wait * 2, LONGEST_WAIT)

    async def _poll(self) -> None:
        """One long poll. By PTB's HTTP client and not by ``get_updates``, which parses: an update that it cannot read would take
        its whole batch with it, again and again."""
        asked = urlencode({"offset": self._offset, "timeout": LONG_POLL, "allowed_updates": json.dumps(ALLOWED)})
        updates = await self._bot.request.post(f"{self._bot.base_url}/getUpdates?{asked}", read_timeout=LONG_POLL + GRACE)
        self._wait, self._conflicts = SHORTEST_WAIT, 0
        self._contact(time.time())
        if isinstance(updates, list) and updates:
            await self._intake.take(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _conflict(self) -> None:
        self._conflicts += 1
        if time.monotonic() - self._began < YOUNG or self._conflicts >= CONFLICTS:
            raise OtherPollerError(_OTHER_POLLER)
        logger().warning("conflict", times=self._conflicts)
        await asyncio.sleep(1.0)

    async def _without_webhook(self) -> None:
        """Telegram gives no updates to a poller while a webhook is set."""
        while True:
            try:
                await self._bot.delete_webhook(drop_pending_updates=False)
            except InvalidToken as error:
                raise TokenRefusedError(TOKEN_REFUSED) from error
            except TelegramError as error:
                logger().warning("webhook_not_removed", **failure(error))
                await asyncio.sleep(self._wait)
            else:
                return
