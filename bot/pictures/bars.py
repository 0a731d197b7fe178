"""Bars: lying ones for lists and long names, standing ones for a few with short names. They begin at zero, always; there is
no scale, for its numbers would stand in no report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.pictures import canvas
from bot.pictures.frame import ROOM
from bot.pictures.lettering import balanced, width
from knowledge.beside import Point

NAME, VALUE = 30, 32
_LONGEST_NAME, _GAP, _THINNEST = 400, 18, 4
_ROW, _BAR = 108, 54
_DENSE_ROW, _DENSE_BAR = 74, 38
_CROWDED = 8  # points from which rows are closer
_TALL, _WIDEST = 400, 190


def lying(points: Sequence[Point], top: float) -> tuple[str, float]:
    """One row a point: the name on the left, the value behind its bar. Gives the drawing and where it ends."""
    row, bar = (_DENSE_ROW, _DENSE_BAR) if len(points) >= _CROWDED else (_ROW, _BAR)
    names = [balanced(point.name, NAME, _LONGEST_NAME, 2 if row == _DENSE_ROW else 3) for point in points]
    column = max(width(line, NAME) for name in names for line in name)
    left = canvas.MARGIN + column + _GAP
    zero, scale = _scale(points, left)
    drawn = [canvas.stroke(zero, top, zero, top + row * len(points), canvas.GREY)]
    for place, (point, name) in enumerate(zip(points, names, strict=True)):
        middle = top + row * (place + 0.5)
        drawn += [_name(name, left - _GAP, middle), _bar(point, zero, scale, middle, bar)]
    return "".join(drawn), top + row * len(points) + 36


def _scale(points: Sequence[Point], left: float) -> tuple[float, Decimal]:
    """Where zero is, and how many pixels one unit is; room for the values is kept behind both ends."""
    up = max([point.worth for point in points if point.worth > 0], default=Decimal())
    down = -min([point.worth for point in points if point.worth < 0], default=Decimal())
    behind = max([width(p.text, VALUE) for p in points if p.worth >= 0], default=0) + _GAP if up or not down else 0
    before = max([width(p.text, VALUE) for p in points if p.worth < 0], default=0) + _GAP if down else 0
    room = Decimal(canvas.WIDTH - canvas.MARGIN - left - behind - before)
    scale = room / (up + down) if up + down else Decimal()
    return left + before + float(down * scale), scale


def _name(lines: Sequence[str], right: float, middle: float) -> str:
    first = middle + NAME * 0.36 - (len(lines) - 1) * NAME * 0.6
    return canvas.lines(right, first, lines, NAME, leading=1.2, anchor="end")


def _bar(point: Point, zero: float, scale: Decimal, middle: float, thick: float) -> str:
    """A bar with its value behind its end; a small one keeps a few pixels, a zero has none."""
    long = max(float(abs(point.worth) * scale), _THINNEST if point.worth else 0)
    baseline = middle + VALUE * 0.36
    if point.worth < 0:
        bar = canvas.box(zero - long, middle - thick / 2, long, thick, canvas.LOSS)
        return bar + canvas.text(zero - long - _GAP / 2, baseline, point.text, VALUE, bold=True, anchor="end")
    bar = canvas.box(zero, middle - thick / 2, long, thick, canvas.ACCENT)
    return bar + canvas.text(zero + long + _GAP / 2, baseline, point.text, VALUE, bold=True)


def can_stand(points: Sequence[Point]) -> bool:
    """Whether there are few enough, none below zero, with names and values that fit under and over their bars."""
    room = ROOM / len(points) - _GAP
    short = all(width(p.name, NAME) <= room and width(p.text, VALUE) <= room for p in points)
    return len(points) <= 5 and short and all(p.worth >= 0 for p in points)


def standing(points: Sequence[Point], top: float) -> tuple[str, float]:
    """One column a point: the value over its bar, the name under it."""
    step, most = ROOM / len(points), max(point.worth for point in points)
    floor, thick = top + 60 + _TALL, min(_WIDEST, ROOM / len(points) * 0.5)
    drawn = []
    for place, point in enumerate(points):
        centre = canvas.MARGIN + step * (place + 0.5)
        tall = max(float(point.worth / most) * _TALL if most else 0, _THINNEST if point.worth else 0)
        drawn.append(canvas.box(centre - thick / 2, floor - tall, thick, tall, canvas.ACCENT))
        drawn.append(canvas.text(centre, floor - tall - 18, point.text, VALUE, bold=True, anchor="middle"))
        drawn.append(canvas.text(centre, floor + 46, point.name, NAME, anchor="middle"))
    drawn.append(canvas.stroke(canvas.MARGIN, floor, canvas.WIDTH - canvas.MARGIN, floor, canvas.GREY))
    return "".join(drawn), floor + 90
