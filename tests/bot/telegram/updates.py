"""The queue of updates: long polling as getUpdates does it, and the webhook.

An update stays until a getUpdates confirms it by a higher offset (or the webhook takes it with 2xx), and is delivered again
until then. :class:`Updates` is used from the server's event loop and, to add updates, from any thread; the world's condition
guards it.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import itertools
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Json, bad, conflict
from tests.bot.telegram.world import World

ON_REQUEST = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.05


@dataclass(frozen=True)
class Webhook:
    """What setWebhook said."""

    url: str
    secret: str
    max_connections: int


def post(url: str, update: Json, secret: str | None, timeout: float = 10.0) -> int:
    """Send an update to an http address as Telegram does; gives the status of the answer, 0 when there is none."""
    parts = urlsplit(url)
    headers = {"Content-Type": "application/json"} | ({} if secret is None else {SECRET_HEADER: secret})
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=timeout)
    try:
        connection.request("POST", parts.path or "/", json.dumps(update).encode(), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


class Updates:
    """All updates there were (``made``), those that wait, and how they are taken."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.made: list[Json] = []
        self.waiting: list[Json] = []
        self.again: list[Json] = []  # delivered once more although confirmed
        self.delivered: dict[int, list[float]] = {}
        self.allowed: frozenset[str] | None = None
        self.webhook: Webhook | None = None
        self.target: str | None = None  # the plain http address that stands for the webhook's https address
        self.last_error = ""
        self.pushing = 0
        self._numbers = itertools.count(700_000_001)
        self._held = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poll: asyncio.Future[None] | None = None
        self._poll_flag, self._push_flag = asyncio.Event(), asyncio.Event()  # each has one waiter, who also clears it

    def use_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """The event loop in which polls wait."""
        self._loop = loop

    def add(self, kind: str, body: Json) -> Json | None:
        """A new update; None when the bot did not ask for this kind."""
        with self.world.changed:
            update = {"update_id": next(self._numbers), kind: body}
            if kind in ON_REQUEST if self.allowed is None else kind not in self.allowed:
                return None
            self.made.append(update)
            self.waiting.append(update)
            self._wake()
            return update

    def aim(self, target: str | None) -> None:
        """Where the webhook's updates really go."""
        with self.world.changed:
            self.target = target
            self._wake()

    def repeat(self, update: Json) -> None:
        """Deliver once more what may be confirmed already."""
        with self.world.changed:
            self.again.append(update)
            self._wake()

    @contextlib.contextmanager
    def held(self, order: str) -> Iterator[None]:
        """What is added inside is delivered in one go at the end: 'same', 'reversed', or 'doubled' (each twice in a row)."""
        with self.world.changed:
            self._held, before = True, len(self.waiting)
        yield
        with self.world.changed:
            fresh = self.waiting[before:]
            if order == "reversed":
                fresh.reverse()
            elif order == "doubled":
                fresh = [update for update in fresh for _ in range(2)]
            self.waiting[before:], self._held = fresh, False
            self._wake()

    @property
    def idle(self) -> bool:
        """Whether nothing waits for delivery or confirmation."""
        return not self.waiting and not self.again and not self.pushing

    def _wake(self) -> None:
        self.world.changed.notify_all()
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._poll_flag.set)
                self._loop.call_soon_threadsafe(self._push_flag.set)

    async def get(self, arguments: Arguments) -> list[Json]:
        """getUpdates. Raises Refused 409 when a webhook is set, or later, when another getUpdates takes over."""
        self._refuse_beside_webhook()
        self.allow(arguments)
        self._confirm(arguments.number("offset"))
        self._end_poll()
        limit, timeout = arguments.number("limit", 100), min(arguments.number("timeout"), 50)
        ends = time.monotonic() + timeout
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            while not (batch := self._batch(max(1, min(limit, 100)))) and time.monotonic() < ends:
                self._poll_flag.clear()
                signal = asyncio.ensure_future(self._poll_flag.wait())
                left = ends - time.monotonic()
                waits: set[asyncio.Future[Any]] = {signal, poll}
                await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                signal.cancel()
                if poll.done():
                    poll.result()
            return batch
        finally:
            if self._poll is poll:
                self._poll = None
            if poll.done():
                poll.exception()  # seen: asyncio would complain of it
            poll.cancel()

    def _refuse_beside_webhook(self) -> None:
        if self.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)

    def _end_poll(self, words: str = OTHER_POLLER) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(words))

    def allow(self, arguments: Arguments) -> None:
        """Remember allowed_updates when they are given; an empty list is the default set."""
        given: Any = arguments.value("allowed_updates", "allowed updates")
        if isinstance(given, list):
            self.allowed = frozenset(given) or None

    def _confirm(self, offset: int) -> None:
        with self.world.changed:
            if offset < 0:
                self.waiting = self.waiting[offset:]
            else:
                self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
            self.world.changed.notify_all()

    def _batch(self, limit: int) -> list[Json]:
        with self.world.changed:
            batch = [] if self._held else [*self.again, *self.waiting][:limit]
            self.again = [update for update in self.again if update not in batch]
            for update in batch:
                self.delivered.setdefault(update["update_id"], []).append(time.monotonic())
            return batch

    def set_webhook(self, arguments: Arguments) -> bool:
        """setWebhook; an empty url is deleteWebhook."""
        url, secret = arguments.text("url"), arguments.text("secret_token")
        if not url:
            return self.delete_webhook(arguments)
        parts = urlsplit(url)
        if parts.scheme != "https":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in (443, 80, 88, 8443):
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if len(secret) > 256 or not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad("secret token contains unallowed characters" if len(secret) <= 256 else "secret token is too long")
        self.allow(arguments)
        if arguments.flag("drop_pending_updates"):
            self._drop()
        self._end_poll("terminated by setWebhook request")
        self.webhook = Webhook(url, secret, max(1, min(arguments.number("max_connections", 40), 100)))
        self._wake()
        return True

    def delete_webhook(self, arguments: Arguments) -> bool:
        """deleteWebhook: polling is possible again."""
        if arguments.flag("drop_pending_updates"):
            self._drop()
        self.webhook = None
        self._wake()
        return True

    def _drop(self) -> None:
        self.waiting, self.again = [], []

    def webhook_info(self) -> Json:
        """getWebhookInfo."""
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.waiting)}
        if self.webhook is not None:
            info |= {"url": self.webhook.url, "max_connections": self.webhook.max_connections}
        if self.allowed is not None:
            info["allowed_updates"] = sorted(self.allowed)
        return info | ({"last_error_message": self.last_error, "last_error_date": int(time.time())} if self.last_error else {})

    async def push(self) -> None:
        """Deliver to the webhook for ever: chats beside each other up to max_connections, each chat's updates in order."""
        busy: dict[Any, asyncio.Task[None]] = {}
        while True:
            busy = {key: task for key, task in busy.items() if not task.done()}
            with self.world.changed:
                if self.webhook is not None and self.target is not None and not self._held:
                    for update in [*self.again, *self.waiting]:
                        key = _queue(update)
                        if key not in busy and len(busy) < self.webhook.max_connections:
                            busy[key] = asyncio.create_task(self._push_one(update, self.webhook, self.target))
                            self.pushing += 1
            signal = asyncio.ensure_future(self._push_flag.wait())
            await asyncio.wait({signal, *busy.values()}, return_when=asyncio.FIRST_COMPLETED)
            signal.cancel()
            self._push_flag.clear()

    async def _push_one(self, update: Json, webhook: Webhook, target: str) -> None:
        with self.world.changed:
            self.delivered.setdefault(update["update_id"], []).append(time.monotonic())
        status = await asyncio.to_thread(post, target, update, webhook.secret or None)
        if not 200 <= status < 300:
            self.last_error = f"Wrong response from the webhook: {status}" if status else "Connection refused"
            await asyncio.sleep(RETRY_SECONDS)
        with self.world.changed:
            self.pushing -= 1
            if 200 <= status < 300:
                queue = self.again if update in self.again else self.waiting
                queue.remove(update)
            self.world.changed.notify_all()


def _queue(update: Json) -> Any:
    """Updates of one chat go one after another."""
    body = next(value for key, value in update.items() if key != "update_id")
    chat = body.get("chat") or body.get("message", {}).get("chat") or body.get("from") or {}
    return chat.get("id")
