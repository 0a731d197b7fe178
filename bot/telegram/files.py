"""Files that people send: where they lie until they are dealt with, and what is said when they cannot be used."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from pathlib import Path

from bot.apart.told import FailedError
from bot.logs import logger
from bot.render.telegram import Part, plain_part
from bot.texts import refreshing

FOLDER = "uploads"
KEPT_SECONDS = 7 * 24 * 3600


def uploads(home: Path) -> Path:
    """The folder of files that were sent and are not dealt with yet."""
    return home / FOLDER


def suffix_of(name: str) -> str:
    """The end of a file's name, harmless: what the file is, its content says."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""


def clear(folder: Path) -> None:
    """Make the folder, and remove what was left in it long ago."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        with suppress(OSError):  # somebody else has just dealt with it, or it is none of ours
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                old.unlink(missing_ok=True)


def wrong(error: FailedError) -> Part:
    """What went wrong, in a sentence for an admin; the operator finds the rest in the log under the number."""
    number = secrets.token_hex(3)
    logger().warning("refresh_failed", incident=number, kind=error.kind)
    return plain_part([refreshing.WRONG.get(error.kind, refreshing.WRONG_OTHERWISE.format(number=number))])
