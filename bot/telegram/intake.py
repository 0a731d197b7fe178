"""Updates in: written down before Telegram may forget them, dealt with in order for each person, ticked off when done.

    received → begun → leaving (a message is on its way) → done

What was not done when the process died is dealt with again; what was leaving may have arrived, so it is looked for first."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import failure, logger
from bot.telegram.delivery import IN_HAND, Marks
from bot.telegram.keeper import Keeper
from bot.telegram.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.journal.desk_file import Journal

# No bound: who waits for Telegram's permission to write in one chat must not take up the place of anybody else.
TASKS = 100_000


class Intake:
    """Puts each new update on the application's queue once, after the journal has it."""

    def __init__(
        self,
        journal: Keeper[Journal],
        order: InOrder,
        queue: asyncio.Queue[object],
        bot: Bot,
        metrics: Metrics,
        seen: Callable[[int, int], None],
    ) -> None:
        """``seen`` hears at once of every message (chat, id), long before its turn comes."""
        self._journal, self._order, self._queue, self._bot, self._metrics = journal, order, queue, bot, metrics
        self._seen = seen

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Write updates down and hand on those that are new. Errors of the journal come through: then nothing is lost
        either, for Telegram has not been told that the updates arrived."""
        bodies = [(int(update["update_id"]), json.dumps(update, ensure_ascii=False)) for update in updates]
        new = await self._journal(lambda journal: journal.inbox.receive_many(bodies))
        for update in updates:
            is_new = update["update_id"] in new
            self._metrics.updates.labels("received" if is_new else "known").inc()
            if is_new:
                await self._hand_on(update)

    async def replay(self) -> int:
        """Hand on what an earlier process received and did not finish; how many that is."""
        waiting = await self._journal(lambda journal: journal.inbox.pending())
        self._order.unsure.update({one.update_id: one.newest for one in waiting if one.state == "sending"})
        for one in waiting:
            await self._hand_on(json.loads(one.body))
        return len(waiting)

    async def done(self, update_id: int) -> None:
        """Tick an update off; its text is erased."""
        await self._journal(lambda journal: journal.inbox.done(update_id))

    async def _hand_on(self, body: dict[str, Any]) -> None:
        try:
            update = Update.de_json(body, self._bot)
        except Exception as error:  # a kind of update, or a field of one, that this version does not know
            logger().error("unreadable_update", **failure(error))
            await self.done(int(body["update_id"]))
            return
        message = update.effective_message
        if message is not None:
            self._seen(message.chat.id, message.message_id)
        await self._queue.put(update)


class InOrder(BaseUpdateProcessor):
    """One person's updates in one chat after each other, those of different people beside each other."""

    def __init__(self, journal: Keeper[Journal], metrics: Metrics) -> None:
        super().__init__(TASKS)
        self._journal, self._metrics = journal, metrics
        self.unsure: dict[int, int] = {}  # what an earlier process was sending: the newest message then
        self._turns: dict[tuple[int, int], tuple[asyncio.Lock, int]] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    def waiting(self, key: tuple[int, int]) -> int:
        """How many updates of a person in a chat are in hand or waiting."""
        return self._turns[key][1] if key in self._turns else 0

    async def do_process_update(self, update: object, coroutine: Any) -> None:
        """Deal with the update when its turn has come, between the marks in the journal."""
        if not isinstance(update, Update):
            await coroutine
            return
        self._metrics.waiting.inc()
        try:
            async with self._turn(key_of(update)):
                await self._marked(update.update_id, coroutine)
        finally:
            self._metrics.waiting.dec()

    async def _marked(self, number: int, coroutine: Coroutine[Any, Any, Any]) -> None:
        inbox = self._journal
        try:
            begun = await inbox(lambda journal: journal.inbox.begin(number))
        except BaseException:
            coroutine.close()
            raise
        if not begun:
            coroutine.close()
            return
        marks = Marks(
            lambda newest: inbox(lambda journal: journal.inbox.sending(number, newest)),
            lambda: inbox(lambda journal: journal.inbox.refused(number)),
            self.unsure.pop(number, None),
            begun > 1,
        )
        token = IN_HAND.set(marks)
        try:
            await coroutine
        finally:
            IN_HAND.reset(token)
        await inbox(lambda journal: journal.inbox.done(number, marks.stands))

    @asynccontextmanager
    async def _turn(self, key: tuple[int, int]) -> AsyncIterator[None]:
        lock, waiting = self._turns.get(key, (asyncio.Lock(), 0))
        self._turns[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns.pop(key)
            if waiting > 1:
                self._turns[key] = (lock, waiting - 1)


def key_of(update: Update) -> tuple[int, int]:
    """Whose order an update belongs to: chat and person, 0 where there is none."""
    chat, user = update.effective_chat, update.effective_user
    return (chat.id if chat else 0, user.id if user else 0)
