"""Reading a backup file, which may come from anywhere: nothing is believed before it was checked, and nothing is written outside
the folder that was given. Every name must be one that a backup has, every size and digest the one that the manifest states."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.backup.archive import CHUNK, FORMAT, MANIFEST, NAMES, PRODUCT, SETTINGS, Manifest, Member, revision_name
from bot.journal.copying import NAME as JOURNAL
from knowledge.custody import POINTER, writing
from knowledge.errors import ArchiveError, DamagedArchiveError, NewerArchiveError

MEMBERS, MANIFEST_BYTES, POINTER_BYTES, SETTINGS_BYTES = 1000, 1 << 20, 20, 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED, _FOLDER = 0x1, 0x10
# What a zip that was not written by a sane program makes of the zip reader.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, TypeError, AttributeError),
    *(RuntimeError, OverflowError, MemoryError),
)


class Archive:
    """A backup file that is open and whose list of members is in order; their contents are checked as they are read."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self._path, self._zip = path, file
        entries = file.infolist()
        self.manifest = self._manifest(entries)
        self._entries = self._checked(entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The members besides the manifest."""
        return tuple(self._entries)

    @property
    def revisions(self) -> tuple[str, ...]:
        """The members that are revisions."""
        return tuple(name for name in self._entries if name.endswith(".sqlite"))

    @property
    def size(self) -> int:
        """How many bytes the members take on the disk."""
        return sum(member.size for member in self.manifest.members)

    def verify(self) -> None:
        """Read everything once and compare the digests; DamagedArchiveError."""
        for name in self._entries:
            for _ in self._chunks(name):
                pass
        self._check_pointer()

    def current(self) -> int | None:
        """The number of the revision that answers."""
        return int(self._bytes(POINTER)) if POINTER in self._entries else None

    def settings(self) -> dict[str, str]:
        """The settings that were in force."""
        if SETTINGS not in self._entries:
            return {}
        with damage(self._path):
            told = json.loads(self._bytes(SETTINGS))
            return {str(name): str(value) for name, value in told.items()}

    def extract(self, name: str, target: Path) -> None:
        """Write a member to a file that is not there yet, and wait until it is on the disk. HomeNotWritableError."""
        with writing(target.parent):
            mode = 0o600 if name == JOURNAL else 0o666
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in self._chunks(name):
                with writing(target.parent):
                    file.write(chunk)
            with writing(target.parent):
                file.flush()
                os.fsync(descriptor)

    def _chunks(self, name: str) -> Iterator[bytes]:
        """The content in pieces; what is too long, too short or otherwise than stated ends it."""
        stated, digest, left = self._entries[name], hashlib.sha256(), self._entries[name].size
        with damage(self._path), self._zip.open(name) as member:
            while chunk := member.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                digest.update(chunk)
                yield chunk
        if left or digest.hexdigest() != stated.sha256:
            raise DamagedArchiveError(_damaged(self._path, f"{name} is not as it was written"))

    def _bytes(self, name: str) -> bytes:
        return b"".join(self._chunks(name))

    def _manifest(self, entries: list[zipfile.ZipInfo]) -> Manifest:
        found = [entry for entry in entries if entry.filename == MANIFEST]
        if len(found) != 1 or found[0].file_size > MANIFEST_BYTES:
            raise DamagedArchiveError(f"{self._path} is no backup of wenbao (it has no {MANIFEST})")
        self._check_entry(found[0])
        with self._zip.open(found[0]) as member:
            text = member.read(MANIFEST_BYTES + 1)
        return _read_manifest(self._path, json.loads(text))

    def _checked(self, entries: list[zipfile.ZipInfo]) -> dict[str, Member]:
        """The members by name, when the zip holds what the manifest states and nothing else."""
        stated = {member.name: member for member in self.manifest.members}
        if len(entries) > MEMBERS or len(entries) != len(stated) + 1 or len(stated) != len(self.manifest.members):
            raise ValueError("it holds other members than its manifest states")
        if sum(entry.compress_size for entry in entries) > self._path.stat().st_size:
            raise ValueError("its members overlap")
        for entry in entries:
            if entry.filename != MANIFEST:
                self._check_entry(entry)
                _check_stated(entry, stated)
        if not any(name == JOURNAL or name.endswith(".sqlite") for name in stated):
            raise ValueError("it holds neither a journal nor a revision")
        return stated

    def _check_entry(self, entry: zipfile.ZipInfo) -> None:
        plain = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG) and not entry.external_attr & _FOLDER
        plain = plain and entry.compress_type in _METHODS and not entry.flag_bits & _ENCRYPTED
        if not plain or entry.orig_filename != entry.filename:
            raise ValueError(f"{entry.filename[:80]!r} is no plain file")

    def _check_pointer(self) -> None:
        if POINTER not in self._entries:
            return
        text = self._bytes(POINTER).decode("ascii", "replace")
        if not re.fullmatch(r"[0-9]{1,12}\n?", text) or revision_name(f"{int(text):06d}.sqlite") not in self._entries:
            raise DamagedArchiveError(_damaged(self._path, f"{POINTER} names no revision in it"))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup file. DamagedArchiveError: foreign, cut short or tampered with. NewerArchiveError: of a newer version."""
    with damage(path):
        archive = zipfile.ZipFile(path)
    with archive:
        with damage(path):
            checked = Archive(path, archive)
        yield checked


@contextmanager
def damage(path: Path) -> Iterator[None]:
    """Turn what goes wrong while the file is read into DamagedArchiveError; nothing but reading may stand inside."""
    try:
        yield
    except ArchiveError:
        raise
    except FileNotFoundError as error:
        raise DamagedArchiveError(f"{path} is not there; name a file that `wenbao backup` wrote") from error
    except _DAMAGE as error:
        raise DamagedArchiveError(_damaged(path, str(error) or type(error).__name__)) from error


def _check_stated(entry: zipfile.ZipInfo, stated: dict[str, Member]) -> None:
    name = entry.filename
    fits = NAMES.fullmatch(name)
    if not fits or name not in stated or (fits[1] and fits[1] != f"{int(fits[1]):06d}"):
        raise ValueError(f"{name[:80]!r} is no member of a backup")
    most = {POINTER: POINTER_BYTES, SETTINGS: SETTINGS_BYTES}.get(name)
    if entry.file_size != stated[name].size or (most is not None and entry.file_size > most):
        raise ValueError(f"{name} has another size than its manifest states")


def _read_manifest(path: Path, told: Any) -> Manifest:
    number = told["format"]
    if told["product"] != PRODUCT or type(number) is not int or number < 1:
        raise ValueError("its manifest is not of wenbao")
    if number > FORMAT:
        newer = f"{path} is a backup of format {number}, written by wenbao {str(told.get('version'))[:40]}"
        raise NewerArchiveError(f"{newer}; this one reads up to {FORMAT}: install that version")
    members = tuple(_read_member(member) for member in told["members"])
    return Manifest(number, PRODUCT, str(told["version"]), str(told["created"]), members)


def _read_member(told: Any) -> Member:
    name, size, digest = told["name"], told["size"], told["sha256"]
    if type(name) is not str or type(size) is not int or size < 0 or not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError("its manifest is not of wenbao")
    return Member(name, size, digest)


def _damaged(path: Path, reason: str) -> str:
    return f"{path} cannot be used as a backup ({' '.join(reason.split())}); nothing was changed: use another backup"
