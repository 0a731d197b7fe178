"""A reply as Telegram messages: HTML in parts of at most 4,096 characters, each with its source.

Telegram counts code points after its HTML is parsed, refuses any tag that is not its own and any text with a bare ``<``,
so everything that comes from a report or a person is escaped, and no part is cut inside a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot import texts
from bot.desk import Reply
from bot.render.layout import Line, Marks, Role, clean, joined, lay_out
from bot.texts import messenger
from knowledge.model import Answer, Evidence, Hit

# Telegram's own limit is 4,096; the rest is room for the repeated source and the mark of a continued part.
LIMIT = 3_500
# A line of a part is at most so long: what is longer is cut after a mark between words.
LONGEST_LINE = 1_500
LONG_QUOTE = 400
COPIED = 256
CAPTION = 60

_BREAK = re.compile(r"[，、；。！？ ]")
_WRAPPED: dict[Role, tuple[str, str]] = {
    "headline": ("<b>", "</b>"),
    "opening": ("<b>", "</b>"),
    "calculation": ("<code>", "</code>"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One message: ``html`` for Telegram, ``plain`` for the day it refuses the markup."""

    html: str
    plain: str


def parts(reply: Reply, code: str = "") -> tuple[Part, ...]:
    """The messages of a reply, in order; nearly always one. ``code`` is the citation code of what was answered."""
    last = (Line("text", messenger.CODE.format(code=code)),) if code and reply.answer.status == "answered" else ()
    return tuple(_packed((*_lines(reply), *last)))


def titled(title: str, reply: Reply) -> tuple[Part, ...]:
    """The messages of a reply under a line that says what it answers."""
    return tuple(_packed((Line("text", title), *_lines(reply))))


def paragraph(evidence: Evidence, cited: Evidence) -> tuple[Part, ...]:
    """The paragraph around a cited sentence, the sentence marked, with the source."""
    at = evidence.quote.find(cited.quote)
    marks: Marks = ((at, at + len(cited.quote)),) if at >= 0 else ()
    quote = Line("quote", *joined(evidence.quote, marks))
    return tuple(_packed((Line("text", messenger.AROUND), quote, Line("source", source(evidence)))))


def source(evidence: Evidence) -> str:
    """Where a sentence stands, as it is written under a quote."""
    return texts.source(evidence.report, evidence.section)


def hit(found: Hit) -> Part:
    """One looked-up fact as a message of its own: what is sent when an inline result is tapped."""
    lines = [
        Line("headline", found.headline),
        Line("label", found.value.label if found.value.label != found.headline else ""),
        Line("quote", *joined(found.evidence.quote, found.evidence.marks)),
        Line("source", source(found.evidence)),
    ]
    return next(_packed(lines))


def citation(answer: Answer) -> str:
    """Value, sentence and source in at most 256 characters, as Telegram's copy button takes them; the sentence gives way.

    A sentence that does not fit is left out: cut short it might say something else."""
    if not answer.evidence:
        return ""
    evidence = answer.evidence[0]
    quote, place = clean(joined(evidence.quote)[0]), {"report": evidence.report, "section": evidence.section}
    whole = messenger.CITED.format(value=answer.text, quote=quote, **place)
    return next((text for text in (whole, messenger.CITED_SHORT.format(value=answer.text, **place)) if len(text) <= COPIED), "")


def styles(answer: Answer) -> dict[str, str]:
    """What the PR office copies of an answer: the number alone, the sentence, the formal citation; "" where there is none."""
    if not answer.evidence:
        return {"number": answer.text, "sentence": "", "formal": ""}
    return {"number": answer.text, **cited(answer.evidence[0])}


def cited(evidence: Evidence) -> dict[str, str]:
    """A sentence as it is copied, and in a formal citation."""
    quote = clean(joined(evidence.quote)[0])
    section = evidence.section.rpartition(" › ")[2]
    return {"sentence": quote, "formal": messenger.FORMAL.format(report=evidence.report, section=section, quote=quote)}


def caption(text: str, limit: int = CAPTION) -> str:
    """A button's text: one line, not longer than ``limit`` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def escaped(text: str) -> str:
    """Text that Telegram's HTML parser gives back unchanged."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_part(lines: Iterable[str]) -> Part:
    """Lines of our own words as one message; what Telegram would refuse as too long ends at a whole line and says so."""
    text = "\n".join(lines)
    if len(text) > LIMIT:
        text = text[:LIMIT].rpartition("\n")[0] + "\n" + messenger.TOO_LONG
    return Part("\n".join(escaped(line) for line in text.split("\n")), text)


def plain_parts(lines: Iterable[str]) -> tuple[Part, ...]:
    """Lines of our own words in as many messages as they need."""
    return lines_parts(Line("text", line) for line in lines)


def lines_parts(lines: Iterable[Line]) -> tuple[Part, ...]:
    """Lines in as many messages as they need."""
    return tuple(_packed(lines))


def _lines(reply: Reply) -> tuple[Line, ...]:
    lines = lay_out(reply)
    if reply.answer.status == "choose":
        lines = tuple(replace(line, text=messenger.CHOOSE) if line.role == "opening" else line for line in lines)
    return lines


def _packed(lines: Iterable[Line]) -> Iterator[Part]:
    """Lines packed into parts; a part that breaks off inside a quote gets the source of the quote below it."""
    pieces = [piece for line in lines if line.text for piece in _pieces(line)]
    held: list[Line] = []
    for place, piece in enumerate(pieces):
        if held and sum(len(line.text) + 3 for line in held) + len(piece.text) > LIMIT:
            source_line = next((line for line in pieces[place:] if line.role == "source"), None)
            if source_line is not None and held[-1].role != "source":
                held.append(source_line)
            yield _part(held)
            held = [Line("text", messenger.CONTINUED)]
        held.append(piece)
    if held:
        yield _part(held)


def _pieces(line: Line) -> Iterator[Line]:
    """The line in pieces short enough for a part, its marks with them."""
    at = 0
    while at < len(line.text):
        to = _cut(line.text, at)
        marks = tuple((max(start, at) - at, min(end, to) - at) for start, end in line.marks if start < to and end > at)
        yield replace(line, text=line.text[at:to], marks=marks)
        at = to


def _cut(text: str, at: int) -> int:
    """Where the piece that begins at ``at`` ends: after the last mark that fits, so that no number is cut in two."""
    if len(text) - at <= LONGEST_LINE:
        return len(text)
    breaks = [found.end() for found in _BREAK.finditer(text, at + LONGEST_LINE // 2, at + LONGEST_LINE)]
    return breaks[-1] if breaks else at + LONGEST_LINE


def _part(lines: Iterable[Line]) -> Part:
    kept = list(lines)
    return Part("\n".join(_html(line) for line in kept), "\n".join(_plain(line) for line in kept))


def _plain(line: Line) -> str:
    text = clean(line.text)
    return f"“{text}”" if line.role == "quote" else text


def _html(line: Line) -> str:
    if line.role == "quote":
        opening = "<blockquote expandable>" if len(line.text) > LONG_QUOTE else "<blockquote>"
        return opening + _marked(line.text, line.marks) + "</blockquote>"
    before, after = _WRAPPED.get(line.role, ("", ""))
    return before + escaped(line.text) + after


def _marked(text: str, marks: Marks) -> str:
    """The text with the value's characters bold."""
    written, at = "", 0
    for start, end in sorted(marks):
        if start >= at:
            written += f"{escaped(text[at:start])}<b>{escaped(text[start:end])}</b>"
            at = end
    return written + escaped(text[at:])
