"""A draft for the press as the PR office gets it back: a verdict, the findings, and the draft itself with each number marked."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from bot.apart.told import Checked
from bot.commands.drafts import lines_of, told_of
from bot.shown import Marks
from bot.texts import drafts as words
from knowledge.library import Library
from knowledge.publish import text_of

if TYPE_CHECKING:
    from knowledge.verify.finding import DraftFinding

_COLOURS = {
    "differs": WD_COLOR_INDEX.PINK,
    "absent": WD_COLOR_INDEX.YELLOW,
    "unclear": WD_COLOR_INDEX.TURQUOISE,
    "derived": WD_COLOR_INDEX.GRAY_25,
    "agrees": WD_COLOR_INDEX.BRIGHT_GREEN,
}
_LINE = re.compile(r"[^\n]*")
# What a Word document cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def checked(home: Path, text: str, file: Path | None, marks: Marks) -> Checked:
    """Judge a text, or the text of a file, which comes back marked. What is internal by ``marks`` is told as such, and does not
    stand in the marked file, which is passed on. Raises DraftError's and ReportError's kinds."""
    text = text_of(file) if file is not None else text
    library = Library.open(home)
    try:
        found = library.check_draft(text)
        lines = tuple(lines_of(text, found, library.is_example, marks.holds))
    finally:
        library.close()
    worth = file is not None and bool(found.findings) and len(lines) > 1  # a text that is not Chinese has one line
    marked = base64.b64encode(marked_document(text, found.findings, marks)).decode() if worth else ""
    return Checked(lines, found.summary, marked)


def marked_document(text: str, findings: tuple[DraftFinding, ...], marks: Marks) -> bytes:
    """The draft as a Word document: each statement coloured by its verdict, with what the report says as a comment."""
    document = Document()
    for line in _LINE.finditer(text):
        if line[0].strip():
            paragraph = document.add_paragraph()
            inside = [one for one in findings if line.start() <= one.start and one.end <= line.end()]
            for piece, finding in _pieces(text, line.start(), line.end(), inside):
                run = paragraph.add_run(_CONTROL.sub(" ", piece))
                if finding is not None:
                    run.font.highlight_color = _COLOURS[finding.verdict]
                    document.add_comment(run, _comment(text, finding, marks), words.AUTHOR, words.AUTHOR[:1])
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _comment(text: str, finding: DraftFinding, marks: Marks) -> str:
    """What the report says of a finding; of what is internal only that."""
    if any(map(marks.holds, finding.evidence)):
        return words.DRAFT_INTERNAL_MARKED
    return _CONTROL.sub(" ", "\n".join(line.strip() for line in told_of(text, finding)))


def _pieces(text: str, start: int, end: int, findings: list[DraftFinding]) -> Iterator[tuple[str, DraftFinding | None]]:
    """The line in stretches, those of a finding with it; a finding within another one is not marked twice."""
    at = start
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if finding.start < at:
            continue
        if finding.start > at:
            yield text[at : finding.start], None
        yield text[finding.start : finding.end], finding
        at = finding.end
    if at < end:
        yield text[at:end], None
