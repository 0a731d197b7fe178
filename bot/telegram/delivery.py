"""What is known of each send: whether Telegram may have it. Marked around the request, so that a restart sends nothing twice.

A lost connection leaves open whether a message arrived. An update whose send was refused, or never left, is answered again by
the next process; one whose send had begun only after a look whether the message stands there (bot.telegram.arrival)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData

_SENDS = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
CONNECTIONS = 64
SECONDS = 20.0


class Marks:
    """How the journal hears about the update in hand: ``leaving`` before its first message, ``refused`` when none arrived.

    ``newest`` is the newest message id known when the message left: what arrived has a higher one;
    ``stands`` is the newest one after it arrived, by row of ids (bot.telegram.arrival)."""

    def __init__(
        self,
        leaving: Callable[[int], Awaitable[None]],
        refused: Callable[[], Awaitable[None]],
        maybe: int | None = None,
        again: bool = False,
    ) -> None:
        """``maybe``: an earlier process had begun to send when that was the newest message, so it may stand there already.
        ``again``: an earlier process was dealing with the update when it ended."""
        self.again = again or maybe is not None
        self._tell_leaving, self._tell_refused = leaving, refused
        self.maybe, self.newest = maybe is not None, maybe or 0
        self.stands: dict[int, int] = {}
        self._left = self._arrived = False

    def looked(self, found: bool) -> None:
        """What an earlier process may have sent was looked for. What follows it may have arrived too only if it had."""
        self.maybe = found
        self._left = self._left or found

    async def leaving(self) -> None:
        """A message is about to leave."""
        if not self._left:
            self._left = True
            await self._tell_leaving(self.newest)

    async def refused(self) -> None:
        """The message surely did not arrive; what arrived before it still counts."""
        if not self._arrived:
            self._left = False
            await self._tell_refused()

    def arrived(self) -> None:
        """Telegram confirmed a message."""
        self._arrived = True


# The update that the running task deals with.
IN_HAND: ContextVar[Marks | None] = ContextVar("IN_HAND", default=None)


@contextmanager
def aside() -> Iterator[None]:
    """What is said inside is no part of the answer to the update in hand: nobody looks for it after a restart."""
    token = IN_HAND.set(None)
    try:
        yield
    finally:
        IN_HAND.reset(token)


class MarkedRequest(HTTPXRequest):
    """PTB's HTTP client that tells the journal before a message leaves and when it was refused."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        """See PTB's ``BaseRequest.do_request``."""
        marks = IN_HAND.get() if url.rpartition("/")[2] in _SENDS else None
        if marks is None:
            return await super().do_request(url, method, request_data, *timeouts, **named)
        await marks.leaving()
        try:
            code, payload = await super().do_request(url, method, request_data, *timeouts, **named)
        except TelegramError as error:
            if never_left(error):
                await marks.refused()
            raise
        if code >= 400:
            await marks.refused()
        else:
            marks.arrived()
        return code, payload


def client(proxy: str | None) -> MarkedRequest:
    """The HTTP client of the bot: enough connections for everyone, time-outs in seconds."""
    return MarkedRequest(
        connection_pool_size=CONNECTIONS, connect_timeout=SECONDS, read_timeout=SECONDS, pool_timeout=SECONDS, proxy=proxy
    )


def never_left(error: TelegramError) -> bool:
    """Whether the request surely had no effect, because no connection was made."""
    return isinstance(error.__cause__, _NEVER_LEFT)
