"""``wenbao audit``, and what the command line writes into the audit itself."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.journal.desk_file import NAME, Journal
from tests.bot import fake
from tests.bot.journal.clock import Clock


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine eight hours ahead of UTC."""
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def home(wenbao_home: Path) -> Path:
    """Three entries, a day apart; the first is what nobody should run, the last of a kind that is not known here."""
    for days, (actor, action, subject, detail) in enumerate(
        [(7, "add", "=1+1", "staff\x1b[2J"), (None, "publish", "1", "某林场年报"), (-100, "other", "\ud800", "")]
    ):
        clock = Clock()
        clock.pass_by(days=days)
        with Journal.open(wenbao_home, now=clock) as journal:
            journal.audit.write(actor, action, subject, detail)
    return wenbao_home


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs tzset")
def test_for_people(home: Path, zone: None) -> None:
    """The newest last, in this machine's time, without what would act on a terminal."""
    code, out, err = run("audit")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2031-05-06 15:30:00+08:00  7  加入  =1+1  staff [2J",
        "2031-05-07 15:30:00+08:00  命令行  发布  1  某林场年报",
        "2031-05-08 15:30:00+08:00  -100  other  ?",
    ]


def test_for_programs(home: Path) -> None:
    """A JSON object a line; no actor is the command line."""
    read = [json.loads(line) for line in run("audit", "--json")[1].splitlines()]
    assert [entry["id"] for entry in read] == [1, 2, 3]
    assert read[1] == {
        "id": 2,
        "at": "2031-05-07T07:30:00+00:00",
        "actor": None,
        "action": "publish",
        "subject": "1",
        "detail": "某林场年报",
    }


def test_for_a_spreadsheet(home: Path) -> None:
    """A byte order mark, and no cell is a formula; a negative number stays one."""
    out = run("audit", "--csv")[1]
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [(row["actor"], row["subject"]) for row in rows[:2]] == [("7", "'=1+1"), ("", "1")]
    assert rows[2]["actor"] == "-100"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs tzset")
@pytest.mark.parametrize(
    ("since", "count"),
    [
        *(("2031-05-06", 3), ("2031-05-07", 2), ("2031-05-09", 0), ("2031-05-07T15:30:00", 2), ("2031-05-07T15:31", 1)),
        *(("2031-05-07T07:30:00+00:00", 2), ("2031-05-07T07:31Z", 1), ("20310508", 1)),
    ],
)
def test_since(home: Path, zone: None, since: str, count: int) -> None:
    """A day begins where this machine is; a time may name its zone."""
    assert len(run("audit", "--json", "--since", since)[1].splitlines()) == count


@pytest.mark.parametrize("words", [("--since", "yesterday"), ("--since", "2031-13-01"), ("--csv", "--json"), ("--since", "0001-01-01")])
def test_wrong_usage(home: Path, words: tuple[str, ...]) -> None:
    """One line, status 2; the first year of all has no local time before it."""
    code, out, err = run("audit", *words)
    assert (code, out, err.count("\n")) == (2, "", 1) or (words[-1].startswith("0001") and code == 0)


def test_all_entries_are_listed(wenbao_home: Path) -> None:
    """Not only as many as a chat message would show."""
    with Journal.open(wenbao_home) as journal:
        for number in range(150):
            journal.audit.write(None, "publish", str(number))
    assert len(run("audit")[1].splitlines()) == 150


def test_no_journal(wenbao_home: Path) -> None:
    """Looking makes none."""
    assert run("audit") == (0, "没有操作记录。\n", "")
    assert run("audit", "--json") == (0, "", "") and not wenbao_home.exists()


def test_publishing_and_going_back_are_written_down(wenbao_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command line; what was not done is not."""
    fake.install(monkeypatch)
    assert run("publish", "--yes", "a.txt")[0] == 0
    assert run("rollback")[0] == 0
    assert run("rollback", "3")[0] == 1
    with Journal.open(wenbao_home) as journal:
        entries = [(e.actor, e.action, e.subject, e.detail) for e in reversed(journal.audit.list())]
    assert entries == [(None, "publish", "8", "某林场年报"), (None, "rollback", "6", "某林场年报")]


def test_a_broken_journal_keeps_nobody_from_publishing(wenbao_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is done, and said; the warning names the journal."""
    fake.install(monkeypatch)
    wenbao_home.mkdir()
    (wenbao_home / NAME).write_bytes(b"broken" * 1000)
    for words in (("publish", "--yes", "a.txt"), ("rollback",)):
        code, out, err = run(*words)
        assert code == 0 and out and err.count("\n") == 1
        assert err.startswith("wenbao: warning: done") and str(wenbao_home / NAME) in err
    assert (wenbao_home / NAME).stat().st_size == 6000
    assert run("ask", "植树多少")[0] == 0
