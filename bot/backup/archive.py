"""The backup file: a zip with these members, in this order, and nothing else.

    current                     the number of the revision that answers
    desk.db                     the journal, as it was at one moment
    revisions/000001.sqlite …   every sound revision
    settings.json               the settings that were in force, without secrets; read by people, restored by nobody
    manifest.json               format, product and version, time (ISO 8601, UTC), and size and SHA-256 of each other member

Times and rights within the zip are always the same, so that equal contents make equal files.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import IO, BinaryIO

from bot.journal.copying import NAME as JOURNAL
from knowledge.custody import POINTER, REVISIONS

FORMAT, PRODUCT = 1, "wenbao"
MANIFEST, SETTINGS = "manifest.json", "settings.json"
NAMES = re.compile(rf"{POINTER}|{re.escape(JOURNAL)}|{re.escape(SETTINGS)}|{REVISIONS}/([0-9]{{6,12}})\.sqlite")
CHUNK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive; ``size`` in bytes, ``sha256`` in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive says of itself."""

    format: int
    product: str
    version: str
    created: str
    members: tuple[Member, ...]


class Writer:
    """Writes an archive into an open file, member by member; ``finish`` makes it whole. Leave it before the file is closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._members: list[Member] = []

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """A zip that is given up would write its directory when it is collected; the error that ended it is told, not this."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def add(self, name: str, content: BinaryIO, size: int) -> None:
        """Copy ``size`` bytes or so of an open file."""
        digest, written = hashlib.sha256(), 0
        with self._zip.open(_entry(name, size), "w") as member:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                written += len(chunk)
                member.write(chunk)
        self._members.append(Member(name, written, digest.hexdigest()))

    def finish(self, created: str) -> None:
        """Write the manifest and the directory of the zip."""
        manifest = Manifest(FORMAT, PRODUCT, product_version(), created, tuple(self._members))
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n"
        self._zip.writestr(_entry(MANIFEST, len(text)), text)
        self._zip.close()


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # Unix, on every platform
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    entry.file_size = size
    return entry


def revision_name(file: str) -> str:
    """The member's name of a revision file."""
    return f"{REVISIONS}/{file}"


def product_version() -> str:
    """The version of wenbao that is installed."""
    try:
        return version(PRODUCT)
    except PackageNotFoundError:
        return "unknown"
