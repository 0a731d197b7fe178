"""What a question asks over several years: a difference, a series, the year of the most, or what changed at all.

Read by shape alone. What is left when the years and the comparison are taken out is asked of each year's report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.ask.question import Question

Compared = Literal["difference", "times", "series", "sum", "most", "changes"]

_YEAR_DIGITS = 4
_Y4 = r"(?:19|20)\d\d"
_NEXT = r"明年|下一?学?年度?"
_NAMED = rf"{_Y4}(?:-(?:{_Y4}|\d\d))?学?年度?(?![级以起之前后来])|今年度?|本学?年度?|去年度?|上一?学?年度?|前一学?年度?|前年度?|{_NEXT}"
_OLD = rf"(?:{_NAMED})(?:年?同期|[年]?[末底])?"
# 比去年, 和2022年相比; 和去年 alone may as well add as compare.
_AGAINST = re.compile(
    rf"(?:比起|相比于?|相较于?|对比|比|较)(?:的)?(?P<one>{_OLD})(?:的)?(?:相比|比起来|比)?"
    rf"|(?:和|与|跟|同)(?P<two>{_OLD})(?:的)?(?:相比较?|比较|对比|比起来|来比|相差|比|差(?=多少|几|了))"
)
_OVER = re.compile(rf"(?:是|相当于|为)(?P<one>{_OLD})的?(?:多少|几)倍")
_SAME_TIME = re.compile("同比")
_YEAR = re.compile(rf"(?:{_NAMED})(?:的|里|全年|内|度)?[，,]?")
_RANGE = re.compile(
    rf"从?(?P<first>{_Y4})学?年?度?(?:到|至|-|—|–|~)(?P<last>{_Y4})学?年度?(?:期间|间)?(?:这?[两二三四五六七八九十\d]年)?来?的?"
)
_LIST = re.compile(rf"{_Y4}学?年?(?:[、,，和与及]{_Y4}学?年?)+(?:这?[两二三四五六]年)?(?:里|间|来)?的?")
_SINCE = re.compile(rf"从?(?P<first>{_Y4})学?年度?(?:以来|起|之后|以后|至今|到现在)的?")
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_LAST_FEW = re.compile(
    r"(?:最近|过去|近|这|前)(?P<n>[两二三四五六七八九十几\d])个?学?年(?:以来|来|间|里)?的?"
    r"|(?<![第\d])(?P<m>[两二三四五六])年(?:以来|来|间)的?|(?<![第\d])(?P<k>[两二三四五六])年(?=分别|各|都)"
    r"|历年来?的?|逐年的?|各年度?的?|连年"
)
_WHICH_YEAR = re.compile("(?:是)?[哪那]一?个?学?年(?:度|份)?(?:的)?")
_MOST = re.compile(
    "(?:是|为)?(?P<most>[最更][多高大长]|(?<=.)[多高](?=[一些]*$))(?:的|一?些)?"
    "|(?:是|为)?(?P<least>[最更][少低小短]|(?<=.)(?<!多)[少低](?=[一些]*$))(?:的|一?些)?"
)
_TOTAL = re.compile("一共|总共|合计|共计|总计|加起来|累计|总和|共(?=[招有开毕])")
_RISE = "增长|增加|提高|提升|上升|上涨|扩大|延长|增多|变多|升高|涨|升|增"
_FALL = "下降|减少|降低|下跌|下滑|回落|缩小|缩短|压缩|变少|跌|降|减"
_TURN = re.compile(
    rf"(?:是|有)?(?:{_RISE}|多|高)(?:的|了)?[，、]?(?:还是|或者?)(?:是)?(?:{_FALL}|少|低)(?:的|了)?|是?[增涨升多]是[减跌降少]"
    rf"|(?:是|有)?(?:{_FALL}|少|低)(?:的|了)?[，、]?(?:还是|或者?)(?:是)?(?:{_RISE}|多|高)(?:的|了)?"
)
_STEP = re.compile(
    rf"(?:共|总共|一共|是否|是不是|有没有|有所)?(?:(?P<up>{_RISE})|(?P<down>{_FALL})|(?P<more>多|高|长|大)|(?P<less>少|低|短|小))(?:了|过|出)?"
    r"(?P<verb>(?<=[多少了])[招收发办开做建投接完获得培引新捐]{1,2})?(?:了|出)?(?P<how>百分之(?:几|多少)|多少|几)"
)
_SHORT_STEP = re.compile(
    rf"(?:是否|是不是|有没有|有所)?(?:{_RISE}|{_FALL}|多|(?<!多)少|高|低)(?:了|的)?(?:吗|没有?|么)?[?？]?$"
)
_RATE = re.compile("(?:的)?(?P<noun>增长率|增长幅度|增长速度|增速|增幅|涨幅|降幅|跌幅)(?:是|为|有)?(?:多少|几|多大)?")
_PERCENT = re.compile("个?百分点|个点|百分之|%")
_MANNER = re.compile(
    r"(?:有)?(?:没有|无|何|什么|啥|多大|怎样的?|怎么样?的?|哪些)?(?:的)?(?:变化|变动|区别|差别|差距|差异|不同|趋势|走势|增减)"
    r"(?:情况|趋势|幅度)?(?:了)?(?:吗|没有|如何|怎么?样|是?怎样|多少|多大|有多大)?"
    r"|怎么?样了?|如何|咋样|情况|怎么变的?|(?:是|有)什么|相差(?:多少|几)?|差(?:了)?(?:多少|几)"
)
_EACH = re.compile("(?:分别|各自|各|都|一共)?(?:是|有|为)(?:多少)(?=$|[?？呢])|(?:分别|各自|各|都)(?=[是有为多]|$)|每年(?:都)?")
_CHANGES = re.compile(
    rf"(?:哪些|哪几[项个]|哪[项个]|什么|有|是|都|数字|数据|指标|数值|数目|数|方面|项目|内容|地方|主要|最大|最小|最多|最明显|较大|明显|大幅|的|了|呢|吗|出现|所|不如|没有"
    rf"|{_RISE}|{_FALL}|变化|变动|变|不同|不一样|[多少高低?？，,])+"
)
_ASKS_WHICH = re.compile("哪|什么|指标|数字|数据")
# 手术台次 counts 台次; as one word it is cut into 手术台.
_TIMES_NOUN = re.compile("(?<=[\u4e00-\u9fff]{2})([台例件]次)数?$")
# 比上年增长5%的是什么 asks for a name.
_CLAIM = re.compile(rf"(?:{_RISE}|{_FALL}|多|少|高|低)(?:了|到|至)?\d")
_COUNTED = re.compile("(?:多少|几)[\u4e00-\u9fff]")
_LEFT = " 的，,、。？?！!了呢吗是有"
_KEEPS_ASKING = re.compile("(?:是|有|为)?(?:多少|几)$")
_BARE = frozenset(("", "那", "那么", "它", "这个", "这", "其中", "多少"))


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year as a question names it: ``year`` of a number, ``shift`` counted from the newest report (去年 is -1)."""

    text: str
    year: int | None = None
    shift: int = 0

    def of(self, newest: int) -> int:
        """The calendar year, a school year by the year it begins in."""
        return self.year if self.year is not None else newest + self.shift


@dataclass(frozen=True, slots=True)
class Yearly:
    """``base``: the question without years and comparison, "" when the turn leaves it to the one before. ``new`` and ``old``:
    the two years compared (``old`` None: the year before). ``years``: those of a series, ``since`` its first, ``last`` how many;
    with none of them all. ``direction``: +1 rises, -1 falls. ``percent``: points or per cent are asked for;
    ``amount``: how many more or fewer, ``counted``: in a unit that is named."""

    kind: Compared
    base: str
    new: NamedYear | None = None
    old: NamedYear | None = None
    years: tuple[int, ...] = ()
    since: int = 0
    last: int = 0
    direction: int = 0
    percent: bool = False
    amount: bool = False
    counted: bool = False


def yearly(question: Question) -> Yearly | None:
    """What is asked over years, None when the question compares none. The base keeps what else is asked, its unit too."""
    norm = question.norm
    numbers = [q for q in question.numbers if q.unit != "年" and (q.unit or len(q.text) != _YEAR_DIGITS)]
    if question.english or numbers or _CLAIM.search(norm):
        return None
    times = _OVER.search(norm)
    if times:
        new, base = _year_taken(_cut(norm, times.span()))
        return Yearly("times", _trimmed(base), new, _named(times["one"]))
    against = _AGAINST.search(norm) or _SAME_TIME.search(norm)
    if against:
        return _compared(norm, against)
    return _most(norm) or _series(norm, question) or _turned(norm)


def _compared(norm: str, against: re.Match[str]) -> Yearly | None:
    """A comparison with a year that is named."""
    groups = against.groupdict()
    said = groups.get("one") or groups.get("two")
    new, rest = _year_taken(_cut(norm, against.span()))
    old = _named(said) if said else None
    if old is not None and old.year is None and new is not None and new.year is not None:
        old = NamedYear(old.text, new.year + old.shift) if old.shift < 0 else old  # 2023年比上年
    if _CHANGES.fullmatch(rest) and _ASKS_WHICH.search(rest):
        return Yearly("changes", "", new, old, direction=_direction(rest))
    if against[0] == "同比" and not _STEP.search(rest) and not _TURN.search(rest) and not _RATE.search(rest):
        return None
    return _difference(rest, new, old)


def _difference(rest: str, new: NamedYear | None, old: NamedYear | None) -> Yearly:
    rest = rest.strip(" ，,、。？?！!")
    percent = bool(_PERCENT.search(rest) or _RATE.search(rest))
    rest = _PERCENT.sub("", _RATE.sub("", rest)) if percent else rest
    taken = _STEP.search(rest)
    amount = not percent and taken is not None and bool(taken["more"] or taken["less"])
    base = _TURN.sub("", rest)
    base = _STEP.sub(_step_taken, base)
    base = _trimmed(_MANNER.sub("", _SHORT_STEP.sub("", base)))
    counted = bool(_COUNTED.search(base)) and not percent
    return Yearly("difference", base, new, old, direction=_direction(rest), percent=percent, amount=amount, counted=counted)


def _step_taken(match: re.Match[str]) -> str:
    """多招了多少学生 is 招了多少学生 of each year."""
    return f"{match['verb'] or ''}{'了' if match['verb'] else ''}多少"


def _turned(norm: str) -> Yearly | None:
    """是增加还是减少 without a year, and 今年哪些数字下降了."""
    new, rest = _year_taken(norm)
    if _CHANGES.fullmatch(rest) and _ASKS_WHICH.search(rest) and (_direction(rest) or re.search("变", rest)):
        return Yearly("changes", "", new, None, direction=_direction(rest))
    return _difference(rest, new, None) if _TURN.search(rest) else None


def _most(norm: str) -> Yearly | None:
    norm = norm.strip(_LEFT)
    which, most = _WHICH_YEAR.search(norm), _MOST.search(norm)
    if which is None or most is None:
        return None
    few, listed = _LAST_FEW.search(norm), _LIST.search(norm)
    rest = _WHICH_YEAR.sub("", _MOST.sub("", _LIST.sub("", norm)))
    base = _trimmed(_LAST_FEW.sub("", rest) if few else rest)
    years = tuple(int(y) for y in re.findall(_Y4, listed[0])) if listed else ()
    return Yearly("most", base, years=years, last=_few(few), direction=1 if most["most"] else -1)


def _series(norm: str, question: Question) -> Yearly | None:
    """近三年, 2022到2024年, 历年, 2020年以来: the value of each year; what adds up or averages is another question."""
    if question.operation in ("times", "more") or re.search("年均|每年平均|平均每年|连续|哪|谁|什么时候", norm):
        return None
    spans, listed, since, few = _RANGE.search(norm), _LIST.search(norm), _SINCE.search(norm), _LAST_FEW.search(norm)
    found = spans or listed or since or few
    if found is None or (question.operation == "difference" and not few):
        return None
    rest = _EACH.sub("", _TOTAL.sub("", _cut(norm, found.span())))
    if spans and _STEP.search(rest):
        return _difference(rest, NamedYear(spans["last"], int(spans["last"])), NamedYear(spans["first"], int(spans["first"])))
    kind: Compared = "sum" if _TOTAL.search(norm) and not _STEP.search(rest) else "series"
    rest = _MANNER.sub("", _STEP.sub("", rest) if _steps(rest) else rest)
    base = _trimmed(_KEEPS_ASKING.sub("", rest))
    if spans:
        first, last = int(spans["first"]), int(spans["last"])
        return Yearly(kind, base, years=tuple(range(first, last + 1))) if first < last <= first + 20 else None
    if listed:
        return Yearly(kind, base, years=tuple(int(y) for y in re.findall(_Y4, listed[0])))
    if since:
        return Yearly(kind, base, since=int(since["first"]))
    return Yearly(kind, base, last=_few(few))


def _steps(rest: str) -> bool:
    """Whether a rise or a fall is asked for (近三年增加了多少), and no deed (新增了多少)."""
    taken = _STEP.search(rest)
    return taken is not None and rest[max(0, taken.start() - 1) : taken.start()] != "新"


def _few(match: re.Match[str] | None) -> int:
    """How many years 近三年 means; 0 for all that there are."""
    said = match and (match["n"] or match["m"] or match["k"])
    return 0 if not said or said == "几" else int(said) if said.isdigit() else _COUNT[said]


def _cut(norm: str, span: tuple[int, int]) -> str:
    return norm[: span[0]] + norm[span[1] :]


def _year_taken(norm: str) -> tuple[NamedYear | None, str]:
    """The first year named, and the text without it."""
    found = _YEAR.search(norm)
    return (_named(found[0]), _cut(norm, found.span())) if found else (None, norm)


def _named(text: str) -> NamedYear:
    number = re.match(_Y4, text)
    if number:
        return NamedYear(text, int(number[0]))
    shift = -2 if text.startswith("前年") else 1 if text[0] in "明下" else 0 if text[0] in "今本" else -1
    return NamedYear(text, None, shift)


def _direction(rest: str) -> int:
    """+1 when only a rise is named, -1 when only a fall."""
    up, down = re.search(f"{_RISE}|[多高](?!少)", rest), re.search(f"{_FALL}|(?<!多)[少低]", rest)
    return 0 if bool(up) == bool(down) else 1 if up else -1


def _trimmed(base: str) -> str:
    base = _TIMES_NOUN.sub(r"多少\1", base.strip(_LEFT))
    if re.search("了(?:多少|几)", base):
        return base
    shorter = _KEEPS_ASKING.sub("", base).strip(_LEFT)
    return "" if shorter in _BARE else shorter
