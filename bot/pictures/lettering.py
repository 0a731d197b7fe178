"""How wide a text is in the pictures' font, and how it is broken into lines; a number is never broken or cut.

Widths are those of Noto Sans SC in parts of the font size; what is not in the table is taken as wide as a Chinese character."""

from __future__ import annotations

import re

_WIDTHS = {
    **dict.fromkeys("0123456789+=<>~", 0.555), **dict.fromkeys(".,:;'", 0.278), **dict.fromkeys(" ", 0.224),
    **dict.fromkeys("()[]-", 0.347), **dict.fromkeys("ijl|", 0.29), **dict.fromkeys("/ft", 0.39), "%": 0.93, "W": 0.88,
    "M": 0.82, "m": 0.93, "w": 0.81, "@": 0.95, "·": 0.6, "—": 0.9,
}  # fmt: skip
_LATIN = {"upper": 0.66, "lower": 0.58}
# A number with what belongs to it, a Latin word, or one character.
_PIECE = re.compile(
    r"第?[约近超逾]?(?:[\d０-９][\d０-９.,．，%％]*(?<![.,．，])|[〇零一二两三四五六七八九十百千万亿]{2,}|(?<=第)[一二三四五六七八九十])"
    r"[余多几]?[十百千万亿]*[%％‰]?"
    r"(?:个百分点|人次|平方米|公里|等奖|[元人个项名次场家篇亩吨件户年月日册所台辆届位])?|[A-Za-z]+|[\s\S]"
)
_NO_START = frozenset("，。、；：！？）》」』”’…％%)]}·")
_NO_END = frozenset("（《「『“‘([{")
MORE = "…"


def width(text: str, size: float) -> float:
    """The width of a text in pixels."""
    return sum(map(_em, text)) * size


def _em(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if character.isascii():
        return _LATIN["upper"] if character.isupper() else _LATIN["lower"]
    return 1.0


def pieces(text: str) -> list[str]:
    """The text cut where a line may end: never inside of a number with its unit, nor before a closing mark."""
    cut: list[str] = []
    for piece in _PIECE.findall(text):
        if cut and (piece in _NO_START or cut[-1][-1] in _NO_END):
            cut[-1] += piece
        else:
            cut.append(piece)
    return cut


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """At most ``most`` lines that fit into ``room`` pixels; what is left out is told by …"""
    lines, left = _lines(pieces(text), size, room, most)
    if left and lines:
        lines[-1] = _ended(lines[-1], size, room)
    return lines


def fits(text: str, size: float, room: float, most: int) -> bool:
    """Whether nothing of the text would be left out."""
    return not _lines(pieces(text), size, room, most)[1]


def _lines(cut: list[str], size: float, room: float, most: int) -> tuple[list[str], list[str]]:
    """The lines, and the pieces that found no room."""
    lines: list[str] = []
    line = ""
    for place, piece in enumerate(cut):
        if not line or width(line + piece, size) <= room:
            line += piece
            continue
        lines.append(line.strip())
        if len(lines) == most:
            return lines, cut[place:]
        line = piece
    return [*lines, line.strip()] if line.strip() else lines, []


def _ended(line: str, size: float, room: float) -> str:
    """The line with … behind it, as many whole pieces shorter as that takes."""
    kept = pieces(line)
    while len(kept) > 1 and width("".join(kept) + MORE, size) > room:
        kept.pop()
    return "".join(kept).rstrip("，、；：") + MORE


def balanced(text: str, size: float, room: float, most: int) -> list[str]:
    """Like ``wrapped``, but with lines of about the same length: no single character is left on the last."""
    lines = wrapped(text, size, room, most)
    if len(lines) < 2 or lines[-1].endswith(MORE):
        return lines
    narrower = room
    while narrower > room / 2 and len(even := wrapped(text, size, narrower - size, len(lines))) == len(lines) and not (
        even[-1].endswith(MORE)
    ):
        narrower -= size
        lines = even
    return lines
