"""``wenbao doctor`` names what is wrong and what to do, changes nothing, and tells no secret."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.alone import only_one
from bot.backup import switching
from bot.cli import app
from bot.doctor import machine, premises
from bot.journal.desk_file import NAME, Journal
from knowledge.errors import WenbaoError
from knowledge.store.revisions import Home
from tests.bot.homes import contents, filled, publish
from tests.bot.journal.clock import START
from tests.bot.test_backup import turn_a_bit

NOW = START + timedelta(days=30)
TOKEN = "12345:s3cret-token"
GRAVITY = ("ok", "warning", "problem").index
Found = dict[str, tuple[str, str, str]]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of the caller's, and a clock that is a month ahead of the journal's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.commands.doctoring.utc_now", lambda: NOW)


@pytest.fixture
def home(wenbao_home: Path) -> Path:
    return filled(wenbao_home)


def look(*words: str) -> tuple[int, Found]:
    """Exit status, and by what was looked at: state, what is told, what to do. Of several, the gravest."""
    done = CliRunner().invoke(app, ["doctor", "--json", *words])
    assert done.stderr == "" and "s3cret" not in done.stdout
    found: Found = {}
    for line in done.stdout.splitlines():
        one = json.loads(line)
        assert bool(one["todo"]) == (one["state"] != "ok")
        if one["check"] not in found or GRAVITY(one["state"]) > GRAVITY(found[one["check"]][0]):
            found[one["check"]] = (one["state"], one["told"], one["todo"])
    assert done.exit_code == int(any(state == "problem" for state, _, _ in found.values()))
    return done.exit_code, found


@contextmanager
def bot_api(status: int = 200, body: bytes = b'{"ok": true, "result": {"username": "wen_bot"}}', date: str = "") -> Iterator[str]:
    """A server that says one thing to everybody; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if status:
                self.send_response_only(status)
                self.send_header("Date", date or self.date_time_string())
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *given: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/bot"
        finally:
            server.shutdown()
            thread.join()


def test_all_is_well(home: Path) -> None:
    """Everything is looked at, and nothing is changed by looking."""
    before = contents(home), sorted(path.name for path in home.iterdir())
    status, found = look()
    assert status == 0 and {state for state, _, _ in found.values()} == {"ok"}
    assert {"settings", "python", "packages", "home", "disk", "pointer", "tokenizer", "journal", "telegram", "clock"} < set(found)
    assert found["revision 000002"][1].endswith("answers") and not found["revision 000001"][1].endswith("answers")
    assert (contents(home), sorted(path.name for path in home.iterdir())) == before


def test_for_people(home: Path) -> None:
    """A line each, the state first."""
    done = CliRunner().invoke(app, ["doctor"])
    lines = done.stdout.splitlines()
    assert done.exit_code == 0 and len(lines) > 10
    assert all(line.split()[0] in ("ok", "warning", "problem") for line in lines)


def test_nothing_there_yet(wenbao_home: Path) -> None:
    """A fresh machine is in order; no folder is made."""
    status, found = look()
    assert status == 0 and found["home"][0] == "warning" and not wenbao_home.exists()


def test_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wrong one is named, a misspelt name as well; the home is looked at all the same."""
    for name, value in {"ADMINS": "x", "PROXY": "s3cret", "MODE": "push", "ADMIN": "1"}.items():
        monkeypatch.setenv(f"WENBAO_{name}", value)
    done = CliRunner().invoke(app, ["doctor", "--json"])
    told = [one for line in done.stdout.splitlines() if (one := json.loads(line))["check"] == "settings"]
    assert done.exit_code == 1 and "s3cret" not in done.stdout
    assert sorted((one["state"], one["told"].split()[0]) for one in told) == [
        *(("problem", "WENBAO_ADMINS"), ("problem", "WENBAO_MODE"), ("problem", "WENBAO_PROXY"), ("warning", "WENBAO_ADMIN")),
    ]
    assert look()[1]["journal"][0] == "ok"


def test_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other versions than the pinned ones are named; without a list nothing is held against them."""
    pins = tmp_path / "constraints.txt"
    pins.write_text("typer==0.0.1 \\\n    --hash=sha256:0\nnot-here==1.0 ; sys_platform == 'x' \\\n")
    assert machine.pins(pins) == {"typer": "0.0.1", "not-here": "1.0"}
    for file, state in ((pins, "warning"), (tmp_path / "none", "ok")):
        monkeypatch.setattr(machine, "CONSTRAINTS", file)
        last = list(machine.software())[-1]
        assert (last.check, last.state) == ("packages", state) and ("typer" in last.told) == (state == "warning")
    monkeypatch.setattr(machine, "requires", lambda name: ["not-here>=1", "typer", "other; extra == 'x'"])
    assert [f.told for f in machine.software() if f.state == "problem"] == ["not-here not installed"]


def test_damage(home: Path) -> None:
    """A damaged revision that answers is a problem, an older one a warning; so are the pointer and the journal."""
    turn_a_bit(home / "revisions" / "000001.sqlite")
    status, found = look()
    assert status == 0 and found["revision 000001"][0] == "warning"
    turn_a_bit(home / "revisions" / "000002.sqlite")
    status, found = look()
    assert status == 1 and found["revision 000002"][0] == "problem" and "roll back" in found["revision 000002"][2]
    (home / "current").write_text("9")
    (home / NAME).write_bytes(b"no journal" * 999)
    found = look()[1]
    assert found["pointer"][0] == found["journal"][0] == "problem" and "000002" in str(found)


def test_another_tokenizer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reports must be published again."""
    monkeypatch.setattr("knowledge.language.tokens.VERSION", "9.9")
    status, found = look()
    assert status == 1 and found["tokenizer"][0] == "problem" and "publish" in found["tokenizer"][2]


def test_a_newer_journal(home: Path) -> None:
    """It says which version to install."""
    with Journal.open(home) as journal, journal._connection.changing() as sql:
        sql.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('wenbao.journal', '9999_x', '')")
    assert look()[1]["journal"][0] == "problem"


def test_a_journal_at_work(home: Path) -> None:
    """While a bot has it open and writes."""
    with Journal.open(home) as journal, journal._connection.changing():
        assert look()[1]["journal"][0] == "ok"


@pytest.mark.skipif(os.name == "nt", reason="needs rights of files")
def test_a_journal_that_others_can_read(home: Path) -> None:
    """Who asked what is nobody else's business."""
    (home / NAME).chmod(0o644)
    assert look()[1]["journal"][2].startswith("chmod 600")


def test_locks(home: Path) -> None:
    """Who is at work, and that he is not disturbed."""
    found = look()[1]
    assert "no bot" in found["serving"][1] and "nobody" in found["publishing"][1]
    with only_one(home), Home(home).lock():
        found = look()[1]
        assert "no bot" not in found["serving"][1] and "nobody" not in found["publishing"][1]
    publish(home, "丙校")


def test_a_home_that_cannot_be_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only, full."""

    def fail(**named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    status, found = look()
    assert status == 1 and "Read-only" in found["home"][1]


def test_a_home_that_cannot_be_looked_into(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By another user than the bot's: said, and the rest is looked at."""
    real = Path.is_dir

    def closed(path: Path) -> bool:
        if path == home:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "is_dir", closed)
    status, found = look()
    assert status == 1 and "Permission denied" in found["home"][1] and found["clock"][0] == "ok"


@pytest.mark.parametrize(("free", "state"), [(0, "problem"), (60 << 20, "warning"), (1 << 40, "ok")])
def test_room(free: int, state: str) -> None:
    """Soon and now are two things."""
    assert premises.room(free).state == state


def test_what_a_restore_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of one that was cut off; one that cannot be finished is a problem."""
    (home / switching.UNFINISHED).mkdir()
    assert look()[1]["restore"][0] == "warning"

    def fail(home: Path) -> None:
        raise WenbaoError("cannot write in x: full; free disk space")

    (home / "restore.ready").mkdir()
    monkeypatch.setattr(switching, "finish", fail)
    status, found = look()
    assert status == 1 and found["home"] == ("problem", "cannot write in x: full", "free disk space")


def test_telegram(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reached, refused, or something else in its place."""
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", TOKEN)
    cases = [
        ((200, b'{"ok": true, "result": {"username": "wen_bot"}}'), "ok", "@wen_bot"),
        ((401, b'{"ok": false}'), "problem", "token"),
        ((404, b""), "problem", "token"),
        ((502, b"<html>"), "problem", "502"),
        ((200, b"[]"), "problem", "no Bot API"),
        ((0, b""), "problem", "cannot be reached directly"),
    ]
    for (status, body), state, word in cases:
        with bot_api(status, body) as address:
            monkeypatch.setenv("WENBAO_TELEGRAM_BASE_URL", address)
            found = look()[1]["telegram"]
            assert found[0] == state and word in found[1]


def test_a_proxy_that_is_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out that is set is the one that is tried; its password is told to nobody."""
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", TOKEN)
    with bot_api() as address:
        monkeypatch.setenv("WENBAO_TELEGRAM_BASE_URL", address)
        monkeypatch.setenv("WENBAO_PROXY", "http://me:s3cret@127.0.0.1:9")
        found = look()[1]["telegram"]
    assert found[0] == "problem" and "through the proxy" in found[1] and "WENBAO_PROXY" in found[2]


def test_the_clock(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind what was written here, or far from Telegram's."""
    now = datetime(2031, 5, 6, tzinfo=UTC)
    assert machine.clock(now, now + timedelta(minutes=4), now + timedelta(seconds=50)).state == "ok"
    assert machine.clock(now, now + timedelta(minutes=6), None).state == "problem"
    assert machine.clock(now, None, now - timedelta(minutes=2)).state == "warning"
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", TOKEN)
    with bot_api(date="Tue, 06 May 2003 07:30:00 GMT") as address:
        monkeypatch.setenv("WENBAO_TELEGRAM_BASE_URL", address)
        assert look()[1]["clock"][0] == "warning"
    with bot_api(date=f"{NOW:%a, %d %b %Y %H:%M:%S} GMT") as address:
        monkeypatch.setenv("WENBAO_TELEGRAM_BASE_URL", address)
        assert look()[1]["clock"][0] == "ok"
    with Journal.open(home, now=lambda: NOW + timedelta(days=1)) as journal:
        journal.audit.write(None, "publish")
    assert look()[1]["clock"][0] == "problem"
