"""A writer of plain Word 97 documents, for tests: paragraphs and tables, no more ([MS-DOC], [MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_TEXT = 0x800  # where the text begins in the stream
_PAGE = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PIECES, _PARAGRAPHS = 33, 13  # places in the table of offsets: Clx, PlcBtePapx
_PAIRS = 93
Block = str | Sequence[Sequence[str]]


def doc(blocks: Sequence[Block], flags: int = 0) -> bytes:
    """A document of paragraphs (texts) and tables (rows of cells)."""
    text = b""
    runs: list[tuple[int, bytes]] = []  # where a paragraph ends in the text, its properties
    for block in blocks:
        for words, properties in [(f"{block}\r", b"")] if isinstance(block, str) else _cells(block):
            text += words.encode("utf-16-le")
            runs.append((_TEXT + len(text), properties))
    stream = bytearray(_TEXT) + text
    stream += bytes(-len(stream) % _PAGE)
    pages, starts, start = [], [_TEXT], _TEXT
    for at in range(0, len(runs), 6):
        pages.append(len(stream) // _PAGE)
        stream += _page(start, runs[at : at + 6])
        start = runs[at : at + 6][-1][0]
        starts.append(start)
    count = len(text) // 2
    piece = struct.pack("<II", 0, count) + struct.pack("<HIH", 0, _TEXT, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    papx = struct.pack(f"<{len(starts)}I", *starts) + struct.pack(f"<{len(pages)}I", *pages)
    _head(stream, count, {_PIECES: (0, len(clx)), _PARAGRAPHS: (len(clx), len(papx))}, flags)
    return compound({"WordDocument": bytes(stream).ljust(4096, b"\0"), "1Table": (clx + papx).ljust(4096, b"\0")})


def _cells(rows: Sequence[Sequence[str]]) -> list[tuple[str, bytes]]:
    inside = struct.pack("<HB", 0x2416, 1)
    made = []
    for row in rows:
        made += [(f"{cell}\x07", inside) for cell in row]
        edges = struct.pack(f"<{len(row) + 1}h", *range(0, 1000 * (len(row) + 1), 1000))
        operand = bytes([len(row)]) + edges + bytes(20 * len(row))
        ends = struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(operand) + 1) + operand
        made.append(("\x07", inside + ends))
    return made


def _page(start: int, runs: Sequence[tuple[int, bytes]]) -> bytes:
    """A page of paragraph properties."""
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, start, *(end for end, _ in runs))
    free = _PAGE - 1
    for i, (_, properties) in enumerate(runs):
        if properties:
            content = struct.pack("<H", 0) + properties
            record = bytes([0, (len(content) + 1) // 2]) + content + bytes(len(content) % 2)
            free = (free - len(record)) // 2 * 2
            page[free : free + len(record)] = record
            page[4 * (len(runs) + 1) + 13 * i] = free // 2
    page[-1] = len(runs)
    return bytes(page)


def _head(stream: bytearray, count: int, places: dict[int, tuple[int, int]], flags: int) -> None:
    struct.pack_into("<HHHHHHHI", stream, 0, 0xA5EC, 0x00C1, 0, 0x0804, 0, 0x0200 | flags, 0x00BF, 0)
    struct.pack_into("<H", stream, 32, 14)
    struct.pack_into("<H", stream, 62, 22)
    struct.pack_into("<I", stream, 64, len(stream))
    struct.pack_into("<I", stream, 64 + 12, count)
    struct.pack_into("<H", stream, 152, _PAIRS)
    for place, (offset, size) in places.items():
        struct.pack_into("<II", stream, 154 + 8 * place, offset, size)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams of at least 4,096 bytes each."""
    sectors: list[bytes] = []
    table: list[int] = []

    def chain(data: bytes) -> int:
        first = len(sectors)
        parts = [data[at : at + _PAGE].ljust(_PAGE, b"\0") for at in range(0, len(data), _PAGE)]
        sectors.extend(parts)
        table.extend([*range(first + 1, first + len(parts)), _END])
        return first

    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, name in enumerate(names, 1):
        right = at + 1 if at < len(names) else _FREE
        entries.append(_entry(name, 2, chain(streams[name]), len(streams[name]), right=right))
    directory = chain(b"".join(entries).ljust(-(-len(entries) // 4) * _PAGE, b"\0"))
    needed = 1
    while needed * 128 < len(sectors) + needed:
        needed += 1
    places = list(range(len(sectors), len(sectors) + needed))
    table += [_FAT] * needed
    table += [_FREE] * (needed * 128 - len(table))
    head = bytearray(_PAGE)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, needed, directory, 0, 4096, _END, 0, _END, 0)
    struct.pack_into("<109I", head, 76, *places, *[_FREE] * (109 - needed))
    return bytes(head) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", encoded, len(encoded), kind, 1, _FREE, right, child, bytes(16), 0, 0, 0, start, size
    )
