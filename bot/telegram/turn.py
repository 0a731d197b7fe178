"""What a handler is given: the office with everything the bot works with, and who is asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Message
from telegram.ext import CallbackContext, ExtBot

from bot.settings import Settings
from bot.shown import Marks, Shown
from bot.telegram.access import Access, Standing
from bot.telegram.awaited import Awaited
from bot.telegram.intake import InOrder
from bot.telegram.keeper import Keeper
from bot.telegram.limits import Limits
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.telegram.sender import Sender

if TYPE_CHECKING:
    from bot.journal.desk_file import Journal
    from knowledge.lesson import Taught
    from knowledge.library import Library

OFFICE = "office"
Told = TypeVar("Told")


@dataclass(slots=True)
class Office:
    """Everything the handlers share. ``journal`` and ``library`` each run in a thread of their own."""

    settings: Settings
    journal: Keeper[Journal]
    library: Keeper[Library]
    access: Access
    sender: Sender
    memory: Memory
    limits: Limits
    metrics: Metrics
    order: InOrder
    home: Path
    awaited: Awaited = field(default_factory=Awaited)
    refreshing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def shown(self, inside: bool, work: Callable[[Shown], Told]) -> Told:
        """Ask the library as an audience may see it; ``inside``: staff in private."""
        marks = Marks.of(await self.journal(lambda journal: journal.internal.active()))
        return await self.library(lambda library: work(Shown(library, marks, inside)))


    async def apart(self, work: Callable[[Library], Told]) -> Told:
        """Ask a library of its own in a thread of its own: for what takes seconds, while which answers must not wait."""
        taught = await self.library(lambda library: library.taught)
        return await asyncio.to_thread(_of_its_own, self.home, taught, work)


def _of_its_own(home: Path, taught: Taught, work: Callable[[Library], Told]) -> Told:
    from knowledge.library import Library

    with closing(Library.open(home, taught)) as library:
        return work(library)


class Turn(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context of one update; ``standing`` is set by the gate before any other handler sees the update."""

    standing: Standing | None = None

    async def shown(self, message: Message | None, work: Callable[[Shown], Told]) -> Told:
        """Ask the library as whoever reads the answer to this message may see it; None: an answer that is sent on anywhere."""
        inside = message is not None and message.chat.type == "private" and self.standing is not None and not self.standing.guest
        return await self.office.shown(inside, work)

    @property
    def office(self) -> Office:
        """What the handlers share."""
        office = self.bot_data[OFFICE]
        assert isinstance(office, Office)
        return office
