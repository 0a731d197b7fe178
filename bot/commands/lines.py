"""Lines from standard input, whatever bytes they are made of, and lines on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import BinaryIO

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def lines_in(stream: BinaryIO) -> Iterator[str]:
    """Each line without its end, as soon as it has come; bytes that are no text become U+FFFD."""
    for number, line in enumerate(iter(stream.readline, b"")):
        text = decoded(line).rstrip("\r\n")
        yield text.removeprefix(BOM) if number == 0 else text


def decoded(line: bytes) -> str:
    """UTF-8, else GB18030 (what an older Chinese Windows console sends), else UTF-8 with U+FFFD for the rest."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace")


def complain(message: str, status: int) -> int:
    """One line on standard error; gives the exit status back."""
    print("wenbao: " + " ".join(message.split()), file=sys.stderr)
    return status


def utf8() -> None:
    """Data for programs is UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
