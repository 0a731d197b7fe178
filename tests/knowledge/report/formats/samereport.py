"""One report written in every format, for tests: blocks of a Markdown or text report, and what each format makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tests.knowledge.report.formats.ooxml import cell, definition, docx, level, listed, para, table
from tests.knowledge.report.formats.typeset import Page, pdf
from tests.knowledge.report.formats.word97 import doc

Rows = tuple[tuple[str, ...], ...]
# Numbers that Word can write itself: the level of the list, its shape.
_LISTS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
_NUMBERS = (r"[一二三四五六七八九十]{1,3}、", r"（[一二三四五六七八九十]{1,3}）", r"\d{1,2}\.(?!\d)", r"（\d{1,2}）")


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (depth 1 to 6) or a table."""

    text: str = ""
    depth: int = 0
    rows: Rows = ()


def blocks_of(markdown: str) -> list[Block]:
    """The blocks of a report that is written a paragraph a line."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*markdown.split("\n"), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s:-]+", line):
                rows.append(tuple(part.strip() for part in line.strip().strip("|").split("|")))
            continue
        if rows:
            blocks.append(Block(rows=tuple(rows)))
            rows = []
        mark = re.match(r"#{1,6} ", line)
        if line.strip():
            blocks.append(Block(line[mark.end() :] if mark else line.strip(), len(mark[0]) - 1 if mark else 0))
    return blocks


def as_text(blocks: Sequence[Block]) -> bytes:
    """Plain text, tables with bars."""
    return "\n\n".join(_rows(b.rows) if b.rows else b.text for b in blocks).encode()


def as_markdown(blocks: Sequence[Block]) -> bytes:
    return "\n\n".join(_rows(b.rows) if b.rows else f"{'#' * b.depth} {b.text}".strip() for b in blocks).encode("gb18030")


def _rows(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_html(blocks: Sequence[Block]) -> bytes:
    """A web page with headings and tables."""

    def tag(block: Block) -> str:
        if block.rows:
            cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in block.rows)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
        name = f"h{block.depth}" if block.depth else "p"
        return f"<{name}>{escape(block.text)}</{name}>"

    return f"<!DOCTYPE html><html><body>{''.join(map(tag, blocks))}</body></html>".encode("gb18030")


def as_docx(blocks: Sequence[Block]) -> bytes:
    """A Word document whose numbers are automatic where Word would count the same, and whose headings have styles."""
    starts: list[str] = []
    body = "".join(_paragraphs(blocks, starts))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 7)
    )
    levels = [level(i, form, text) for i, (form, text) in enumerate(_LISTS)]
    lists = [
        listed(n, 0, f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>')
        for n, (at, start) in enumerate((s.split(",") for s in starts), 2)
    ]
    return docx(body, styles=styles, numbering=definition(0, *levels) + listed(1, 0) + "".join(lists))


def _paragraphs(blocks: Sequence[Block], starts: list[str]) -> Iterator[str]:
    counts = [0] * len(_LISTS)
    for block in blocks:
        style = f'<w:pStyle w:val="{block.depth}"/>' if block.depth else ""
        at = next((i for i, shape in enumerate(_NUMBERS) if re.match(shape, block.text)), None)
        if block.rows:
            yield table(*("".join(map(cell, row)) for row in block.rows))
        elif at is None:
            yield para(block.text, style)
        else:
            mark = re.match(_NUMBERS[at], block.text)
            assert mark is not None
            value = _value(mark[0])
            counts[at + 1 :] = [0] * (len(_LISTS) - at - 1)
            number = 1
            if value != counts[at] + 1:  # the author began elsewhere: a list with a start of its own
                starts.append(f"{at},{value}")
                number = len(starts) + 1
            counts[at] = value
            counts[:at] = [count or 1 for count in counts[:at]]
            properties = f'{style}<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
            yield para(block.text[mark.end() :], properties)


def _value(mark: str) -> int:
    bare = mark.strip("、.（）")
    if bare.isdecimal():
        return int(bare)
    tens, ten, ones = bare.partition("十")
    digits = "〇一二三四五六七八九"
    return (digits.index(tens or "一") * 10 + (digits.index(ones) if ones else 0)) if ten else digits.index(bare)


def as_doc(blocks: Sequence[Block]) -> bytes:
    return doc([b.rows or b.text for b in blocks])


def as_pdf(blocks: Sequence[Block], look: Page | None = None) -> bytes:
    return pdf([b.rows or b.text for b in blocks], look)


