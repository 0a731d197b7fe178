"""Ranks and ordinals: places in a contest (第三名, 一等奖, 前五) and identities (第十六届, 第二课堂, 9楼)."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.language.numeral import value_of
from knowledge.model import Quantity

_N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
AWARD = re.compile(
    r"(?:[一二三四1-4]|特)(?:[、和至][一二三四1-4])*等(?:奖|功)|特等(?!教师)"
    r"|(?<![现奖基资薪佣罚])[金银铜]奖(?![励学金补惩])|优秀奖|优胜奖|优秀组织奖|(?<!单项)(?<!隐形)[冠亚季殿]军(?!团|人|企业|产品|示范)"
    r"|榜首|头名|首位(?!度|诊)|首名|top ?\d{1,3}(?!\d)"
)
# 摆在首位 is an idiom and no place in a contest.
_NO_PLACE = re.compile(r"(?:放在|摆在|置于|放到|摆到)(?:[^，。；]{0,4})$")
_MEDAL = re.compile(r"[金银铜]牌(?![讲教导店工榜总数])")
_FRONT = re.compile(rf"前(?P<n>{_N})(?=[名位强列甲的，。；、：！？）”]|$|行列|席|茅)(?P<u>[名位强甲])?(?!季度)")
_NTH = re.compile(
    rf"第(?P<n>{_N})(?:[-~至到]{_N}(?=[名位]))?(?:(?P<u>[名位])"
    r"|(?P<o>届|批次?|次|期|季|个|家|轮|号|代|版|章|条|款|项|卷|册|部分|段|节|线|幅|页|层|组|场|站|站点|周|天|年|日|讲|集|例|类|种|只|所|台|座|任|方阵|梯队|任务|阶段))?"
)
_CHAIN = re.compile(rf"(?:[、和及与至-]第?{_N}){{1,50}}")
_ENDS = re.compile(r"$|[，。；、：！？）”》并和与及且或的》]|(?:好)?成绩|(?:\d|[一二三])(?=项|个|次)")
_LED = re.compile(r"(?:居|列|位|排|排名|名列|获|得|夺|是|为|全国|全省|全市|全区|总分|团体|行业|同类|省|市|国|总量|增速|均)(?:[^，。；、]{0,1})$")
_ORDINAL_AFTER = re.compile(
    r"(?P<n>\d{1,4}|[一二三四五六七八九十]{1,3})(?P<u>号楼|号线|号馆|号门|号院|楼|室|教室|会议室|路公交|级|号|栋楼|班(?![次组])|年级|期(?=工程|项目|建设|投资|规划|厂房|用地|改造|扩建))"
)
_OLD_SESSION = re.compile(r"(?P<n>(?:19|20)\d\d|1[1-9]|[2-9]\d|1\d\d|[一二]?十[一二三四五六七八九]|二十)(?P<u>届)")


def _make(match: re.Match[str], kind: str, unit: str) -> Quantity:
    at, to = match.span()
    text = match[0][: len(match[0]) - len(unit)]
    return Quantity(at, to, kind, text, unit, value_of(match["n"]))


def read_award(norm: str, at: int) -> Quantity | None:
    """一等奖, 冠军, 榜首: a rank without a number."""
    match = AWARD.match(norm, at)
    if not match and norm[max(at - 1, 0) : at] in ("获", "得", "夺", "摘", "取", "枚"):
        match = _MEDAL.match(norm, at)
    if not match or (match[0] == "首位" and _NO_PLACE.search(norm, max(0, at - 8), at)):
        return None
    digits = re.search(r"\d+", match[0]) if match[0].startswith("top") else None
    return Quantity(at, match.end(), "rank", match[0], value=Decimal(digits[0]) if digits else None)


def read_front(norm: str, at: int) -> Quantity | None:
    """前五, 前10名: among the first so many."""
    match = _FRONT.match(norm, at)
    return _make(match, "rank", match["u"] or "") if match else None


def read_nth(norm: str, at: int) -> Quantity | None:
    """第三名 and a closing 第一 are ranks; 第十六届, 第一产业, 第二医院 are ordinals."""
    match = _NTH.match(norm, at)
    if not match:
        return None
    if match["u"] == "名" or (match["u"] and _is_place(norm, at, match.end())):
        return _make(match, "rank", match["u"])
    if match["o"] and not match["u"]:
        return _make(match, "ordinal", match["o"])
    if match["u"]:
        return _make(match, "ordinal", match["u"])
    return _make(match, "rank" if _is_place(norm, at, match.end()) else "ordinal", "")


def _is_place(norm: str, at: int, to: int) -> bool:
    """Whether a bare 第一 is a place reached: what follows closes it, and it does not open an enumeration (第一，…)."""
    chain = _CHAIN.match(norm, to)
    end = chain.end() if chain else to
    if norm[end : end + 1] == "名":
        return True
    if not _ENDS.match(norm, end):
        return bool(_LED.search(norm, max(0, at - 4), at)) and bool(re.match(r"位|一?个|[，。]", norm[end : end + 1]))
    opens = at == 0 or norm[at - 1] in "。；：！？\n"
    return not (opens and norm[end : end + 1] in ("，", "、", "："))


def read_numbered(norm: str, at: int) -> Quantity | None:
    """9楼, 3号线, 2021级, 十九届: a number that names one thing and counts nothing."""
    match = _ORDINAL_AFTER.match(norm, at) or _OLD_SESSION.match(norm, at)
    if not match or (match["u"] == "班" and match["n"][0] in "一二三四五六七八九十"):
        return None
    return _make(match, "ordinal", match["u"])
