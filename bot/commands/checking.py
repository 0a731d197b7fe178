"""``wenbao check-report``: whether a report agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot import texts
from bot.render.layout import clean
from bot.render.record import evidence, line
from bot.texts import checking as checking_words
from knowledge.model import Evidence, Finding

LONGEST_QUOTE = 60  # characters of a sentence shown around what is wrong


def check_report(file: Path, as_json: bool) -> int:
    """Print what does not agree within a report file. Raises ReportError's kinds."""
    from knowledge.check.report import check
    from knowledge.publish import prepare

    findings = check(prepare(file).draft)
    if as_json:
        print(line({"findings": [_record(found) for found in findings]}))
    else:
        print("\n".join(clean(text) for text in listing(findings)))
    return 0


def _record(found: Finding) -> dict[str, object]:
    """One finding in the contract's fields and order."""
    return {
        "kind": found.kind,
        "grave": found.grave,
        "message": checking_words.finding(found),
        "evidence": [evidence(one) for one in found.evidence],
        "calculation": found.calculation,
    }


def listing(findings: Sequence[Finding]) -> list[str]:
    """The findings in lines for a person: what is wrong, the sum, the sentences."""
    if not findings:
        return [checking_words.NO_FINDINGS]
    lines = [summary(findings)]
    for found in findings:
        lines.append(headline(found))
        if found.calculation:
            lines.append("    " + texts.CALCULATION.format(calculation=found.calculation))
        lines += [checking_words.FINDING_SOURCE.format(section=one.section, quote=_short(one)) for one in found.evidence]
    return lines


def summary(findings: Sequence[Finding]) -> str:
    """How many findings there are, the grave and the slight."""
    grave = sum(found.grave for found in findings)
    return checking_words.FOUND.format(grave=grave, slight=len(findings) - grave)


def headline(found: Finding) -> str:
    """A finding's one sentence, marked as grave or slight."""
    return (checking_words.GRAVE if found.grave else checking_words.SLIGHT) + checking_words.finding(found)


def _short(one: Evidence) -> str:
    """A quote on one line, cut when it is long."""
    quote = " ".join(one.quote.split())
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "……"
