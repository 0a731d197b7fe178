"""What goes wrong on purpose, and Telegram's limits on how much a bot may send.

Make a fault with one of the functions below and hand it to ``telegram.fail``: it hits the next ``count`` requests of its method
(after the first ``skip``), then is used up. ``"*"`` is every method but getUpdates.
"""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass
from typing import Literal

from tests.bot.telegram.record import Call
from tests.bot.telegram.refusals import Refused, too_many
from tests.bot.telegram.world import World

BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body></html>"
)
Stage = Literal["instead", "before", "after"]


@dataclass
class Fault:
    """One way to go wrong. ``stage``: instead of the effect, before it (the effect follows), or after it."""

    method: str
    stage: Stage
    refused: Refused | None = None
    html: int | None = None
    reset: bool = False
    truncated: bool = False
    seconds: float = 0.0
    count: int = 1
    skip: int = 0
    chat: int | None = None

    def meets(self, call: Call) -> bool:
        """Whether this request is hit; counts down."""
        named = call.method == self.method or (self.method == "*" and call.method != "getUpdates")
        if not named or self.count <= 0 or (self.chat is not None and self.chat != call.chat):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.count -= 1
        return True


def flood(method: str, retry_after: int = 1, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """429 with retry_after in whole seconds; no effect."""
    return Fault(method, "instead", refused=too_many(retry_after), count=count, skip=skip, chat=chat)


def refusal(method: str, code: int, description: str, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """Any answer with ok false; no effect."""
    return Fault(method, "instead", refused=Refused(code, description), count=count, skip=skip, chat=chat)


def broken_server(method: str, code: int = 502, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """5xx with an HTML page, no JSON; no effect."""
    return Fault(method, "instead", html=code, count=count, skip=skip, chat=chat)


def cut_before(method: str, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """The connection is reset and nothing was done."""
    return Fault(method, "instead", reset=True, count=count, skip=skip, chat=chat)


def cut_after(method: str, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """The connection is reset although it was done: the confirmation is lost."""
    return Fault(method, "after", reset=True, count=count, skip=skip, chat=chat)


def slow(method: str, seconds: float, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """It is done only after a while; a client that goes away earlier takes it back."""
    return Fault(method, "before", seconds=seconds, count=count, skip=skip, chat=chat)


def late(method: str, seconds: float, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """It is done at once and answered only after a while."""
    return Fault(method, "after", seconds=seconds, count=count, skip=skip, chat=chat)


def truncated(method: str, count: int = 1, skip: int = 0, chat: int | None = None) -> Fault:
    """It is done; half of the JSON comes back as if it were whole."""
    return Fault(method, "after", truncated=True, count=count, skip=skip, chat=chat)


class Pace:
    """Telegram's limits on messages: 30 a second over all, one a second to a chat (a burst is borne), 20 a minute to a group."""

    COUNTED = frozenset(("sendMessage", "sendDocument", "sendPhoto"))

    def __init__(self, overall: int = 30, chat_burst: int = 1, group_minute: int = 20) -> None:
        self.overall, self.chat_burst, self.group_minute = overall, chat_burst, group_minute
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def judge(self, world: World, call: Call) -> None:
        """Raises Refused 429 when this is one too many; else it counts."""
        if call.method not in self.COUNTED or call.chat is None:
            return
        now, chat = time.monotonic(), self._chats.setdefault(call.chat, deque())
        crowd = call.chat in world.chats and world.chats[call.chat].kind in ("group", "supergroup")
        limits = [(self._all, self.overall, 1.0), (chat, self.chat_burst, 1.0)]
        if crowd:
            limits.append((chat, self.group_minute, 60.0))
        for times, allowed, window in limits:
            recent = [at for at in times if now - at < window]
            if len(recent) >= allowed:
                raise too_many(max(1, math.ceil(window - (now - recent[-allowed]))))
        self._all.append(now)
        chat.append(now)
