"""Settings come from the environment or .env; wrong ones are all named at once, and no secret is ever shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.commands import home
from bot.commands.home import home_folder, platform_home
from bot.settings import WrongSettingsError, load
from knowledge.errors import LibraryError
from tests.bot.tables import cases


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of the caller's, no WENBAO_HOME."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WENBAO_HOME", raising=False)


@pytest.mark.parametrize("case", cases("wrong_settings"))
def test_wrong_settings(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wrong setting is named, no right one, and no secret."""
    for name, value in case["set"].items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettingsError) as caught:
        load()
    told = [part.split()[0] for part in str(caught.value).removeprefix("wrong settings: ").split("; ") if "WENBAO_" in part[:7]]
    assert sorted(told) == sorted(case["named"])
    assert "s3cret" not in str(caught.value) and caught.value.__cause__ is None


def test_right_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lists of ids, the token's file, the webhook."""
    (tmp_path / "token").write_text("12:ab_C-d\n", encoding="utf-8")
    given = {
        "WENBAO_HOME": "~/x",
        "WENBAO_ADMINS": "1, 2，3,",
        "WENBAO_GROUPS": "-100123",
        "WENBAO_STAFF": "",
        "WENBAO_OPEN": "true",
        "WENBAO_TELEGRAM_TOKEN_FILE": "token",
        "WENBAO_MODE": "webhook",
        "WENBAO_WEBHOOK_URL": "https://example.org/hook/",
        "WENBAO_WEBHOOK_SECRET": "abc",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    read = load()
    assert (read.admins, read.groups, read.staff, read.open) == ((1, 2, 3), (-100123,), (), True)
    assert read.telegram_token is not None and read.telegram_token.get_secret_value() == "12:ab_C-d"
    assert read.webhook_url == "https://example.org/hook" and read.home == Path.home() / "x"
    assert "ab_C-d" not in repr(read) and "abc" not in repr(read)


@pytest.mark.parametrize(
    ("environment", "dotenv", "folder"),
    [
        ("here", "WENBAO_HOME=there\n", "here"),
        ("", "WENBAO_HOME=there\n", "there"),
        (None, "export wenbao_home='the re'\n", "the re"),
        (None, "WENBAO_HOME=\n", None),
        (None, None, None),
    ],
)
def test_the_home_is_the_same_with_and_without_pydantic(
    environment: str | None, dotenv: str | None, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way to WENBAO_HOME gives what the settings give."""
    if environment is not None:
        monkeypatch.setenv("WENBAO_HOME", environment)
    if dotenv is not None:
        Path(".env").write_text(dotenv, encoding="utf-8")
    assert load().home == (Path(folder) if folder else None)
    assert home_folder("") == (Path(folder) if folder else platform_home())
    assert home_folder("option") == Path("option")


def test_an_unreadable_dotenv_is_said_to_be_so() -> None:
    """Bytes that are no UTF-8 give a typed error both ways."""
    Path(".env").write_bytes(b"WENBAO_HOME=\xff\xfe\n")
    with pytest.raises(LibraryError, match="UTF-8"):
        home_folder("")
    with pytest.raises(WrongSettingsError):
        load()


def test_all_names() -> None:
    """The names are those the operator sets."""
    assert {"WENBAO_HOME", "WENBAO_TELEGRAM_TOKEN", "WENBAO_OPEN"} <= set(settings.names())


@pytest.mark.parametrize(
    ("environment", "file", "kept"), [("", "", 10), ("3", "WENBAO_KEEP_REVISIONS=5\n", 3), ("", "WENBAO_KEEP_REVISIONS=5\n", 5)]
)
def test_publishing_keeps_as_many_revisions_as_the_bot(
    environment: str, file: str, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way to WENBAO_KEEP_REVISIONS gives what the settings give, by default too."""
    monkeypatch.setenv("WENBAO_KEEP_REVISIONS", environment)
    Path(".env").write_text(file, encoding="utf-8")
    assert home.kept_revisions() == load().keep_revisions == kept


@pytest.mark.parametrize("wrong", ["1", "1001", "ten", "-5", "²"])
def test_a_wrong_number_of_revisions_is_told(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the short way and by the settings."""
    monkeypatch.setenv("WENBAO_KEEP_REVISIONS", wrong)
    with pytest.raises(LibraryError, match="WENBAO_KEEP_REVISIONS"):
        home.kept_revisions()
    with pytest.raises(WrongSettingsError):
        load()
