"""What each person's conversation remembers: per chat and topic, for half an hour, for a bounded number of people."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot import desk

LASTS = 30 * 60.0
CONVERSATIONS = 2_000
QUESTIONS = 8


@dataclass(frozen=True, slots=True)
class Key:
    """Whose memory, and where: one member's follow-ups are not another's, nor those of another topic."""

    chat: int
    thread: int
    person: int


@dataclass(slots=True)
class _Held:
    said: desk.Conversation
    at: float
    before: OrderedDict[int, desk.Conversation] = field(default_factory=OrderedDict)


class Memory:
    """Conversations by key. ``clock`` counts seconds; the event loop's thread is the only user."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[Key, _Held] = OrderedDict()

    def recall(self, key: Key) -> desk.Conversation:
        """What was said lately; a new conversation when nothing was."""
        held = self._fresh(key)
        return held.said if held else desk.begin()

    def recall_before(self, key: Key, message: int) -> desk.Conversation | None:
        """What had been said when ``message`` was asked; None when that is not known any more."""
        held = self._fresh(key)
        return held.before.get(message) if held else None

    def keep(self, key: Key, message: int, before: desk.Conversation, after: desk.Conversation) -> None:
        """Remember a turn: what was said before ``message`` and what is said now."""
        held = self._fresh(key) or _Held(after, 0.0)
        held.said, held.at = after, self._clock()
        held.before[message] = before
        while len(held.before) > QUESTIONS:
            held.before.popitem(last=False)
        self._held[key] = held
        self._held.move_to_end(key)
        while len(self._held) > CONVERSATIONS:
            self._held.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Begin anew."""
        self._held.pop(key, None)

    def forget_person(self, person: int) -> None:
        """Begin anew in every chat."""
        for key in [key for key in self._held if key.person == person]:
            del self._held[key]

    def _fresh(self, key: Key) -> _Held | None:
        held = self._held.get(key)
        if held is not None and self._clock() - held.at > LASTS:
            del self._held[key]
            return None
        return held
