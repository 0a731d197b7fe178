"""Lines put together into what the author wrote: headings, paragraphs, list items, tables.

A heading is only looked for where a paragraph can begin; inside a wrapped paragraph only a number that goes on from the last
one is believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.report.blocks import Block, Body, Heading, Stretch, Table, joined, stretch_of
from knowledge.report.cover import Cover, bare_title, is_date_line, is_organisation_line
from knowledge.report.headings import STRONG, Mark, Title, cut_title, find_mark, has_figure
from knowledge.report.lines import Line
from knowledge.report.wraps import goes_on, indents_paragraphs, is_full, joins, wrap_width

_NOTES = re.compile(r"(?:注\s*释|注|备\s*注|附\s*注|注\s*解|说\s*明|数据说明|指标解释|名词解释)\s*[:：]?")
_NOTE_MARK = re.compile(r"(?:[\[［〔]\d{1,3}[\]］〕]\s*)+(?=\S)")
_PLAIN = re.compile(r"(?=.*[\u4e00-\u9fff]{2})[^，。；：！？,;:!?、（(《]?[^。；！？;!?]{1,24}[^，。；：！？,;:!?、（(《]")
_CLAUSE = re.compile(r"[^，。；：]{2,30}")


def read_blocks(lines: Sequence[Line], cover: Cover, whole: bool = False) -> list[Block]:
    """The blocks of the report in order. ``whole``: no paragraph goes on behind a blank line."""
    return _Reader(lines, cover, whole).read()


class _Reader:
    """Walks the lines once. ``last`` holds the value of each style's last heading, ``notes`` says that notes are read."""

    def __init__(self, lines: Sequence[Line], cover: Cover, whole: bool) -> None:
        self.lines = lines
        self.cover = cover
        self.width = wrap_width(lines)
        self.whole = whole and not self.width  # lines of a printed page may have been pasted as paragraphs
        self.indents = indents_paragraphs(lines)
        self.blocks: list[Block] = []
        self.last: dict[str, int] = {}
        self.notes = False
        self.listed = ""  # style of the item list that is being read, and the value of its last item
        self.item = 0
        self.at = 0
        self.following = _next_content(lines)

    def read(self) -> list[Block]:
        if self.cover.documents:
            for i in self.cover.title_lines[:1]:
                self._document(i, self.cover.title_lines[-1])
        names: list[Line] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.kind in ("caption", "unit"):
                names.append(line)
                self.at += 1
            elif line.kind in ("row", "rule"):
                self._table(tuple(names))
                names = []
            elif line.kind != "text" or self.at in self.cover.title_lines:
                self.at += 1
            else:
                names = []
                self._text(line)
        return self.blocks

    def _table(self, names: tuple[Line, ...]) -> None:
        begin = self.at
        while self.at < len(self.lines) and self.lines[self.at].kind in ("row", "rule"):
            self.at += 1
        rows = tuple(line for line in self.lines[begin : self.at] if line.kind == "row")
        if rows:
            self.blocks.append(Table(rows, names))

    def _document(self, first: int, last: int) -> None:
        stretch = stretch_of(self.lines[first])
        for i in range(first + 1, last + 1):
            if self.lines[i].kind == "text":
                stretch = joined(stretch, stretch_of(self.lines[i]))
        whole = stretch.part(0, len(bare_title(stretch.text)) + len(stretch.text) - len(stretch.text.lstrip()))
        self.last, self.notes = {}, False
        self.blocks.append(Heading("document", "", 0, whole, whole))

    def _text(self, line: Line) -> None:
        """A line at which a paragraph begins."""
        if self.at in self.cover.documents:
            self._document(self.at, self.at)
            self.at += 1
            return
        mark = find_mark(line.text, line.depth > 0 or self._is_spaced_chapter(line))
        if self._heading(line, mark):
            self.listed = ""
            return
        item = mark.style if mark and mark.style not in ("1.1", "1.1.1") else ("•" if line.bullet else "")
        attached = bool(item) and (self.listed == item or self._introduced())
        self.listed, self.item = item, mark.value if mark else 0
        note = _NOTE_MARK.match(line.text)
        begin = mark.after if item and mark else note.end() if note else 0
        self._paragraph(stretch_of(line).part(begin), attached)

    def _introduced(self) -> bool:
        return bool(self.blocks) and isinstance(self.blocks[-1], Body) and self.blocks[-1].stretch.text.endswith(("：", ":"))

    def _paragraph(self, stretch: Stretch, attached: bool = False) -> None:
        """Takes the line at ``at``, of which ``stretch`` is left to read, and the lines that carry it on."""
        pieces = [stretch] if stretch.text else []
        line = self.lines[self.at]
        while (after := self.following[self.at]) < len(self.lines) and self._carries_on(line, after):
            self.at, line = after, self.lines[after]
            pieces.append(stretch_of(line).part(0))
        self.at += 1
        if pieces:
            self.blocks.append(Body(joined(*pieces), attached))

    def _carries_on(self, line: Line, after: int) -> bool:
        nxt = self.lines[after]
        if after in self.cover.documents or after in self.cover.title_lines or nxt.kind != "text":
            return False
        gap = after - self.at - 1
        if (gap and self.whole) or not joins(line, nxt, gap, self.width, self.indents):
            return False
        if line.ended and _NOTE_MARK.match(nxt.text):
            return False
        mark = find_mark(nxt.text)
        if mark is None:
            return not _NOTES.fullmatch(nxt.text.strip())
        return not self._breaks(line, nxt, mark)

    def _breaks(self, line: Line, nxt: Line, mark: Mark) -> bool:
        """Whether a numbered line begins something new although it could carry on ``line``: its number is the next one due
        and it reads as a heading, or it is the next item of the list."""
        if mark.style == self.listed and mark.value == self.item + 1:
            return True
        title = cut_title(nxt.text, mark.after)
        due = mark.value in (1, self.last.get(mark.style, 0) + 1)
        if line.ended:
            return due and title is not None
        believed = mark.style == "cn、" or (mark.style in STRONG and mark.value > 1) or (title is not None and title.run_in)
        return due and title is not None and believed

    def _heading(self, line: Line, mark: Mark | None) -> bool:
        """Reads a heading at this line, with the body behind it; False when there is none."""
        if line.depth:
            return self._emit(line, mark, Title(len(line.text), len(line.text), False), f"#{line.depth}")
        if _NOTES.fullmatch(line.text.strip()):
            return self._emit(line, None, Title(len(line.text), len(line.text), False), "notes")
        if mark is not None:
            return self._numbered(line, mark)
        if line.bold >= 2 and (title := _bold_title(line)):
            return self._emit(line, None, title, "bold")
        if self._is_plain(line):
            return self._emit(line, None, Title(len(line.text), len(line.text), False), "plain")
        return False

    def _numbered(self, line: Line, mark: Mark) -> bool:
        if (self.notes and mark.style not in ("part", "chapter", "cn、")) or not self._plausible(mark):
            return False
        whole, extra = self._wrapped(line, mark)
        title = cut_title(whole.text, mark.after)
        if title is None and mark.after >= len(line.text.rstrip()):
            title = Title(len(line.text.rstrip()), len(line.text), False)
        if title is None:
            title = self._clause_title(line, mark)
        elif title.end <= len(line.text):
            whole, extra = stretch_of(line), 0
            title = cut_title(line.text, mark.after) or title
        if title is None or (not title.run_in and self._is_item(line, mark, title, extra)):
            return False
        self.at += extra
        return self._emit_stretch(whole, mark, title, mark.style)

    def _is_spaced_chapter(self, line: Line) -> bool:
        """Whether a line such as "2 Results" is a chapter: the next one due, and over 2.1 when it is the first."""
        mark = find_mark(line.text, True)
        if mark is None or line.ended or line.columns > 48 or mark.value != self.last.get("1.", 0) + 1:
            return False
        after = self.following[self.at]
        return mark.value > 1 or (after < len(self.lines) and self.lines[after].text.startswith(f"{mark.number}.1"))

    def _plausible(self, mark: Mark) -> bool:
        """Whether a number of the form 1.2 belongs to a sequence; the other forms always may."""
        if mark.style not in ("1.1", "1.1.1"):
            return mark.value > 0
        upper = int(re.split(r"[.．]", mark.number)[0])
        chapter = max(self.last.get("1.", 0), self.last.get("chapter", 0), self.last.get("cn、", 0), self.last.get("#", 0))
        return upper in (chapter, chapter + 1) and mark.value in (1, self.last.get(mark.style, 0) + 1)

    def _wrapped(self, line: Line, mark: Mark) -> tuple[Stretch, int]:
        """The line, with the next one when the title is broken over both."""
        after = self.at + 1
        whole = stretch_of(line)
        if line.ended or after >= len(self.lines) or not (is_full(line, self.width, 0.85) or line.columns >= 64):
            return whole, 0
        title = cut_title(line.text, mark.after)
        nxt = self.lines[after]
        if (title and title.run_in) or nxt.kind != "text" or find_mark(nxt.text) or nxt.indented or nxt.depth:
            return whole, 0
        return joined(whole, stretch_of(nxt)), 1

    def _clause_title(self, line: Line, mark: Mark) -> Title | None:
        """A numbered paragraph that opens with a long sentence is a section when its elder sibling is one: it is named by
        its first clause, and its body begins with that clause."""
        match = _CLAUSE.match(line.text, mark.after)
        sibling = mark.value > 1 and self.last.get(mark.style) == mark.value - 1
        if match is None or not sibling or line.text.rstrip().endswith(("；", ";")) or line.columns < 120:
            return None
        return Title(match.end(), mark.after, False)

    def _is_item(self, line: Line, mark: Mark, title: Title, extra: int) -> bool:
        """Whether a numbered line without a body is an item of a list rather than a heading."""
        if title.body == mark.after or (mark.style in STRONG and title.stop in ("", ":", "：")):
            return False
        after = self.following[self.at + extra]
        nxt = self.lines[after] if after < len(self.lines) else None
        follower = find_mark(nxt.text) if nxt and nxt.kind == "text" and not nxt.depth else None
        if nxt is None or self.listed == mark.style:
            return True
        sibling = follower is not None and follower.style == mark.style and follower.value == mark.value + 1
        if follower is None or not sibling:
            return False
        beside = cut_title(nxt.text, follower.after)
        return title.stop == "。" or beside is None or not beside.run_in

    def _is_plain(self, line: Line) -> bool:
        """An unnumbered heading: short, no sentence, set apart, and with something under it."""
        text = line.text.strip()
        after = self.following[self.at]
        if after >= len(self.lines) or line.bullet or not _PLAIN.fullmatch(text) or self.notes:
            return False
        if has_figure(text) or is_date_line(text) or self._before_title() or (self._in_head() and is_organisation_line(text)):
            return False
        nxt = self.lines[after]
        alone = self.at == 0 or self.lines[self.at - 1].kind == "blank"
        previous = next((x for x in reversed(self.lines[max(0, self.at - 12) : self.at]) if x.kind == "text"), None)
        opens = alone or previous is None or previous.ended or isinstance(self.blocks[-1] if self.blocks else None, Heading)
        if not opens or text.count("，") > (1 if alone and after > self.at + 1 else 0) or is_full(line, self.width):
            return False
        mark = find_mark(nxt.text) if nxt.kind == "text" else None
        body = nxt.ended or nxt.columns >= max(50, line.columns * 2)
        apart = alone and after > self.at + 1 and (goes_on(nxt) or has_figure(nxt.text))
        return nxt.kind == "row" or (mark is not None and mark.value == 1) or body or apart

    def _in_head(self) -> bool:
        """Whether neither a heading nor a whole sentence was met yet: who gives the report, and when, stands here."""
        for block in reversed(self.blocks):
            if isinstance(block, Heading):
                return block.style == "document"
            if isinstance(block, Table) or "。" in block.stretch.text:
                return False
        return True

    def _before_title(self) -> bool:
        return bool(self.cover.title_lines) and self.at < self.cover.title_lines[-1]

    def _emit(self, line: Line, mark: Mark | None, title: Title, style: str) -> bool:
        return self._emit_stretch(stretch_of(line), mark, title, style)

    def _emit_stretch(self, whole: Stretch, mark: Mark | None, title: Title, style: str) -> bool:
        begin = mark.after if mark else 0
        end = len(whole.text[: title.end].rstrip(" \t\u3000:："))
        if not any(map(str.isalnum, whole.text[:end])):
            self.at += 1
            return True
        number, value = (mark.number, mark.value) if mark else ("", 0)
        self.blocks.append(
            Heading(style, number, value, whole.part(0, end), whole.part(begin, end), title.run_in, mark.style if mark else "")
        )
        self.notes = style == "notes"
        self.last[style] = value
        if style == "#1" or (mark and style in STRONG):
            self.last.update(dict.fromkeys(("1.1", "1.1.1", "（1）", "1)", "①"), 0))
        if title.body < len(whole.text):
            self._paragraph(whole.part(title.body))
        else:
            self.at += 1
        return True


def _next_content(lines: Sequence[Line]) -> list[int]:
    """For each line the index of the next one that says something."""
    following = [len(lines)] * len(lines)
    for i in range(len(lines) - 2, -1, -1):
        following[i] = i + 1 if lines[i + 1].kind in ("text", "row") else following[i + 1]
    return following


def _bold_title(line: Line) -> Title | None:
    """A line that is all bold and no sentence, or bold words closed by 。or ： before a body."""
    if line.bold >= len(line.text.rstrip()):
        return Title(len(line.text), len(line.text), False) if not line.ended and len(line.text) <= 44 else None
    title = cut_title(line.text, 0)
    inside = title is not None and title.run_in and title.end <= line.bold <= title.body
    return title if inside else None
