"""Words that an admin has said mean the same: which pairs can be taken, and the lexicon with them.

A pair is taken as a line of synonyms.toml would be: both ways, not chained. What would let one thing answer for another is
refused, with a code: ``empty`` ``same`` ``short`` (one character stands inside other words) ``long`` ``no_word`` (marks,
blanks) ``number`` ``period`` ``generic`` (asks nothing by itself, or asks for a kind) ``part`` (one word holds the other: it is
narrower) ``level`` (only one of them names a level, a sex or the like) ``opposite`` (only one denies; 内部, 外部) ``unit``
(measure words) ``place`` ``excluded`` (男, 女; also by what they mean already).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from knowledge.errors import LessonError
from knowledge.language.lexicon import Lexicon, Titles
from knowledge.language.normal import fold_plain
from knowledge.language.numeral import digits_and_numerals
from knowledge.language.quantity import find_quantities
from knowledge.language.tables import Words

LONGEST = 8  # characters of a word that a question is cut into
_WORD = re.compile(r"[\w\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_DENYING = frozenset("不未非无没免失反")
# Families whose words tell parts of one number apart: a word of them and one without are a part and its whole.
_DIVIDING = frozenset("level sex term term_spoken half quarter season change plan comparison stock study_mode owner".split())
# Two words that differ by these characters only (内部, 外部) are opposites, whether a family has them or not.
_ANTONYMS = frozenset(
    frozenset(pair)
    for pair in "内外 上下 大小 高低 前后 新旧 新老 进出 入出 增减 多少 男女 公私 开关 升降 涨跌 收支 买卖 借还 左右 东西 南北 早晚 长短 加减 软硬 "
    "优劣 好坏 正副 正反 主次 先后 来去 始终 快慢 冷热 老少 城乡 校社 甲乙 初高 初中 中高 专兼 盈亏 存贷 产销 生死 局厅 部厅 部局 省市 市县 县区 国省 院系".split()
)
_SEXES = "男女"  # they stand before any word; other single characters are parts of words
_ASKING = re.compile("多少|几|哪|谁|什么|啥|吗$|何")


@dataclass(frozen=True, eq=False)
class TaughtLexicon(Lexicon):
    """A lexicon with taught synonyms; what excludes each other is as it was, and kept with the one shared lexicon."""

    def rivals_of(self, family: str, group: str) -> Words:  # type: ignore[override] # the other one is cached
        """As the shared lexicon has them: a lexicon that is replaced must not stay in a cache."""
        return Lexicon.load().rivals_of(family, group)


def with_synonyms(pairs: Iterable[tuple[str, str]]) -> Lexicon:
    """The shared lexicon with the pairs that can be taken; the shared one itself when there is none."""
    shared, wanted = Lexicon.load(), tuple(pairs)
    if not wanted:
        return shared
    table = dict(shared._synonyms)
    taught = TaughtLexicon(**{**vars(shared), "_synonyms": MappingProxyType(table)})
    kept = 0
    for pair in wanted:
        if not refusal(*pair, taught):
            group = fold_plain(pair[0]).strip(), fold_plain(pair[1]).strip()
            table.update({one: (*table.get(one, ()), group) for one in group})
            kept += 1
    return taught if kept else shared


def check_synonym(word: str, other: str, lexicon: Lexicon) -> None:
    """Nothing when the words may be taken as the same. LessonError: they may not, for the reason of its code."""
    code = refusal(word, other, lexicon)
    if code:
        raise LessonError(code, (word, other), f"'{word}' and '{other}' cannot mean the same ({code}); choose other words")


def refusal(word: str, other: str, lexicon: Lexicon) -> str:
    """The code of why two words cannot mean the same, "" when they can."""
    one, two = fold_plain(word).strip(), fold_plain(other).strip()
    return _malformed(one, lexicon) or _malformed(two, lexicon) or _unlike(one, two, lexicon)


def _malformed(word: str, lexicon: Lexicon) -> str:
    if not word:
        return "empty"
    if not _WORD.fullmatch(word) or "_" in word:
        return "no_word"
    if len(word) < 2:
        return "short"
    if len(word) > LONGEST and not _LATIN.fullmatch(word):
        return "long"
    if word in lexicon.generic or lexicon.kinds_of(word) or _ASKING.search(word):
        return "generic"
    return "unit" if lexicon.unit_class(word) else ""


def _unlike(one: str, two: str, lexicon: Lexicon) -> str:
    """Why two sound words cannot mean the same."""
    if one == two:
        return "same"
    if any(q.kind == "period" or q.period for word in (one, two) for q in find_quantities(word)):
        return "period"
    if digits_and_numerals(one) != digits_and_numerals(two):
        return "number"
    if any(_excluding(a, b, lexicon) for a, b in product(lexicon.expand(one), lexicon.expand(two))):
        return "excluded"
    if _DENYING & set(one) != _DENYING & set(two) or _antonyms(one, two):
        return "opposite"
    if _dividing(one, lexicon) != _dividing(two, lexicon):
        return "level"
    if one in two or two in one:
        return "part"
    return "place" if _places(one) != _places(two) else ""


def _antonyms(one: str, two: str) -> bool:
    return len(one) == len(two) and all(a == b or {a, b} in _ANTONYMS for a, b in zip(one, two, strict=True))


def _excluding(one: str, two: str, lexicon: Lexicon) -> bool:
    """Whether a word within one and a word within the other exclude each other (省级课题, 市级课题)."""
    mine, theirs = _families(one, lexicon), _families(two, lexicon)
    return any(mine[family].isdisjoint(theirs[family]) for family in mine.keys() & theirs.keys())


def _families(word: str, lexicon: Lexicon) -> dict[str, set[str]]:
    """The families that the words within a word belong to, each with its groups; of overlapping words the longest tells."""
    found: dict[str, set[str]] = {}
    for piece in _pieces(word, lexicon):
        for family, group in lexicon.rivals(piece):
            found.setdefault(family, set()).add(group)
    return found


def _pieces(word: str, lexicon: Lexicon) -> Iterator[str]:
    at = 0
    while at < len(word):
        ends = range(len(word), at + (word[at] not in _SEXES), -1)
        piece = next((word[at:end] for end in ends if lexicon.rivals(word[at:end])), "")
        if piece:
            yield piece
        at += len(piece) or 1


def _dividing(word: str, lexicon: Lexicon) -> dict[str, set[str]]:
    return {family: groups for family, groups in _families(word, lexicon).items() if family in _DIVIDING}


def _places(word: str) -> frozenset[str]:
    """The provinces and cities that a word names."""
    titles = Titles.load()
    full = {titles.provinces.get(p, p) for p in (*titles.provinces, *titles.cities) if len(p) > 1 and p in word}
    return frozenset(full)
