"""Pictures of pages: their text is recognised line by line (rapidocr, of the extra ``ocr``), to be put together as printed lines.

The models are in the package; nothing is fetched. A page takes some seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

import pypdfium2
from rapidocr import RapidOCR

from knowledge.errors import BrokenFileError
from knowledge.report.formats.printed import Glyph

_RESOLUTION = 200 / 72  # pixels a point
_LARGEST = 3_600  # pixels of a page's longer side
_A4 = 842.0  # points; how high a picture without a size is taken to be
_ALIKE = 0.25  # lines whose heights differ less are of one size


class Recogniser:
    """Reads pictures. ``data``: the PDF they are pages of, or one picture."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._engine: Any = RapidOCR()

    def page(self, number: int) -> list[Glyph]:
        """The lines of a page of a PDF, each as one character would be, in points."""
        document = pypdfium2.PdfDocument(self._data)
        try:
            page = document[number]
            scale = min(_RESOLUTION, _LARGEST / max(page.get_size()))
            return self._lines(page.render(scale=scale).to_numpy(), scale)
        finally:
            document.close()

    def picture(self) -> list[Glyph]:
        """The lines of a picture that is a file of its own. Raises BrokenFileError when it is none."""
        try:
            found = self._engine(self._data)
        except Exception as error:  # rapidocr has an error of its own for each picture library
            raise BrokenFileError(f"{self._name}: is no whole picture; save it again as PNG or JPEG and supply that") from error
        height = found.img.shape[0] if found.img is not None else _A4
        return _glyphs(found, height / _A4)

    def _lines(self, pixels: Any, scale: float) -> list[Glyph]:
        return _glyphs(self._engine(pixels), scale)


def _glyphs(found: Any, scale: float) -> list[Glyph]:
    """The lines that were found. Heights vary with the characters of a line; those that are nearly alike are made alike."""
    if found.boxes is None or not len(found.boxes):
        return []
    boxes = [_box(box, scale) for box in found.boxes]
    usual = median(bottom - top for _, _, top, bottom in boxes)
    glyphs = []
    for text, (x0, x1, top, bottom) in zip(found.txts, boxes, strict=True):
        height = bottom - top
        size = usual if abs(height - usual) < _ALIKE * usual else height
        glyphs.append(Glyph(str(text).strip(), x0, x1, top, bottom, size))
    return [glyph for glyph in glyphs if glyph.text]


def _box(corners: Sequence[Sequence[float]], scale: float) -> tuple[float, float, float, float]:
    xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
    return min(xs), max(xs), min(ys), max(ys)
