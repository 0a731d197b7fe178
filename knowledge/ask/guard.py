"""The number guard: no digit and no numeral leaves that is not in a cited sentence or in the calculation shown."""

from __future__ import annotations

import re
import unicodedata

from knowledge.language.normal import fold_plain
from knowledge.language.numeral import digits_and_numerals
from knowledge.model import Answer

_COMMAS = re.compile(r"(?<=\d),(?=\d{3})|(?<!\d)\s+|\s+(?!\d)")
_UNIT_NUMERAL = re.compile(r"^[十百千万亿]+")


class UnprovenNumberError(RuntimeError):
    """A reply holds a number that nothing proves: a fault of ours, never the asker's."""


def _plain(text: str) -> str:
    return _COMMAS.sub("", unicodedata.normalize("NFKC", text))


def _numerals(text: str) -> tuple[str, ...]:
    return digits_and_numerals(_plain(text))


def unproven(answer: Answer) -> tuple[str, ...]:
    """Numerals of the headline and the values that are no whole numeral of a quote or of the calculation."""
    proof = "\n".join([*(e.quote for e in answer.evidence), answer.calculation or ""])
    proven = set(_numerals(proof)) | set(_numerals(fold_plain(proof)))
    headline = answer.text
    for value in answer.values:  # a table says the number in its cell and the unit in its header
        if value.text in headline and _UNIT_NUMERAL.match(value.unit) and value.unit in _plain(proof):
            headline = headline.replace(value.text + value.unit, value.text)
    said = [headline, *(v.text for v in answer.values)]
    return tuple(n for text in said for n in _numerals(text) if n not in proven and not _part_of_date(n, text, proof))


def _part_of_date(numeral: str, text: str, proof: str) -> bool:
    """1972年 of 1972年2月5日 and 九年 of a longer text stand in the proof letter by letter."""
    return _plain(text) in _plain(proof) and not numeral.isdigit()


def guarded(answer: Answer) -> Answer:
    """The answer itself when every number in it is proven.

    Raises UnprovenNumberError otherwise; the caller turns it into a refusal and never sends it."""
    if answer.status == "answered" and not answer.evidence:
        raise UnprovenNumberError("an answer without evidence")
    lost = unproven(answer)
    if lost:
        raise UnprovenNumberError(f"not in the evidence: {', '.join(lost)}")
    return answer
