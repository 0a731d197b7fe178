"""Styles of a Word document: what a paragraph takes from its style and from those that the style is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.report.formats.openxml import Element, child, is_on, kind, value, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]|toc heading|table of figures", re.IGNORECASE)
_BODY = 9  # the outline level of what is no heading
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it takes over. ``depth``: 1 to 9 of a heading, 0 of text. ``list``/``level``: its numbering, and
    ``numbered`` the style that names it. ``contents``: lines of a table of contents."""

    depth: int = 0
    list: str = ""
    level: int = 0
    numbered: str = ""
    hidden: bool = False
    contents: bool = False


class Styles:
    """The styles of a document. ``root``: its styles part."""

    def __init__(self, root: Element | None) -> None:
        elements = [e for e in root if kind(e) == "style"] if root is not None else []
        self._elements = {value(e, "styleId") or "": e for e in elements}
        defaults = (e for e in elements if value(e, "type") == "paragraph" and value(e, "default") in ("1", "true"))
        self._default = value(next(defaults, None), "styleId") or ""
        self._known: dict[str, Style] = {}
        # The list of each numbering style.
        self.links = {name: value(child(e, "pPr", "numPr", "numId")) or "" for name, e in self._elements.items()}

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph; the default one without a name."""
        return self._style(name if name in self._elements else self._default)

    def hides(self, name: str | None) -> bool:
        """Whether words in a style are hidden."""
        return name is not None and self._style(name).hidden

    def _style(self, name: str | None) -> Style:
        name = name or ""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        """The style with all that it is based on; nearer styles decide."""
        chain: list[tuple[str, Element]] = []
        while (element := self._elements.get(name)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append((name, element))
            name = value(child(element, "basedOn")) or ""
        titles = [value(child(element, "name")) or "" for _, element in chain]
        numbered = next(((n, e) for n, e in chain if child(e, "pPr", "numPr", "numId") is not None), None)
        numbers = child(numbered[1], "pPr", "numPr") if numbered else None
        hidden = next((e for _, element in chain if (e := child(element, "rPr", "vanish")) is not None), None)
        return Style(
            depth=_depth([element for _, element in chain], titles),
            list=value(child(numbers, "numId")) or "",
            level=whole(value(child(numbers, "ilvl"))),
            numbered=numbered[0] if numbered else "",
            hidden=is_on(hidden),
            contents=any(map(_CONTENTS.fullmatch, titles)),
        )


def _depth(chain: list[Element], titles: list[str]) -> int:
    for element, title in zip(chain, titles, strict=True):
        level = child(element, "pPr", "outlineLvl")
        if level is not None:
            told = whole(value(level), _BODY)
            return told + 1 if 0 <= told < _BODY else 0
        named = _HEADING.fullmatch(title.strip())
        if named:
            return int(named[1])
    return 0
