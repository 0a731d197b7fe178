"""Which folder holds the library: ``--home``, else WENBAO_HOME, else ``.env``, else the platform's user data folder.

``ask`` and ``chat`` need this one setting only, and ``publish`` one more (how many revisions stay), so they are read here
without pydantic (start-up counts); the order and the treatment of empty values are those of :mod:`bot.settings`, and a test
holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from knowledge.custody import UNFINISHED_RESTORE
from knowledge.errors import LibraryError

SETTING, KEEP_SETTING = "WENBAO_HOME", "WENBAO_KEEP_REVISIONS"
KEPT, FEWEST_KEPT, MOST_KEPT = 10, 2, 1000
DOTENV = Path(".env")


def home_folder(option: str | None) -> Path:
    """The data folder, which need not exist; a restore into it that was cut off is finished first.

    Raises LibraryError when ``.env`` cannot be read, or the restore cannot be finished."""
    chosen = option or _set(SETTING)
    home = Path(chosen).expanduser() if chosen else platform_home()
    if os.access(home / UNFINISHED_RESTORE, os.F_OK):  # a folder that cannot be looked into is told of by whoever needs it
        from bot.backup import switching

        switching.finish(home)
    return home


def kept_revisions() -> int:
    """How many revisions a publication leaves, as the bot is told by the same setting. LibraryError: no such number."""
    value = _set(KEEP_SETTING)
    if not value:
        return KEPT
    if not (value.isascii() and value.isdecimal() and FEWEST_KEPT <= int(value) <= MOST_KEPT):
        raise LibraryError(f"{KEEP_SETTING} must be a number from {FEWEST_KEPT} to {MOST_KEPT}; correct it")
    return int(value)


def platform_home() -> Path:
    """The platform's own place for the data of this program."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("wenbao", appauthor=False))


def _set(setting: str) -> str:
    """A setting from the environment, else from ``.env``; "" when unset."""
    return _named(setting, os.environ) or _named(setting, _dotenv())


def _named(setting: str, values: Mapping[str, str | None]) -> str:
    """The setting among ``values``, whatever its case (pydantic-settings ignores case as well); "" when unset."""
    return next((value for name, value in values.items() if value and name.upper() == setting), "")


def _dotenv() -> Mapping[str, str | None]:
    if not DOTENV.is_file():
        return {}
    from dotenv import dotenv_values  # the reader pydantic-settings uses; imported only when there is a file

    try:
        return dotenv_values(DOTENV, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{DOTENV.resolve()} cannot be read as UTF-8 ({error}); mend or remove it") from error
