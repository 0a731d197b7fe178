"""The real bot for tests: in a thread of this process, or as the command in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram.serve import Service
from tests.bot.telegram.wire import Telegram

SECRET = "test-secret_1"


def free_address() -> str:
    """A loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def settings_for(telegram: Telegram, **changed: object) -> Settings:
    """The settings of a bot that talks to the test server."""
    given: dict[str, object] = {
        "telegram_token": SecretStr(telegram.token),
        "telegram_base_url": telegram.base_url,
        "telegram_base_file_url": telegram.base_file_url,
        "webhook_listen": free_address(),
    }
    return Settings(_env_file=None, **(given | changed))  # type: ignore[call-arg, arg-type]  # pydantic checks them


@contextlib.contextmanager
def serving(telegram: Telegram, home: Path, **changed: object) -> Iterator[Service]:
    """The bot at work in a thread; it has met Telegram when the block begins. An error that ended it comes through."""
    with looping(telegram, home, **changed) as (service, _):
        yield service


@contextlib.contextmanager
def looping(telegram: Telegram, home: Path, **changed: object) -> Iterator[tuple[Service, asyncio.AbstractEventLoop]]:
    """The same, with the event loop that it runs in."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    service = Service(settings_for(telegram, **changed), home, look_every=0.2)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            loop.run_until_complete(service.run(stop))
        except BaseException as error:  # handed to the test below
            failed.append(error)
        if left := asyncio.all_tasks(loop):  # as asyncio.run does
            for task in left:
                task.cancel()
            loop.run_until_complete(asyncio.wait(left))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        telegram.wait_until(lambda: failed or service.state.contact or None, "the bot at work")
        yield service, loop
    finally:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
    if failed:
        raise failed[0]


def environment(telegram: Telegram, home: Path, listen: str, **changed: str) -> dict[str, str]:
    """The environment of a ``wenbao serve`` process against the test server."""
    return os.environ | {
        "WENBAO_HOME": str(home),
        "WENBAO_TELEGRAM_TOKEN": telegram.token,
        "WENBAO_TELEGRAM_BASE_URL": telegram.base_url,
        "WENBAO_TELEGRAM_BASE_FILE_URL": telegram.base_file_url,
        "WENBAO_WEBHOOK_LISTEN": listen,
        **changed,
    }


def started(
    telegram: Telegram, home: Path, listen: str, *, errors: int = subprocess.PIPE, **changed: str
) -> subprocess.Popen[str]:
    """``wenbao serve`` as a process of its own; its standard error is kept unless ``errors`` says otherwise."""
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    return subprocess.Popen(
        command,
        cwd=Path(__file__).parents[3],
        env=environment(telegram, home, listen, **changed),
        stderr=errors,
        text=True,
    )
