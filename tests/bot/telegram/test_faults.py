"""What goes wrong on purpose goes wrong as it does at Telegram, as often as asked, and nowhere else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import Bot, error

from tests.bot.telegram import faults
from tests.bot.telegram.cases import cases
from tests.bot.telegram.client import with_bot
from tests.bot.telegram.wire import Telegram


@pytest.mark.parametrize("case", cases("faults"), ids=lambda case: f"{case['fault']} {case['with']}")
def test_the_client_meets_the_fault(telegram: Telegram, case: dict[str, Any]) -> None:
    """The error the client sees, and whether the message was sent all the same; the next request is well again."""
    wang = telegram.person("小王")
    telegram.start(wang)
    telegram.fail(getattr(faults, case["fault"])("sendMessage", **case["with"]))

    async def work(bot: Bot) -> None:
        with pytest.raises(getattr(error, case["error"])) as met:
            await bot.send_message(wang.id, "a")
        assert type(met.value) is getattr(error, case["error"])
        assert [post.text for post in telegram.messages(wang)] == ["a"] * case["stands"]
        await bot.send_message(wang.id, "b")

    with_bot(telegram, work, read_timeout=0.3)
    assert [post.text for post in telegram.messages(wang)] == ["a"] * case["stands"] + ["b"]
    assert [call.effect for call in telegram.called("sendMessage")] == [bool(case["stands"]), True]


def test_a_fault_skips_counts_and_keeps_to_its_chat(telegram: Telegram) -> None:
    """The third and fourth message to one person fail, all others go through."""
    wang, li = telegram.person("小王"), telegram.person("小李")
    telegram.start(wang), telegram.start(li)
    telegram.fail(faults.refusal("*", 400, "Bad Request: no", count=2, skip=2, chat=wang.id))

    async def work(bot: Bot) -> None:
        for n in range(5):
            await bot.send_message(li.id, str(n))
            if n in (2, 3):
                with pytest.raises(error.BadRequest):
                    await bot.send_message(wang.id, str(n))
            else:
                await bot.send_message(wang.id, str(n))

    with_bot(telegram, work)
    assert [post.text for post in telegram.messages(wang)] == ["0", "1", "4"] and len(telegram.messages(li)) == 5


def test_what_one_says_too_fast_is_refused(telegram: Telegram) -> None:
    """One message a second to a chat, 30 a second over all; retry_after tells how long."""
    people = [telegram.person(str(n)) for n in range(31)]
    for person in people:
        telegram.start(person)
    telegram.pace = faults.Pace()

    async def work(bot: Bot) -> list[int]:
        late = []
        for person in [people[0], *people]:
            try:
                await bot.send_message(person.id, "x")
            except error.RetryAfter as flood:
                late.append(person.id)
                assert flood._retry_after.total_seconds() == 1
        return late

    assert with_bot(telegram, work) == [people[0].id, people[-1].id]


def test_a_group_hears_no_more_than_20_messages_a_minute(telegram: Telegram) -> None:
    """The 21st has to wait until the first is a minute old."""
    group = telegram.group("群", telegram.person("小王"))
    telegram.pace = faults.Pace(chat_burst=1000)

    async def work(bot: Bot) -> None:
        with pytest.raises(error.RetryAfter) as crowd:
            for _ in range(21):
                await bot.send_message(group.id, "x")
        assert 55 <= crowd.value._retry_after.total_seconds() <= 60

    with_bot(telegram, work)
    assert len(telegram.messages(group)) == 20


def test_migration_names_the_new_chat(telegram: Telegram) -> None:
    """The client is told where the group has gone."""
    wang = telegram.person("小王")
    group = telegram.group("群", wang)
    fresh = telegram.migrate(group, wang)

    async def work(bot: Bot) -> None:
        with pytest.raises(error.ChatMigrated) as moved:
            await bot.send_message(group.id, "x")
        assert moved.value.new_chat_id == fresh.id
        assert (await bot.send_message(fresh.id, "x")).message_id == 2  # the first is the service message

    with_bot(telegram, work)


def test_a_second_poller_ends_the_first(telegram: Telegram) -> None:
    """Two pollers: the older is refused with 409; beside a webhook every poller is."""

    async def work(bot: Bot) -> None:
        first = asyncio.ensure_future(bot.get_updates(timeout=5))
        await asyncio.to_thread(telegram.wait_until, lambda: telegram.called("getUpdates"), "a poll")
        await asyncio.sleep(0.01)
        second = asyncio.ensure_future(bot.get_updates(timeout=0))
        with pytest.raises(error.Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first
        assert await second == ()
        await bot.set_webhook("https://example.org/x")
        with pytest.raises(error.Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates(timeout=0)
        await bot.delete_webhook()
        assert await bot.get_updates(timeout=0) == ()

    with_bot(telegram, work)
