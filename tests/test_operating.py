"""docs/operating.md tells of nothing that is not there, and of everything that an operator meets."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import typer.main
from typer.core import TyperGroup

from bot import settings
from bot.cli import app
from bot.telegram.metrics import Metrics

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
UNIT = (ROOT / "docs" / "wenbao.service").read_text(encoding="utf-8")


def named(heading: str) -> set[str]:
    """What stands as code in the first columns of the tables under a heading."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_settings_and_commands_exist() -> None:
    """Each setting on the page and in the unit is one, and each command can be typed."""
    told = set(re.findall(r"WENBAO_[A-Z_]*[A-Z]", PAGE + UNIT))
    assert told <= set(settings.names())
    assert "WENBAO_PROXY" in told
    commands = typer.main.get_command(app)
    assert isinstance(commands, TyperGroup)
    typed = set(re.findall(r"(?:`|bin/|\nwenbao )wenbao ([a-z]+)", PAGE))
    assert "serve" in typed
    assert typed <= set(commands.commands)


def test_every_metric_is_explained() -> None:
    """The table of metrics is that of the running bot, and the rules for alerts use no other."""
    page = Metrics().page()[0].decode()
    real = {name for name in re.findall(r"^# TYPE (\S+)", page, re.MULTILINE) if not name.endswith("_created")}
    told = {name.partition("{")[0] for name in named("Health and metrics") if name.startswith("wenbao_")}
    assert told == real
    assert set(re.findall(r"\bwenbao_[a-z_]+", PAGE)) <= real


def test_every_event_of_the_log_is_explained() -> None:
    """The table of events is that of the code."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    real = set(re.findall(r'logger\(\)\.(?:info|warning|error)\(\s*"([a-z_]+)"', source))
    assert named("Logs") == real | {"foreign"}


def test_links_lead_somewhere() -> None:
    """Each heading and file that the page refers to is there."""
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in PAGE.splitlines() if line[:1] == "#"
    }
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        file, _, anchor = target.partition("#")
        if not file:
            assert anchor in anchors, target
        elif not target.startswith("https://"):
            assert (ROOT / "docs" / file).exists(), target


def test_wheel_of_the_page_is_the_one_that_is_built() -> None:
    """The name of the wheel to install has the version of the project."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"dist/wenbao-{version}-py3-none-any.whl[fast]" in PAGE


def test_unit_locks_the_bot_in() -> None:
    """The service runs as a user of its own, may write to its folders only, and starts again after a crash."""
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    unit.read_string(UNIT)
    service = unit["Service"]
    assert service["User"] == "wenbao"
    assert service["StateDirectory"] == service["CacheDirectory"] == "wenbao"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["Restart"] == "on-failure"
    assert service["LoadCredential"].startswith("telegram-token:")
    assert "Environment=WENBAO_TELEGRAM_TOKEN_FILE=%d/telegram-token" in UNIT
    assert int(service["TimeoutStopSec"]) > 10, "the bot may take ten seconds to stop"
