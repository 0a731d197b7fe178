"""Word documents, read as a reader sees them with all changes accepted.

Kept: insertions, content controls, text boxes, the results of fields, tables in tables. Left out: deletions, what was moved
away, hidden words, the instructions of fields, fallbacks of newer drawings, tables of contents, headers and footers. Automatic
numbers are counted. Macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.report.formats.counting import put_before
from knowledge.report.formats.grid import Grid
from knowledge.report.formats.items import Item, Para
from knowledge.report.formats.numbering import Numbering
from knowledge.report.formats.openxml import Element, Parts, below, child, is_on, kind, value, whole
from knowledge.report.formats.wordstyles import Styles
from knowledge.report.formats.wordtables import Slot, grid_of

_NOTES = "注释"
# What holds paragraphs or words and is itself no text.
_WRAPPERS = frozenset("ins moveTo smartTag hyperlink sdtContent customXml bdo dir fldSimple Choice Fallback".split())
_GONE = frozenset(
    "del moveFrom rPr pPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr instrText delText delInstrText rt rubyPr fldData ffData"
    " footnoteRef endnoteRef annotationRef".split()
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(data: bytes, name: str) -> list[Item]:
    """The paragraphs and tables of a .docx or .docm. Raises BrokenFileError, EncryptedReportError, TooLargeError."""
    parts = Parts(data, name)
    styles = Styles(parts.part("styles"))
    body = child(parts.main, "body")
    reader = _Reader(styles, Numbering(parts.part("numbering"), styles.links))
    items = list(reader.blocks(body if body is not None else ()))
    return [*items, *_notes(reader, parts)]


def _notes(reader: _Reader, parts: Parts) -> Iterator[Item]:
    """The notes at the foot of pages, under a heading of their own behind the text."""
    notes = [
        item
        for part, one in (("footnotes", "footnote"), ("endnotes", "endnote"))
        for note in below(parts.part(part), one)
        if value(note, "type") in (None, "normal")
        for item in reader.blocks(note)
    ]
    if any(isinstance(item, Grid) or item.text.strip() for item in notes):
        yield Para(_NOTES)
        yield from notes


@dataclass(slots=True)
class _Line:
    """The paragraph that is being read: its words, and the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Reader:
    """Goes through a document once, from its beginning, because lists count."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._codes = 0  # fields whose instruction is being read
        self._fields: list[bool] = []  # the open fields, True where the instruction is being read
        self._held = ""  # words of a paragraph whose end was deleted

    def blocks(self, parent: Element) -> Iterator[Item]:
        """The paragraphs and tables in an element, in order."""
        for element in parent:
            name = kind(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "sdt":
                if not _is_contents(element):
                    yield from self.blocks(child(element, "sdtContent") if child(element, "sdtContent") is not None else ())
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element))
            elif name in _WRAPPERS:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Item]:
        properties = child(element, "pPr")
        name = value(child(properties, "pStyle"))
        style = self._styles.paragraph(name)
        line = _Line()
        self._words(element, line, style.hidden)
        # An instruction that never ends would swallow the rest of the report.
        self._fields, self._codes = [False] * len(self._fields), 0
        text = self._held + "".join(line.words)
        self._held = ""
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
            self._held = text  # it goes on in the next paragraph
            return
        mark = self._mark(properties, name)
        if text.strip() and not style.contents:
            outline = child(properties, "outlineLvl")
            depth = style.depth if outline is None else (whole(value(outline), 9) + 1) % 10
            yield Para(put_before(mark, text.strip()), depth)
        for box in line.boxes:
            yield from self.blocks(box)

    def _mark(self, properties: Element | None, name: str | None) -> str:
        """The automatic number of a paragraph, of its own list or its style's."""
        style = self._styles.paragraph(name)
        own = child(properties, "numPr")
        number = value(child(own, "numId")) or style.list
        if not number or number == "0" or is_on(child(properties, "rPr", "vanish")):
            return ""
        at = whole(value(child(own, "ilvl")), -1) if own is not None else -1
        if at < 0 and child(own, "numId") is None:
            of_style = self._numbering.level_of_style(number, name or "")
            of_style = self._numbering.level_of_style(number, style.numbered) if of_style is None else of_style
            at = style.level if of_style is None else of_style
        return self._numbering.mark(number, max(at, 0))

    def _words(self, parent: Element, line: _Line, hidden: bool) -> None:
        """Adds what is seen of an element's words to the line."""
        for element in parent:
            name = kind(element)
            if name == "r":
                self._run(element, line, hidden)
            elif name == "sdt":
                self._words(child(element, "sdtContent") if child(element, "sdtContent") is not None else (), line, hidden)
            elif name == "AlternateContent":
                self._words(_chosen(element), line, hidden)
            elif name in _GONE or name == "p":
                continue
            elif name == "t":
                if not self._codes and not hidden:
                    line.words.append(element.text or "")
            elif name in _SIGNS:
                if not self._codes and not hidden:
                    line.words.append(_SIGNS[name])
            elif name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif name == "sym":
                line.words.append(_symbol(value(element, "char")))
            elif name == "txbxContent":
                line.boxes.append(element)
            else:
                self._words(element, line, hidden)

    def _run(self, element: Element, line: _Line, hidden: bool) -> None:
        """A run of words in one style; a run may say itself that it is not hidden."""
        properties = child(element, "rPr")
        own = child(properties, "vanish")
        of_style = self._styles.hides(value(child(properties, "rStyle")))
        self._words(element, line, is_on(own) if own is not None else hidden or of_style)

    def _field(self, step: str | None) -> None:
        """A field has an instruction, then its result."""
        if step == "begin":
            self._fields.append(True)
        elif step == "separate" and self._fields:
            self._fields[-1] = False
        elif step == "end" and self._fields:
            self._fields.pop()
        self._codes = sum(self._fields)

    def _table(self, element: Element) -> Iterator[Item]:
        """A table; one of a single column is only there for the looks."""
        rows = [self._row(row) for row in _inside(element, "tr") if _stays(row)]
        if all(len(row) <= 1 for row in rows):
            yield from (item for row in rows for slot in row for item in slot.items)
            return
        yield grid_of(rows)
        yield from (item for row in rows for slot in row for item in slot.items if isinstance(item, Grid))

    def _row(self, row: Element) -> list[Slot]:
        before = whole(value(child(row, "trPr", "gridBefore")))
        return [*([Slot((), before)] if before else ()), *(self._slot(cell) for cell in _inside(row, "tc"))]

    def _slot(self, cell: Element) -> Slot:
        properties = child(cell, "tcPr")
        gone = child(properties, "cellDel") is not None
        merged = child(properties, "vMerge")
        sideways = child(properties, "hMerge")
        return Slot(
            () if gone else tuple(self.blocks(cell)),
            max(1, whole(value(child(properties, "gridSpan")), 1)),
            "" if merged is None else value(merged) or "continue",
            sideways is not None and (value(sideways) or "continue") == "continue",
        )


def _chosen(alternatives: Element) -> Element:
    """The first choice of a newer drawing, its fallback only when there is none."""
    choice = child(alternatives, "Choice")
    fallback = child(alternatives, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _is_contents(control: Element) -> bool:
    gallery = value(next(below(child(control, "sdtPr"), "docPartGallery"), None)) or ""
    return gallery.lower() == "table of contents"


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, content controls and insertions opened."""
    for element in parent:
        if kind(element) == name:
            yield element
        elif kind(element) == "sdt" or kind(element) in _WRAPPERS:
            yield from _inside(element, name)


def _stays(row: Element) -> bool:
    return child(row, "trPr", "del") is None and not is_on(child(row, "trPr", "hidden"))


def _symbol(code: str | None) -> str:
    """A sign of a symbol font, "" where its number means another sign in each font."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""
