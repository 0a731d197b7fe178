"""Updates wait until they are confirmed, come again when they are not, and come in any order and number when a test says so."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from telegram import Bot, Update

from tests.bot.telegram.client import with_bot
from tests.bot.telegram.wire import Telegram

URL, SECRET = "https://example.org/hook", "s3cret"


def texts(updates: tuple[Update, ...]) -> list[str]:
    """What the messages of some updates say."""
    return [str(u.effective_message.text) if u.effective_message else str(u.to_dict().keys()) for u in updates]


def test_an_update_comes_until_it_is_confirmed(telegram: Telegram) -> None:
    """A higher offset confirms; a negative one keeps only the last; limit cuts the batch."""
    wang = telegram.person("小王")
    for word in "abcd":
        telegram.say(wang, word)

    async def work(bot: Bot) -> None:
        first = await bot.get_updates(timeout=0)
        assert texts(first) == texts(await bot.get_updates(timeout=0)) == ["a", "b", "c", "d"]
        assert texts(await bot.get_updates(first[0].update_id + 1, limit=2)) == ["b", "c"]
        assert not telegram.updates.idle
        assert texts(await bot.get_updates(-1)) == ["d"]
        assert await bot.get_updates(first[-1].update_id + 1) == () and telegram.updates.idle

    with_bot(telegram, work)


def test_a_long_poll_ends_with_the_update(telegram: Telegram) -> None:
    """The poll waits for a message and returns with it at once; with nothing to say it ends by its timeout."""
    wang = telegram.person("小王")

    async def work(bot: Bot) -> None:
        poll = asyncio.ensure_future(bot.get_updates(timeout=5))
        await asyncio.to_thread(telegram.wait_until, lambda: telegram.called("getUpdates"), "a poll")
        telegram.say(wang, "a")
        assert texts(await asyncio.wait_for(poll, 2)) == ["a"]
        poll = asyncio.ensure_future(bot.get_updates(telegram.updates.made[-1]["update_id"] + 1, timeout=1))
        assert await asyncio.wait_for(poll, 3) == ()

    with_bot(telegram, work)


def test_a_poller_that_goes_away_takes_nothing_along(telegram: Telegram) -> None:
    """A poll whose client hung up is over: it is no conflict for the next one and swallows no update."""

    async def work(bot: Bot) -> None:
        poll = asyncio.ensure_future(bot.get_updates(timeout=5))
        await asyncio.to_thread(telegram.wait_until, lambda: telegram.called("getUpdates"), "a poll")
        poll.cancel()
        await asyncio.to_thread(telegram.wait_calls, "getUpdates")
        telegram.say(telegram.person("小王"), "a")
        assert texts(await bot.get_updates(timeout=0)) == ["a"]

    with_bot(telegram, work)
    assert "409" not in str([call.status for call in telegram.calls])


def test_a_confirmed_update_can_come_again(telegram: Telegram) -> None:
    """Redelivered once, with its old id, in spite of the offset."""
    said = telegram.say(telegram.person("小王"), "a")

    async def work(bot: Bot) -> None:
        (first,) = await bot.get_updates()
        assert await bot.get_updates(first.update_id + 1) == ()
        telegram.redeliver(said)
        (again,) = await bot.get_updates(first.update_id + 1)
        assert again.update_id == first.update_id and await bot.get_updates(first.update_id + 1) == ()

    with_bot(telegram, work)


@pytest.mark.parametrize(("order", "comes"), [("same", "ab"), ("reversed", "ba"), ("doubled", "aabb")])
def test_a_batch_comes_in_any_order(telegram: Telegram, order: str, comes: str) -> None:
    """What is held comes in one go at the end."""
    wang = telegram.person("小王")

    async def work(bot: Bot) -> None:
        with telegram.held(order):
            telegram.say(wang, "a"), telegram.say(wang, "b")
            assert await bot.get_updates(timeout=0) == ()
        assert texts(await bot.get_updates()) == list(comes)

    with_bot(telegram, work)


def test_only_what_is_allowed_comes(telegram: Telegram) -> None:
    """allowed_updates holds from the next update on; reactions and members come only on request; unknown kinds are told too."""
    wang = telegram.person("小王")

    async def work(bot: Bot) -> None:
        await bot.get_updates(allowed_updates=["callback_query", "a_new_kind"])
        assert telegram.say(wang, "a").update is None
        telegram.update("a_new_kind", {"x": 1})
        (new,) = await bot.get_updates()
        assert new.effective_message is None
        await bot.get_updates(new.update_id + 1, allowed_updates=[])
        assert telegram.update("chat_member", {}) is None and telegram.say(wang, "b").update is not None

    with_bot(telegram, work)


@contextmanager
def listener(statuses: list[int]) -> Iterator[tuple[str, list[tuple[str | None, Any]]]]:
    """A small web server that answers with these statuses, then 200; its address and what it got as (secret, update)."""
    got: list[tuple[str | None, Any]] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], json.loads(body)))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.end_headers()

        def log_message(self, *parts: Any) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook", got
        finally:
            server.shutdown()
            thread.join()


def test_a_webhook_gets_updates_with_its_secret_until_it_takes_them(telegram: Telegram) -> None:
    """What is not answered with 2xx comes again; each chat in order."""
    wang = telegram.person("小王")
    with_bot(telegram, lambda bot: bot.set_webhook(URL, secret_token=SECRET, max_connections=2))
    telegram.say(wang, "a"), telegram.say(wang, "b")
    with listener([500, 403]) as (address, got):
        telegram.webhook_target = address
        telegram.wait_until(lambda: telegram.updates.idle, "an empty queue")
        assert [(secret, update["message"]["text"]) for secret, update in got] == [(SECRET, text) for text in "aaab"]
        assert "403" in str(with_bot(telegram, lambda bot: bot.get_webhook_info()).last_error_message)
        statuses = [telegram.deliver(address, {"update_id": 1}, secret) for secret in (SECRET, "wrong", None)]
        assert statuses == [200] * 3 and [secret for secret, _ in got[-3:]] == [SECRET, "wrong", None]
    assert telegram.deliver(address, {"update_id": 1}, SECRET) == 0  # nobody listens any more
