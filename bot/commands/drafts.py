"""``wenbao check-draft`` and ``wenbao find``: a draft held against the reports, a number looked up backwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import texts
from bot.render import record
from bot.texts import drafts as drafts_words
from knowledge.library import Library
from knowledge.model import Evidence, Note
from knowledge.publish import text_of
from knowledge.verify.finding import DraftCheck, DraftFinding
from knowledge.verify.numbers import FoundNumber

NOT_FOUND = 3
# How much of the draft is shown around a finding (characters), and how much of a sentence of the report.
AROUND, QUOTED = 12, 80
_CHINESE = re.compile("[\u4e00-\u9fff]")


def check(home: Path, file: Path, as_json: bool) -> int:
    """Judge a draft: one JSON object, or a verdict and the findings with the differing ones first."""
    text = text_of(file)
    library = Library.open(home)
    try:
        checked = library.check_draft(text)
        if as_json:
            print(record.line(draft_record(checked)))
        else:
            print("\n".join(lines_of(text, checked, library.is_example)))
    finally:
        library.close()
    return 0


def draft_record(checked: DraftCheck) -> dict[str, object]:
    """The contract of ``wenbao check-draft --json``."""
    return {"findings": [_finding(one) for one in checked.findings], "summary": checked.summary}


def _finding(one: DraftFinding) -> dict[str, object]:
    return {
        "text": one.text, "start": one.start, "end": one.end, "verdict": one.verdict, "should_be": one.should_be,
        "evidence": [record.evidence(e) for e in one.evidence], "calculation": one.calculation,
    }


Internal = Callable[[Evidence], bool]


def all_public(_evidence: Evidence) -> bool:
    """Nothing is internal: for the command line, whose user has the reports themselves."""
    return False


def lines_of(text: str, checked: DraftCheck, is_example: bool, internal: Internal = all_public) -> Iterator[str]:
    """The verdict on a draft in one line, then its findings, what differs first; what rests on something ``internal`` says so."""
    if not _CHINESE.search(text):
        yield drafts_words.DRAFT_FOREIGN
        return
    yield drafts_words.draft_verdict(checked.summary)
    for verdict in drafts_words.VERDICTS:
        for finding in checked.findings:
            if finding.verdict == verdict:
                yield from told_of(text, finding)
                if any(map(internal, finding.evidence)):
                    yield "  " + drafts_words.DRAFT_INTERNAL
    if is_example:
        yield texts.NOTE.format(note=texts.note(Note("example")))


def told_of(text: str, finding: DraftFinding) -> Iterator[str]:
    """A finding with its place in the draft and, unless it agrees, what the report says."""
    sign, verdict = drafts_words.VERDICT_SIGNS[finding.verdict], drafts_words.VERDICTS[finding.verdict]
    around = "".join(text[max(0, finding.start - AROUND) : finding.end + AROUND].split())
    yield drafts_words.DRAFT_LINE.format(sign=sign, verdict=verdict, text="".join(finding.text.split()), around=around)
    if finding.verdict == "agrees":
        return
    if finding.should_be:
        yield "  " + drafts_words.DRAFT_SHOULD_BE.format(text=finding.should_be)
    if finding.calculation:
        yield "  " + texts.CALCULATION.format(calculation=finding.calculation)
    if finding.missing:
        yield "  " + drafts_words.DRAFT_MISSING.format(words=texts.quoted(finding.missing))
    for evidence in finding.evidence:
        yield from _sourced(evidence)


def _sourced(evidence: Evidence) -> Iterator[str]:
    quote = "".join(evidence.quote.split())
    yield "  " + (quote if len(quote) <= QUOTED else quote[:QUOTED] + "…")
    yield "  " + texts.SOURCE.format(report=evidence.report, section=evidence.section)


def find(home: Path, number: str, as_json: bool) -> int:
    """Print what a number is of; 3 when no fact has it."""
    library = Library.open(home)
    try:
        found = library.find_number(number)
        if as_json:
            print(record.line_of([_found(one) for one in found]))
        else:
            print("\n".join(listed_numbers(number, found, library.is_example)))
    finally:
        library.close()
    return 0 if found else NOT_FOUND


def _found(one: FoundNumber) -> dict[str, object]:
    return {**record.value(one.value), "evidence": [record.evidence(one.evidence)]}


def listed_numbers(
    number: str, found: tuple[FoundNumber, ...], is_example: bool, internal: Internal = all_public
) -> Iterator[str]:
    """What a number is of, each with its sentence and place."""
    if not found:
        yield drafts_words.FOUND_NOTHING.format(number=number)
    for one in found:
        yield drafts_words.FOUND.format(text=one.value.text + one.value.unit, label=one.value.label)
        yield from _sourced(one.evidence)
        if internal(one.evidence):
            yield "  " + texts.note(Note("internal"))
    if is_example:
        yield texts.NOTE.format(note=texts.note(Note("example")))
