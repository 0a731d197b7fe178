"""Text cut at its marks: paragraphs into sentences, matching texts into clauses, and what stands in brackets.

A mark inside 《》, “” or （） belongs to the title, the quotation or the aside and does not end what is around it. A bracket
that is never closed is a slip of the pen and shields nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Span = tuple[int, int]

_PAIRS = {"《": "》", "“": "”", "「": "」", "『": "』", "（": "）", "【": "】", "〈": "〉"}
# A report mixes the widths of one pair: （…), (…）.
_SAME = str.maketrans("()<>", "（）〈〉")
_BRACKET = re.compile(r"[《》“”「」『』（）()【】〈〉]")
_ROUND = frozenset("（")
# A quotation longer than this holds whole sentences of its own: they are cut.
_LONGEST_SHIELD = 120
_SENTENCE_END = re.compile(r"[。｡！？!?]+")
_QUOTED_END = re.compile(r"[。｡]([”」』])(?![，。；、：,;:的等之为是”」』）)])")
_CLAUSE_END = re.compile(r"[，；。！？｜;!?\n]|[,:：](?!(?<=\d.)\d)")


def _closed(text: str) -> list[Span]:
    """(opener, closer) places of each pair of brackets, nested ones too, by the place of the opener."""
    pairs: list[Span] = []
    waiting: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        char = match[0].translate(_SAME)
        if char in _PAIRS:
            waiting.append((char, match.start()))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if _PAIRS[waiting[depth][0]] == char:
                pairs.append((waiting[depth][1], match.start()))
                del waiting[depth:]
                break
    return sorted(pairs)


def _outermost(pairs: list[Span]) -> list[Span]:
    outer: list[Span] = []
    for pair in pairs:
        if not outer or pair[0] > outer[-1][1]:
            outer.append(pair)
    return outer


def _shielded(place: int, shields: list[Span]) -> bool:
    last = bisect_right(shields, (place, place)) - 1
    return last >= 0 and shields[last][0] < place < shields[last][1]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _pieces(text: str, ends: list[int]) -> list[Span]:
    """The stretches between ``ends``, blanks trimmed, those without a letter or digit joined to the one before."""
    spans: list[Span] = []
    start = 0
    for end in [*ends, len(text)]:
        span = _trimmed(text, start, end)
        start = end
        if span[0] >= span[1]:
            continue
        if any(map(str.isalnum, text[span[0] : span[1]])):
            spans.append(span)
        elif spans:
            spans[-1] = (spans[-1][0], span[1])
    return spans


def split_sentences(text: str) -> tuple[Span, ...]:
    """(start, end) of each sentence of one paragraph, its end mark included: cut after 。！？, not inside brackets, titles
    or quotations; a quotation that ends with its own 。 and closes the sentence ends it too."""
    shields = _outermost([p for p in _closed(text) if p[1] - p[0] <= _LONGEST_SHIELD])
    ends = [m.end() for m in _SENTENCE_END.finditer(text) if not _shielded(m.start(), shields)]
    ends += [m.end() for m in _QUOTED_END.finditer(text) if not _shielded(m.start(1) + 1, shields)]
    return tuple(_pieces(text, sorted(set(ends))))


def split_clauses(norm: str) -> tuple[Span, ...]:
    """(at, to) of each top-level clause of a matching text, without its closing mark: cut at ，；：。！？, at the cells of a
    table row (｜) and at line ends, not inside 《》 “” （） and not inside a number, a time or a ratio (1,234  4.1:38.2)."""
    shields = _outermost(_closed(norm))
    spans: list[Span] = []
    start = 0
    for match in _CLAUSE_END.finditer(norm):
        if not _shielded(match.start(), shields):
            spans.append(_trimmed(norm, start, match.start()))
            start = match.end()
    spans.append(_trimmed(norm, start, len(norm)))
    return tuple((at, to) for at, to in spans if at < to)


def parentheses(norm: str) -> tuple[Span, ...]:
    """(at, to) of what stands inside each closed pair of （） or (), the brackets left out, nested ones too, in order."""
    return tuple((at + 1, to) for at, to in _closed(norm) if norm[at].translate(_SAME) in _ROUND and to > at + 1)
