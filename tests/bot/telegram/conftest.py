"""A Bot API server a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.telegram.wire import Telegram


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """An own loopback Bot API with nobody there yet."""
    with Telegram() as server:
        yield server


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot gives spans of time as timedelta, without its warning that it will do so one day."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
