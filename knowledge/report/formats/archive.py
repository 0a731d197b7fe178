"""Archives are looked at before anything of them is unpacked: what they would become, and whether a password is needed."""

from __future__ import annotations

import io
import zipfile

from knowledge.errors import BrokenFileError, EncryptedReportError, TooLargeError

MEMBERS = 2_000
UNPACKED = 64 * 1024 * 1024  # bytes
RATIO = 200  # of the whole archive
_SMALL = 1024 * 1024  # bytes unpacked; blank pages pack better than any ratio


def checked(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, safe to unpack: sizes are those of its list, and no more than they say is ever taken out.

    Raises BrokenFileError, EncryptedReportError, TooLargeError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError, OSError) as error:
        raise BrokenFileError(f"{name}: is cut short or damaged; save it again and supply that") from error
    if any(member.flag_bits & 0x1 for member in members):
        raise EncryptedReportError(f"{name}: is protected by a password; save it without one and supply that")
    whole = sum(member.file_size for member in members)
    if len(members) > MEMBERS or whole > UNPACKED or whole > max(_SMALL, RATIO * len(data)):
        raise TooLargeError(
            f"{name}: unpacks to {len(members):,} parts of {whole:,} bytes, over the limit of {MEMBERS:,} parts,"
            f" {UNPACKED:,} bytes and {RATIO} times its size; save it again without pictures, or as .txt, and supply that"
        )
    return archive
