"""A series as a chart: its kind follows from the data, and every number on it stands in a cited sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.pictures import bars, canvas, course, proof, ring
from bot.pictures.frame import foot, head
from bot.pictures.raster import png
from knowledge.beside import Point, Series
from knowledge.errors import NothingToDrawError
from knowledge.model import Answer

if TYPE_CHECKING:
    from knowledge.library import Library

Drawing = Callable[[Sequence[Point], float], tuple[str, float]]
MOST = 12


def series_of(answer: Answer, library: Library) -> Series | None:
    """What of an answer can be drawn, with what its sentence or other years tell beside it; None when nothing can."""
    return library.series(answer)


def chart(data: Series) -> bytes:
    """The series as a PNG 1600 pixels wide. NothingToDrawError: fewer than two values, too many, or a number that its
    sentence does not state."""
    return png(drawn(data))


def drawn(data: Series) -> str:
    """The series as SVG."""
    if not 2 <= len(data.points) <= MOST:
        raise NothingToDrawError(f"{len(data.points)} values make no picture; a chart has 2 to {MOST}")
    proof.check_series(data)
    title, top = head(data.subject)
    inner, end = shape(data)(data.points, top)
    below, height = foot(end, [point.evidence for point in data.points], data.revision)
    return canvas.picture(height, title, inner, below)


def shape(data: Series) -> Drawing:
    """A ring for parts that make a hundred, a line for years from three on, standing bars for a few short names, else lying."""
    points = data.points
    if data.kind == "parts" and len(points) <= len(canvas.PALETTE):
        return ring.ring
    if data.kind == "years" and len(points) > 2 and course.fits(points):
        return course.course
    return bars.standing if bars.can_stand(points) else bars.lying
