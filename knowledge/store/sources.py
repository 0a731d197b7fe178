"""The published texts of a revision, whatever tokenizer it was written with: what a rebuild begins from."""

from __future__ import annotations

import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.store.reading import Reader


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """The decoded text of a report and what is known of its publication, as in ``StoredReport``."""

    id: int
    source: str
    name: str
    digest: str
    published: str
    example: bool


def published_sources(path: Path) -> tuple[PublishedSource, ...]:
    """The reports' texts, in order of their ids. DamagedRevisionError: no revision of ours, or broken."""
    with closing(Reader(path)) as reader:
        rows = reader.rows("SELECT id, source, name, digest, published, example FROM reports ORDER BY id")
        with reader.damage():
            return tuple(
                PublishedSource(number, _text(source), name, digest, published, bool(example))
                for number, source, name, digest, published, example in rows
            )


def _text(source: bytes) -> str:
    return zlib.decompress(source).decode("utf-8", "surrogatepass")
