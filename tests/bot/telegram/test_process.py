"""``wenbao serve`` as a process: it stops in order, survives being killed, and says in one line why it cannot run."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot.telegram.faults import late, refusal, slow
from tests.bot.telegram.running import free_address, started
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person

QUESTION = "国家级奖项有多少项"


@contextmanager
def process(telegram: Telegram, home: Path, person: Person, listen: str = "", **changed: str) -> Iterator[subprocess.Popen[str]]:
    """The command at work; killed at the end if it still runs."""
    changed = {"WENBAO_STAFF": str(person.id)} | changed
    running = started(telegram, home, listen or free_address(), errors=subprocess.PIPE, **changed)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def ended(running: subprocess.Popen[str], seconds: float = 15) -> tuple[int, str]:
    """Exit status and the last line of standard error."""
    _, errors = running.communicate(timeout=seconds)
    return running.returncode, errors.strip().splitlines()[-1] if errors.strip() else ""


def test_sigterm_finishes_what_is_being_answered(telegram: Telegram, tmp_path: Path) -> None:
    """The answer on its way arrives, the exit status is 0, and the next process answers what came meanwhile."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff) as running:
        telegram.say(staff, "专利有几项")
        telegram.wait_message(staff, timeout=20)
        telegram.fail(slow("sendMessage", 1.0))
        telegram.say(staff, QUESTION)
        telegram.wait_until(lambda: len(telegram.called("sendMessage")) == 2 or None, "the answer on its way")
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        status, _ = ended(running)
        assert status == 0 and time.monotonic() - began < 10
        assert telegram.wait_message(staff).text.startswith("8项")
    telegram.say(staff, "市级课题有几个")
    with process(telegram, tmp_path, staff):
        assert telegram.wait_message(staff, timeout=20).text.startswith("10个")
        telegram.no_more_messages(staff)


@pytest.mark.parametrize("moment", ["before it is sent", "after it arrived"])
def test_a_killed_bot_answers_after_its_restart_once(telegram: Telegram, tmp_path: Path, moment: str) -> None:
    """kill -9 while a message leaves: the next process sends it if it did not arrive, and not if it did."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff) as running:
        telegram.start(staff)
        telegram.wait_message(staff, timeout=20)
        telegram.fail(slow("sendMessage", 30) if moment == "before it is sent" else late("sendMessage", 30))
        telegram.say(staff, QUESTION)
        telegram.wait_until(lambda: len(telegram.called("sendMessage")) == 2 or None, "the answer on its way")
        if moment == "after it arrived":
            telegram.wait_message(staff)
        running.kill()
        running.wait()
    with process(telegram, tmp_path, staff):
        if moment == "before it is sent":
            assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        telegram.say(staff, "市级课题有几个")
        assert telegram.wait_message(staff, timeout=20).text.startswith("10个")
        telegram.no_more_messages(staff)


def test_a_second_bot_of_the_same_home_stops(telegram: Telegram, tmp_path: Path) -> None:
    """Another process over the same home says so and exits with 1; the first goes on."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff):
        telegram.start(staff)
        telegram.wait_message(staff, timeout=20)
        with process(telegram, tmp_path, staff) as second:
            status, line = ended(second)
            assert status == 1 and "another wenbao serve is at work" in line
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff).text.startswith("8项")


def test_a_second_poller_stops(telegram: Telegram, tmp_path: Path) -> None:
    """Telegram's Conflict ends a bot that has only just begun, with a clear line and status 1."""
    staff = telegram.person("老师")
    telegram.fail(refusal("getUpdates", 409, "Conflict: terminated by other getUpdates request", count=9))
    with process(telegram, tmp_path, staff) as running:
        status, line = ended(running, 20)
        assert status == 1 and line.startswith("wenbao: another program polls with this bot token")


WRONG = {
    "token unknown to Telegram": ({"WENBAO_TELEGRAM_TOKEN": "1234567:wrong-token-of-somebody"}, "refuses the bot token"),
    "no token": ({"WENBAO_TELEGRAM_TOKEN": ""}, "WENBAO_TELEGRAM_TOKEN is needed"),
    "several wrong settings": ({"WENBAO_MODE": "carrier-pigeon", "WENBAO_ADMINS": "abc"}, "WENBAO_ADMINS"),
    "a home that is a file": ({"WENBAO_HOME": __file__}, "cannot write in"),
    "address taken": ({"WENBAO_WEBHOOK_LISTEN": "203.0.113.7:8080"}, "cannot listen on WENBAO_WEBHOOK_LISTEN"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_keeps_it_from_running_is_said_in_one_line(telegram: Telegram, tmp_path: Path, name: str) -> None:
    """One line that names the setting, status 1, the secret not in it."""
    changed, told = WRONG[name]
    with process(telegram, tmp_path, telegram.person("老师"), **changed) as running:
        status, line = ended(running, 20)
        assert status == 1 and told in line and "Traceback" not in line
        assert "wrong-token" not in line and telegram.token not in line


def test_a_start_while_telegram_is_away(telegram: Telegram, tmp_path: Path) -> None:
    """The bot waits, healthy and not ready, and serves as soon as Telegram is back."""
    from tests.bot.telegram.faults import broken_server
    from tests.bot.telegram.test_web import fetched

    staff, listen = telegram.person("老师"), free_address()
    telegram.fail(broken_server("getMe", 502, count=2))
    with process(telegram, tmp_path, staff, listen):
        telegram.wait_calls("getMe", 1, timeout=20)
        assert fetched(listen, "/healthz")[0] == 200 and fetched(listen, "/readyz")[0] == 503
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        assert fetched(listen, "/readyz")[0] == 200
