"""HTTP/1.1 on one connection, keep-alive, by hand, for a test must be able to break it at any byte.

:func:`serve` reads requests one after another and gives each to a handler, which answers with a :class:`Reply`. The head of
the next request is awaited while the present one is handled, so that a client that goes away is noticed at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

HEAD_BYTES = 64 * 1024


@dataclass
class Request:
    """One request: the path without the query, all parameters as texts (query, form or JSON), uploads as (name, bytes)."""

    verb: str
    path: str
    headers: dict[str, str]
    parameters: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One answer. ``cut`` sends that share of the bytes and hangs up; ``reset`` sends nothing and resets the connection."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    cut: float | None = None
    reset: bool = False


Handler = Callable[[Request], Awaitable[Reply]]


def as_reply(status: int, body: Any) -> Reply:
    """A JSON answer."""
    return Reply(status, json.dumps(body, ensure_ascii=False).encode())


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler) -> None:
    """Answer requests until the client leaves or the connection is broken on purpose."""
    head = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
    try:
        while True:
            request = await _request(await head, reader, writer)
            head = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
            work = asyncio.ensure_future(handler(request))
            await asyncio.wait({head, work}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done() and head.done() and head.exception():
                work.cancel()  # the client hung up: an open long poll ends here
            if not await _send(writer, await work):
                return
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, asyncio.CancelledError):
        pass
    finally:
        head.cancel()
        with contextlib.suppress(Exception, asyncio.CancelledError):
            await head
        writer.close()


async def _request(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
    lines = head.decode("latin-1").split("\r\n")
    verb, target, _ = lines[0].split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    parts = urlsplit(target)
    request = Request(verb, unquote(parts.path), headers, dict(parse_qsl(parts.query, keep_blank_values=True)))
    _read_form(request, await _body(headers, reader))
    return request


async def _body(headers: dict[str, str], reader: asyncio.StreamReader) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", ""):
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return body


def _read_form(request: Request, body: bytes) -> None:
    kind, _, options = request.headers.get("content-type", "").partition(";")
    if kind == "application/x-www-form-urlencoded":
        request.parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == "application/json" and body:
        values: dict[str, Any] = json.loads(body)
        request.parameters |= {name: v if isinstance(v, str) else json.dumps(v) for name, v in values.items()}
    elif kind == "multipart/form-data":
        boundary = options.partition("boundary=")[2].split(";")[0].strip().strip('"')
        for part in body.split(f"--{boundary}".encode())[1:-1]:
            _read_part(request, part.removeprefix(b"\r\n").removesuffix(b"\r\n"))


def _read_part(request: Request, part: bytes) -> None:
    """One field or one upload; file names may be UTF-8 or percent-encoded (httpx, curl and browsers differ)."""
    head, _, content = part.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    disposition = next(line for line in lines if line.lower().startswith("content-disposition"))
    options = {n.strip().lower(): v.strip().strip('"') for n, _, v in (o.partition("=") for o in disposition.split(";")[1:])}
    if "filename*" in options:
        request.files[options["name"]] = (unquote(options["filename*"].partition("''")[2]), content)
    elif "filename" in options:
        name = options["filename"].replace("%22", '"').replace("\\\\", "\\")
        request.files[options["name"]] = (name, content)
    else:
        request.parameters[options["name"]] = content.decode()


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Whether the connection can go on."""
    if reply.reset:
        sock: socket.socket = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # RST, not FIN
        writer.transport.abort()
        return False
    phrase = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "-"
    head = f"HTTP/1.1 {reply.status} {phrase}\r\nContent-Type: {reply.content_type}\r\nContent-Length: {len(reply.body)}\r\n\r\n"
    sent = reply.body if reply.cut is None else reply.body[: int(len(reply.body) * reply.cut)]
    writer.write(head.encode() + sent)
    await writer.drain()
    return reply.cut is None
