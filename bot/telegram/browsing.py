"""The table of contents: reports → chapters → items → their facts, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render.telegram import Part, caption, plain_part
from bot.telegram.keyboards import Planned, Rows, planned
from bot.texts import messenger
from knowledge.model import Hit, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.shown import Shown

FACTS = 8
ITEMS = 12
HEADLINE, LABEL = 24, 40


@dataclass(frozen=True, slots=True)
class Page:
    """A message of the table of contents with its buttons."""

    part: Part
    rows: Rows


def first_page(library: Shown) -> Page:
    """The reports to choose from, or the chapters of the only one."""
    reports = library.reports()
    if len(reports) == 1:
        return _items(library, reports[0].id, -1, 0)
    rows = [[planned(caption(report.title), "toc", revision=library.revision, report=report.id)] for report in reports]
    return Page(plain_part([messenger.TOC_REPORTS]), rows)


def page(library: Shown, state: Mapping[str, object]) -> Page | None:
    """The page that a button leads to; None when it belongs to another revision."""
    if state.get("revision") != library.revision:
        return None
    report, section, number = (_number(state.get(name)) for name in ("report", "section", "page"))
    if report < 0:
        return first_page(library)
    if section >= 0 and not library.contents(report)[section].heading:
        return None  # marked as internal since the button was made
    if section >= 0 and state.get("facts"):
        return _facts(library, report, section, max(number, 0))
    return _items(library, report, section, max(number, 0))


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _items(library: Shown, report: int, section: int, number: int) -> Page:
    """The headings under a heading (-1: of the report), those without any below them leading to their facts."""
    sections = library.contents(report)
    below = _below(sections, section)
    if not below and section >= 0:
        return _facts(library, report, section, 0)
    shown = below[number * ITEMS : (number + 1) * ITEMS]
    rows = [[_to(library, report, one, sections)] for one in shown]
    title = next(one.title for one in library.reports() if one.id == report)
    text = sections[section].label if section >= 0 else messenger.TOC_TOP.format(title=title)
    own = []
    if section >= 0 and _shown(library, report, section):
        state = _state(library, report, section)
        own = [[planned(caption(sections[section].heading), "toc", **state, facts=True)]]
    turning = _turning(library, report, section, number, -(-len(below) // ITEMS), facts=False)
    return Page(plain_part([text]), [*own, *rows, turning, _back(library, report, sections, section)])


def _below(sections: Sequence[Section], section: int) -> list[Section]:
    """The headings directly under one; a text before the first heading counts as one of them when it has a heading."""
    return [one for one in sections if one.parent == section and one.heading]


def _to(library: Shown, report: int, section: Section, sections: Sequence[Section]) -> Planned:
    leads_on = bool(_below(sections, section.index))
    return planned(caption(section.heading), "toc", **_state(library, report, section.index), facts=not leads_on)


def _facts(library: Shown, report: int, section: int, number: int) -> Page:
    sections = library.contents(report)
    facts = _shown(library, report, section)
    label = sections[section].label
    above = section if _below(sections, section) else sections[section].parent
    back = [planned(messenger.BACK, "toc", **_state(library, report, above))]
    if not facts:
        return Page(plain_part([messenger.TOC_NO_FACTS.format(section=label)]), [back])
    pages = -(-len(facts) // FACTS)
    number = min(number, pages - 1)
    head = messenger.TOC_FACTS.format(section=label, count=len(facts), page=number + 1, pages=pages)
    lines = [head, *(_line(fact, library) for fact in facts[number * FACTS : (number + 1) * FACTS])]
    turning = _turning(library, report, section, number, pages, facts=True)
    return Page(plain_part(lines), [turning, back])


def _shown(library: Shown, report: int, section: int) -> list[Hit]:
    """The facts of a section that are short enough for a line."""
    return [fact for fact in library.facts_in(report, section) if len(fact.headline) <= HEADLINE]


def _line(fact: Hit, library: Shown) -> str:
    label = fact.value.label if fact.value.label != fact.headline else fact.evidence.quote
    line = messenger.TOC_FACT.format(headline=fact.headline, label=caption(label, LABEL))
    return line + messenger.INTERNAL_HERE if library.is_internal(fact.evidence) else line


def _turning(library: Shown, report: int, section: int, number: int, pages: int, *, facts: bool) -> list[Planned]:
    state = _state(library, report, section)
    turns = []
    if number > 0:
        turns.append(planned(messenger.PREVIOUS, "toc", **state, facts=facts, page=number - 1))
    if number < pages - 1:
        turns.append(planned(messenger.NEXT, "toc", **state, facts=facts, page=number + 1))
    return turns


def _back(library: Shown, report: int, sections: Sequence[Section], section: int) -> list[Planned]:
    if section >= 0:
        return [planned(messenger.BACK, "toc", **_state(library, report, sections[section].parent))]
    if len(library.reports()) > 1:
        return [planned(messenger.BACK, "toc", revision=library.revision)]
    return []


def _state(library: Shown, report: int, section: int) -> dict[str, object]:
    return {"revision": library.revision, "report": report, "section": section}
