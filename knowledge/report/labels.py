"""A short phrase for people that says what a value counts: 国家级奖项, 毕业生, 报到率."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from knowledge.language.tags import Token
from knowledge.model import Quantity
from knowledge.report.clauses import Clause

_MEDALS = {"金": "金牌", "银": "银牌", "铜": "铜牌"}
_INNER_TAGS = ("n", "vn", "l", "j", "eng", "i", "s", "b", "a", "f", "v", "nr", "x", "d")
_STOP_WORDS = frozenset("达 达到 为 是 有 共 共有 共计 获得 获 开展 组织 完成 实现 约 近 超过 高达 等 了 的 占 分别 其中 进行 位列 取得 荣获 获评 拥有 现有 已 已有".split())
_GRADE = re.compile("[一二三四五六七八九十特][级类等档]")
LONGEST = 24
_END = attrgetter("to")


def label_of(norm: str, clause: Clause, value: Quantity) -> str:
    """The noun run before the value, or after it when nothing stands before (98名党员)."""
    if value.unit in _MEDALS:
        return _MEDALS[value.unit]
    earlier = bisect_right(clause.values, value.at, key=_END)
    begin = clause.values[earlier - 1].to if earlier else clause.at
    before = clause.tokens[clause.since(begin) : clause.until(value.at)]
    following = clause.since(value.to)
    if value.kind == "count" and following < len(clause.tokens) and clause.tokens[following].nominal:
        return _after(norm, clause.tokens, following)
    return _before(norm, before) or _after(norm, clause.tokens, following) or clause.text(norm)[:LONGEST]


def _before(norm: str, tokens: Sequence[Token]) -> str:
    run: list[Token] = []
    for token in reversed(tokens):
        if run and _GRADE.fullmatch(token.word):
            run.append(token)  # 一级医院571个
            break
        if token.word in _STOP_WORDS or token.tag in ("x", "p", "c", "t", "m", "uj", "ul"):
            if run or token.tag in ("p", "c", "t"):
                break
            continue
        run.append(token)
    return norm[run[-1].at : run[0].to][-LONGEST:] if run and any(t.nominal or t.verbal for t in run) else ""


def _after(norm: str, tokens: Sequence[Token], first: int) -> str:
    end = first
    while end < len(tokens) and (tokens[end].nominal or tokens[end].tag in ("b", "a", "uj", "nr", "j")):
        end += 1
    return norm[tokens[first].at : tokens[end - 1].to][:LONGEST].strip("的") if end > first else ""
