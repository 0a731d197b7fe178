"""The real client of python-telegram-bot, without an Application, pointed at the loopback Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.bot.telegram.wire import Telegram

T = TypeVar("T")


def with_bot(telegram: Telegram, work: Callable[[Bot], Awaitable[T]], token: str = "", read_timeout: float = 5.0) -> T:
    """The result of some work with the client in an event loop of its own. Driver calls that wait belong into a thread there."""

    async def run() -> T:
        plain = {"verify": False}  # no https here; to load the certificates is half of the time of a test
        request = HTTPXRequest(read_timeout=read_timeout, httpx_kwargs=plain)
        polls = HTTPXRequest(connection_pool_size=4, httpx_kwargs=plain)
        address = (telegram.base_url, telegram.base_file_url)
        bot = Bot(token or telegram.token, *address, request=request, get_updates_request=polls)
        async with request, polls:  # not `async with bot`, which asks getMe first
            return await work(bot)

    return asyncio.run(run())
