"""The small web server: Telegram's webhook, and health, readiness and metrics for operators. One address for all."""

from __future__ import annotations

import contextlib
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.logs import failure, logger
from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics
from knowledge.errors import WenbaoError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# An update is a few kilobytes; Telegram's largest are far below this many bytes.
LARGEST_UPDATE = 1_000_000


class AddressInUseError(WenbaoError):
    """WENBAO_WEBHOOK_LISTEN cannot be listened on."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers: the path of WENBAO_WEBHOOK_URL, and the secret that proves that it is Telegram."""

    path: str
    secret: str
    intake: Intake


def application(
    ready: Callable[[], Awaitable[dict[str, bool]]], metrics: Callable[[], Metrics], webhook: Webhook | None
) -> Starlette:
    """The web application; ``ready`` says of each part whether it works."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        state = await ready()
        return JSONResponse(state, status_code=200 if all(state.values()) else 503)

    async def page(_request: Request) -> Response:
        content, kind = metrics().page()
        return Response(content, media_type=kind)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", page)]
    if webhook is not None:
        routes.append(Route(webhook.path, _delivery(webhook), methods=["POST"]))
    return Starlette(routes=routes)


def _delivery(webhook: Webhook) -> Callable[[Request], Awaitable[Response]]:
    async def delivered(request: Request) -> Response:
        """One update: 200 only when the journal has it, so that Telegram sends it again otherwise."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), webhook.secret.encode()):
            return PlainTextResponse("forbidden\n", 403)
        if int(request.headers.get("content-length") or 0) > LARGEST_UPDATE:
            return PlainTextResponse("too large\n", 413)
        try:
            update = json.loads(await request.body())
            int(update["update_id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return PlainTextResponse("no update\n", 400)
        try:
            await webhook.intake.take([update])
        except WenbaoError as error:
            logger().error("update_not_kept", **failure(error))
            return PlainTextResponse("try again\n", 503)
        return PlainTextResponse("ok\n")

    return delivered


class _Server(uvicorn.Server):
    """A server that leaves signals to the program around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def server(app: Starlette) -> uvicorn.Server:
    """A server for the application that logs no address and no request."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=2
    )
    return _Server(config)


def listen(place: str) -> socket.socket:
    """A socket on ``host:port``. Raises AddressInUseError."""
    host, _, port = place.rpartition(":")
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
    except OSError as error:
        raise AddressInUseError(f"cannot listen on WENBAO_WEBHOOK_LISTEN={place} ({error.strerror}); choose another") from error
    return opened


def path_of(url: str) -> str:
    """The path of the webhook's public address."""
    return urlsplit(url).path or "/"
