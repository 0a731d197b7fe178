"""Telegram's limits on what a bot sends: 30 messages a second in all, 20 a minute in a group, about one a second in a chat.

PTB's AIORateLimiter stops every chat when one of them is told to wait; here only that chat waits, so that one person's burst
delays nobody else. A request that was refused with ``retry_after`` had no effect and is made again."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# Seconds for which a request is made again in all; a message that comes late is better than none.
PATIENCE = 3600.0
CHATS = 2_000
_SLACK = 0.1
# Waiting for Telegram's permission is pointless for these: they are late before the wait is over.
_PROMPT = frozenset({"answerCallbackQuery", "answerInlineQuery", "sendChatAction"})
# Edits are no new messages: only the limit over all chats holds for them, and what Telegram says.
_EDITS = frozenset({"editMessageText", "editMessageReplyMarkup", "deleteMessage"})
# What is not counted at all.
_FREE = frozenset({"sendChatAction", "getChat", "getChatMember"})

Result = bool | dict[str, Any] | list[dict[str, Any]]


class PerChatLimiter(BaseRateLimiter[int]):
    """A rate limiter for the Application; ``rate_limit_args`` is for how many seconds a refused request is made again."""

    def __init__(self) -> None:
        self._all = AsyncLimiter(30, 1)
        self._chats: OrderedDict[object, AsyncLimiter] = OrderedDict()
        self._halts: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Make the request when its turn has come; RetryAfter when it would come too late."""
        began, chat = time.monotonic(), data.get("chat_id")
        patience = 0.0 if endpoint in _PROMPT else PATIENCE if rate_limit_args is None else float(rate_limit_args)
        while True:
            if chat is not None and endpoint not in _FREE:
                await self._turn(chat, endpoint in _EDITS)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = _seconds(error) + _SLACK
                if time.monotonic() + wait - began > patience:
                    raise
                self._halts[chat] = time.monotonic() + wait
                if chat is None:
                    await asyncio.sleep(wait)

    async def _turn(self, chat: object, is_edit: bool) -> None:
        while (wait := self._halts.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        self._halts.pop(chat, None)
        if not is_edit:
            await self._limiter(chat).acquire()
        await self._all.acquire()

    def _limiter(self, chat: object) -> AsyncLimiter:
        limiter = self._chats.get(chat)
        if limiter is None:
            is_group = str(chat).startswith(("-", "@"))
            limiter = self._chats[chat] = AsyncLimiter(20, 60) if is_group else AsyncLimiter(20, 20)
        self._chats.move_to_end(chat)
        while len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return limiter


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
