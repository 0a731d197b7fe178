"""Numbering styles of Chinese headings, and where a heading ends when the text runs on behind it.

A number at a line's beginning is read as a heading's number only in the shapes below; 1.2亿元, 3.5%, 2024 年 and 48 处 are
quantities that a hard wrap put there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Styles from the highest to the lowest as reports commonly nest them; a document may show another order (levels.py).
STYLES = ("part", "chapter", "verse", "formal", "cn、", "（cn）", "1.", "1.1", "1.1.1", "（1）", "1)", "①", "bold", "plain")
STRONG = frozenset({"part", "chapter", "verse", "formal", "cn、", "（cn）"})

_CN = "[一二三四五六七八九十]{1,4}"
_DIGITS: dict[str, int] = dict(zip("一二三四五六七八九壹贰叁肆伍陆柒捌玖", [*range(1, 10), *range(1, 10)], strict=True)) | {
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_YEAR = r"(?:19|20)\d\d"
_MEASURE = "亿万千百元个名项%％‰倍篇次家所米吨户辆公平件年月日号度分级折处条座台套张册卷万兆"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*({_CN}|\d{{1,2}})\s*(?:部\s*分|编|篇)(?!章)[\s、：:.．]*")),
    ("chapter", re.compile(rf"第\s*({_CN}|\d{{1,2}})\s*章[\s、：:.．]*")),
    ("verse", re.compile(rf"第\s*({_CN}|\d{{1,2}})\s*节[\s、：:.．]*")),
    ("formal", re.compile(r"([壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3})\s*[、．.]\s*")),
    ("cn、", re.compile(rf"({_CN})\s*(?:[、．.]|[:：])\s*")),
    ("cn、", re.compile(rf"({_CN})[ \u3000]+(?![〇○零一二三四五六七八九十月年日])(?=\S{{2,20}}\Z)")),
    ("（cn）", re.compile(rf"[（(]\s*({_CN})\s*[）)]\s*[、．.]?\s*")),
    ("（cn）", re.compile(r"([㈠-㈩])\s*[、．.]?\s*")),
    (
        "1.1.1",
        re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{2,3}})[.．、\s]*(?!人(?![才员事力口文民物大])|次)(?=[^\d\s{_MEASURE}])"),
    ),
    ("1.1", re.compile(rf"(\d{{1,2}}[.．]\d{{1,2}})[.．、\s]*(?!人(?![才员事力口文民物大]))(?=[^\d\s{_MEASURE}.．])")),
    ("1.", re.compile(rf"(\d{{1,2}})\s*(?:[.．]\s*(?=[^\d\s.．]|{_YEAR}\s*[年学度—–-])|、\s*(?=\D|{_YEAR}\s*[年学度—–-]))")),
    ("1.", re.compile(r"([⒈-⒛])\s*[、.．]?\s*")),
    ("（1）", re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*[、．.]?\s*")),
    ("（1）", re.compile(r"([⑴-⒇])\s*[、．.]?\s*")),
    ("1)", re.compile(r"(\d{1,2})\s*[）)]\s*[、．.]?\s*")),
    ("①", re.compile(r"([①-⑳])\s*[、．.]?\s*")),
)
_SPACED_NUMBER = re.compile(rf"(\d{{1,2}})\s+(?!人(?![才员事力口文民物大]))(?=[^\d\s{_MEASURE}])")
_FIRST = re.compile(r"[第一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾（(\d①-⒛㈠-㈩]")
_ROWS = (("㈠", 10), ("①", 20), ("⑴", 20), ("⒈", 20))

_TITLE_END = re.compile(r"[。｡！!]|[:：](?!(?<=\d.)\d)")
_BRACKETED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|（[^）]*）|\([^)]*\)")
# A title is not left hanging on one of these words.
_UNFINISHED = re.compile(r"(?:包括|如下|分别|其中|主要有|主要是|的|和|与|及|[，、；,;（(《“])\Z")
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s*(?!\s*(?:年|学年|月|日|\d|[-—–]))[%％‰\u4e00-\u9fff]")
_COUNTED = re.compile(
    r"[一二两三四五六七八九十百千万]+(?:余|多)?(?:个|项|名|人次|人|次|家|所|篇|门|件|处|场|类|级|等奖|亿|座|批|位|支)"
)
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading's number: its ``style``, the number as written, its value, and where the title begins in the line."""

    style: str
    number: str
    value: int
    after: int


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title ends and where the body that runs on behind it begins (equal to the text's length without one).
    ``run_in``: a body does run on. ``stop``: the mark that closed the title, "" when the line's end did."""

    end: int
    body: int
    run_in: bool
    stop: str = ""


def numeral(number: str) -> int:
    """The value of a heading's number (十二, 12, ⑫, ㈢, 1.3 → its last part); 0 when it has none."""
    last = re.split(r"[.．]", number)[-1]
    if last.isdecimal():
        return int(last)
    for first, count in _ROWS:
        if ord(first) <= ord(last[:1] or " ") < ord(first) + count:
            return ord(last) - ord(first) + 1
    if not last or set(last) - set(_DIGITS) - set("十拾"):
        return 0
    tens, ten, ones = re.sub("拾", "十", last).partition("十")
    value = _DIGITS.get(ones, 0)
    return value + (_DIGITS.get(tens, 1) * 10) if ten else _DIGITS.get(tens, 0)


def find_mark(text: str, marked_up: bool = False) -> Mark | None:
    """The number that ``text`` begins with, None when it begins with none. ``marked_up``: the line is known to be a heading
    (Markdown), so that "1 总则" counts too."""
    if not _FIRST.match(text):
        return None
    for style, shape in _SHAPES:
        match = shape.match(text)
        if match and (match.end() < len(text) or style in ("part", "chapter", "verse")):
            return Mark(style, match[1], numeral(match[1]), match.end())
    spaced = _SPACED_NUMBER.match(text) if marked_up else None
    return Mark("1.", spaced[1], numeral(spaced[1]), spaced.end()) if spaced else None


def _stop(text: str, at: int) -> re.Match[str] | None:
    """The first mark that can close a title, not inside brackets or quotation marks."""
    shields = [m.span() for m in _BRACKETED.finditer(text, at)]
    for match in _TITLE_END.finditer(text, at):
        if not any(a < match.start() < b for a, b in shields):
            return match
    return None


def has_figure(title: str) -> bool:
    """Whether a title says a quantity and so is worth quoting (建成3个实验室); years are none."""
    return _FIGURE.search(title) is not None or _COUNTED.search(title) is not None


def cut_title(text: str, at: int, longest: int = _LONGEST) -> Title | None:
    """Where the title that begins at ``at`` ends; None when what stands there is a sentence and no title: too long, hanging,
    an enumeration (；), or a label with a mere value behind it (人数：713人)."""
    stop = _stop(text, at)
    end = stop.start() if stop else len(text)
    title = text[at:end].rstrip()
    if not 2 <= len(title) <= longest or re.search("[；;]", title) or title.count("，") > 2 or not re.search(r"[^\W\d_]", title):
        return None
    if stop is None:
        return None if _UNFINISHED.search(title) else Title(at + len(title), len(text), False)
    rest = text[stop.end() :].strip()
    colon = stop[0] in ":："
    if rest and not _runs_in(title, rest, colon):
        return None
    return Title(at + len(title), stop.end() if rest else len(text), bool(rest), stop[0])


def _runs_in(title: str, rest: str, colon: bool) -> bool:
    """Whether ``title`` stands before ``rest`` as its heading, and is not its first sentence or a label of a value."""
    if colon:
        return len(rest) >= 15 and len(title) <= 24 and not _UNFINISHED.search(title) and not rest.endswith(("；", ";"))
    return not (has_figure(title) and "，" in title) and len(title) <= 40
