"""Every WENBAO_* setting, from the environment, else from ``.env``; the table in README.md says the same.

``load()`` gives all wrong settings at once, each by its name. Secrets are SecretStr and never part of a message.
``ask`` and ``chat`` do not import this (pydantic-settings costs start-up time): see :mod:`bot.commands.home`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from knowledge.errors import WenbaoError

PREFIX = "WENBAO_"


class WrongSettingsError(WenbaoError):
    """One or more settings are wrong; the operator must mend them. The message names each."""


def _ids(given: object) -> object:
    """Telegram ids parted by commas (of either width) or blanks."""
    if not isinstance(given, str):
        return given
    words = re.split(r"[,，\s]+", given.strip(",， \t"))
    if wrong := [word for word in words if not re.fullmatch(r"-?[0-9]+", word)]:
        raise ValueError(f"must be numbers parted by commas; {', '.join(wrong)} is none")
    return tuple(int(word) for word in words)


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]


class Settings(BaseSettings):
    """The settings as they are in force. Field ``x`` is the variable WENBAO_X; an empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    home: Path | None = None
    mode: Literal["polling", "webhook"] = "polling"
    telegram_token_file: Path | None = None
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: SecretStr | None = None
    admins: Ids = ()
    pr: Ids = ()
    staff: Ids = ()
    open: bool = Field(default=False)
    groups: Ids = ()
    second_approval: bool = Field(default=False)
    keep_revisions: int = Field(default=10, ge=2, le=1000)  # as bot.commands.home has it
    retention_days: int = Field(default=180, ge=1, le=3650)

    @field_validator("home", "telegram_token_file")
    @classmethod
    def _expanded(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else None

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """The token itself, or the first line of the token file; not both."""
        file = info.data.get("telegram_token_file")
        if file is None:
            return _checked_token(token)
        if token is not None:
            raise ValueError("is set together with WENBAO_TELEGRAM_TOKEN_FILE; keep one of them")
        try:
            return _checked_token(SecretStr(file.read_text(encoding="utf-8").strip()))
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"cannot be read from WENBAO_TELEGRAM_TOKEN_FILE ({type(error).__name__})") from None

    @field_validator("telegram_base_url", "telegram_base_file_url")
    @classmethod
    def _address(cls, url: str) -> str:
        return _url(url, {"http", "https"})

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, url: str | None) -> str | None:
        return _url(url, {"http", "https", "socks5", "socks5h"}) if url else None

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, url: str | None, info: ValidationInfo) -> str | None:
        """Telegram calls back over https only."""
        if url is None and info.data.get("mode") == "webhook":
            raise ValueError("is needed with WENBAO_MODE=webhook")
        usable = _url(url, {"https"}) if url else None
        if usable and urlsplit(usable).path.rstrip("/") in ("/healthz", "/readyz", "/metrics"):
            raise ValueError("must not have a path of health checks or metrics; give it a path of its own")
        return usable

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """What Telegram allows: 1 to 256 of A-Z a-z 0-9 _ -."""
        if secret is None and info.data.get("mode") == "webhook":
            raise ValueError("is needed with WENBAO_MODE=webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("must be 1 to 256 characters of A-Z a-z 0-9 _ -")
        return secret

    @field_validator("webhook_listen")
    @classmethod
    def _listen(cls, place: str) -> str:
        host, _, port = place.rpartition(":")
        if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
            raise ValueError("must be host:port, for example 127.0.0.1:8080")
        return place


def _checked_token(token: SecretStr | None) -> SecretStr | None:
    if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError("is no bot token; copy it from BotFather (digits, a colon, letters)")
    return token


def _url(url: str, schemes: set[str]) -> str:
    """The address without its last slash. A message never repeats it: it may hold a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in schemes and bool(parts.hostname)
    except ValueError:  # a broken IPv6 address, a port that is no number
        usable = False
    if not usable:
        raise ValueError(f"must be an address that begins with {' or '.join(f'{one}://' for one in sorted(schemes))}")
    return url.rstrip("/")


def names() -> tuple[str, ...]:
    """The names of all settings as they are set in the environment."""
    return tuple(PREFIX + name.upper() for name in Settings.model_fields)


def in_force(settings: Settings) -> dict[str, str]:
    """The settings by name as texts, those that hold a secret left out, and without the user and password of an address."""
    told = {}
    for field in Settings.model_fields:
        value = getattr(settings, field)
        if value is None or isinstance(value, SecretStr):
            continue
        text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        text = text.lower() if isinstance(value, bool) else text
        told[PREFIX + field.upper()] = re.sub(r"(?<=://)[^/?#]*@", "", text)
    return told


def load() -> Settings:
    """The settings in force. Raises WrongSettingsError that names every wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(_told(str(one["loc"][0]), one["msg"]) for one in error.errors(include_input=False))
        raise WrongSettingsError(f"wrong settings: {wrong}") from None
    except (SettingsError, UnicodeDecodeError) as error:
        raise WrongSettingsError(f".env cannot be read ({type(error).__name__}); save it as UTF-8") from None


def _told(field: str, message: str) -> str:
    text = message.removeprefix("Value error, ")
    return f"{PREFIX}{field.upper()} {text[:1].lower()}{text[1:]}"
