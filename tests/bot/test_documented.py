"""A command, option or setting that the README does not name does not exist for the people who need it."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from bot import settings
from bot.cli import app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
GROUP = typer.main.get_command(app)
assert isinstance(GROUP, TyperGroup)
COMMANDS = dict(sorted(GROUP.commands.items()))


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(command: str) -> None:
    """Each command stands in the README as it is typed."""
    assert f"wenbao {command}" in README


@pytest.mark.parametrize("setting", settings.names())
def test_settings(setting: str) -> None:
    """Each setting has a row in the README's table."""
    assert any(line.startswith("|") and f"`{setting}`" in line.split("|")[1] for line in README.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_options(command: str) -> None:
    """Each long option is named in the README, and each command and option explains itself."""
    told = COMMANDS[command]
    assert told.help
    for param in told.params:
        assert getattr(param, "help", None), param.name
        for name in param.opts:
            assert not name.startswith("--") or name in README
