"""Reports set on pages as word processors set them, as PDF, for tests: indents, breaks where a word does not fit, a running
header, page numbers, tables with rules."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
_WORD = re.compile(r"[A-Za-z0-9.,%‰+/-]+|[“‘（《〈【「(]?.[，。、；：？！）》」』”’%％‰〉】—…]*", re.DOTALL)
Table = Sequence[Sequence[str]]


@dataclass
class Page:
    """How pages look."""

    size: float = 12
    pitch: float = 20
    margin: float = 72
    indent: int = 2
    header: str = ""
    numbered: bool = True
    rules: bool = True


def width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def broken(text: str, room: float, first: float, size: float) -> Iterator[tuple[float, str]]:
    """The lines of a paragraph with their indents."""
    indent, line = first, ""
    for word in _WORD.findall(text):
        if line and width(line + word, size) > room - indent:
            yield indent, line
            indent, line = 0.0, ""
        line += word
    yield indent, line


class Press:
    """Sets blocks on pages."""

    def __init__(self, look: Page) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.look, self.held, self.page = look, io.BytesIO(), 0
        self.canvas = Canvas(self.held, pagesize=A4, invariant=1)
        self.room = A4[0] - 2 * look.margin
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = A4[1] - self.look.margin
        self.canvas.setFont(FONT, 9)
        if self.look.header:
            self.canvas.drawCentredString(A4[0] / 2, A4[1] - 40, self.look.header)
        if self.look.numbered:
            self.canvas.drawCentredString(A4[0] / 2, 36, f"- {self.page} -")

    def line(self, x: float, text: str, size: float) -> None:
        if self.y < self.look.margin:
            self.turn()
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(self.look.margin + x, self.y, text)
        self.y -= self.look.pitch * max(1, size / self.look.size)

    def title(self, text: str) -> None:
        self.line((self.room - width(text, 20)) / 2, text, 20)

    def paragraph(self, text: str) -> None:
        for indent, line in broken(text, self.room, self.look.indent * self.look.size, self.look.size):
            self.line(indent, line, self.look.size)

    def table(self, rows: Table) -> None:
        """Cells with rules around them (or none), each as high as its longest text."""
        column, size = self.room / len(rows[0]), self.look.size - 2
        for row in rows:
            lines = [[line for _, line in broken(cell, column - 8, 0, size)] for cell in row]
            height = max(map(len, lines)) * 14 + 6
            if self.y - height < self.look.margin:
                self.turn()
            for i, cell in enumerate(lines):
                x = self.look.margin + i * column
                if self.look.rules:
                    self.canvas.rect(x, self.y - height + 12, column, height)
                self.canvas.setFont(FONT, size)
                for j, line in enumerate(cell):
                    self.canvas.drawString(x + 4, self.y - j * 14, line)
            self.y -= height
        self.y -= 10

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.held.getvalue()


def pdf(blocks: Sequence[str | Table], look: Page | None = None) -> bytes:
    """Pages of blocks: the first is the title, texts are paragraphs, the others tables."""
    press = Press(look or Page())
    for i, block in enumerate(blocks):
        if not isinstance(block, str):
            press.table(block)
        elif i:
            press.paragraph(block)
        else:
            press.title(block)
    return press.done()
