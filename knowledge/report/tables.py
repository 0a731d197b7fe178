"""Facts of table rows: a cell is of its row's label and its column's header, with the unit that either names.

The outline gives each row as a sentence whose cells are parted by ｜; the first row of a run is the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from knowledge.language.numeral import magnitude
from knowledge.language.period import parse_period
from knowledge.model import Fact, FactKind, Sentence

BAR = "｜"
_UNIT = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（）()]{1,8}?)\s*[）)]|[/／]([\u4e00-\u9fff%]{1,4})$")
_CAPTION = re.compile(r"单位[:：]\s*([^\s｜，。）)]{1,6})")
_NUMBER = re.compile(r"^[-+]?\d[\d,]*(?:\.\d+)?")


def is_row(sentence: Sentence) -> bool:
    """Whether a sentence is a row of a table."""
    return BAR in sentence.norm


def table_facts(sentences: Sequence[Sentence]) -> list[Fact]:
    """The facts of all table rows of a paragraph; ``Fact.sentence`` is the row's place."""
    facts: list[Fact] = []
    header: list[str] | None = None
    caption = ""
    for number, sentence in enumerate(sentences):
        if not is_row(sentence):
            caption, header = sentence.norm, None
            continue
        cells = [c.strip() for c in sentence.norm.split(BAR)]
        if header is None or not any(_NUMBER.match(c) for c in cells[1:]):
            header = cells
            continue
        facts += _row(number, sentence.norm, header, caption)
    return facts


def _row(number: int, norm: str, header: list[str], caption: str) -> list[Fact]:
    label = norm.split(BAR)[0]
    start = norm.index(label)
    facts, at = [], 0
    for column, cell in enumerate(norm.split(BAR)):
        found = _NUMBER.match(cell.strip())
        if column and found and column < len(header):
            place = at + cell.index(found[0])
            fact = _cell(number, norm, place, found[0], cell.strip()[found.end() :], label, header[column], caption)
            facts.append(replace(fact, zones=((start, start + len(label), 1.0), (fact.at, fact.to, 1.0))))
        at += len(cell) + 1
    return facts


def _cell(number: int, norm: str, at: int, text: str, tail: str, label: str, header: str, caption: str) -> Fact:
    unit = tail.strip() or unit_of(header) or unit_of(label) or _captioned(caption)
    kind: FactKind = "percent" if unit.startswith(("%", "‰")) else "money" if unit.endswith("元") else "count"
    named = bare(label) if parse_period(header) is not None and len(header) <= 8 else f"{bare(label)}{bare(header)}"
    context = f"{header} {caption}"
    return Fact(
        number, kind, text, unit, value_in(text, unit), at, at + len(text), named,
        "growth" if re.search("增长|增幅|增速|同比", header) else "share" if re.search("占比|比重|比例", header) else "level",
        period=parse_period(header), context=context,
    )


def value_in(text: str, unit: str) -> Decimal | None:
    """The value in base units: 6.8 of 万人次 is 68000."""
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    power = magnitude(unit[0]) if unit[:1] in "十百千万亿" and unit else None
    return value * power if power else value


def unit_of(cell: str) -> str:
    """The unit in a cell's bracket: 到馆（万人次）."""
    found = _UNIT.search(cell)
    return (found[1] or found[2]) if found else ""


def bare(cell: str) -> str:
    """A cell without its bracketed unit."""
    return _UNIT.sub("", cell).strip()


def _captioned(caption: str) -> str:
    found = _CAPTION.search(caption)
    return found[1] if found else ""
