"""Backup, restore and doctor beside ``wenbao serve`` as a process, and a bot over what was restored."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from tests.bot.telegram.running import environment, free_address, started
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"


def test_a_bot_and_its_backup(telegram: Telegram, tmp_path: Path) -> None:
    """A running bot is backed up and not restored over; doctor sees it and reaches Telegram; the bot of the restored home knows
    its people."""
    staff = telegram.person("老师")
    home, other, file = tmp_path / "home", tmp_path / "other", tmp_path / "a.zip"

    def run(folder: Path, *words: str) -> tuple[int, str, str]:
        done = CliRunner(env=environment(telegram, folder, free_address())).invoke(app, list(words))
        return done.exit_code, done.stdout, done.stderr

    running = started(telegram, home, free_address(), errors=subprocess.DEVNULL, WENBAO_STAFF=str(staff.id))
    try:
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        assert run(home, "backup", str(file))[0] == 0
        code, _, err = run(home, "restore", "--force", str(file))
        assert code == 1 and "another wenbao serve is at work" in err
        code, out, _ = run(home, "doctor", "--json")
        found = {one["check"]: one for one in map(json.loads, out.splitlines())}
        assert code == 0 and found["serving"]["told"] == "a bot is serving"
        assert found["telegram"]["state"] == "ok" and telegram.token not in out
    finally:
        running.kill()
        running.communicate()
    assert run(other, "restore", str(file))[0] == 0
    again = started(telegram, other, free_address(), errors=subprocess.DEVNULL, WENBAO_STAFF=str(staff.id))
    try:
        telegram.say(staff, "市级课题有几个")
        assert telegram.wait_message(staff, timeout=20).text.startswith("10个")
    finally:
        again.kill()
        again.communicate()
