"""A journal of its own for each test, whose clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from tests.bot.journal.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(wenbao_home: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(wenbao_home, now=clock) as opened:
        yield opened
