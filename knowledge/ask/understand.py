"""A question understood by its shape alone: no look at any report but to know which words one has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from knowledge.ask import patterns
from knowledge.ask.english import translate
from knowledge.ask.named import ORDINAL_UNITS, named
from knowledge.ask.question import Asked, Form, Question, Term
from knowledge.ask.said import written
from knowledge.ask.shape import OPERATION_WORDS, aspect_asked, growth_kind, operation_of, shape
from knowledge.ask.terms import Cut, Known, terms_of
from knowledge.language.lexicon import Lexicon
from knowledge.language.normal import fold_plain
from knowledge.language.quantity import find_quantities
from knowledge.model import Quantity

LONGEST = 400
# What an asker leaves out is no word to be matched: 技师有多少（不含高级技师）.
_EXCEPT = re.compile(r"（(?:不含|不包括|不算|不计|除)[^）]*）|</?[a-z]{1,10}>")
# 哪天通的车, 几号开的工: the object of such a verb belongs to it.
_SPLIT_VERB = re.compile("(通)的(车|航|水|电|气)|(开|竣|完|动|停|复)的(工)|(开|闭|揭)的(幕)|(结|毕|肄)的(业)|(签)的(约)|(报)的(到)|(挂|揭)的(牌)|(封)的(顶)|(投)的(产)")
_COUNTED_PLACES = frozenset("市县区镇乡村")
_MEN = re.compile("(?<=[多少几])们(?=[课功])")
# 24年的门诊量, 儿科23年门诊量; 15年 and 近23年 are lengths of time.
_SHORT_YEAR = re.compile(
    r"(?<![\d.近满续过第了用约有超长达这])(1[6-9]|2[1-9])年(?!来|以|间|期|内|前|后|多|教龄|工龄|历|时间|经|如一日|左右|制|长|级|轻|龄|的?(?:教龄|工龄|历史|时间|老))"
)
_RECRUITS = re.compile("(?:招了?|招收了?|招到了?|录取了?|录了?)(?:多少|几)(?:名|个|位)?[^，]{0,3}?(?:新生|学生)")
_CLASS_NAME = 3
_SITES = frozenset("校区 院区 分馆 分院 厂区 园区 分校 馆区".split())
_RECRUITED = frozenset({"新生", "学生"})
_PRIZES = frozenset({"奖", "奖项", "获奖", "得奖", "拿奖"})
# 学校有多少学生 asks for all of them.
_PUPILS = re.compile("(?:学校|全校|我校|本校|学院|全院)(?:里|现在|目前|如今|现|一共|总共|共)*有?(?:多少|几)[名个位]?学生(?=$|[?？呢啊呀吗])")
_ASKS = re.compile("多少|(?<!那)几|哪|谁|什么|啥|吗|何|率|比例|占比|是否|有没有|怎")
_WHICH_TYPED = re.compile("那(?=[几些]|一?[个家位所项门])")
_CLAIMS: dict[str, Asked] = {"count": "count", "percent": "percent", "money": "money"}
_COURTESY_EDGE = 2
_EDGE = " ，。！!~、…"


def understand(text: str, cut: Cut, lexicon: Lexicon, known: Known) -> Question:
    """The question's kind, unit, scope, operation and terms. Never raises on any text."""
    norm = without_courtesy(_EXCEPT.sub("", fold_plain(text[:LONGEST])), lexicon)
    norm = _MEN.sub("门", norm)
    norm = _spoken_out(norm)
    norm = _SPLIT_VERB.sub(lambda m: m[0].replace("的", ""), norm)
    chat = chat_of(norm)
    if chat:
        return Question(text, norm, "any", chat=chat)
    translated = translate(norm)
    english = translated is not None
    norm = translated or norm
    quantities = find_quantities(norm)
    return _build(text, norm, quantities, cut, lexicon, known, english)


def _spoken_out(norm: str) -> str:
    """What is said in chat the way it is written: 24年 is 2024年, 那几个 asked is 哪几个, 打了多少粮食 asks for 粮食产量."""
    norm = written(norm)
    norm = _PUPILS.sub(lambda m: m[0].replace("学生", "在校学生"), norm)
    if not _ASKS.search(norm):
        norm = _WHICH_TYPED.sub("哪", norm)
    return _SHORT_YEAR.sub(r"20\1年", norm)


def chat_of(norm: str) -> str:
    """greeting, thanks, write or chitchat when the text asks nothing of a report; else the empty string."""
    for name, pattern in (
        ("greeting", patterns.GREETING), ("thanks", patterns.THANKS), ("write", patterns.WRITE), ("chitchat", patterns.CHITCHAT),
    ):
        if pattern.search(norm):
            return name
    return ""


def without_courtesy(norm: str, lexicon: Lexicon) -> str:
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
    asked, units, focus = shape(norm, taken)
    aspect, change = (None, 0) if asked == "rank" else aspect_asked(norm, asked, taken)
    if aspect == "growth":
        asked, units = growth_kind(norm, asked, units)
    turn = patterns.TURN.search(norm)
    if turn:
        taken.append(turn.span())
        asked, units, aspect, change = "any", (), "growth", 0
    yesno = turn is not None or (bool(patterns.YESNO.search(norm)) and asked in ("any", "name", "list"))
    claimed = _claimed(quantities) if yesno and turn is None else None
    if claimed is not None:
        asked, units, yesno = _CLAIMS[claimed.kind], (claimed.unit,), False
        taken.append((claimed.at, claimed.to))
    operation = operation_of(norm)
    total = bool(patterns.TOTAL.search(norm))
    periods, relative, numbers, fixed = named(norm, quantities, taken)
    if re.search("原来|原先|以前|此前|之前|从前", norm):
        relative = (*relative, "上年")
    for pattern in (patterns.YESNO, patterns.TOTAL):
        taken += [m.span() for m in pattern.finditer(norm)]
    if operation:
        taken += [m.span() for m in OPERATION_WORDS[operation].finditer(norm)]
    terms = fixed + terms_of(norm, _open(norm, taken), cut, lexicon, known)
    terms = [_class_noun(t, focus) if asked in ("name", "list", "person", "place") else t for t in terms]
    if yesno:  # 出过事故没有 is decided by 未发生 as well
        terms = [replace(t, forms=(*t.forms, *_denied(t))) for t in terms]
    if asked == "count" and units:  # 多少个镇 counts them
        terms = [replace(t, hard=True) if t.at == focus and t.word in _COUNTED_PLACES else t for t in terms]
    terms = _without_plain(_asides(norm, focus, _unsaid(norm, asked, focus, terms)), units, focus, lexicon)
    return Question(
        text, norm, asked, tuple(sorted(terms, key=lambda t: t.at)), units, aspect, change, periods, relative, numbers,
        operation, yesno, total, focus, english, claimed=claimed,
    )


def _denied(term: Term) -> Iterator[Form]:
    return (Form(no + f.text, f.quality, f.why) for f in term.forms if len(f.text) > 1 for no in ("未", "无"))


def _claimed(quantities: Sequence[Quantity]) -> Quantity | None:
    """省级课题有10个吗 asks for the count; what was claimed is compared with it."""
    amounts = (q for q in quantities if q.kind in _CLAIMS and (q.unit or q.kind == "percent"))
    first = next(amounts, None)
    return None if first is None or first.unit in ORDINAL_UNITS else first


def _unsaid(norm: str, asked: Asked, focus: int, terms: list[Term]) -> list[Term]:
    """Words that the others imply: 谁拿了…大赛的奖 (whoever won won some prize), 招了多少学生 (whom else)."""
    if sum(t.hard for t in terms) > 1:  # 横向的钱, 民生上花的钱
        terms = [replace(t, hard=False) if t.word == "钱" else t for t in terms]
    elif asked == "list" and not any(t.hard for t in terms):  # 有哪几个二级学院
        terms = [replace(t, hard=t.at == focus and (len(t.word) > _CLASS_NAME or t.word in _SITES)) for t in terms]
    implied = _RECRUITED if _RECRUITS.search(norm) else _PRIZES if asked == "person" else frozenset()
    return [replace(t, hard=False) if t.word in implied else t for t in terms]


def _asides(norm: str, focus: int, terms: list[Term]) -> list[Term]:
    """Terms that stand in another clause than the question word (…营收是多少，领导急着要)."""
    bounds = [0, *(m.end() for m in re.finditer("[，。？?！!；（]", norm)), len(norm) + 1]
    start, end = next(((a, b) for a, b in pairwise(bounds) if a <= max(0, focus - 1) < b), (0, len(norm)))
    if not any(start <= t.at < end for t in terms):
        return terms  # 最低投档分呢，多少: the question word stands alone
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
