"""What is done beside answering: old texts removed every day, people told after a refresh what they asked to be added."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.logs import failure, logger
from bot.telegram import requests

if TYPE_CHECKING:
    from bot.telegram.turn import Office
    from knowledge.library import Library

DAY = 24 * 3600.0
EVERY = 20.0


class Upkeep:
    """Looks around every few seconds until it is cancelled; nothing that fails here keeps the bot from answering."""

    def __init__(self, office: Office, every: float = EVERY) -> None:
        self._office, self._every = office, every
        self._pruned = -DAY
        self._revision = ""

    async def run(self) -> None:
        """Look around for ever."""
        while True:
            for look in (self._prune, self._refreshed):
                try:
                    await look()
                except Exception as error:  # told in the log, tried again at the next look
                    logger().error("upkeep_failed", **failure(error))
            await asyncio.sleep(self._every)

    async def _prune(self) -> None:
        if time.monotonic() - self._pruned < DAY:
            return
        days = self._office.settings.retention_days
        removed = await self._office.journal(lambda journal: journal.retention.apply(days))
        self._pruned = time.monotonic()
        logger().info("pruned", questions=removed.questions, buttons=removed.buttons, updates=removed.updates)

    async def _refreshed(self) -> None:
        revision, published = await self._office.library(_state)
        if published:
            age = datetime.now(UTC) - datetime.fromisoformat(published)
            self._office.metrics.revision_age.set(age.total_seconds())
        if self._revision not in ("", revision):
            told = await requests.answer_open(self._office)
            logger().info("refreshed", revision=revision, told=told)
        self._revision = revision


def _state(library: Library) -> tuple[str, str]:
    """The revision that answers, and when its newest report was published."""
    return library.revision, "" if library.is_example else max((report.published for report in library.reports()), default="")
