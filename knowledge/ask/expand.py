"""Short ways of naming several things at once, written out: 两学期, 春秋两季, 市、省、国家三级, 奖牌."""

from __future__ import annotations

import re

_PAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!第)(?:[两二2]个?|哪一?个?|上下两?个?|上、下)学期"), "第一学期和第二学期"),
    (re.compile(r"(?:上、?下|[两二2]个|哪一?个)半年"), "上半年和下半年"),
    (re.compile(r"春、?秋[两二]?季"), "春季和秋季"),
    (re.compile(r"城乡"), "城镇和农村"),
    (re.compile(r"男女(生|性|教师|职工|员工|学生|党员|干部|医生)"), r"男\1和女\1"),
)
_LEVELS = re.compile(r"(?:(?:国家|省|市|区|县|校|院)[、和与]?){2,}(?:[两二三四2-4]级|级)")
_LEVEL = re.compile(r"国家|[省市区县校院]")
_MEDALS = re.compile(r"奖牌(?:总?数)?")
_EACH_MEDAL = ("金牌", "银牌", "铜牌")


_GRADES = re.compile("([一二三四])([一二三四])([一二三四])?等(奖|功)")


def _grades(match: re.Match[str]) -> str:
    """一二三等奖 as 一等奖、二等奖、三等奖."""
    return "、".join(f"{n}等{match[4]}" for n in match.groups()[:3] if n)


def ways_written_out(norm: str) -> tuple[str, ...]:
    """The ways to write a question out in full: 城乡 is 城镇和农村 or 城市和农村."""
    full = written_out(norm)
    return (full, full.replace("城镇和农村", "城市和农村")) if "城乡" in norm else (full,)


def written_out(norm: str) -> str:
    """The question with each short way written out in full."""
    norm = _GRADES.sub(_grades, norm)
    for pattern, full in _PAIRS:
        norm = pattern.sub(full, norm)
    return _LEVELS.sub(lambda m: "、".join(f"{level}级" for level in _LEVEL.findall(m[0])), norm)


def apart(norm: str) -> str:
    """The question with 比 as a word of its own, where it was cut into its neighbour (比下转)."""
    return norm.replace("比", "，比，")


def names_several(norm: str) -> bool:
    """Whether something stands for several things at once (两学期, 哪个学期)."""
    return any(pattern.search(norm) for pattern, _ in _PAIRS)


def medals(norm: str) -> bool:
    """Whether all medals together are asked for."""
    return bool(_MEDALS.search(norm)) and not re.search(r"[金银铜]牌", norm)


def each_medal(norm: str) -> tuple[str, ...]:
    """The question for each kind of medal."""
    return tuple(_MEDALS.sub(medal, norm) for medal in _EACH_MEDAL)
