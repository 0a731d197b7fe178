"""Web pages: what a reader sees of one. Scripts, styles, hidden parts and deleted words are left out; lists are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.errors import BrokenFileError
from knowledge.report.formats.counting import put_before, written
from knowledge.report.formats.grid import Cell, Grid
from knowledge.report.formats.items import Item, Para
from knowledge.report.formats.plain import BOMS, decode

_UNSEEN = frozenset(
    "head script style template noscript iframe object svg canvas audio video select textarea button input datalist dialog del"
    " rt rp nav math".split()
)
_BLOCKS = frozenset(
    "html body main article section aside header footer div p ul ol li dl dt dd blockquote pre figure figcaption address form"
    " fieldset details summary center table caption hgroup hr".split()
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")
# A line end in the file beside a Chinese character is no blank of the text.
_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n]*|[\r\n][ \t\r\n]*(?=[\u2e80-\uffef])")
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 150


def read(data: bytes, name: str) -> list[Item]:
    """What the page shows. Raises NotTextError for bytes in no encoding, BrokenFileError for a page nested beyond reason."""
    if not data.startswith(tuple(mark for mark, _ in BOMS)):
        data = data.replace(b"\0", b"")  # a page is told by its first tag, so this is no UTF-16
    declared = _CHARSET.search(data[:4096])
    text = decode(data, name, declared[1].decode("ascii") if declared else "")
    page = LexborHTMLParser(text)
    walk = _Walk(name)
    if page.root is not None:
        walk.children(page.root, 0)
    walk.close()
    return walk.items


@dataclass(slots=True)
class _Walk:
    """Goes through a page once; ``line`` is the paragraph that is open."""

    name: str
    items: list[Item] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0
    mark: str = ""  # the number or bullet of the paragraph that comes next

    def close(self) -> None:
        """Ends the open paragraph."""
        text = "\n".join(_BLANK.sub(" ", _BREAK.sub("", part)).strip() for part in "".join(self.line).split("\0")).strip("\n")
        if text.strip():
            self.items.append(Para(put_before(self.mark, text), self.depth))
            self.mark = ""
        self.line = []

    def children(self, node: LexborNode, level: int) -> None:
        """Everything in a node, in order."""
        if level > _DEEPEST:
            raise BrokenFileError(f"{self.name}: its parts are nested over {_DEEPEST} deep; save it as .docx or .txt")
        for child in node.iter(include_text=True):
            self.node(child, level + 1)

    def node(self, node: LexborNode, level: int) -> None:
        """One node: a text, or an element with all that is in it."""
        tag = node.tag or ""
        if tag == "-text":
            self.line.append((node.text_content or "").replace("\0", ""))
        elif tag == "br":
            self.line.append("\0")
        elif tag == "img" or tag.startswith(("-", "!", "_")) or tag in _UNSEEN or _is_hidden(node):
            return
        elif tag == "table":
            self.close()
            self.table(node, level)
        elif tag in _HEADINGS:
            self.block(node, level, _HEADINGS[tag])
        elif tag == "ol":
            self.counted(node, level)
        elif tag == "li":
            self.close()
            self.mark = "•"
            self.block(node, level, 0)
        elif tag in _BLOCKS:
            self.block(node, level, self.depth)
        else:
            self.children(node, level)

    def block(self, node: LexborNode, level: int, depth: int) -> None:
        """An element that is a paragraph of its own."""
        self.close()
        outer, self.depth = self.depth, depth
        self.children(node, level)
        self.close()
        self.depth = outer

    def counted(self, node: LexborNode, level: int) -> None:
        """A numbered list: the page holds no numbers, the browser counts."""
        self.close()
        told = node.attributes
        entries = [child for child in node.iter() if child.tag == "li" and not _is_hidden(child)]
        backwards = "reversed" in told
        number = _whole(told.get("start"), len(entries) if backwards else 1)
        for entry in entries:
            number = _whole(entry.attributes.get("value"), number)
            kind = _KINDS.get(entry.attributes.get("type") or told.get("type") or "1", "decimal")
            self.mark = "" if _no_marks(node) else f"{written(number, kind)}."
            self.block(entry, level + 1, 0)
            number += -1 if backwards else 1

    def table(self, node: LexborNode, level: int) -> None:
        """A table; one of a single column is only there for the looks."""
        caption = next((child for child in node.iter() if child.tag == "caption"), None)
        if caption is not None:
            self.block(caption, level, 0)
        rows = list(_rows(node))
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                self.block(cell, level, 0)
            return
        inner: list[Item] = []
        self.items.append(Grid(tuple(tuple(self.cell(cell, level, inner) for cell in row) for row in rows)))
        self.items += inner

    def cell(self, node: LexborNode, level: int, inner: list[Item]) -> Cell:
        """The paragraphs of a cell; tables in it are added to ``inner``."""
        walk = _Walk(self.name)
        walk.children(node, level + 1)
        walk.close()
        inner += [item for item in walk.items if isinstance(item, Grid)]
        text = "\n".join(item.text for item in walk.items if isinstance(item, Para))
        return Cell(text, _whole(node.attributes.get("colspan"), 1), _whole(node.attributes.get("rowspan"), 1))


def _rows(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The rows of a table and not of those within: head first, foot last, as browsers show them."""
    parts = [child for child in table.iter() if not _is_hidden(child)]
    order = {"thead": 0, "tfoot": 2}
    for part in sorted(parts, key=lambda child: order.get(child.tag or "", 1)):
        inside = part.iter() if part.tag in ("thead", "tbody", "tfoot") else [part]
        for row in inside:
            if row.tag == "tr" and not _is_hidden(row):
                yield [cell for cell in row.iter() if cell.tag in ("td", "th") and not _is_hidden(cell)]


def _is_hidden(node: LexborNode) -> bool:
    told = node.attributes
    return "hidden" in told or bool(_HIDDEN.search(told.get("style") or ""))


def _no_marks(node: LexborNode) -> bool:
    return re.search(r"list-style(?:-type)?\s*:\s*none", node.attributes.get("style") or "") is not None


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise
