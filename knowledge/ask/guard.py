"""The number guard: no digit and no numeral leaves that is not in a cited sentence or in the calculation shown."""

from __future__ import annotations

import re
import unicodedata

from knowledge.language.numeral import digits_and_numerals
from knowledge.model import Answer

_PLAIN = re.compile(r"[,，\s]")


class UnprovenNumberError(RuntimeError):
    """A reply holds a number that nothing proves: a fault of ours, never the asker's."""


def _plain(text: str) -> str:
    return _PLAIN.sub("", unicodedata.normalize("NFKC", text))


def unproven(answer: Answer) -> tuple[str, ...]:
    """Digits and numerals of the headline and the values that stand neither in a quote nor in the calculation."""
    proof = _plain("\n".join(e.quote for e in answer.evidence) + "\n" + (answer.calculation or ""))
    if not answer.evidence:
        return ()
    headline = answer.text
    for value in answer.values:  # a table says the number in its cell and the unit in its header
        if _plain(value.text) in proof and _plain(value.unit) in proof:
            headline = headline.replace(value.text + value.unit, "")
    said = [headline, *(v.text for v in answer.values), *(v.unit for v in answer.values)]
    return tuple(n for text in said for n in digits_and_numerals(_plain(text)) if n not in proof)


def guarded(answer: Answer) -> Answer:
    """The answer itself when every number in it is proven.

    Raises UnprovenNumberError otherwise; the caller turns it into a refusal and never sends it."""
    if answer.status == "answered" and not answer.evidence:
        raise UnprovenNumberError("an answer without evidence")
    lost = unproven(answer)
    if lost:
        raise UnprovenNumberError(f"not in the evidence: {', '.join(lost)}")
    return answer
