"""A question understood by its shape alone: no look at any report but to know which words one has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from knowledge.ask import patterns
from knowledge.ask.english import translate
from knowledge.ask.question import Asked, Form, Operation, Question, Term
from knowledge.ask.terms import Cut, Known, terms_of
from knowledge.language.lexicon import Lexicon
from knowledge.language.normal import fold_plain
from knowledge.language.numeral import chinese_value
from knowledge.language.period import parse_period
from knowledge.language.quantity import find_quantities
from knowledge.language.units import is_measure, unit_at
from knowledge.model import Aspect, Period, Quantity

LONGEST = 400
_UNIT_GOES_ON = {
    "个班": "级组子主", "家": "庭长属教具电务", "名": "单师额称字", "人": "才员口民大均物", "门": "诊店票类", "部": "门队分委",
    "班": "级组子主", "项": "目", "台": "账", "条": "例件约", "场": "地馆所", "位": "置", "个": "体案",
}
# What an asker leaves out is no word to be matched: 技师有多少（不含高级技师）.
_EXCEPT = re.compile(r"（(?:不含|不包括|不算|不计|除)[^）]*）|</?[a-z]{1,10}>")
# 一期, 二级: an identity, though written as a count.
_ORDINAL_UNITS = frozenset({"期", "级", "届", "号", "型", "类", "批"})
_COMPARED = re.compile("[比较同与跟和](?:前)?$")
_UP = frozenset("增长 增加 提高 提升 上升 上涨 扩大 净增 涨 升 增 多 增速 增幅 涨幅 增长率 增长幅度 增长速度".split())
_DOWN = frozenset("下降 减少 降低 下跌 下滑 回落 缩小 跌 降 减 少 降幅 跌幅".split())
_SHAPES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    ("date", patterns.WHEN),
    ("person", patterns.WHO),
    ("place", patterns.WHERE),
    ("percent", patterns.PERCENT),
    ("rank", patterns.RANK),
    ("money", patterns.MONEY),
    ("count", patterns.COUNT),
    ("list", patterns.WHICH),
    ("name", patterns.WHAT),
    ("count", patterns.NUMBER_NOUN),
)
_COURTESY_EDGE = 2
_EDGE = " ，。！!~、…"


def understand(text: str, cut: Cut, lexicon: Lexicon, known: Known) -> Question:
    """The question's kind, unit, scope, operation and terms. Never raises on any text."""
    norm = _strip_courtesy(_EXCEPT.sub("", fold_plain(text[:LONGEST])), lexicon)
    chat = chat_of(norm)
    if chat:
        return Question(text, norm, "any", chat=chat)
    translated = translate(norm)
    english = translated is not None
    norm = translated or norm
    quantities = find_quantities(norm)
    return _build(text, norm, quantities, cut, lexicon, known, english)


def chat_of(norm: str) -> str:
    """greeting, thanks, write or chitchat when the text asks nothing of a report; else the empty string."""
    for name, pattern in (
        ("greeting", patterns.GREETING), ("thanks", patterns.THANKS), ("write", patterns.WRITE), ("chitchat", patterns.CHITCHAT),
    ):
        if pattern.search(norm):
            return name
    return ""


def _strip_courtesy(norm: str, lexicon: Lexicon) -> str:
    """The question without its polite beginning and end; what would leave nothing is left as it is."""
    begin, end = _courtesy(lexicon.courtesy)
    left = norm.strip(_EDGE)
    while True:
        shorter = begin.sub("", left, count=1).strip(_EDGE)
        shorter = end.sub("", shorter, count=1).strip(_EDGE)
        if shorter == left or len(shorter) < 2:
            return left or norm
        left = shorter


@cache
def _courtesy(courtesy: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Polite beginnings and ends, the longest first."""
    words = sorted((w for w in courtesy if len(w) >= _COURTESY_EDGE), key=len, reverse=True)
    any_of = "|".join(map(re.escape, words))
    return re.compile(f"^(?:{any_of})"), re.compile(f"(?:{any_of})$")


def _build(
    text: str, norm: str, quantities: Sequence[Quantity], cut: Cut, lexicon: Lexicon, known: Known, english: bool
) -> Question:
    taken: list[tuple[int, int]] = []
    asked, units, focus = _shape(norm, taken)
    aspect, change = _aspect(norm, asked, taken)
    if aspect == "growth":
        asked, units = _growth_kind(norm, asked, units)
    turn = patterns.TURN.search(norm)
    if turn:
        taken.append(turn.span())
        asked, units, aspect, change = "any", (), "growth", 0
    yesno = turn is not None or bool(patterns.YESNO.search(norm)) and asked in ("any", "name", "list")
    claimed = next((q for q in quantities if q.kind in ("count", "percent", "money") and (q.unit or q.kind == "percent")), None)
    if yesno and turn is None and claimed is not None and claimed.unit not in _ORDINAL_UNITS:
        # 省级课题有10个吗 asks for the count; what was claimed is compared with it.
        kind = claimed.kind
        asked, units, yesno = ("count" if kind == "count" else "percent" if kind == "percent" else "money"), (claimed.unit,), False
        taken.append((claimed.at, claimed.to))
    else:
        claimed = None
    operation = _operation(norm)
    total = bool(patterns.TOTAL.search(norm))
    periods, relative, numbers, fixed = _scope(norm, quantities, taken)
    if re.search("原来|原先|以前|此前|之前|从前", norm):
        relative = (*relative, "上年")
    for pattern in (patterns.YESNO, patterns.TOTAL):
        taken += [m.span() for m in pattern.finditer(norm)]
    if operation:
        taken += [m.span() for m in _OPERATION_WORDS[operation].finditer(norm)]
    terms = fixed + terms_of(norm, _open(norm, taken), cut, lexicon, known)
    terms = [_class_noun(t, focus) if asked in ("name", "list", "person", "place") else t for t in terms]
    terms = _asides(norm, focus, terms)
    terms = _without_plain(terms, units, focus, lexicon)
    terms.sort(key=lambda t: t.at)
    return Question(
        text, norm, asked, tuple(terms), units, aspect, change, periods, relative, numbers, operation, yesno, total, focus, english, claimed=claimed
    )


def _asides(norm: str, focus: int, terms: list[Term]) -> list[Term]:
    """Terms that stand in another clause than the question word (…营收是多少，领导急着要)."""
    bounds = [0] + [m.end() for m in re.finditer("[，。？?！!；（]", norm)] + [len(norm) + 1]
    start, end = next(((a, b) for a, b in zip(bounds, bounds[1:], strict=False) if a <= max(0, focus - 1) < b), (0, len(norm)))
    return [replace(t, aside=not start <= t.at < end) for t in terms]


def _without_plain(terms: list[Term], units: tuple[str, ...], focus: int, lexicon: Lexicon) -> list[Term]:
    """多少篇文章 asks no more than 多少篇 when something else is said of them."""
    plain = {noun for unit in units for noun in lexicon.plain_nouns(unit)}
    if sum(t.hard for t in terms) < 2:
        return terms
    return [replace(t, hard=False) if t.at == focus and t.word in plain else t for t in terms]


def _class_noun(term: Term, focus: int) -> Term:
    """哪个科室, 哪些老师: the noun after the question word names the class of the answer and need not be said."""
    return replace(term, hard=False) if term.at == focus else term


def _growth_kind(norm: str, asked: Asked, units: tuple[str, ...]) -> tuple[Asked, tuple[str, ...]]:
    """提高了几个点 asks for percentage points, 涨了百分之几 for a percentage, 多了几件 for a count."""
    if re.search(r"(?:百分点|[几多少]个?点)", norm):
        return "percent", ("个百分点",)
    if re.search(r"百分之|%|幅|增速|率", norm):
        return "percent", ()
    return ("count" if asked in ("any", "name", "percent") else asked), tuple(u for u in units if u != "点")


_OPERATION_WORDS: dict[Operation, re.Pattern[str]] = {
    "difference": patterns.DIFFERENCE, "more": patterns.MORE, "times": patterns.TIMES, "sum": patterns.TOTAL,
}


def _operation(norm: str) -> Operation | None:
    if patterns.TIMES.search(norm):
        return "times"
    if patterns.DIFFERENCE.search(norm):
        return "difference"
    if patterns.MORE.search(norm):
        return "more"
    if patterns.TOTAL.search(norm):
        return "sum"
    return None


def _shape(norm: str, taken: list[tuple[int, int]]) -> tuple[Asked, tuple[str, ...], int]:
    """The kind asked for, the measure words asked for and where the question word stands; marks its span as taken."""
    for asked, pattern in _SHAPES:
        match = pattern.search(norm)
        if not match:
            continue
        units = _units(norm)
        if asked == "percent" and "占" in match[0]:
            taken.append((match.start(), match.start() + 1))
            question_word = re.search(r"(?:百分之)?(?:多少|几成?)(?:%|成)?", match[0])
            if question_word:
                taken.append((match.start() + question_word.start(), match.start() + question_word.end()))
            if len(match[0]) <= 4:
                taken.append(match.span())
        elif not (asked == "money" and match[0] in ("月薪", "年薪", "工资", "金额")):
            taken.append(match.span())
        taken += [m.span() for m in patterns.COUNT.finditer(norm)]
        taken += [(m.end(), m.end() + len(u)) for m in patterns.HOW_MANY.finditer(norm) for u in units if norm.startswith(u, m.end())]
        if asked == "money":
            taken += [m.span() for m in patterns.HOW_MUCH.finditer(norm)]
            if units and units[0] in ("块", "枚") and patterns.PIECES.search(norm):
                asked = "count"
        if asked == "count" and patterns.RATE.search(norm) and not units:
            asked = "percent"
        if asked == "count" and units and units[0] in ("元", "块钱", "美元"):
            asked = "money"
        return asked, units, match.end()
    if patterns.RATE.search(norm):
        return "percent", (), len(norm)
    return "any", (), len(norm)


def _units(norm: str) -> tuple[str, ...]:
    found = []
    for match in patterns.HOW_MANY.finditer(norm):
        read = unit_at(norm, match.end())
        if read is None or not is_measure(read.text) or _compound(norm, match.end(), read.text):
            continue
        unit = read.text
        found.append({"块钱": "元", "块": "块", "万元": "元", "亿元": "元", "万人次": "人次", "亿人次": "人次", "万吨": "吨"}.get(unit, unit))
    return tuple(found) or tuple(m["unit"] for m in patterns.COUNTING.finditer(norm))


def _compound(norm: str, at: int, unit: str) -> bool:
    """多少个班级 counts 个 of 班级 and not 个班, 多少家庭 counts no 家."""
    following = norm[at + len(unit) : at + len(unit) + 1]
    return bool(following) and following in _UNIT_GOES_ON.get(unit, "")


def _aspect(norm: str, asked: Asked, taken: list[tuple[int, int]]) -> tuple[Aspect | None, int]:
    """growth for 增长了多少, share for 占比; with the direction the question names."""
    match = patterns.GROWTH.search(norm)
    if match:
        word = match["verb"] or match["noun"]
        if word in ("多", "少") and not patterns.CHANGE_VERB.search(norm):
            return ("share" if asked == "percent" and "占" in norm else None), 0
        taken += [m.span() for m in patterns.GROWTH.finditer(norm)]
        return "growth", 1 if word in _UP else -1 if word in _DOWN else 0
    change = patterns.CHANGE_VERB.search(norm)
    if change:
        taken.append(change.span())
        return "growth", 1 if change["verb"] in _UP else -1
    if asked == "percent" and ("占" in norm or re.search("比重|比例|份额|百分比", norm)):
        return "share", 0
    return None, 0


def _scope(
    norm: str, quantities: Sequence[Quantity], taken: list[tuple[int, int]]
) -> tuple[tuple[Period, ...], tuple[str, ...], tuple[Quantity, ...], list[Term]]:
    """Periods, relative periods and numbers the question names; ordinals and codes become terms that must match."""
    periods: list[Period] = []
    relative: list[str] = []
    numbers: list[Quantity] = []
    fixed: list[Term] = []
    for q in quantities:
        if any(a < q.to and q.at < b for a, b in taken):
            continue
        if q.kind == "period" and q.period is not None:
            taken.append((q.at, q.to))
            if q.period.kind == "relative":
                if not _COMPARED.search(norm[: q.at]):
                    relative.append(q.period.text)
            else:
                periods.append(q.period)
        elif q.kind == "count" and not q.unit and not norm[q.at].isdigit():
            continue  # 张三: a numeral inside a name
        elif q.kind in ("ordinal", "code", "rank", "date") or q.unit in _ORDINAL_UNITS:
            taken.append((q.at, q.to))
            forms = _dates(norm[q.at : q.to]) if q.kind == "date" else _written(norm[q.at : q.to], q)
            fixed.append(Term(norm[q.at : q.to], forms, True, q.at))
        else:
            taken.append((q.at, q.to))
            numbers.append(q)
            grouped = bool(patterns.TOTAL.search(norm)) and q.unit in ("项", "个", "类", "种", "级", "家", "所")
            bound = grouped or bool(q.marker) or norm[max(0, q.at - 1) : q.at] in ("过", "超", "满", "逾")
            fixed.append(Term(norm[q.at : q.to], _bounds(q), bound, q.at))
    return tuple(periods), tuple(relative), tuple(numbers), fixed


_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """第12届 is written 第十二届 too: numbers up to 99 in Chinese."""
    if number < 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _bounds(q: Quantity) -> tuple[Form, ...]:
    """A number that bounds what is asked (10亿以上的项目, 过百亿的企业): with or without its unit."""
    bare = q.text.rstrip("余多")
    if q.marker in ("以上", "以下", "以内", "及以上", "及以下"):
        whole = q.text + (q.unit or "元")
        return tuple(Form(f, 1.0) for f in dict.fromkeys((whole + q.marker, q.text + q.marker, whole + "及" + q.marker.lstrip("及"))))
    forms = [Form(q.text + q.unit, 1.0), Form(bare + q.unit, 0.98)]
    if len(bare) > 1:  # 三 alone stands in （三） and anywhere
        forms.append(Form(bare, 0.95))
    return tuple(dict.fromkeys(forms))


def _dates(word: str) -> tuple[Form, ...]:
    """九月一号 and 9月1日 are one day; a report often leaves out the year."""
    forms = {word: Form(word, 1.0)}
    period = parse_period(word)
    match = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})[日号]", word)
    if match and period is not None:
        month, day = (int(n) if n.isdecimal() else int(chinese_value(n) or 0) for n in match.groups())
        for text in (f"{month}月{day}日", f"{month}月{day}号", f"{_chinese(month)}月{_chinese(day)}日"):
            forms.setdefault(text, Form(text, 0.98))
    return tuple(forms.values())


_RANKS = {"冠军": ("第一名", "第1名"), "亚军": ("第二名", "第2名"), "季军": ("第三名", "第3名"), "金奖": (), "银奖": ()}


def _written(word: str, q: Quantity) -> tuple[Form, ...]:
    """The ways an ordinal or rank may be written: 第12届 and 第十二届."""
    forms = {word: Form(word, 1.0)}
    digits = re.search(r"\d+", word)
    if digits and q.kind in ("ordinal", "rank") and int(digits[0]) < 100:
        other = word.replace(digits[0], _chinese(int(digits[0])))
        forms.setdefault(other, Form(other, 0.98))
    elif q.value is not None and q.kind in ("ordinal", "rank"):
        other = re.sub("[零一二三四五六七八九十百]+", str(int(q.value)), word, count=1)
        forms.setdefault(other, Form(other, 0.98))
    for other in _RANKS.get(word, ()):
        forms.setdefault(other, Form(other, 0.95))
    return tuple(forms.values())


def _open(norm: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that nothing has taken."""
    spans: list[tuple[int, int]] = []
    at = 0
    for start, end in sorted(taken):
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    if at < len(norm):
        spans.append((at, len(norm)))
    return spans


def with_terms(question: Question, terms: Sequence[Term]) -> Question:
    """The question with other terms (corrected, weighted)."""
    return replace(question, terms=tuple(terms))


Weigh = Callable[[Term], float]
