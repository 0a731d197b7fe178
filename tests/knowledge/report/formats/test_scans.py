"""Pictures of pages: recognised lines become paragraphs; without the extra the way out is said."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import ScannedReportError, TooLargeError
from knowledge.report import read as door
from knowledge.report.formats import pages, sandbox
from knowledge.report.formats.items import Found
from knowledge.report.formats.kinds import unheard
from knowledge.report.formats.printed import Glyph
from knowledge.report.formats.readers import found_in
from knowledge.report.read import read_bytes

GREY = b"P6 8 8 255 " + bytes([200] * 192)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
# As a recogniser gives them: a line a box, boxes a little off and of different heights.
LINES = [
    ("松岭县林业局2022年工作总结", 190, 400, 80, 100),
    ("一、造林", 96, 144, 120, 133),
    ("全年植树5200棵，成活率为96.5%，新建苗圃6处，育苗37万株，开展防火", 97, 521, 140, 152.5),
    ("巡查240次。", 71.5, 140, 160.2, 173),
    ("二、防火", 95, 144, 180, 192),
    ("- 1 -", 290, 310, 800, 809),
]


class Eyes:
    """Sees the lines above on whatever page."""

    def __init__(self, data: bytes, name: str) -> None: ...

    def page(self, number: int) -> list[Glyph]:
        return [Glyph(text, x0, x1, top, bottom, 12) for text, x0, x1, top, bottom in LINES]

    def picture(self) -> list[Glyph]:
        return self.page(0)


SEEN = "松岭县林业局2022年工作总结\n\n一、造林\n\n全年植树5200棵，成活率为96.5%，新建苗圃6处，育苗37万株，开展防火巡查240次。\n\n二、防火\n"


def pdf_of(*draw: Callable[[Canvas], None]) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(GREY)), 0, 0, *A4)


def written(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 400, "5200 trees were planted in 2030, 96.5 % of them live.")


@pytest.fixture
def eyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recogniser is there, and reads in this process."""
    monkeypatch.setattr(pages, "_eyes", Eyes)
    monkeypatch.setattr(door, "_can_recognise", lambda: True)

    def here(kind: str, data: bytes, name: str, progress: object, bounds: object = None) -> Found:
        return found_in(kind, data, name, unheard)

    monkeypatch.setattr(sandbox, "found_apart", here)


@pytest.mark.usefixtures("eyes")
def test_scans_are_recognised() -> None:
    """Of pages that are pictures, and of a picture, the lines are put together as printed ones; the source says so."""
    for data, form in ((pdf_of(scanned), "pdf"), (PNG, "image")):
        source = read_bytes(data, "x.pdf")
        assert (source.text, source.format, source.recognised, source.pictures, source.whole) == (SEEN, form, True, 0, True)


@pytest.mark.usefixtures("eyes")
def test_one_page_among_others() -> None:
    """A picture among written pages is read too, in its place."""
    source = read_bytes(pdf_of(written, scanned, written), "x.pdf")
    assert source.recognised
    assert source.text.index("5200 trees") < source.text.index("植树5200棵") < source.text.rindex("5200 trees")


@pytest.mark.usefixtures("eyes")
def test_too_many_scanned_pages() -> None:
    """Recognising takes its time, so fewer pages are taken."""
    with pytest.raises(TooLargeError, match=r"121 pages"):
        read_bytes(pdf_of(*[scanned] * 121), "x.pdf")


@pytest.mark.parametrize(("data", "what"), [(pdf_of(scanned, scanned), "2 of 2 pages"), (PNG, "this is a picture")])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, data: bytes, what: str) -> None:
    """A scan is refused with the way out."""
    monkeypatch.setattr(door, "_can_recognise", lambda: False)
    with pytest.raises(ScannedReportError, match=rf"x\.pdf: .*{what}.*wenbao\[ocr\]"):
        read_bytes(data, "x.pdf")


def test_a_page_that_was_not_read_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture among written pages does not stop them from being read, and is told."""
    monkeypatch.setattr(door, "_can_recognise", lambda: False)
    source = read_bytes(pdf_of(written, scanned, written), "x.pdf")
    assert (source.pictures, source.recognised) == (1, False)
    assert "5200 trees" in source.text


def test_real_recognition() -> None:
    """With the extra installed, a picture of a page is read through the door."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(pdf_of(written))
    picture = document[0].render(scale=1.2, crop=(0, 350, 0, 350)).to_pil()
    document.close()
    held = io.BytesIO()
    picture.save(held, "PNG")
    source = read_bytes(held.getvalue(), "x.png")
    assert source.recognised and "5200" in source.text and "96.5" in source.text
