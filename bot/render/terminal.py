"""A reply in a terminal: the headline bold, the value marked in its sentence, everything else quiet."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.desk import Reply
from bot.render.layout import Line, Role, clean, lay_out

MARK = "bold reverse"
_STYLES: dict[Role, str] = {
    "headline": "bold green",
    "label": "bold",
    "quote": "",
    "source": "dim",
    "calculation": "cyan",
    "note": "yellow",
    "opening": "bold",
    "offer": "",
    "text": "",
}
_INDENT: dict[Role, int] = {"quote": 2, "source": 2, "offer": 2}


def show(console: Console, reply: Reply) -> None:
    """Print a reply and an empty line after it."""
    show_lines(console, lay_out(reply))
    console.print()


def show_lines(console: Console, laid_out: Iterable[Line]) -> None:
    """Print lines; no text of a report or a person is read as markup."""
    for line in laid_out:
        if line.text:
            console.print(Padding(styled(line), (0, 0, 0, _INDENT.get(line.role, 0)), expand=False), highlight=False)


def styled(line: Line) -> Text:
    """The line in its role's style, with the value's characters marked."""
    text = Text(clean(line.text), style=_STYLES[line.role])
    for start, end in line.marks:
        text.stylize(MARK, start, end)
    return Text.assemble("“", text, "”") if line.role == "quote" else text
