"""An answer as a card to share: the value large, what it is of, the sentence that says so, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.pictures import canvas, proof
from bot.pictures.excerpt import excerpt
from bot.pictures.lettering import balanced, width, wrapped
from bot.pictures.raster import png
from bot.texts import pictures as words
from knowledge.errors import NothingToDrawError
from knowledge.model import Answer, Evidence

if TYPE_CHECKING:
    from knowledge.library import Library

HEIGHT = 675
_LEFT, _ROOM = 84, canvas.WIDTH - 84 - canvas.MARGIN
_LABEL, _QUOTE, _SMALL = 38, 32, 24
_LARGEST, _SMALLEST = 168, 46
_QUOTE_LINES, _MOST_QUOTES, _QUOTE_LARGE, _LEADING = 4, 2, 40, 1.5
_FOOT = HEIGHT - 124


def card(answer: Answer, library: Library) -> bytes:
    """The answer as a PNG of 1600 by 900 pixels. NothingToDrawError: it is no answer, or a number in it is not proven."""
    return png(drawn(answer, library.what_of(answer), library.revision))


def drawn(answer: Answer, subject: str, revision: str) -> str:
    """The card as SVG; ``subject`` is what the value is of, else the label of the answer says it."""
    if answer.status != "answered" or not answer.evidence:
        raise NothingToDrawError("no single answer, so no card; 'wenbao ask' shows what can be asked")
    proof.check([answer.text], answer.evidence, places=True, calculation=answer.calculation or "")
    label = next((name for name in _names(answer, subject) if _proven(name, answer)), "")
    upper, top = _value(answer.text, label)
    return canvas.picture(HEIGHT, _band(), upper, _said(answer, top), _source(answer.evidence, revision))


def _names(answer: Answer, subject: str) -> Iterator[str]:
    """What may stand over the value, the best first: of a calculation the question, for only that says what was worked out;
    the report's own words; the labels of the values; the heading they stand under; nothing."""
    if answer.calculation:
        yield answer.question.strip().rstrip("?？。")
    yield subject
    yield "、".join(dict.fromkeys(value.label for value in answer.values if value.label and value.label != answer.text))
    yield answer.evidence[0].section.rpartition(" › ")[2]


def _proven(name: str, answer: Answer) -> bool:
    """Whether there is a name, and every number in it is proven."""
    return bool(name) and not proof.lost([name], answer.evidence, places=True, calculation=answer.calculation or "")


def _band() -> str:
    return canvas.box(0, 0, 20, HEIGHT, canvas.ACCENT)


def _value(said: str, label: str) -> tuple[str, float]:
    """What the value is of and the value, as large as it fits, and where what follows may begin."""
    name = balanced(label, _LABEL, _ROOM, 2)
    size = max(_SMALLEST, min(_LARGEST - 40 * (len(name) - 1), _ROOM / width(said, 1)))
    lines = wrapped(said, size, _ROOM, 1 if size > _SMALLEST else 3)
    top = 84 + (len(name) - 1) * _LABEL * 1.3
    value = top + 40 + size * 0.92
    drawn = canvas.lines(_LEFT, 84, name, _LABEL, leading=1.3, colour=canvas.GREY)
    drawn += canvas.lines(_LEFT, value, lines, size, leading=1.25, colour=canvas.ACCENT, bold=True)
    return drawn, value + (len(lines) - 1) * size * 1.25 + size * 0.24


def _said(answer: Answer, top: float) -> str:
    """The calculation where there is one, then the sentence, as much of it as there is room for."""
    drawn, y = "", top + 30
    if answer.calculation:
        calculation = wrapped(words.CALCULATION.format(calculation=answer.calculation), _QUOTE, _ROOM, 1)
        drawn, y = canvas.lines(_LEFT, y + _QUOTE, calculation, _QUOTE), y + _QUOTE * _LEADING
    quoted = answer.evidence[:_MOST_QUOTES]
    for number, one in enumerate(quoted):
        room = int((_FOOT - 24 - y) / (_QUOTE * _LEADING)) // (len(quoted) - number)
        large = len(quoted) == 1 and room > 2 and len(excerpt(one, _QUOTE_LARGE, _ROOM, 3)) < 3
        size = _QUOTE_LARGE if large else _QUOTE
        for runs in excerpt(one, size, _ROOM, min(_QUOTE_LINES, room)) if room else ():
            drawn += canvas.spans(_LEFT, y + size, runs, size)
            y += size * _LEADING
    return drawn


def _source(evidence: Sequence[Evidence], revision: str) -> str:
    """Where the sentence stands, and in which revision, along the lower edge."""
    mark = f"{words.BRAND} · {words.revision(revision)}"
    source = wrapped(words.sources(evidence, 1)[0], _SMALL, _ROOM - width(mark, _SMALL) - 40, 2)
    first = HEIGHT - 44 - (len(source) - 1) * _SMALL * 1.4
    drawn = canvas.stroke(_LEFT, _FOOT, canvas.WIDTH - canvas.MARGIN, _FOOT)
    drawn += canvas.lines(_LEFT, first, source, _SMALL, leading=1.4, colour=canvas.GREY)
    return drawn + canvas.text(canvas.WIDTH - canvas.MARGIN, HEIGHT - 44, mark, _SMALL, colour=canvas.GREY, anchor="end")
