"""Numbers that are written as no number is: 80.2.%, 1,,280万, 12.3.4亿, 35%%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.check.lines import Line, Told
from knowledge.model import Finding

_UNIT = "[万亿元人名个项家件篇册门场次台套吨亩户位所支处条本座辆倍%‰]"
_MALFORMED = re.compile(
    r"(?<![\d.])\d+\.\.+\d+[^\s，；。、（）]{0,3}"  # 108..8册
    rf"|(?<![\d.])\d+\.(?:\d+\.)?(?:[%‰]|[万亿]{_UNIT})|(?<![\d.])\d+\.\d+\.{_UNIT}"
    rf"|(?<=[\u4e00-\u9fff])\d{{2,}}\.{_UNIT}"  # 80.2.%, 62.亿元
    rf"|(?<![\d.])\d+\.\d+\.\d+(?={_UNIT}){_UNIT}"  # 12.3.4亿
    r"|(?<![\d,])\d+(?:,\d+)*[,，]{2,}\d+"  # 1,,280
    r"|(?<![\d.])\d[\d.]*(?:%[%‰]|‰[%‰]|%个百分点|‰个千分点)"
    r"|百分之\d[\d.]*%"
    r"|(?<![\d.])\d[\d.]*(?:万万|亿亿|亿万|元元|人人(?!才|员|数)|名名|项项|次次|吨吨|亩亩|册册|年年|月月(?!末|底|初)|日日)"
    r"|(?<![\da-z.-])\d*[ol]\d+(?:\.\d+)?(?:[年月日]|[万亿]|[人元%])|(?<!\d)\d+[ol]\d*(?:[年月日](?![a-z])|[万亿人元%])"
    r"|(?<!\d)(?:[12]\d{2}|[12]0\d{3})年(?=(?:1[0-2]|[1-9])月)"  # 202年5月, 20024年5月
    r"|第第[一二三四五六七八九十\d]"
)
# In the source, for matching texts take such a comma for one between clauses.
_GROUPED = re.compile(rf"(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*,(?:\d{{1,2}}|\d{{4,}})(?![\d,]){_UNIT}")  # 12,34人
_FELL_BELOW = re.compile(r"(?:下降|减少|降低|回落)了?-\d[\d.]*%?")
# A version or an address has as many points as it likes.
_VERSION = re.compile(r"(?:版本|v|ip)\s?$|^版")


def malformed_findings(told: Told) -> Iterator[Finding]:
    """Every number of a sentence that is written as no number is."""
    for line in told.lines:
        found = {(m.start(), m.end(), m[0]) for m in _MALFORMED.finditer(line.norm) if not _version(line, m)}
        for fact in line.figures:
            if fact.misprint and not any(a <= fact.at < b or fact.at <= a < fact.to for a, b, _ in found):
                found.add((fact.at, fact.to, fact.misprint))
        if "," in told.quote(line):
            found |= {(-1, -1, m[0]) for m in _GROUPED.finditer(told.quote(line))}
        for _, _, text in sorted(found):
            yield Finding("malformed", True, "malformed", (text,), told.evidence([line]))
        for match in _FELL_BELOW.finditer(line.norm):
            yield Finding("malformed", False, "fell_below", (match[0],), told.evidence([line]))


def _version(line: Line, match: re.Match[str]) -> bool:
    return bool(_VERSION.search(line.norm[max(0, match.start() - 3) : match.start()]) or line.norm[match.end() :].startswith("版"))
