"""A reply as plain text, for pipes and files."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk import Reply
from bot.render.layout import Line, Role, clean, lay_out

_QUOTES: dict[Role, tuple[str, str]] = {"quote": ("  “", "”"), "source": ("  ", ""), "offer": ("  ", "")}


def text(reply: Reply) -> str:
    """The reply in lines, without a final line end."""
    return lines(lay_out(reply))


def lines(laid_out: Iterable[Line]) -> str:
    """The lines, one under the other; lines with no text are left out."""
    return "\n".join(written(line) for line in laid_out if line.text)


def written(line: Line) -> str:
    """One line as it is written, without its marks."""
    before, after = _QUOTES.get(line.role, ("", ""))
    return before + clean(line.text) + after
