"""Webhook, health, readiness and metrics on one address; and what the logs hold."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot import logs
from tests.bot.telegram.faults import cut_before, refusal
from tests.bot.telegram.running import SECRET, free_address, serving
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"
HOOK = "https://bot.example.org/hook/a1"


def fetched(address: str, path: str) -> tuple[int, str]:
    """Status and body of a page of the bot's own server."""
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=5) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_health_readiness_and_metrics(telegram: Telegram, tmp_path: Path) -> None:
    """In polling mode too: healthy, ready, and questions counted by outcome without a word of them."""
    staff, listen = telegram.person("老师"), free_address()
    with serving(telegram, tmp_path, staff=(staff.id,), webhook_listen=listen):
        assert fetched(listen, "/healthz")[0] == 200
        status, state = fetched(listen, "/readyz")
        assert status == 200 and json.loads(state) == {"telegram": True, "library": True, "journal": True}
        telegram.say(staff, QUESTION)
        telegram.wait_message(staff)
        telegram.say(staff, "焊工有多少人")
        telegram.wait_message(staff)
        telegram.wait_idle()
        page = fetched(listen, "/metrics")[1]
        assert 'wenbao_questions_total{outcome="answered"} 1.0' in page
        assert 'wenbao_questions_total{outcome="not_found"} 1.0' in page
        assert "wenbao_answer_seconds_count 2.0" in page and "wenbao_revision_age_seconds" in page and "焊工" not in page
        assert fetched(listen, "/hook/a1")[0] == 404


def test_a_webhook_answers_once_and_only_telegram(telegram: Telegram, tmp_path: Path) -> None:
    """Updates with the secret are answered; a wrong or missing secret is 403; rubbish is 400; a repetition is not answered."""
    staff, listen = telegram.person("老师"), free_address()
    telegram.webhook_target = f"http://{listen}/hook/a1"
    hooked = {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": SECRET, "webhook_listen": listen}
    with serving(telegram, tmp_path, staff=(staff.id,), **hooked):
        asked = telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff).text.startswith("8项")
        telegram.redeliver(asked)
        assert asked.update is not None
        forged = asked.update | {"update_id": 1}
        address = f"http://{listen}/hook/a1"
        for secret in ("wrong", "", None, SECRET[:-1], "密"):
            assert telegram.deliver(address, forged, secret.encode().decode("latin-1") if secret else secret) == 403
        assert telegram.deliver(address, {"no": "update"}, SECRET) == 400
        assert telegram.deliver(f"http://{listen}/other", forged, SECRET) == 404
        telegram.no_more_messages(staff)
        assert fetched(listen, "/readyz")[0] == 200


def test_logs_hold_no_question_and_no_token(telegram: Telegram, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """At the lowest level too, with failures of every kind: structured lines, none with what was asked or the token."""
    import logging


    staff = telegram.person("老师")
    logs.configure(logging.DEBUG)
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.fail(cut_before("getUpdates"), refusal("sendMessage", 400, "Bad Request: can't parse entities: x"))
        telegram.say(staff, "秘密的焊工提问")
        telegram.wait_message(staff, timeout=10)
        telegram.update("message", {"broken": "秘密"})
        telegram.say(staff, QUESTION)
        telegram.wait_message(staff, timeout=10)
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) > 3 and all(isinstance(json.loads(line), dict) for line in lines)
    text = "\n".join(lines)
    assert "秘密" not in text and "焊工" not in text and "奖项" not in text and "老师" not in text
    assert telegram.token not in text and telegram.token.split(":")[1] not in text


def test_tokens_are_hidden_wherever_they_stand() -> None:
    """In addresses and messages; other text stays."""
    assert (
        logs.redacted("GET https://api.telegram.org/bot12345:AAbbCCddEEff_g-h/getMe")
        == "GET https://api.telegram.org/[token]/getMe"
    )
    assert logs.redacted("10:30 到 11:45") == "10:30 到 11:45"


def test_everything_goes_through_the_proxy(telegram: Telegram, tmp_path: Path) -> None:
    """With WENBAO_PROXY set, polls and messages alike reach Telegram by way of it."""
    asked: list[str] = []
    staff = telegram.person("老师")
    with forwarding(asked) as proxy, serving(telegram, tmp_path, staff=(staff.id,), proxy=proxy):
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff).text.startswith("8项")
        assert {"getMe", "getUpdates", "sendMessage"} <= set(asked)
        assert {call.method for call in telegram.calls} <= set(asked)


@contextlib.contextmanager
def forwarding(asked: list[str]) -> Iterator[str]:
    """An HTTP proxy that notes the method of each request it hands on."""

    class Forward(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path.rpartition("/")[2].partition("?")[0])
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with urllib.request.urlopen(urllib.request.Request(self.path, body, dict(self.headers)), timeout=60) as told:
                content = told.read()
            with contextlib.suppress(OSError):
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """The last poll is cut off when the test ends."""

    server = Server(("127.0.0.1", 0), Forward)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_that_telegram_refuses_is_not_ready(telegram: Telegram, tmp_path: Path) -> None:
    """Until Telegram has taken the address the bot says that it is not ready, and tries on."""
    listen = free_address()
    telegram.fail(refusal("setWebhook", 400, "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"))
    hooked = {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": SECRET, "webhook_listen": listen}
    with serving(telegram, tmp_path, **hooked):
        telegram.wait_calls("setWebhook")
        assert json.loads(fetched(listen, "/readyz")[1])["telegram"] is False


BODIES = {
    "a list": b"[]",
    "a number": b"1",
    "an id in quotes": b'{"update_id": "77"}',
    "an id without end": b'{"update_id": 1e400}',
    "a fraction": b'{"update_id": 1.5}',
    "true": b'{"update_id": true}',
    "below zero": b'{"update_id": -3}',
    "an id that no file holds": b'{"update_id": 99999999999999999999999}',
    "brackets without end": b"[" * 100_000,
    "bytes that are no text": b"\xff\xfe",
}


def test_what_is_no_update_is_refused(telegram: Telegram, tmp_path: Path) -> None:
    """With the right secret: refused with 400, or 413 when it is too large, whether or not its size is said; never a failure."""
    listen = free_address()
    hooked = {"mode": "webhook", "webhook_url": HOOK, "webhook_secret": SECRET, "webhook_listen": listen}
    with serving(telegram, tmp_path, **hooked):
        assert {name: posted(listen, [body]) for name, body in BODIES.items()} == dict.fromkeys(BODIES, 400)
        assert posted(listen, [b" " * 100_000] * 11) == 413
        assert fetched(listen, "/healthz")[0] == 200


def posted(listen: str, chunks: list[bytes]) -> int:
    """The status of a delivery in chunks, without a word of its size when there are several."""
    connection = http.client.HTTPConnection(listen, timeout=10)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    connection.request("POST", "/hook/a1", chunks[0] if len(chunks) == 1 else iter(chunks), headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_what_asyncio_tells_of_an_exception_is_not_logged(capfd: pytest.CaptureFixture[str]) -> None:
    """Its message is filled in already, with the exception's words; only the first line is told."""
    import logging

    logs.configure()
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Task exception=ValueError('秘密')>")
    line = capfd.readouterr().err
    assert "never retrieved" in line and "秘密" not in line
