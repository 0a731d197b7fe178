"""The Bot API on a loopback address: a thread with an event loop of its own, the methods, faults, and the log of requests."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from types import TracebackType
from typing import Any, Self

from tests.bot.telegram import answering, profile, sending
from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.connection import Reply, Request, as_reply, serve
from tests.bot.telegram.faults import BAD_GATEWAY, Fault, Pace
from tests.bot.telegram.record import Call
from tests.bot.telegram.refusals import Refused
from tests.bot.telegram.updates import Updates
from tests.bot.telegram.world import Person, World

TOKEN = "7000000001:AAEwire-test_token_of_no_real_bot00"  # has the form of a real one
METHODS = sending.METHODS | answering.METHODS | profile.METHODS
SPELLED = {name.lower(): name for name in (*METHODS, "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")}


class Server:
    """Runs while its `with` block runs. ``base_url`` and ``base_file_url`` are what a bot is given, as is ``token``."""

    def __init__(self, token: str = TOKEN, username: str = "wenbao_test_bot", name: str = "wenbao") -> None:
        self.token = token
        self.world = World(Person(int(token.partition(":")[0]), name, username=username, language="", is_bot=True))
        self.updates = Updates(self.world)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.pace: Pace | None = None  # a Pace() to have Telegram's limits on how much may be sent
        self.crashes: list[BaseException] = []  # faults of this server itself; a test must not pass over them
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="bot-api", daemon=True)
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self.port = 0

    @property
    def base_url(self) -> str:
        """The address in front of the token."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address of files in front of the token."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(5), "the Bot API server did not start"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)
        if error is None and self.crashes:
            raise self.crashes[0]

    def fail(self, *faults: Fault) -> None:
        """Let requests go wrong; see faults.py."""
        with self.world.changed:
            self.faults += faults

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self.updates.use_loop(self._loop)
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=64 * 1024 * 1024)
        self.port = server.sockets[0].getsockname()[1]
        pusher = asyncio.create_task(self.updates.push())
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in (rest := {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}):
            task.cancel()
        await asyncio.gather(pusher, *rest, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer, self._answer)

    async def _answer(self, request: Request) -> Reply:
        try:
            if found := re.fullmatch(r"/bot([^/]+)/(\w+)", request.path):
                return await self._method(found[1], found[2], request)
            if found := re.fullmatch(r"/file/bot([^/]+)/(.+)", request.path):
                return self._file(found[1], found[2])
            raise Refused(404, "Not Found")
        except Refused as refused:
            return as_reply(refused.code, refused.as_json())
        except Exception as crash:
            self.crashes.append(crash)
            return as_reply(500, Refused(500, f"Internal Server Error: {crash!r}").as_json())

    def _known(self, token: str) -> None:
        if token != self.token:
            raise Refused(401, "Unauthorized") if re.fullmatch(r"[0-9]+:.+", token) else Refused(404, "Not Found")

    def _file(self, token: str, path: str) -> Reply:
        self._known(token)
        call = Call("file", {"path": path}, time.monotonic())
        self._log(call)
        with self.world.changed:
            stored = next((file for file in self.world.files.values() if file.path == path), None)
        call.status = 404 if stored is None else 200
        if stored is None:
            raise Refused(404, "Not Found")
        return Reply(200, stored.content, "application/octet-stream")

    def _log(self, call: Call) -> None:
        with self.world.changed:
            self.calls.append(call)
            self.world.changed.notify_all()

    async def _method(self, token: str, name: str, request: Request) -> Reply:
        self._known(token)
        if (method := SPELLED.get(name.lower())) is None:
            raise Refused(404, "Not Found: method not found")
        call = Call(method, request.parameters, time.monotonic(), request.files)
        self._log(call)
        try:
            return await self._faulty(call, Arguments(request))
        finally:
            with self.world.changed:
                call.status, call.ended = call.status or 0, time.monotonic()
                self.world.changed.notify_all()

    async def _faulty(self, call: Call, arguments: Arguments) -> Reply:
        """The answer to a call, or what a fault makes of it."""
        with self.world.changed:
            fault = next((fault for fault in self.faults if fault.meets(call)), None)
        if fault is None:
            return await self._done(call, arguments)
        if fault.stage == "before":
            await asyncio.sleep(fault.seconds)
            return await self._done(call, arguments)
        if fault.stage == "after":
            reply = await self._done(call, arguments)
            await asyncio.sleep(fault.seconds)
            if fault.truncated:
                return Reply(reply.status, reply.body[: len(reply.body) // 2])
            return Reply(reset=True) if fault.reset else reply
        return self._instead(call, fault)

    @staticmethod
    def _instead(call: Call, fault: Fault) -> Reply:
        if fault.refused is not None:
            call.status, call.description = fault.refused.code, fault.refused.description
            return as_reply(fault.refused.code, fault.refused.as_json())
        if fault.html is not None:
            call.status = fault.html
            return Reply(fault.html, BAD_GATEWAY, "text/html")
        return Reply(reset=True)

    async def _done(self, call: Call, arguments: Arguments) -> Reply:
        try:
            result = await self._result(call, arguments)
        except Refused as refused:
            call.status, call.description = refused.code, refused.description
            return as_reply(refused.code, refused.as_json())
        call.status, call.effect = 200, True
        return as_reply(200, {"ok": True, "result": result})

    async def _result(self, call: Call, arguments: Arguments) -> Any:
        if call.method == "getUpdates":
            return await self.updates.get(arguments)
        with self.world.changed:
            if self.pace is not None:
                self.pace.judge(self.world, call)
            match call.method:
                case "setWebhook":
                    return self.updates.set_webhook(arguments)
                case "deleteWebhook":
                    return self.updates.delete_webhook(arguments)
                case "getWebhookInfo":
                    return self.updates.webhook_info()
                case method:
                    return METHODS[method](self.world, arguments)
