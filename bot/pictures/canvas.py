"""The elements of a picture as SVG text. Coordinates and sizes are in pixels of a picture 1200 wide, y downwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from bot.render.layout import clean

WIDTH, MARGIN = 1200, 64
INK, GREY, FAINT, PAPER = "#1A2433", "#5B6675", "#D9DEE5", "#FFFFFF"
ACCENT, LOSS = "#0B5CAD", "#B4531A"
# Okabe and Ito's colours, which people who see red and green alike tell apart; neighbours differ in lightness as well.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#CC79A7")
FONT = "Noto Sans SC"
# The font has one weight: a stroke of this part of the size makes it bold.
_BOLD = 0.028
# The ink of these stands in the right half of their square: they hang out of the margin.
_HANGING = frozenset("“‘（《「")
_NONE_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(
    x: float, y: float, said: str, size: float, *, colour: str = INK, bold: bool = False, anchor: str = "start"
) -> str:
    """A line of text whose baseline begins, ends ("end") or is centred ("middle") at x, y."""
    where = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
    return f"<text {where} {_ink(colour, size, bold)}>{safe(said)}</text>"


def spans(x: float, y: float, runs: Sequence[tuple[str, bool]], size: float) -> str:
    """A line of text of which some runs stand out."""
    x -= size / 2 if runs and runs[0][0][:1] in _HANGING else 0
    inner = "".join(f"<tspan {_ink(ACCENT if strong else INK, size, strong)}>{safe(said)}</tspan>" for said, strong in runs)
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" xml:space="preserve">{inner}</text>'


def _ink(colour: str, size: float, bold: bool) -> str:
    stroke = f' stroke="{colour}" stroke-width="{size * _BOLD:.2f}" stroke-linejoin="round"' if bold else ""
    return f'fill="{colour}"{stroke}'


def safe(said: str) -> str:
    """The text as XML may hold it."""
    return escape(_NONE_IN_XML.sub("\N{REPLACEMENT CHARACTER}", clean(said)))


def lines(
    x: float, y: float, said: Sequence[str], size: float, *,
    leading: float = 1.4, colour: str = INK, bold: bool = False, anchor: str = "start",
) -> str:
    """Lines of text under each other, the first one's baseline at y."""
    rows = (text(x, y + i * size * leading, line, size, colour=colour, bold=bold, anchor=anchor) for i, line in enumerate(said))
    return "".join(rows)


def box(x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> str:
    """A filled rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:g}" fill="{colour}"/>'


def stroke(x1: float, y1: float, x2: float, y2: float, colour: str = FAINT, thick: float = 2) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{thick:g}"/>'


def path(drawn: str, *, fill: str = "none", colour: str = "none", thick: float = 0) -> str:
    """A path in SVG's own notation."""
    return f'<path d="{drawn}" fill="{fill}" stroke="{colour}" stroke-width="{thick:g}" stroke-linejoin="round"/>'


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """A dot with a white rim."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" stroke="{PAPER}" stroke-width="3"/>'


def picture(height: float, *elements: str) -> str:
    """The whole as an SVG document on white paper."""
    size = f'width="{WIDTH}" height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}"'
    inner = box(0, 0, WIDTH, height, PAPER) + "".join(elements)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{inner}</svg>'
