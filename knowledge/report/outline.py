"""A report's text as an outline: sections with their paths, paragraphs, sentences with their matching text.

Offsets. Every span counts characters of the text given; ``text[start:end]`` of a sentence is its verbatim quote, line ends and
what a page break put in between included, while its ``norm`` holds the words alone.

Tables. Each row is one sentence; its ``norm`` is the cells parted by ｜. A table is one paragraph: first the lines that name it
or its unit (``heading`` true), then its rows, the first of them the header; a long table is cut and each part begins with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.errors import NoSectionError
from knowledge.language.normal import as_range, fold
from knowledge.model import Outline, Paragraph, Period, Section, Sentence
from knowledge.report.blocks import Block, Body, Heading, Stretch, Table, stretch_of
from knowledge.report.cover import Cover, named_period, read_cover
from knowledge.report.headings import STYLES, has_figure
from knowledge.report.levels import Step, style_order
from knowledge.report.lines import Line, read_lines
from knowledge.report.paragraphs import read_blocks
from knowledge.report.sentences import split_sentences

LONGEST_PARAGRAPH = 1200  # characters; longer ones are cut between sentences
LONGEST_TABLE = 2400

_CELL_GAP = re.compile(r"\t|[ \u3000]{2,}\t?")


def outline(text: str, name: str = "", whole: bool = False) -> Outline:
    """The outline of a decoded report. ``name``: the file's, kept and used as the title when the text shows none. ``whole``:
    a blank line always ends a paragraph.

    Raises NoSectionError when the text has neither a section nor a sentence."""
    lines = read_lines(text)
    cover = read_cover(lines, name)
    builder = _Builder(cover)
    for blocks in _by_document(_without_cover_heading(read_blocks(lines, cover, whole), cover)):
        builder.document(blocks)
    if not builder.paragraphs and not any(s.heading for s in builder.sections):
        raise NoSectionError(f"{name or 'the text'}: no heading and no sentence found; supply the report's text itself")
    sections, paragraphs = tuple(builder.sections), tuple(builder.paragraphs)
    return Outline(cover.title, cover.institution, cover.period, text, name, sections, paragraphs)


def _without_cover_heading(blocks: list[Block], cover: Cover) -> list[Block]:
    return [b for b in blocks if cover.documents or not (isinstance(b, Heading) and b.style == "document")]


def _by_document(blocks: list[Block]) -> list[list[Block]]:
    """The blocks of each report in the file, its title first (numbering styles nest anew in each)."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.style == "document" and parts[-1]:
            parts.append([])
        parts[-1].append(block)
    return parts


def _styled(headings: list[Heading]) -> dict[int, str]:
    """The style that gives each heading (by place in the list) its level: of Markdown its depth, unless headings of one
    depth are numbered in several styles (all ##): then the lower ones by number."""
    top: dict[str, int] = {}
    for heading in headings:
        number = _number_style(heading)
        if heading.style.startswith("#") and number:
            top[heading.style] = min(top.get(heading.style, len(STYLES)), STYLES.index(number))
    styles: dict[int, str] = {}
    for i, heading in enumerate(headings):
        number = _number_style(heading)
        lower = heading.style.startswith("#") and number != "" and STYLES.index(number) > top[heading.style]
        styles[i] = number if lower else heading.style
    return styles


def _number_style(heading: Heading) -> str:
    return heading.numbering if heading.style.startswith("#") else ""


def _steps(blocks: list[Block], styles: dict[int, str]) -> list[Step]:
    steps: list[Step] = []
    previous: Block | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.style not in ("document", "notes"):
            steps.append(Step(styles[len(steps)], block.value, isinstance(previous, Heading)))
        previous = block
    return steps


@dataclass(slots=True)
class _Open:
    """A section that is open while reading: its rank among the styles, its index, how many children it has."""

    rank: int
    index: int
    children: int = 0


@dataclass(slots=True)
class _Builder:
    """Collects sections and paragraphs in the order of the text."""

    cover: Cover
    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    roots: int = 0
    lists: bool = False

    def document(self, blocks: list[Block]) -> None:
        """Reads one report of the file."""
        headings = [b for b in blocks if isinstance(b, Heading) and b.style not in ("document", "notes")]
        styles = _styled(headings)
        order = style_order(_steps(blocks, styles))
        met = 0
        for place, block in enumerate(blocks):
            if isinstance(block, Heading):
                rank = -1 if block.style == "document" else 0 if block.style == "notes" else order[styles[met]]
                met += block.style not in ("document", "notes")
                self._section(block, rank)
                self._heading_sentence(block, blocks[place + 1] if place + 1 < len(blocks) else None)
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._body(block)

    def _section(self, heading: Heading, rank: int) -> None:
        while self.stack and (self.stack[-1].rank >= rank or self.stack[-1].rank == _PREFACE):
            self.stack.pop()
        whole = heading.whole
        text = whole.text.replace("\n", " " if whole.text.isascii() else "")
        self._open(rank, heading.number, text, whole.places[0], whole.places[-1] + 1, named_period(heading.title.text))

    def _open(self, rank: int, number: str, heading: str, start: int, end: int, period: Period | None) -> None:
        """Adds a section under the innermost open one."""
        parent = self.sections[self.stack[-1].index] if self.stack else None
        ordinal = self._next_child() if rank != _PREFACE else 0
        own = str(int(number)) if number.isdecimal() else number or str(ordinal)
        if parent and re.fullmatch(r"\d+(?:[.．]\d+)+", own):
            own = re.split(r"[.．]", own)[-1]
        document = rank == -1
        self.sections.append(
            Section(
                index=len(self.sections),
                parent=parent.index if parent else -1,
                level=0 if document else parent.level + 1 if parent else 1,
                number=number,
                path=f"{parent.path}.{own}" if parent and parent.path else own,
                heading=heading,
                label=" › ".join(part for part in (parent.label if parent else "", heading.strip()) if part),
                start=start,
                end=end,
                period=period or (parent.period if parent else None),
            )
        )
        self.stack.append(_Open(rank, len(self.sections) - 1))

    def _next_child(self) -> int:
        if self.stack:
            self.stack[-1].children += 1
            return self.stack[-1].children
        self.roots += 1
        return self.roots

    def _heading_sentence(self, heading: Heading, following: Block | None) -> None:
        """A heading that says something itself, or has nothing under it, is quoted as a sentence."""
        self.lists = False
        if heading.style in ("document", "notes") or not heading.title.text:
            return
        if heading.run_in or has_figure(heading.title.text) or _is_leaf(heading, following):
            self._add(_sentences(heading.title, self._here(heading.title), heading=True, whole=True), False)
            self.lists = True

    def _here(self, stretch: Stretch) -> int:
        """The section that is being read; text before the first heading gets one without a heading."""
        if not self.stack:
            self._open(_PREFACE, "", "", stretch.places[0], stretch.places[0], None)
        return self.stack[-1].index

    def _body(self, body: Body) -> None:
        sentences = _sentences(body.stretch, self._here(body.stretch))
        self._add(sentences, self.lists or body.attached)
        self.lists = False

    def _add(self, sentences: list[Sentence], attached: bool) -> None:
        """Adds a paragraph, or to the last one when ``attached`` to it; cut where it grows too long."""
        kept: list[Sentence] = []
        section = sentences[0].section if sentences else -1
        if attached and self.paragraphs and self.paragraphs[-1].section == section:
            kept = list(self.paragraphs.pop().sentences)
        for sentence in sentences:
            if kept and sentence.end - kept[0].start > LONGEST_PARAGRAPH:
                self.paragraphs.append(Paragraph(section, tuple(kept)))
                kept = []
            kept.append(sentence)
        if kept:
            self.paragraphs.append(Paragraph(section, tuple(kept)))

    def _table(self, table: Table) -> None:
        section = self._here(stretch_of(table.rows[0]))
        names = [s for line in table.names for s in _sentences(stretch_of(line), section, heading=True, whole=True)]
        rows = [row for line in table.rows if (row := _row(line, section))]
        top, rest = [*names, *rows[:1]], rows[1:]
        kept: list[Sentence] = []
        for row in rest:
            if kept and row.end - kept[0].start > LONGEST_TABLE:
                self.paragraphs.append(Paragraph(section, (*top, *kept)))
                kept = []
            kept.append(row)
        if top or kept:
            self.paragraphs.append(Paragraph(section, (*top, *kept)))
        self.lists = False


_PREFACE = 99


def _is_leaf(heading: Heading, following: Block | None) -> bool:
    """No text under it: the report ends, or the next heading is of the same style."""
    return following is None or (isinstance(following, Heading) and following.style == heading.style)


def _sentences(stretch: Stretch, section: int, heading: bool = False, whole: bool = False) -> list[Sentence]:
    """The sentences of a stretch; of one that is taken ``whole``, itself."""
    spans = ((0, len(stretch.text)),) if whole else split_sentences(stretch.text)
    found: list[Sentence] = []
    for at, to in spans:
        norm, origins = fold(stretch.text[at:to])
        if norm:
            places = stretch.places[at:to]
            source = as_range(places if isinstance(origins, range) else tuple(map(places.__getitem__, origins)))
            found.append(Sentence(section, places[0], places[-1] + 1, norm, source, heading))
    return found


def _cells(line: Line) -> list[tuple[int, int]]:
    """(start, end) of each cell in the line's text, without the bars around them."""
    text = line.text.rstrip()
    if text.startswith("|"):
        bars = [i for i, char in enumerate(text) if char == "|"]
        ends = bars[1:] if text.endswith("|") else [*bars[1:], len(text)]
        return list(zip([bar + 1 for bar in bars], ends, strict=False))
    cells, start = [], 0
    for gap in _CELL_GAP.finditer(text):
        cells.append((start, gap.start()))
        start = gap.end()
    return [*cells, (start, len(text))]


def _row(line: Line, section: int) -> Sentence | None:
    """A table row: the matching texts of its cells parted by ｜, which is placed where the cell before it ended."""
    norm, origins = "", []
    cells = _cells(line)
    for number, (at, to) in enumerate(cells):
        cell, inner = fold(line.text[at:to])
        if number:
            norm += "｜"
            origins.append(line.places[cells[number - 1][1]])
        norm += cell
        origins += [line.places[at + i] for i in inner]
    if not any(map(str.isalnum, norm)):
        return None
    begin = len(line.text) - len(line.text.lstrip(" |\t\u3000"))
    last = len(line.text.rstrip(" |\t\u3000"))
    start, end = min(line.places[begin], origins[0]), max(line.places[last - 1], origins[-1]) + 1
    return Sentence(section, start, end, norm, as_range(origins))
