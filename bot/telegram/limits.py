"""How much one person may ask: 20 questions a minute; who has more than three waiting is told once that they are in a queue."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

QUESTIONS = 20
PER_SECONDS = 60.0
QUEUE = 3
PEOPLE = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """``allowed``: the question may be answered. ``wait``: seconds until one may be asked again, said only when ``say``."""

    allowed: bool
    wait: int = 0
    say: bool = False


@dataclass(slots=True)
class _Person:
    asked: deque[float]
    told: float = -math.inf
    told_queue: float = -math.inf


class Limits:
    """Who asked when, for a bounded number of people; for the event loop's thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._people: OrderedDict[int, _Person] = OrderedDict()

    def ask(self, person: int) -> Verdict:
        """Count a question, or refuse it; a refusal is said once until the person may ask again."""
        now = self._clock()
        seen = self._person(person)
        while seen.asked and now - seen.asked[0] >= PER_SECONDS:
            seen.asked.popleft()
        if len(seen.asked) < QUESTIONS:
            seen.asked.append(now)
            return Verdict(True)
        say = now - seen.told >= PER_SECONDS
        if say:
            seen.told = now
        return Verdict(False, math.ceil(PER_SECONDS - (now - seen.asked[0])), say)

    def queued(self, person: int, waits: bool) -> bool:
        """Whether a person whose questions queue up (``waits``) is to be told so: once a minute."""
        seen, now = self._person(person), self._clock()
        say = waits and now - seen.told_queue >= PER_SECONDS
        if say:
            seen.told_queue = now
        return say

    def _person(self, person: int) -> _Person:
        seen = self._people.setdefault(person, _Person(deque()))
        self._people.move_to_end(person)
        while len(self._people) > PEOPLE:
            self._people.popitem(last=False)
        return seen
