"""``wenbao ask``: one question, or one a line on standard input."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bot import desk
from bot.commands.lines import lines_in
from bot.journal.lessons import taught_in
from bot.render import plain, record
from knowledge.model import Status

EXIT: dict[Status, int] = {"answered": 0, "not_found": 3, "choose": 4, "out_of_scope": 3}
STREAM = "-"


@dataclass(frozen=True, slots=True)
class How:
    """How to ask and how to print; the options of the command."""

    json: bool = False
    explain: bool = False
    eager: bool = False


def ask(home: Path, question: str, how: How) -> int:
    """Print the answer and give the exit status; a stream of questions gives 0."""
    from knowledge.library import Library

    library = Library.open(home, taught_in(home))
    try:
        if question != STREAM:
            return EXIT[_one(library, question, how)]
        for text in lines_in(sys.stdin.buffer):
            _one(library, text, how)
        return 0
    finally:
        library.close()


def _one(library: desk.Answering, text: str, how: How) -> Status:
    reply = desk.single(library, text, eager=how.eager, explain=how.explain)
    if how.json:
        print(record.line(record.record(reply, explain=how.explain)), flush=True)
    elif sys.stdout.isatty():
        _show(reply)
    else:
        print(plain.text(reply), flush=True)
    return reply.answer.status


def _show(reply: desk.Reply) -> None:
    from rich.console import Console  # a tenth of a second: only where a person reads

    from bot.render import terminal
    from bot.render.layout import lay_out

    terminal.show_lines(Console(), lay_out(reply))
