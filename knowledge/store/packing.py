"""Model values to compact JSON and back.

JSON arrays, not pickle: a revision file comes from a disk that others may write to. What is packed carries a checksum
(``seal``), for SQLite has none of its own and one turned bit would be a wrong number.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, get_args

from knowledge.model import Aspect, Fact, FactKind, Period, Section, Sentence

_KINDS: tuple[FactKind, ...] = get_args(FactKind)
_ASPECTS: tuple[Aspect, ...] = get_args(Aspect)

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def seal(*fields: str | int) -> int:
    """CRC-32 of the fields in order."""
    return zlib.crc32("\x00".join(map(str, fields)).encode("utf-8", "surrogatepass"))


def plain_decimal(value: Decimal) -> str:
    """One spelling for equal values: 5.0 and 5 are "5", 1.2E+8 is "120000000"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def compact(value: Any) -> str:
    """JSON on one line, Chinese as it is."""
    return _JSON.encode(value)


def period_row(period: Period | None) -> list[Any] | None:
    """A period as a JSON array."""
    if period is None:
        return None
    return [period.kind, period.text, period.first, period.last, period.part]


def row_period(row: Sequence[Any] | None) -> Period | None:
    """The period of ``period_row``'s array."""
    return None if row is None else Period(*row)


def pack_section(section: Section) -> str:
    """A section as JSON."""
    s = section
    fields = [s.parent, s.level, s.number, s.path, s.heading, s.label, s.start, s.end]
    return compact([s.index, *fields, period_row(s.period)])


def unpack_section(packed: str) -> Section:
    """The section of ``pack_section``'s JSON."""
    fields = json.loads(packed)
    fields[-1] = row_period(fields[-1])
    return Section(*fields)


def pack_passage(sentences: Iterable[Sentence], facts: Iterable[Fact]) -> str:
    """The sentences, less their matching texts (stored joined, beside this), and the facts, as JSON."""
    return compact([[_sentence_row(s) for s in sentences], [_fact_row(f) for f in facts]])


def unpack_passage(packed: str, norm: str) -> tuple[tuple[Sentence, ...], tuple[Fact, ...]]:
    """The sentences and facts of ``pack_passage``'s JSON; ``norm`` is the joined matching texts."""
    sentence_rows, fact_rows = json.loads(packed)
    sentences = []
    at = 0
    for section, start, end, length, runs, heading in sentence_rows:
        to = at + length
        sentences.append(Sentence(section, start, end, norm[at:to], _unpack_origins(runs), bool(heading)))
        at = to
    return tuple(sentences), tuple(map(_row_fact, fact_rows))


def pack_origins(origins: Sequence[int]) -> list[int]:
    """Runs of consecutive origins, flat: start, length, start, length …"""
    if isinstance(origins, range):
        return [origins.start, len(origins)]
    runs: list[int] = []
    following = None
    for origin in origins:
        if origin == following:
            runs[-1] += 1
        else:
            runs += (origin, 1)
        following = origin + 1
    return runs


def fact_span(sentence: Sentence, fact: Fact) -> tuple[int, int]:
    """Where the fact's value stands in the source: start and end, in characters."""
    if fact.at >= fact.to:
        return sentence.start, sentence.start
    return sentence.origins[fact.at], sentence.origins[fact.to - 1] + 1


def _unpack_origins(runs: list[int]) -> Sequence[int]:
    if len(runs) == 2:
        return range(runs[0], runs[0] + runs[1])
    return tuple(chain.from_iterable(range(at, at + n) for at, n in zip(runs[::2], runs[1::2], strict=True)))


def _sentence_row(s: Sentence) -> list[Any]:
    return [s.section, s.start, s.end, len(s.norm), pack_origins(s.origins), int(s.heading)]


def _fact_row(f: Fact) -> list[Any]:
    value = None if f.value is None else str(f.value)
    words = [_KINDS.index(f.kind), f.text, f.unit, value, f.at, f.to, f.label, _ASPECTS.index(f.aspect)]
    return [f.sentence, *words, f.marker, f.misprint, period_row(f.period), f.names, f.zones, f.context, f.part_of]


def _row_fact(row: list[Any]) -> Fact:
    (sentence, kind, text, unit, value, at, to, label, aspect) = row[:9]
    marker, misprint, period, names, zones, context, part_of = row[9:]
    return Fact(
        sentence=sentence,
        kind=_KINDS[kind],
        text=text,
        unit=unit,
        value=None if value is None else Decimal(value),
        at=at,
        to=to,
        label=label,
        aspect=_ASPECTS[aspect],
        marker=marker,
        misprint=misprint,
        period=None if period is None else Period(*period),
        names=tuple(names),
        zones=tuple(map(tuple, zones)),
        context=context,
        part_of=part_of,
    )
