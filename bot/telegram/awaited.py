"""What the bot has asked a person to type, so that the next message is taken as that and not as a question."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.telegram.memory import Key

LASTS = 10 * 60.0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What was asked for (``kind``), and what it belongs to."""

    kind: str
    payload: Mapping[str, object]
    at: float


class Awaited:
    """The open prompts, one for each person and place; for the event loop's thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: dict[Key, Prompt] = {}

    def ask(self, key: Key, kind: str, payload: Mapping[str, object]) -> None:
        """The next message of this person here answers this."""
        now = self._clock()
        self._open = {one: prompt for one, prompt in self._open.items() if now - prompt.at < LASTS}
        self._open[key] = Prompt(kind, payload, now)

    def answered(self, key: Key) -> Prompt | None:
        """What the message that has just come answers; each prompt is answered once."""
        prompt = self._open.pop(key, None)
        return prompt if prompt is not None and self._clock() - prompt.at < LASTS else None

    def drop(self, key: Key) -> None:
        """Expect nothing any more."""
        self._open.pop(key, None)
