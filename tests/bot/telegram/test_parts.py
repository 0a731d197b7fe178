"""The small parts by themselves: memory, limits, flood control, citations of the right kind, settings of people."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot import desk
from bot.telegram.access import fixed_roles
from bot.telegram.delivery import may_try_again, never_left
from bot.telegram.flood import PerChatLimiter
from bot.telegram.limits import PEOPLE, QUESTIONS, Limits
from bot.telegram.memory import CONVERSATIONS, LASTS, Key, Memory
from bot.telegram.memory import QUESTIONS as KEPT


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def said(*offered: str) -> desk.Conversation:
    return desk.Conversation(desk.begin().context, offered)


def test_memory_lasts_half_an_hour() -> None:
    """What was said is recalled for 30 minutes after the last turn, and not a second longer."""
    clock = Clock()
    memory, key = Memory(clock), Key(1, 0, 1)
    memory.keep(key, 10, desk.begin(), said("甲"))
    clock.now += LASTS
    assert memory.recall(key).offered == ("甲",)
    clock.now += 0.1
    assert memory.recall(key).offered == ()
    assert memory.recall_before(key, 10) is None


def test_memory_is_per_person_chat_and_topic() -> None:
    """Another person, chat or topic knows nothing of it; forgetting one person forgets no other."""
    memory = Memory()
    for place, key in enumerate((Key(1, 0, 1), Key(1, 0, 2), Key(2, 0, 1), Key(1, 5, 1))):
        memory.keep(key, 1, desk.begin(), said(str(place)))
    assert [memory.recall(key).offered for key in (Key(1, 0, 1), Key(1, 5, 1), Key(9, 0, 1))] == [("0",), ("3",), ()]
    memory.forget_person(1)
    assert memory.recall(Key(1, 0, 2)).offered == ("1",) and memory.recall(Key(1, 0, 1)).offered == ()


def test_memory_stays_small() -> None:
    """So many conversations and so many questions of each, the oldest go."""
    memory = Memory()
    for number in range(CONVERSATIONS + 5):
        memory.keep(Key(number, 0, 1), 1, desk.begin(), said("x"))
    assert memory.recall(Key(4, 0, 1)).offered == () and memory.recall(Key(5, 0, 1)).offered == ("x",)
    for message in range(KEPT + 1):
        memory.keep(Key(99_999, 0, 1), message, said(str(message)), said("y"))
    assert memory.recall_before(Key(99_999, 0, 1), 0) is None
    assert memory.recall_before(Key(99_999, 0, 1), KEPT) == said(str(KEPT))


@given(st.lists(st.floats(0, 30), min_size=1, max_size=80))
def test_nobody_asks_more_than_the_limit(gaps: list[float]) -> None:
    """In any minute at most 20 questions pass, and a question that had to wait passes after the wait it was told."""
    clock = Clock()
    limits, passed = Limits(clock), []
    for gap in gaps:
        clock.now += gap
        verdict = limits.ask(1)
        if verdict.allowed:
            passed.append(clock.now)
        else:
            assert 1 <= verdict.wait <= 60
    assert all(sum(start <= at < start + 60 for at in passed) <= QUESTIONS for start in passed)


def test_a_refusal_is_said_once_a_minute() -> None:
    """The first refused question is told, the next are silent; others are not refused."""
    clock = Clock()
    limits = Limits(clock)
    verdicts = [limits.ask(1) for _ in range(QUESTIONS + 3)]
    assert [verdict.say for verdict in verdicts[QUESTIONS:]] == [True, False, False]
    assert limits.ask(2).allowed
    clock.now += 61
    assert limits.ask(1).allowed
    for person in range(PEOPLE + 10):
        assert limits.ask(person + 100).allowed


def refused_times(times: int, wait: float) -> Callable[..., Any]:
    """A request that is told to wait so often, then succeeds."""
    left = [times]

    async def request() -> bool:
        if left[0]:
            left[0] -= 1
            raise RetryAfter(timedelta(seconds=wait))
        return True

    return request


def limited(limiter: PerChatLimiter, request: Callable[..., Any], chat: int, endpoint: str = "sendMessage") -> Any:
    return limiter.process_request(request, (), {}, endpoint, {"chat_id": chat}, None)


def test_a_halt_is_of_one_chat_only() -> None:
    """While one chat waits as told, another goes through; the first goes through after its wait."""

    async def both() -> tuple[float, float]:
        limiter, began = PerChatLimiter(), time.monotonic()
        first = asyncio.create_task(limited(limiter, refused_times(1, 0.3), 1))
        await asyncio.sleep(0.05)
        assert await limited(limiter, refused_times(0, 0), 2)
        other = time.monotonic() - began
        assert await first
        return other, time.monotonic() - began

    other, first = asyncio.run(both())
    assert other < first and first >= 0.3


@pytest.mark.parametrize(
    ("times", "wait", "endpoint"), [(9, 0.0, "sendMessage"), (1, 500.0, "sendMessage"), (1, 0.0, "answerInlineQuery")]
)
def test_what_cannot_wait_is_refused(times: int, wait: float, endpoint: str) -> None:
    """After all tries, for a very long wait, and for answers that would come too late."""
    with pytest.raises(RetryAfter):
        asyncio.run(limited(PerChatLimiter(), refused_times(times, wait), 1, endpoint))


@pytest.mark.parametrize(
    ("cause", "message", "again"),
    [
        ("ConnectError", "httpx.ConnectError: refused", True),
        ("ConnectTimeout", "", True),
        ("PoolTimeout", "", True),
        ("ReadError", "httpx.ReadError: reset", False),
        ("RemoteProtocolError", "httpx.RemoteProtocolError: gone", False),
        ("", "Bad Gateway", True),
    ],
)
def test_only_what_surely_had_no_effect_is_sent_again(cause: str, message: str, again: bool) -> None:
    """A connection that was never made, a server that said no; not one that broke in the middle."""
    import httpx

    error = TimedOut() if "Timeout" in cause else NetworkError(message)
    error.__cause__ = getattr(httpx, cause)("x") if cause else None
    assert may_try_again(error) is again
    assert never_left(error) is (again and bool(cause))
    assert not may_try_again(TimedOut())


def test_the_highest_role_of_the_settings_counts() -> None:
    """Somebody named twice has the higher role; a group's id is nobody."""
    from bot.settings import Settings

    told = Settings(staff=(1, 2, 3, -100), pr=(2, 3), admins=(3,))
    assert fixed_roles(told) == {1: "staff", 2: "pr", 3: "admin"}
