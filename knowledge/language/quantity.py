"""Finding the quantities of a folded text: what each is (count, share, money, date, rank, …), its unit and its worth.

One pass: at each place where a numeral may begin, the readers are asked in order, and the first that reads wins."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from knowledge.language import amount, period, rank
from knowledge.language.units import data
from knowledge.model import Quantity

_C = "零〇一二两三四五六七八九十百千万亿"
_START = re.compile(
    rf"-?\d|第(?=[\d{_C}])|前(?=[\d一二三四五六七八九十百]|年)|[{_C}]|半(?=年|个|小时|天|学)|[数几](?=[十百千万亿])"
    r"|[特金银铜](?=等|奖|牌)|[冠亚季殿]军|优[秀胜](?=奖|组织奖)|榜首|头名|首[位名]|top ?\d|https?:|www\."
    r"|[本上下今去当全明后](?=年|学|季|半|个|一年|度|期)|[近过](?=[\d一二三四五六七八九十两几去])|秋季?学|春季?学"
)
_TITLE = re.compile(r"《[^《》]{1,80}》|〔(?:19|20)\d\d〕第?\d+号|[（\[](?:19|20)\d\d[）\]]第?\d+号")
_QUOTED = re.compile(r"“[^“”，。；]{1,12}”")
_LISTED = re.compile(r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、]|\.(?!\d))) ?")
_UNIT_AHEAD = r"(?![元%‰万亿个人名家项])"
_CODE = re.compile(
    r"https?://[!-~]+|www\.[!-~]+"
    r"|1[3-9]\d{9}(?!\d)|0\d{2,3}-\d{7,8}|[48]00-?\d{3,4}-?\d{3,4}(?!\d)|\d{17}[\dx]"
    r"|\d{3,5}(?=(?:政务|便民|市民|服务|民生|维权|公益|监督|咨询|举报)*(?:热线|专线|电话))"
    r"|\d+(?:\.\d+){2,}|\d+\+[a-z\d]+|\d+[×x*]\d+(?:\.\d+)?(?:[×x*]\d+)*|\d[\d.]*×10[⁰-⁹]+"
    r"|(?:\d0|\d5)后|\d{2,4}0年代|\d+强|(?:985|211)(?=[、和及与”]|高校|院校|工程|大学)|\d\.\d版|1/\d+决赛|\d+-\d+(?:年级|班|号|层|楼)|\d+a级"
    r"|0\d+(?![\d:.]|[月日年])|(?<=率)\d{1,2}(?=[为达是])"
)
_LATIN_AFTER = re.compile(r"[a-z][a-z0-9.+-]*(?<![.+-])")
_LATIN_BEFORE = re.compile(r"[a-z][a-z0-9/&]*[-.]?$")
_GLUED = re.compile(r"\d+(?:\.\d+)*(?:[a-z][a-z0-9]*)?(?:[级类型号版期代栋](?!次))?")
_VERSION = re.compile(r"[1-9]\.0(?![\d%‰万亿])")
_FIGURE = re.compile(r"(?:图|表|附件|附表|附录|图表|专栏|编号|学号|证号|邮编|电话|热线|拨打)[:： ]?$")
_STOP = re.compile("|".join(data("numerals")["stop"]))
_STOP_AFTER = frozenset(data("numerals")["after"])
_COUNTED_THINGS = frozenset("人总个次件分指户篇")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_ROUGHLY = frozenset("近上逾超约")


class _Names:
    """Stretches of a text in which numbers belong to a name: titles, document numbers, short quoted words."""

    def __init__(self, pattern: re.Pattern[str], norm: str, sign: str) -> None:
        spans = [m.span() for m in pattern.finditer(norm)] if any(s in norm for s in sign) else []
        self._starts = [at for at, _ in spans]
        self._ends = [to for _, to in spans]

    def end(self, at: int) -> int:
        """Where the stretch around ``at`` ends; 0 when ``at`` stands in none."""
        i = bisect_right(self._starts, at) - 1
        return self._ends[i] if i >= 0 and self._ends[i] > at else 0


def _below_zero(norm: str, quantity: Quantity) -> Quantity:
    """零下12摄氏度 is -12, and its text says so."""
    if quantity.value is None or quantity.kind != "count" or not norm.endswith("零下", 0, quantity.at):
        return quantity
    return replace(quantity, at=quantity.at - 2, text="零下" + quantity.text, value=-quantity.value)


def find_quantities(norm: str) -> tuple[Quantity, ...]:
    """The quantities of a folded text, in order and apart. ``at``..``to`` are characters of ``norm``."""
    titles, quoted = _Names(_TITLE, norm, "《〔（["), _Names(_QUOTED, norm, "“")
    found: list[Quantity] = []
    at = 0
    listed = _LISTED.match(norm)
    if listed and listed.end() < len(norm) and not (period.read_period(norm, 0) or rank.read_award(norm, 0)):
        found.append(Quantity(0, listed.end(), "code", listed[0].strip()))
        at = listed.end()
    while match := _START.search(norm, at):
        start = match.start()
        quantity, to = _read(norm, start, at, titles, quoted)
        if quantity:
            found.append(_below_zero(norm, quantity))
        at = max(to, start + 1)
    return tuple(found)


def _read(norm: str, at: int, last: int, titles: _Names, quoted: _Names) -> tuple[Quantity | None, int]:
    """The quantity at ``at`` (None when nothing counts there) and where to go on."""
    char = norm[at]
    if end := titles.end(at):
        digits = _DIGITS.match(norm, at)
        return (_code(at, digits.end(), norm), digits.end()) if digits else (None, min(end, at + 1))
    if char.isdecimal() and char.isascii():
        quantity = _read_digits(norm, at, last, quoted)
    elif char == "-":
        quantity = _read_negative(norm, at)
    elif char in _C or char in "半数几":
        return _read_chinese(norm, at, quoted)
    else:
        quantity = _read_word(norm, at)
    return quantity, quantity.to if quantity else at + 1


def _code(at: int, to: int, norm: str) -> Quantity:
    return Quantity(at, to, "code", norm[at:to])


def _read_word(norm: str, at: int) -> Quantity | None:
    """第…, 前…, award words, relative periods, addresses: what begins with no digit."""
    if norm[at] in "hw":
        match = _CODE.match(norm, at)
        return _code(at, match.end(), norm) if match else None
    return _period(norm, at) or rank.read_front(norm, at) or (
        rank.read_nth(norm, at) if norm[at] == "第" else rank.read_award(norm, at)
    )


def _period(norm: str, at: int) -> Quantity | None:
    named = period.read_period(norm, at)
    if not named:
        return None
    kind = "date" if named.kind == "day" else "period"
    return Quantity(at, at + len(named.text), kind, named.text, period=named)


def _read_negative(norm: str, at: int) -> Quantity | None:
    """-5.5度: a minus that joins nothing on its left."""
    if at and ((norm[at - 1].isalnum() and norm[at - 1].isascii()) or norm[at - 1] in "%）)"):
        return None
    return amount.read_amount(norm, at)


def _read_digits(norm: str, at: int, last: int, quoted: _Names) -> Quantity | None:
    before = norm[max(last, at - 12) : at]
    if before and ((before[-1].isascii() and before[-1].isalpha()) or before[-1] in "-."):
        glued = _LATIN_BEFORE.search(before)
        if glued and not _value_beside_latin(norm, at):
            to = _GLUED.match(norm, at)
            return _code(at - len(glued[0]), to.end() if to else at + 1, norm)
    match = _CODE.match(norm, at)
    if match:
        front = match[0].endswith("强") and norm[at - 1 : at] == "前"
        return None if front else _code(at, match.end(), norm)
    quantity = (
        _clear_period(norm, at)
        or amount.read_clock_or_ratio(norm, at)
        or rank.read_award(norm, at)
        or rank.read_numbered(norm, at)
        or amount.read_amount(norm, at)
    )
    if quantity and not quantity.unit and quantity.kind == "count":
        return _bare(norm, quantity, quoted)
    if quantity and before.endswith("每"):  # 每10万人6.31例: what a rate is counted by is no value
        return _code(at, quantity.to, norm)
    return quantity


def _value_beside_latin(norm: str, at: int) -> bool:
    """gdp98765元 is a value and h7n9 is none: a unit (no grade word) must follow, and the number be no version."""
    quantity = amount.read_amount(norm, at)
    return bool(quantity and quantity.unit and quantity.unit not in ("期", "代", "版", "级", "类"))


def _clear_period(norm: str, at: int) -> Quantity | None:
    """A period, unless a unit shows that the four digits are an amount (2021个, 2000元)."""
    named = _period(norm, at)
    if not named or named.period is None or not named.text.isdecimal():
        return named
    counted = amount.read_amount(norm, at)
    if norm[named.to : named.to + 1] in ("级", "届") or (counted and counted.unit and not amount.is_weak(counted.unit)):
        return None
    nineties = int(named.text) < 1990 or int(named.text) > 2039
    return None if nineties or (counted and counted.to > named.to and not counted.unit) else named


def _bare(norm: str, quantity: Quantity, quoted: _Names) -> Quantity:
    """A number without unit: a code when letters follow (3d), in short quotes (“985”), after 图 or 表, or as a version."""
    at, to = quantity.at, quantity.to
    if letters := _LATIN_AFTER.match(norm, to):
        return _code(at, letters.end(), norm)
    if quoted.end(at) or _FIGURE.search(norm, max(0, at - 4), at):
        return _code(at, to, norm)
    after_word = at > 0 and norm[at - 1] >= "\u4e00" and norm[at - 1] not in "长降升到至达为是高低约近超计共"
    if after_word and _VERSION.fullmatch(norm[at:to]):
        return _code(at, to, norm)
    return quantity


def _read_chinese(norm: str, at: int, quoted: _Names) -> tuple[Quantity | None, int]:
    """As ``_read``, at a Chinese numeral character: words that hold one (统一, 三农) are passed over whole."""
    before = norm[at - 1] if at else ""
    run = amount.chinese_run_end(norm, at)
    if norm[at] == "数" and before in _COUNTED_THINGS:  # 人数十二
        return None, at + 1
    if before in _STOP_AFTER and norm[at] not in "数几半" and not _weekday_free(norm, at, before):
        return None, at + 1 if norm[at + 1 : at + 2] == "一" else run
    if before not in _ROUGHLY and (stop := _STOP.match(norm, at)):
        return None, stop.end()
    quantity = (
        (_period(norm, at) if before != "个" else None)
        or rank.read_award(norm, at)
        or rank.read_numbered(norm, at)
        or amount.read_chinese(norm, at)
    )
    if quantity and quantity.kind == "count" and quoted.end(at):
        return None, quantity.to
    return quantity, quantity.to if quantity else run


def _weekday_free(norm: str, at: int, before: str) -> bool:
    """周 and 期 forbid a single digit only (周一, 星期三); 不一, 任一 forbid 一 only."""
    return norm[at] != "一" and before not in "周期拜初"
