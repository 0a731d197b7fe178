"""What a handler is given: the office with everything the bot works with, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram.ext import CallbackContext, ExtBot

from bot.settings import Settings
from bot.telegram.access import Access, Standing
from bot.telegram.intake import InOrder
from bot.telegram.keeper import Keeper
from bot.telegram.limits import Limits
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.telegram.sender import Sender

if TYPE_CHECKING:
    from bot.journal.desk_file import Journal
    from knowledge.library import Library

OFFICE = "office"


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


class Turn(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context of one update; ``standing`` is set by the gate before any other handler sees the update."""

    standing: Standing | None = None

    @property
    def office(self) -> Office:
        """What the handlers share."""
        office = self.bot_data[OFFICE]
        assert isinstance(office, Office)
        return office
