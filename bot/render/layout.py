"""What stands on each line of a reply, before anyone decides on colours: the same for a pipe and for a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from bot import texts
from bot.desk import Reply
from knowledge.model import Answer, Evidence

Role = Literal["headline", "label", "quote", "source", "calculation", "note", "opening", "offer", "text"]
Marks = tuple[tuple[int, int], ...]

# A hard wrap of the source with the blanks around it.
_WRAP = re.compile(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*")
# Overrides and isolates that turn the direction of everything after them.
_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its role, its text and the (start, end) characters of the text that hold the value."""

    role: Role
    text: str
    marks: Marks = ()


def lay_out(reply: Reply) -> tuple[Line, ...]:
    """The lines of a reply, headline first."""
    answer = reply.answer
    match answer.status:
        case "answered":
            lines = (*_answered(answer), *_notes(reply))
        case "choose":
            lines = (Line("opening", reply.opening), *_offers(answer), *_notes(reply))
        case "not_found":
            lines = (Line("opening", reply.opening), *_notes(reply), *_refused(answer))
        case "out_of_scope":
            lines = (Line("opening", reply.opening), *_offers(answer))
        case _:
            assert_never(answer.status)
    return (*lines, *_explained(answer))


def _answered(answer: Answer) -> Iterator[Line]:
    yield Line("headline", answer.text)
    label = texts.listed(list(dict.fromkeys(value.label for value in answer.values if value.label)))
    if label and label not in answer.text and answer.text not in label:
        yield Line("label", label)
    for evidence in answer.evidence:
        yield from _quoted(evidence)
    if answer.calculation:
        yield Line("calculation", texts.CALCULATION.format(calculation=answer.calculation))
    yield from _offers(answer)


def _quoted(evidence: Evidence) -> Iterator[Line]:
    yield Line("quote", *joined(evidence.quote, evidence.marks))
    yield Line("source", texts.source(evidence.report, evidence.section))


def _refused(answer: Answer) -> Iterator[Line]:
    if answer.covered and not any(note.code == "covers" for note in answer.notes):
        yield Line("text", texts.COVERED.format(periods=texts.listed(answer.covered)))
    if answer.choices:
        yield Line("text", texts.NEAREST)
    yield from _offers(answer)


def _offers(answer: Answer) -> Iterator[Line]:
    for number, choice in enumerate(answer.choices, 1):
        yield Line("offer", texts.offer(number, choice))


def _notes(reply: Reply) -> Iterator[Line]:
    for note in reply.notes:
        yield Line("note", texts.NOTE.format(note=note))


def _explained(answer: Answer) -> Iterator[Line]:
    if answer.explanation:
        yield Line("text", texts.EXPLANATION)
    for step in answer.explanation:
        yield Line("text", f"  {step}")


def joined(quote: str, marks: Marks = ()) -> tuple[str, Marks]:
    """A quote on one line, its marks moved along: hard wraps go, but two words or numbers are never run together."""
    places = [0] * (len(quote) + 1)
    kept: list[str] = []
    wraps = {found.start(): found.end() for found in _WRAP.finditer(quote)}
    at = 0
    while at < len(quote):
        to = wraps.get(at, at + 1)
        places[at:to] = [len(kept)] * (to - at)
        kept.extend(_bridge(quote, at, to) if at in wraps else quote[at])
        at = to
    places[len(quote)] = len(kept)
    text = "".join(kept).rstrip()
    moved = tuple((places[start], min(places[end], len(text))) for start, end in marks)
    return text, tuple((start, end) for start, end in moved if start < end)


def _bridge(quote: str, start: int, end: int) -> str:
    """What takes the place of a hard wrap: a blank between two Latin letters or digits, else nothing."""
    before, after = quote[:start][-1:], quote[end : end + 1]
    return " " if _latin(before) and _latin(after) else ""


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def clean(text: str) -> str:
    """The text with nothing that could act on a terminal or fail to be written, length kept.

    Control characters and direction marks become blanks, lone surrogates U+FFFD."""
    return "".join(map(_harmless, text))


def _harmless(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if kind in {"Cc", "Zl", "Zp"} or ord(character) in _BIDI else character
