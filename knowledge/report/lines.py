"""A report's text as physical lines: where each stands, what it says without its marks, and which lines say nothing.

Page numbers, running headers, tables of contents and figure captions are set aside here, so that nothing after this has to
know how a report was printed. Offsets are characters of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["blank", "noise", "caption", "unit", "row", "rule", "text"]

_PHYSICAL = re.compile(r"([^\r\n\f\v\x85\u2028\u2029]*)(\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)")
# What word processors and pandoc leave before the first word.
_DEBRIS = r"(?:\[bookmark:[^\]\n]*\]|\[\]\{[^}\n]*\}|</?(?:a|span|div|p|br|center)\b[^>\n]*>|[\ufeff\u200b-\u200f\u2060])"
_BULLETS = "•●■◆▲★➢◇○□▪✓❖※"
_LEAD = re.compile(
    rf"(?:\s|{_DEBRIS})*(?:>\s*)*(?:\s|{_DEBRIS})*(?P<depth>#{{1,6}})?(?(depth)[ \t]+)(?:\s|{_DEBRIS})*"
    rf"(?P<bullet>(?:[-*+][ \t]+(?=[^\s\d*+-])|[{_BULLETS}]\s*|·\s+))?(?:\s|{_DEBRIS})*"
)
# Not tried in the middle of a run of blanks, which would cost a square of its length.
_TAIL = re.compile(rf"(?<![\s\ufeff\u200b-\u200f\u2060])(?:\s|{_DEBRIS}|\{{[#.][^}}\n]*\}})*\Z")
_MARKED = re.compile(r"[*_`~\\\[<]")
_INLINE = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|\*\*|__|~~|`+|\\(?=[\\.\-*_#\[\]()>+!~`|])|</?(?:b|i|u|strong|em|span|sup|sub|a|br)\b[^>\n]*>"
    r"|\[bookmark:[^\]\n]*\]|(?P<open>\[)(?=[^\]\[\n]+\]\((?:https?:|[/#.])[^)\n]*\))|(?<=[^\[\n])\]\((?:https?:|[/#.])[^)\n]*\)"
)
_PAGE = re.compile(
    r"[-—–－─·~\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–－─·~\s]*|第\s*\d+\s*页[\s,，/|]*(?:共\s*\d+\s*页)?|\d+\s*/\s*\d+"
    r"|[-—–－─·]\s*\d{1,4}\s*[-—–－─·]|[Pp]age\s*\d+(?:\s*of\s*\d+)?|[-—–－─=_*]{3,}"
)
_FIGURE = re.compile(
    r"(?:图|附图|图表|照片|Figure|Fig\.?)\s*[\d一二三四五六七八九十]{1,3}(?:[-－–.．]\d+)?(?:[\s:：、.．]+[^，。；]{1,60}|\s*)"
)
_TABLE_NAME = re.compile(r"(?:表|附表|Table)\s*[\d一二三四五六七八九十]{1,3}(?:[-－–.．]\d+)?[\s:：、.．]+[^。；]{1,60}")
_UNIT = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[:：]\s*[^\s，。；]{1,16}(?:[、\s/，][^\s，。；]{1,10}){0,3}\s*[)）]?")
_LEADERS = re.compile(r"(?:[.．·•…⋯_-]\s*){4,}\d{0,4}\s*\Z|…{2,}\s*\d{1,4}\s*\Z")
_CONTENTS = re.compile(r"目\s*[录錄次]|[Cc]ontents|CONTENTS")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?")
_WIDE_GAP = re.compile(r"\t+|[ \u3000]{2,}")
_ENDED = re.compile(r"[。！？!?｡][”’」』）)》\]\s]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line. ``text`` is what it says without Markdown marks, bullets and debris; ``places[i]`` is the place in
    the source of ``text[i]``. ``columns``: its width in half-width columns. ``depth`` counts the # before it. ``bold``: how
    many characters at its beginning are bold."""

    start: int
    end: int
    text: str
    places: Sequence[int]
    kind: Kind = "text"
    columns: int = 0
    depth: int = 0
    bold: int = 0
    bullet: bool = False
    indented: bool = False
    new_page: bool = False

    @property
    def ended(self) -> bool:
        """Whether the line closes a sentence."""
        return _ENDED.search(self.text) is not None


def columns(text: str) -> int:
    """Printed width: 2 for a Chinese character or mark, 1 for a Latin one."""
    return len(text.encode("gb18030", "replace")) if not text.isascii() else len(text)


def compact(text: str) -> str:
    """Without any blanks: for comparing lines that were set differently."""
    return "".join(text.split())


def read_lines(text: str) -> list[Line]:
    """All lines of the source in order; those that say nothing have another kind than "text"."""
    lines = list(_physical(text))
    lines = _without_setext(lines)
    lines = _rows(lines)
    lines = _without_contents(lines)
    return _without_running_headers(lines)


def _physical(text: str) -> Iterator[Line]:
    new_page = False
    for match in _PHYSICAL.finditer(text):
        start, end = match.span(1)
        yield _line(text, start, end, new_page)
        new_page = match[2] == "\f"
        if match.end() == len(text) and not match[2]:
            return


def _line(text: str, start: int, end: int, new_page: bool) -> Line:
    raw = text[start:end]
    if not raw or raw.isspace():
        return Line(start, end, "", (), "blank", new_page=new_page)
    stripped = raw.strip()
    if len(stripped) <= 40 and _PAGE.fullmatch(stripped):
        return Line(start, end, stripped, (), "noise", new_page=new_page)
    lead, tail = _LEAD.match(raw), _TAIL.search(raw)
    assert lead is not None and tail is not None  # both match the empty text
    inner, to = lead.end(), max(tail.start(), lead.end())
    depth = len(lead["depth"] or "")
    if depth:
        to = inner + len(raw[inner:to].rstrip("# "))
    clean, places, bold = _unmarked(raw, inner, to, start)
    kind: Kind = _kind(clean) if clean and not clean.isspace() else "noise"
    indented = len(raw) - len(raw.lstrip(" ")) >= 4 or raw.startswith(("\u3000\u3000", "\t"))
    return Line(
        start, end, clean, places, kind, columns(clean), depth, bold, bool(lead["bullet"]), indented and not depth, new_page
    )


def _unmarked(raw: str, inner: int, to: int, start: int) -> tuple[str, Sequence[int], int]:
    """The line's text between ``inner`` and ``to`` without inline marks, its places, and the length of a bold beginning."""
    part = raw[inner:to]
    if not _MARKED.search(part):
        return part, range(start + inner, start + to), 0
    kept: list[str] = []
    places: list[int] = []
    bold, at, length = 0, 0, 0
    for match in _INLINE.finditer(part):
        kept.append(part[at : match.start()])
        places += range(start + inner + at, start + inner + match.start())
        length += match.start() - at
        at = match.end()
        if match[0] in ("**", "__") and match.start() > 0 and not bold and part.startswith(match[0]):
            bold = length
    kept.append(part[at:])
    places += range(start + inner + at, start + to)
    return "".join(kept), tuple(places), bold


def _kind(text: str) -> Kind:
    first = text[0]
    if text[-1] in "0123456789.．·•…⋯_- " and _LEADERS.search(text):
        return "noise"
    if first in "T`~<" and text.startswith(("TOC \\", "```", "~~~", "<!--")):
        return "noise"
    if first in "单計计（(" and _UNIT.fullmatch(text):
        return "unit"
    if first in "图附照F" and _FIGURE.fullmatch(text):
        return "noise"
    if first in "表附T" and _TABLE_NAME.fullmatch(text):
        return "caption"
    if first == "|" and text.count("|") > 1:
        return "rule" if _RULE.fullmatch(text) else "row"
    return "text"


def _without_setext(lines: list[Line]) -> list[Line]:
    """A line underlined with === or --- is a Markdown heading of depth 1 or 2."""
    out = list(lines)
    for i in range(1, len(lines)):
        rule = lines[i].text
        above = lines[i - 1]
        underlined = lines[i].kind == "noise" and len(rule) >= 3 and rule in ("=" * len(rule), "-" * len(rule))
        if underlined and above.kind == "text" and not above.ended and not above.depth and above.columns <= 80:
            out[i - 1] = replace(above, depth=1 if rule[0] == "=" else 2)
    return out


def _cell_count(line: Line) -> int:
    if line.kind != "text" or line.ended or line.depth:
        return 0
    gaps = _WIDE_GAP.findall(line.text)
    tabs = sum("\t" in gap for gap in gaps)
    return tabs + 1 if tabs else (len(gaps) + 1 if len(gaps) > 1 else 0)


def _rows(lines: list[Line]) -> list[Line]:
    """Neighbouring lines of equally many cells, parted by tabs or wide gaps, are rows of a table."""
    counts = [_cell_count(line) for line in lines]
    out = list(lines)
    for i, count in enumerate(counts):
        beside = counts[i - 1 : i] + counts[i + 1 : i + 2]
        if count > 1 and count in beside:
            out[i] = replace(lines[i], kind="row")
    return out


def _title_of(text: str) -> str:
    """A line as a table of contents would name it: blanks, leaders and the page number off, a run-in body off."""
    return compact(re.split(r"[。：]", re.sub(r"[\s.．·…⋯]*\d*\s*\Z", "", text), maxsplit=1)[0])


def _without_contents(lines: list[Line]) -> list[Line]:
    """The block after 目录 is set aside as far as its lines come back as headings."""
    begins = [i for i, line in enumerate(lines) if line.kind == "text" and _CONTENTS.fullmatch(line.text.strip())]
    if not begins:
        return lines
    left = Counter(_title_of(line.text) for line in lines if line.kind in ("text", "row"))
    out = list(lines)
    for begin in begins:
        out[begin] = replace(lines[begin], kind="noise")
        taken: set[str] = set()
        for i in range(begin + 1, len(lines)):
            title = _title_of(lines[i].text)
            if lines[i].kind not in ("text", "row"):
                continue
            if title in taken or left[title] < 2:
                break
            taken.add(title)
            out[i] = replace(lines[i], kind="noise")
    return out


def _without_running_headers(lines: list[Line]) -> list[Line]:
    """A short line that comes back again and again beside page marks, or in the middle of sentences, is a running header;
    the first one stays, for it may be the title."""
    keys = [
        re.sub(r"(?<!\d)\d{1,3}(?!\d)|[-—–|]", "", compact(line.text)) if line.kind == "text" and line.columns <= 80 else ""
        for line in lines
    ]
    often = {key for key, count in Counter(keys).items() if key and count >= 3}
    if not often:
        return lines
    places: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if key in often and not lines[i].ended:
            places.setdefault(key, []).append(i)
    out = list(lines)
    for spots in places.values():
        if sum(_breaks_page(lines, i) for i in spots[1:]) * 2 >= len(spots) - 1 > 0:
            for i in spots[1:]:
                out[i] = replace(lines[i], kind="noise")
    return out


def _breaks_page(lines: list[Line], i: int) -> bool:
    near = [lines[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(lines)]
    if lines[i].new_page or any(line.kind == "noise" and line.text and _PAGE.fullmatch(line.text) for line in near):
        return True
    if not any(line.kind == "blank" for line in lines[i - 1 : i] + lines[i + 1 : i + 2]):
        return False
    before = next((line for line in reversed(lines[max(0, i - 3) : i]) if line.kind == "text"), None)
    return before is not None and before.columns >= 40 and not before.ended
