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
