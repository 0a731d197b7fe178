"""A ring of the parts that make a whole, each named beside it with its share as the report writes it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.pictures import canvas
from bot.pictures.lettering import balanced, width
from knowledge.beside import Point

_OUTER, _INNER = 210, 118
_NAME, _VALUE = 32, 46
_LEFT, _ROW, _SWATCH = 570, 108, 30
_CROWDED = 5
_FROM = 0.07  # shares of this size have room for their number inside of the ring
_LIGHT = ("#E69F00", "#56B4E9", "#CC79A7")


def ring(points: Sequence[Point], top: float) -> tuple[str, float]:
    """The ring on the left, names and shares on the right. Gives the drawing and where it ends."""
    row = min(_ROW, 560 / len(points))
    tall = max(2 * _OUTER, row * len(points))
    x, y = canvas.MARGIN + _OUTER + 40, top + tall / 2
    drawn = [*_slices(points, x, y)]
    first = y - row * len(points) / 2
    for place, point in enumerate(points):
        drawn.append(_entry(point, canvas.PALETTE[place], first + row * (place + 0.5), 3 if len(points) < _CROWDED else 2))
    return "".join(drawn), top + tall + 44


def _slices(points: Sequence[Point], x: float, y: float) -> list[str]:
    """The slices clockwise from the top, in the report's order."""
    whole, at, drawn = float(sum(point.worth for point in points)), 0.0, []
    for place, point in enumerate(points):
        share = float(point.worth) / whole
        drawn.append(canvas.path(_slice(x, y, at, at + share), fill=canvas.PALETTE[place], colour=canvas.PAPER, thick=4))
        if share >= _FROM:
            drawn.append(_inside(point.text, x, y, at + share / 2, canvas.PALETTE[place]))
        at += share
    return drawn


def _slice(x: float, y: float, start: float, end: float) -> str:
    big = 1 if end - start > 0.5 else 0
    (a, b), (c, d) = _at(x, y, start, _OUTER), _at(x, y, end, _OUTER)
    (e, f), (g, h) = _at(x, y, end, _INNER), _at(x, y, start, _INNER)
    outer, inner = f"A{_OUTER} {_OUTER} 0 {big} 1 {c:.2f} {d:.2f}", f"A{_INNER} {_INNER} 0 {big} 0 {g:.2f} {h:.2f}"
    return f"M{a:.2f} {b:.2f} {outer} L{e:.2f} {f:.2f} {inner} Z"


def _at(x: float, y: float, turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn - math.pi / 2
    return x + radius * math.cos(angle), y + radius * math.sin(angle)


def _inside(said: str, x: float, y: float, turn: float, colour: str) -> str:
    a, b = _at(x, y, turn, (_OUTER + _INNER) / 2)
    shown = canvas.INK if colour in _LIGHT else canvas.PAPER
    return canvas.text(a, b + 9, said, 25, colour=shown, bold=True, anchor="middle")


def _entry(point: Point, colour: str, middle: float, most: int) -> str:
    """A swatch, the name in at most so many lines, and the share at the right edge."""
    right = canvas.WIDTH - canvas.MARGIN
    name = balanced(point.name, _NAME, right - _LEFT - _SWATCH - 20 - width(point.text, _VALUE) - 30, most)
    first = middle + _NAME * 0.36 - (len(name) - 1) * _NAME * 0.6
    drawn = canvas.box(_LEFT, middle - _SWATCH / 2, _SWATCH, _SWATCH, colour, 6)
    drawn += canvas.lines(_LEFT + _SWATCH + 20, first, name, _NAME, leading=1.2)
    return drawn + canvas.text(right, middle + _VALUE * 0.36, point.text, _VALUE, bold=True, anchor="end")
