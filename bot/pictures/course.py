"""A line through the years. The ground is zero, so that a small change looks small."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.pictures import canvas
from bot.pictures.frame import ROOM
from bot.pictures.lettering import width
from knowledge.beside import Point

_NAME, _VALUE, _SMALLEST = 28, 32, 18
_TALL, _ABOVE = 380, 70


def course(points: Sequence[Point], top: float) -> tuple[str, float]:
    """The line with a dot, a value and a year for each point. Gives the drawing and where it ends."""
    step = ROOM / len(points)
    places = [(canvas.MARGIN + step * (i + 0.5), y) for i, y in enumerate(_heights(points, top + _ABOVE))]
    floor = top + _ABOVE + _TALL
    value, name = _size([p.text for p in points], _VALUE, step), _size([p.name for p in points], _NAME, step)
    under = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    drawn = [canvas.path(under, colour=canvas.ACCENT, thick=6)]
    zero = _height(Decimal(), points, top + _ABOVE)
    drawn.append(canvas.stroke(canvas.MARGIN, zero, canvas.WIDTH - canvas.MARGIN, zero, canvas.GREY))
    for (x, y), point in zip(places, points, strict=True):
        drawn.append(canvas.dot(x, y, 11, canvas.ACCENT))
        drawn.append(canvas.text(x, y - 28, point.text, value, bold=True, anchor="middle"))
        drawn.append(canvas.text(x, floor + 48, point.name, name, anchor="middle"))
    return "".join(drawn), floor + 92


def _size(said: Sequence[str], size: float, step: float) -> float:
    """The size at which no text touches its neighbour."""
    widest = max(width(text, 1) for text in said)
    return max(min(size, (step - 14) / widest), _SMALLEST)


def fits(points: Sequence[Point]) -> bool:
    """Whether values and years stand beside each other at a size that can be read."""
    step = ROOM / len(points) - 14
    return all(width(text, _SMALLEST) <= step for p in points for text in (p.text, p.name))


def _heights(points: Sequence[Point], top: float) -> list[float]:
    return [_height(point.worth, points, top) for point in points]


def _height(worth: Decimal, points: Sequence[Point], top: float) -> float:
    most, least = max(Decimal(), *(p.worth for p in points)), min(Decimal(), *(p.worth for p in points))
    part = (most - worth) / (most - least) if most > least else Decimal(1)
    return top + float(part) * _TALL
