"""The running bot, from start to stop: reads top to bottom.

SIGTERM and SIGINT stop it in order: no more updates are fetched, what is being answered is finished, and it exits with 0 within
ten seconds. What was received and not answered by then is answered by the next process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.alone import only_one
from bot.journal.desk_file import Journal
from bot.journal.lessons import LessonReader
from bot.logs import failure, logger, redacted
from bot.settings import Settings
from bot.shelf import Shelf
from bot.telegram import gate, web
from bot.telegram.access import Access
from bot.telegram.application import build
from bot.telegram.intake import InOrder, Intake
from bot.telegram.keeper import Keeper
from bot.telegram.limits import Limits
from bot.telegram.memory import Memory
from bot.telegram.metrics import Metrics
from bot.telegram.poller import ALLOWED, TOKEN_REFUSED, Poller, TokenRefusedError
from bot.telegram.profile import present
from bot.telegram.sender import Sender
from bot.telegram.turn import OFFICE, Office, Turn
from bot.telegram.upkeep import EVERY, Upkeep
from knowledge.errors import WenbaoError

if TYPE_CHECKING:
    from knowledge.library import Library

FINISH, GIVE_UP = 5.5, 1.5
START_WAITS = (0.5, 1.0, 2.0, 5.0)
# A poll waits 25 seconds for an update; without a success for so long the bot is deaf.
DEAF = 90.0


@dataclass(slots=True)
class _State:
    """What readiness is judged by."""

    telegram: bool = False
    contact: float = 0.0


class Service:
    """One bot over one home. ``look_every``: seconds between looks at what changed beside the chats."""

    def __init__(self, settings: Settings, home: Path, look_every: float = EVERY) -> None:
        self.settings, self.home, self.look_every = settings, home, look_every
        self.metrics = Metrics()
        self.state = _State()
        self._shelf = Shelf(home, _not_opened, LessonReader(home).taught)
        self._journal = Journal.open(home)
        self.journal: Keeper[Journal] = Keeper("journal", lambda: self._journal)
        self.library: Keeper[Library] = Keeper("library", self._shelf.library)
        self.order = InOrder(self.journal, self.metrics)
        self.app: Application[Any, Turn, Any, Any, Any, Any] = build(settings, self.order)
        self.office = self._office()
        self.app.bot_data[OFFICE] = self.office
        seen = self.office.sender.seen
        self.intake = Intake(self.journal, self.order, self.app.update_queue, self.app.bot, self.metrics, seen)

    def _office(self) -> Office:
        async def moved(old: int, new: int) -> None:
            await gate.moved(self.office, old, new)

        async def blocked(chat: int) -> None:
            await self.journal(lambda journal: journal.people.blocked(chat, True))

        return Office(
            self.settings,
            self.journal,
            self.library,
            Access(self.settings, self.journal),
            Sender(self.app.bot, moved, blocked),
            Memory(),
            Limits(),
            self.metrics,
            self.order,
            self.home,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set. Raises the errors that an operator must act on."""
        listening = web.listen(self.settings.webhook_listen)
        server = web.server(web.application(self.ready, lambda: self.metrics, self._webhook()))
        tasks = [asyncio.create_task(server.serve(sockets=[listening])), asyncio.create_task(self._work())]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([stopping, tasks[1]], return_when=asyncio.FIRST_COMPLETED)
            await self._finish(tasks[1])
        finally:
            stopping.cancel()
            server.should_exit = True
            with contextlib.suppress(Exception, asyncio.CancelledError):
                await asyncio.wait_for(tasks[0], GIVE_UP)
            listening.close()
            self.journal.close(self._journal.close)
            self.library.close(self._shelf.close)

    async def _work(self) -> None:
        await self._initialized()
        self._contact(time.time())
        await self.office.access.follow_moves()
        self.office.sender.remember(await self.journal(lambda journal: journal.inbox.newest_messages()))
        replayed = await self.intake.replay()
        await self.app.start()
        logger().info("serving", mode=self.settings.mode, replayed=replayed)
        beside = [
            asyncio.create_task(present(self.app.bot, self.office.access.named_admins())),
            asyncio.create_task(Upkeep(self.office, self.look_every).run()),
        ]
        try:
            await (self._polling() if self.settings.mode == "polling" else self._hooked())
        finally:
            for task in beside:
                task.cancel()

    async def _initialized(self) -> None:
        """Meet Telegram, however long it is away; meanwhile health says that we are not ready."""
        tries = 0
        while True:
            try:
                await self.app.initialize()
            except InvalidToken as error:
                raise TokenRefusedError(TOKEN_REFUSED) from error
            except TelegramError as error:
                logger().warning("telegram_away", **failure(error))
                await asyncio.sleep(START_WAITS[min(tries, len(START_WAITS) - 1)])
                tries += 1
            else:
                return

    async def _polling(self) -> None:
        self.state.telegram = True
        await Poller(self.app.bot, self.intake, self._contact).run()

    async def _hooked(self) -> None:
        """Tell Telegram where to deliver, then let it."""
        settings = self.settings
        assert settings.webhook_url is not None and settings.webhook_secret is not None
        secret = settings.webhook_secret.get_secret_value()
        while True:
            try:
                await self.app.bot.set_webhook(
                    settings.webhook_url, allowed_updates=ALLOWED, secret_token=secret, drop_pending_updates=False
                )
            except TelegramError as error:
                logger().warning("webhook_not_set", reason=redacted(str(error)), **failure(error))
                await asyncio.sleep(START_WAITS[-1])
            else:
                break
        self.state.telegram = True
        self._contact(time.time())
        await asyncio.Event().wait()

    def _webhook(self) -> web.Webhook | None:
        settings = self.settings
        if settings.mode != "webhook" or settings.webhook_url is None or settings.webhook_secret is None:
            return None
        return web.Webhook(web.path_of(settings.webhook_url), settings.webhook_secret.get_secret_value(), self.intake)

    def _contact(self, at: float) -> None:
        self.state.contact = at
        self.metrics.last_poll.set(at)

    async def ready(self) -> dict[str, bool]:
        """Whether Telegram is reached, the library answers and the journal can be written."""
        fresh = self.settings.mode == "webhook" or time.time() - self.state.contact < DEAF
        return {
            "telegram": self.state.telegram and bool(self.state.contact) and fresh,
            "library": await _works(self.library(lambda library: library.revision)),
            "journal": await _works(self.journal(lambda journal: journal.ping())),
        }

    async def _finish(self, work: asyncio.Task[None]) -> None:
        """Stop fetching, finish what is in hand, leave the rest to the next process; errors of the work come through."""
        if not work.done():
            work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await work
            finally:
                await self._stopped()

    async def _stopped(self) -> None:
        if self.app.running:
            try:
                await asyncio.wait_for(self.app.stop(), FINISH)
            except TimeoutError:
                logger().warning("left_for_the_next_start")
        with contextlib.suppress(TelegramError, RuntimeError, asyncio.TimeoutError):
            await asyncio.wait_for(self.app.shutdown(), GIVE_UP)


def _not_opened(error: WenbaoError) -> None:
    logger().error("revision_not_opened", **failure(error))


async def _works(asked: Any) -> bool:
    try:
        await asked
    except WenbaoError:
        return False
    return True


async def serve(settings: Settings, home: Path) -> None:
    """Run the bot until a signal says stop."""
    with only_one(home):
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows has no such thing
                loop.add_signal_handler(name, stop.set)
        await Service(settings, home).run(stop)
        logger().info("stopped")
