"""``wenbao chart`` and ``wenbao card``: an answer as a picture in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.asking import EXIT
from bot.commands.lines import complain
from bot.commands.written import write_whole
from knowledge.errors import NothingToDrawError
from knowledge.model import Answer, Status

if TYPE_CHECKING:
    from knowledge.library import Library

NOTHING_TO_DRAW = 3
_REASONS: dict[Status, str] = {
    "answered": "the answer has no two values to draw beside each other; ask for several parts or years",
    "choose": "the question can mean several things; 'wenbao ask' shows which",
    "not_found": "the report does not answer this; 'wenbao ask' says what is missing",
    "out_of_scope": "this is no question to the report",
}
Picture = Callable[[Answer, "Library"], bytes]


def draw_chart(home: Path, question: str, out: Path) -> int:
    """Draw the values of the answer and what belongs beside them."""
    return _draw(home, question, out, _chart)


def draw_card(home: Path, question: str, out: Path) -> int:
    """Draw the answer as a card."""
    from bot.pictures.card import card

    return _draw(home, question, out, card)


def _chart(answer: Answer, library: Library) -> bytes:
    from bot.pictures.chart import chart, series_of

    data = series_of(answer, library)
    if data is None:
        raise NothingToDrawError(_REASONS[answer.status])
    return chart(data)


def _draw(home: Path, question: str, out: Path, picture: Picture) -> int:
    """Ask, draw, write; what cannot be drawn is said and gives the exit status of the answer, 3 for an answered one."""
    from knowledge.library import Library

    library = Library.open(home)
    try:
        answer = library.ask(question)
        write_whole(out, picture(answer, library))
    except NothingToDrawError as error:
        return complain(str(error), EXIT[answer.status] or NOTHING_TO_DRAW)
    finally:
        library.close()
    return 0
