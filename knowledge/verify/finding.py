"""What came of judging a text: a finding for each of its statements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from knowledge.ask.rank import Candidate
from knowledge.model import Evidence, FactKind

Verdict = Literal["agrees", "differs", "absent", "unclear", "derived"]
VERDICTS: tuple[Verdict, ...] = ("agrees", "differs", "absent", "unclear", "derived")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the reports say of one statement. ``should_be``: the value as the report writes it, of what differs;
    ``missing``: words of the statement that stand at no such value; ``facts``: the facts it agrees with, or the
    one it differs from; ``contested``: one fact has the value and another fits the words better."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    should_be: str | None = None
    calculation: str | None = None
    missing: tuple[str, ...] = ()
    facts: tuple[Candidate, ...] = ()
    contested: bool = False


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A number, date, rank or name with an honour, and what the reports say of it. ``start``/``end`` count characters of the
    text judged: ``text`` is what stands there."""

    text: str
    start: int
    end: int
    kind: FactKind
    verdict: Verdict
    should_be: str | None = None
    evidence: tuple[Evidence, ...] = ()
    calculation: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """All findings of a text in its order."""

    findings: tuple[DraftFinding, ...]

    @property
    def summary(self) -> dict[str, int]:
        """How many findings have each verdict."""
        counted = Counter(finding.verdict for finding in self.findings)
        return {verdict: counted[verdict] for verdict in VERDICTS}
