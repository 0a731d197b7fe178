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
_UNIT_HEADER = re.compile("(?:计量)?单位")
_RUNNING = re.compile("序号|编号|次序|排序|№|[Nn][Oo][.]?")
_SHORT = 16  # characters of a second cell that names a row
_NUMBER = re.compile(r"^[-+]?\d[\d,]*(?:\.\d+)?")


def is_row(sentence: Sentence) -> bool:
    """Whether a sentence is a row of a table."""
    return BAR in sentence.norm


def table_facts(sentences: Sequence[Sentence]) -> list[Fact]:
    """The facts of all table rows of a paragraph; ``Fact.sentence`` is the row's place."""
    facts: list[Fact] = []
    header: list[str] | None = None
    caption = group = ""
    for number, sentence in enumerate(sentences):
        if not is_row(sentence):
            caption, header, group = sentence.norm, None, ""
            continue
        cells = [c.strip() for c in sentence.norm.split(BAR)]
        if header and cells[0] and not any(cells[1:]):
            group = cells[0]  # a row of one label names the rows under it
        elif header is None or not any(_NUMBER.match(c) for c in cells[1:]):
            header, group = cells, ""
        else:
            facts += _row(number, sentence.norm, header, caption, group)
    return facts


def _row(number: int, norm: str, header: list[str], caption: str, group: str) -> list[Fact]:
    cells = norm.split(BAR)
    measured = _unit_column(header)
    own = cells[measured].strip() if 0 < measured < len(cells) else ""
    names = _names(cells, header, measured)
    label = "".join(norm[at:to] for at, to in names)
    zones = tuple([(at, to, 1.0) for at, to in names])
    facts, at = [], 0
    for column, cell in enumerate(cells):
        found = _NUMBER.match(cell.strip())
        if column and found and column < len(header) and at >= names[-1][1]:
            place = at + cell.index(found[0])
            tail = cell.strip()[found.end() :].strip() or unit_of(header[column]) or own
            fact = _cell(number, norm, place, found[0], tail, label, header[column], f"{caption} {group}".strip())
            facts.append(replace(fact, zones=(*zones, (fact.at, fact.to, 1.0))))
        at += len(cell) + 1
    return facts


def _unit_column(header: list[str]) -> int:
    """The column that holds each row's unit, -1 when none does; in the first column 单位 is an institution."""
    return next((i for i, cell in enumerate(header) if i and _UNIT_HEADER.fullmatch(cell)), -1)


def _names(cells: list[str], header: list[str], measured: int) -> list[tuple[int, int]]:
    """The spans of the cells that name a row: the first (behind a running number) and short ones up to the first value."""
    numbered = _RUNNING.fullmatch(header[0]) is not None and len(cells) > 2 and not _NUMBER.match(cells[1].strip())
    spans: list[tuple[int, int]] = []
    at = 0
    for column, cell in enumerate(cells):
        text = cell.strip()
        if spans and (_NUMBER.match(text) or column == len(cells) - 1):
            break
        if column >= numbered and column != measured and (not spans or 0 < len(text) <= _SHORT):
            begin = at + len(cell) - len(cell.lstrip())
            spans.append((begin, begin + len(text)))
        at += len(cell) + 1
    return spans


def _cell(number: int, norm: str, at: int, text: str, tail: str, label: str, header: str, caption: str) -> Fact:
    unit = tail or unit_of(label) or _captioned(caption)
    kind: FactKind = "percent" if unit.startswith(("%", "‰")) else "money" if unit.endswith("元") else "count"
    dated = parse_period(header) is not None and len(header) <= 8
    named = bare(label) if dated else f"{bare(label)}{bare(header)}"
    own_year = parse_period(label) if len(label) <= 8 else None
    return Fact(
        number, kind, text, unit, value_in(text, unit), at, at + len(text), named,
        "growth" if re.search("增长|增幅|增速|同比|增减|涨跌|变动", header) else "share" if re.search("占比|比重|比例", header) else "level",
        period=parse_period(header) or own_year, context=f"{header} {caption}",
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
