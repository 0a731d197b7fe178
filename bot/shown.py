"""The library as somebody may see it. What is internal is marked for staff in private; nobody else is ever shown it: groups,
inline results, guests, pictures and files for others all ask this one, and not the library itself.

Internal is what an admin has marked, and what stands under a heading that says so (（内部）)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.model import Answer, Choice, Evidence, Hit, Note, Report, Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.journal.internal import Mark
    from knowledge.ask.context import Context
    from knowledge.library import FoundFact, Library
    from knowledge.verify.numbers import FoundNumber

INTERNAL, WITHHELD = "internal", "withheld"
# Without its figures a sentence is the same in the next edition of a report, and a heading without its number.
_FIGURES = re.compile("[\\d.,．，%％‰〇零一二两三四五六七八九十百千万亿]+")
_NUMBERED = re.compile(r"^[(（]?第?[\d.．〇零一二三四五六七八九十百]+(?:[)）、.．]|[章节部分篇]+)?\s*")
# A text that is shorter without its figures says too little to be known again by.
_ENOUGH = 4
_SAYS_SO = re.compile(r"[(（【\[〔]\s*内部(?:资料|使用|掌握|参考)?\s*[)）】\]〕]")


@dataclass(frozen=True, slots=True)
class Marks:
    """What is internal: sections with all below them, and sentences, each of a report.

    A mark holds in the report of that title whatever became of its figures and of the numbers of its headings: what is internal
    stays so when the report is published again with other figures."""

    sections: frozenset[tuple[str, str]] = frozenset()
    quotes: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> Marks:
        """The marks of a journal."""
        return cls(
            frozenset((one.report, _unnumbered(one.section)) for one in marks if not one.quote),
            frozenset((one.report, _bare(one.quote)) for one in marks if one.quote),
        )

    def of_section(self, report: str, label: str) -> bool:
        """Whether a section is internal, by itself or by one above it."""
        if _SAYS_SO.search(label) or _SAYS_SO.search(report):
            return True
        sections = [(report, above) for way in (label, _unnumbered(label)) for above in _with_above(way)]
        return any(one in self.sections for one in sections)

    def holds(self, evidence: Evidence) -> bool:
        """Whether a quote has anything internal in it."""
        if self.of_section(evidence.report, evidence.section):
            return True
        bare = _bare(evidence.quote)
        return any(report == evidence.report and _of_one(quote, bare) for report, quote in self.quotes)


def _bare(text: str) -> str:
    return "".join(text.split())


def _of_one(quote: str, other: str) -> bool:
    """Whether one of two texts is a part of the other, or would be if it had the other's figures."""
    if quote in other or other in quote:
        return True
    worded, others = _FIGURES.sub("0", quote), _FIGURES.sub("0", other)
    return min(len(worded), len(others)) >= _ENOUGH and (worded in others or others in worded)


def _with_above(label: str) -> list[str]:
    """A section and all above it."""
    headings = label.split(" › ")
    return [" › ".join(headings[:depth]) for depth in range(1, len(headings) + 1)]


def _unnumbered(label: str) -> str:
    """A section without the numbers of its headings; a heading that is nothing but a number stays."""
    return " › ".join(_NUMBERED.sub("", heading) or heading for heading in label.split(" › "))


class Shown:
    """A library for one audience. ``inside``: staff in private, who see what is internal, marked as such."""

    def __init__(self, library: Library, marks: Marks, inside: bool) -> None:
        self.library, self._marks, self._inside = library, marks, inside

    @property
    def revision(self) -> str:
        """The revision that answers."""
        return self.library.revision

    @property
    def is_example(self) -> bool:
        """Whether the built-in example answers."""
        return self.library.is_example

    def reports(self) -> tuple[Report, ...]:
        """The reports that are asked."""
        return self.library.reports()

    def ask(self, text: str, context: Context | None = None, *, eager: bool = False, explain: bool = False) -> Answer:
        """The answer to one question."""
        return self._seen(self.library.ask(text, context, eager=eager, explain=explain))

    def converse(self, text: str, context: Context) -> tuple[Answer, Context]:
        """The answer to one turn, and what the next one remembers."""
        answer, after = self.library.converse(text, context)
        return self._seen(answer), after

    def facts(self) -> Iterator[FoundFact]:
        """All facts of all reports that this audience may see."""
        titles = {report.id: report.title for report in self.reports()}
        sources = {number: self.library.source(number) for number in titles}
        for found in self.library.facts():
            sentence = found.passage.sentences[found.fact.sentence]
            quote = sources[found.passage.report][sentence.start : sentence.end]
            section = found.passage.section
            proof = Evidence(titles[found.passage.report], section.label, section.path, quote, sentence.start, sentence.end)
            if self.may_show(proof):
                yield found

    def source(self, report: int) -> str:
        """The decoded text of a report, for those who cut quotes from it."""
        return self.library.source(report)

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Facts that speak of the words."""
        return self._open(self.library.search(words, limit))

    def contents(self, report: int) -> tuple[Section, ...]:
        """The sections of a report; for others the internal ones have no heading, by which browsing leaves them out."""
        title = next((one.title for one in self.reports() if one.id == report), "")
        sections = self.library.contents(report)
        if self._inside:
            return sections
        return tuple(replace(one, heading="", label="") if self._marks.of_section(title, one.label) else one for one in sections)

    def facts_in(self, report: int, section: int) -> tuple[Hit, ...]:
        """The facts directly under a heading."""
        return self._open(self.library.facts_in(report, section))

    def paragraph(self, title: str, start: int) -> Evidence | None:
        """The paragraph around a sentence; none for others when anything in it is internal."""
        around = self.library.paragraph(title, start)
        return None if around is not None and not self._inside and self._marks.holds(around) else around

    def examples(self, count: int) -> tuple[str, ...]:
        """Questions to start from that this audience gets an answer to."""
        asked = self.library.examples(count)
        return asked if self._inside else tuple(one for one in asked if self.ask(one).status == "answered")

    def find_number(self, text: str) -> tuple[FoundNumber, ...]:
        """Every fact of a number."""
        found = self.library.find_number(text)
        return found if self._inside else tuple(one for one in found if not self._marks.holds(one.evidence))

    def may_show(self, evidence: Evidence) -> bool:
        """Whether a sentence may be shown to this audience."""
        return self._inside or not self._marks.holds(evidence)

    def is_internal(self, evidence: Evidence) -> bool:
        """Whether a sentence is internal, whoever looks at it."""
        return self._marks.holds(evidence)

    def _open(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return hits if self._inside else tuple(one for one in hits if not self._marks.holds(one.evidence))

    def _seen(self, answer: Answer) -> Answer:
        held = [self._marks.holds(one) for one in answer.evidence]
        if not any(held):
            return answer
        if self._inside:
            return replace(answer, notes=(*answer.notes, Note(INTERNAL)))
        if answer.status == "answered":
            return Answer(answer.question, "not_found", notes=(Note(WITHHELD),), revision=answer.revision, ms=answer.ms)
        paired = len(answer.choices) == len(held)
        choices = tuple(c for c, hidden in zip(answer.choices, held, strict=False) if paired and not hidden)
        evidence = tuple(e for e, hidden in zip(answer.evidence, held, strict=True) if not hidden)
        return self._left(answer, choices, evidence)

    def _left(self, answer: Answer, choices: tuple[Choice, ...], evidence: tuple[Evidence, ...]) -> Answer:
        """What is left of a choice or a refusal; a choice of which nothing is left is a refusal."""
        notes = (*answer.notes, Note(WITHHELD)) if answer.status == "choose" else answer.notes
        status = answer.status if choices or answer.status != "choose" else "not_found"
        return replace(answer, status=status, choices=choices, evidence=evidence, notes=notes, explanation=())
