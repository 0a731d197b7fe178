"""How the kind, unit, aspect and period of a fact fit a question. A conflict excludes, however similar the rest."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.ask.question import Question, Term
from knowledge.language.lexicon import Lexicon
from knowledge.language.period import conflicts
from knowledge.model import Fact, Passage, Period

# Kind asked for -> kinds that can answer, with how well; what is not named cannot.
_FITS: dict[str, dict[str, float]] = {
    "count": {"count": 0.10, "money": 0.04, "percent": 0.02},
    "percent": {"percent": 0.10, "count": -0.30},
    "money": {"money": 0.10},
    "date": {"date": 0.10},
    "rank": {"rank": 0.10},
    "person": {"person": 0.10},
    "place": {"place": 0.10},
    "list": {"list": 0.08, "name": 0.05, "person": 0.05},
    "name": {"name": 0.08, "list": 0.03, "place": 0.02, "person": 0.02, "rank": 0.0},
    "any": {"count": 0.06, "money": 0.06, "percent": 0.06, "rank": 0.0},
}
_YEAR_ASKED = re.compile(r"哪(?:一)?年|何年|几几年|年份|西元几年|公元几年|民国几年|几几年|哪一?年|在几年|于几年")
_CLOCK_ASKED = re.compile("几点(?!了|评)")
_YEAR = re.compile(r"年")
_FALL = re.compile(r"下降|减少|降低|下跌|回落|缩小|收窄|下滑|降|减")
_TAKEN_OFF = re.compile("减免|削减|压减|核减|缩减|裁减|减征|减收|压降|减少(?!到|至)|降低(?!到|至)")
_PUT_ON = re.compile("新增|增设|增添|增配|净增|(?<!由)增加(?!到|至)")
_COHORT = re.compile(r"(20\d\d)届")
_RATIO = re.compile(r"[率度比幅速]$|[率比]|份额|指数|水平|程度|百分|速度")
_MONEY_END = re.compile(r"(?:额|费用?|款|补贴|补助|津贴|奖金|工资|救助金|[助奖]学金|慰问金|租金|奖励金|收入|支出|产值|利润|余额|经费|资金|总?投资|造价|货值)$")
_NUMBERED = re.compile(r"[\u4e00-\u9fff](?:量|人数|人次|次数|件数|个数)$")
_MONEY_NOUN = re.compile(r"[额款费资金收支值价薪税债钱]|利润|收入|支出|余额|损失|赔偿|补偿|补助|补贴")
_COUNT_NOUN = re.compile(r"人数|床位数|件数|家数|户数|个数|数量|人次|[一二]共几")
_FORMERLY = re.compile("原来|原先|以前|此前|之前|从前")
# Nouns that are counted, though a share may be told right behind them.
_NO_NAMES = frozenset("教师 学生 人员 职工 党员 干部 毕业生 企业 项目".split())
# 12路, 96110热线: the number is a name.
_NUMBERED_THING = re.compile("^(?:路|号|热线|平台|专线|次列车)")
_KILO = ("千瓦", "千米", "千克", "千伏", "百分", "千分", "千卡", "千字", "十年")
_AMOUNTS = ("count", "money", "percent")
_ASKS_PEOPLE = re.compile("[几少]个?[人名位]|谁")
_SEXES = str.maketrans("男女", "女男")
_PEOPLE = frozenset({"人", "名", "位"})
_THINGS = ("个", "项", "家", "所", "门", "处", "座", "条", "件", "篇", "场")
_MEDALS = frozenset({"金", "银", "铜"})
_MEDAL_UNITS = frozenset({"枚", "块", "个", "面"})


def asks_year(question: Question) -> bool:
    """哪一年, 何年: a date without a year is no answer."""
    return _YEAR_ASKED.search(question.norm) is not None


def kind_fit(question: Question, fact: Fact) -> float | None:
    """How well the fact's kind answers, None when it cannot."""
    fits = _FITS.get(question.asked, _FITS["any"])
    fit = fits.get(fact.kind)
    if fit is None:
        return None
    if question.asked == "count" and fact.kind != "count" and not _open_count(question, fact):
        return None
    if question.asked == "count" and question.units:
        if fact.kind == "money" and question.units[0] != "元":
            return None
        if fact.kind == "percent":
            return None
    bare = fact.kind == "count" and (fact.unit or question.asked != "any") and not question.units
    bare = bare and not _ASKS_PEOPLE.search(question.norm)
    if bare and question.aspect is None and question.hard and _MONEY_END.search(question.hard[-1].word):
        return None
    if question.asked == "percent" and fact.kind == "count" and fact.unit not in ("", "倍"):
        return None
    if fact.kind == "date" and asks_year(question) and not _YEAR.search(fact.text):
        return None
    if fact.kind == "date" and _CLOCK_ASKED.search(question.norm) and not re.search("[时点:]", fact.text):
        return None
    if fact.kind == "rank" and fact.text in question.norm and not question.yesno:
        return None  # 金奖数排第几 does not ask for 金奖
    if fact.kind == "rank" and "等奖" in fact.text and re.search("第几|名次|排名|排第|排多少|排几", question.norm):
        return None  # 一等奖 is no place among others
    if fact.kind == "rank" and fact.text.startswith("前"):
        if re.search("第几|名次|排名", question.norm):
            return None  # 挺进前五 is no place
        fit -= 0.5
    if question.asked == "any" and fact.kind == "percent" and question.hard and _NUMBERED.search(question.hard[-1].word):
        return None  # 手术量 is no share of 手术总量
    if fact.kind == "count" and not fact.unit and not fact.label.endswith(question.units or "\0"):
        fit -= 0.08
    said = fact.kind in _AMOUNTS and len(fact.text + fact.unit) > 1 and _says(question.norm, fact.text + fact.unit)
    if said and question.claimed is None:
        return None
    return fit


def _says(norm: str, amount: str) -> bool:
    """Whether a question says an amount as a number of its own (3个 is not said by 13个, nor 一年 by 上一年度)."""
    at = norm.find(amount)
    return at >= 0 and not (at and (norm[at - 1].isdigit() or norm[at - 1] in "第.上一二三四五六七八九十百"))


def _open_count(question: Question, fact: Fact) -> bool:
    """Whether 多少 without a unit may be money or a percentage: 多少农民工 and 床位数 are counts, 失业率多少 is not."""
    last = question.hard[-1].word if question.hard else ""
    if question.aspect == "growth" or (len(last) > 1 and fact.label.endswith(last) and last not in _NO_NAMES):
        return True
    if fact.kind == "percent":
        return any(_RATIO.search(t.word) for t in question.terms) or bool(_RATIO.search(question.norm))
    if fact.kind != "money":
        return False
    counted = any(t.hard and t.at == question.focus and not _MONEY_NOUN.search(t.word) for t in question.terms)
    return not counted and not _COUNT_NOUN.search(question.norm)


def unit_fit(question: Question, fact: Fact, lexicon: Lexicon) -> tuple[float, str]:
    """Score and conflict of the measure word asked for."""
    if not question.units or fact.kind not in ("count", "money", "percent"):
        return 0.0, ""
    best = -1.0
    for unit in question.units:
        counted = bare_unit(fact.unit)
        if unit == counted or (not counted and fact.label.endswith(unit)) or (unit in _MEDAL_UNITS and fact.unit in _MEDALS):
            best = max(best, 0.18)
        elif lexicon.interchangeable(unit, counted) and not (counted == "个" and unit in ("人", "名", "位")):
            best = max(best, 0.04 if fact.unit == "个" else 0.12)
        elif unit == "个" and len(counted) == 1:
            best = max(best, -0.02)
        if unit == "个" and counted in _PEOPLE and _asks_things(question, lexicon):
            return -0.4, f"unit {fact.unit}"  # 几个项目 is not answered by people
        if unit != "人次" and {unit, counted} <= {"人", "名", "位", "人次"}:
            best = max(best, -0.06)
        elif not fact.unit and not (unit in _PEOPLE and fact.label and _NUMBERED_THING.search(fact.label)):
            best = max(best, -0.10)
    return (best, "") if best > -1 else (-0.4, f"unit {fact.unit}")


def bare_unit(unit: str) -> str:
    """A unit without the magnitude it may carry (万人次: 人次); 千瓦时 and 千米 have none."""
    return unit if unit.startswith(_KILO) or len(unit) < 2 else unit.lstrip("十百千万亿") or unit


def _asks_things(question: Question, lexicon: Lexicon) -> bool:
    """Whether the noun after 几个 is a thing and nobody."""
    noun = next((t for t in question.terms if t.at == question.focus), None)
    return noun is not None and any(noun.word in lexicon.nouns_of(unit) for unit in _THINGS)


def aspect_fit(question: Question, fact: Fact, norm: str) -> tuple[float, str]:
    """A question for a change is answered by a change only, one for a share by a share or a rate."""
    if question.aspect == "growth":
        if fact.aspect != "growth":
            return (-0.2, "") if _done_to(question, fact, norm) else (-0.5, "level")
        if question.change and question.change != direction(fact, norm):
            return -0.3, "direction"
        if fact.unit == "个百分点" and not question.units:
            return 0.0, ""
        return (0.1, "") if fact.kind == "percent" or question.asked != "percent" else (-0.2, "")
    if fact.aspect == "growth":
        return -0.5, "growth"
    if fact.aspect == "share" and question.aspect is None and _rate_of_its_own(question, fact):
        return -0.3, "share"
    if question.aspect == "share":
        if fact.aspect == "share":
            return 0.12, ""
        return -0.12, "" if any(f.text in fact.label for t in question.hard for f in t.forms if f.text.endswith("率")) else "share"
    return (-0.1, "") if fact.aspect == "share" and question.asked != "percent" else (0.0, "")


def _done_to(question: Question, fact: Fact, norm: str) -> bool:
    """减了多少水费 asks for 减免水费286万元: something was done, and nothing is compared."""
    if re.search("[比较]|同比|环比|增长|增速|涨|上升|提高|下降|降低|回落", question.norm) or fact.kind == "percent":
        return False
    deed = _TAKEN_OFF if question.change < 0 else _PUT_ON
    return bool(question.change) and any(deed.search(norm, a, b) for a, b, w in fact.zones if w >= 1.0)


def _rate_of_its_own(question: Question, fact: Fact) -> bool:
    """毕业去向落实率 is no 占毕业生总数的18.9% told beside it."""
    rates = [t for t in question.hard if t.word.endswith("率") and len(t.word) > 1]
    return bool(rates) and not any(f.text in fact.label for t in rates for f in t.forms)


def direction(fact: Fact, norm: str) -> int:
    """+1 for a rise, -1 for a fall, by the word before the value."""
    return -1 if _FALL.search(norm[max(0, fact.at - 5) : fact.at]) else 1


def period_fit(question: Question, fact: Fact, passage: Passage, report: Period | None) -> tuple[float, str]:
    """A named period must be the fact's; an unnamed one prefers facts of the report's own whole period."""
    around = passage.section.period or report
    if not question.periods:
        if fact.period is not None and fact.period.kind == "relative" and not _FORMERLY.search(question.norm):
            return -0.5, "former"
        return _unnamed(fact, around), ""
    if fact.period is not None and fact.period.kind == "relative":
        dated = any(p.kind != "relative" and p.text not in question.relative for p in question.periods)
        last = not dated and any(r[0] in "上去" for r in question.relative)
        before = last or _FORMERLY.search(question.norm)
        return (0.1, "") if before else (-0.5, "former")
    cohort = _COHORT.search("".join(passage.sentences[fact.sentence].norm[a:b] for a, b, w in fact.zones if w >= 0.65))
    if cohort and any(p.first and p.first != int(cohort[1]) for p in question.periods):
        return -0.5, f"period {question.periods[0].text}"
    for asked in question.periods:
        if not _same(asked, fact.period, around):
            return -0.5, f"period {asked.text}"
    score = 0.05
    if any(p.text.endswith(("末", "底")) for p in question.periods):
        norm = passage.sentences[fact.sentence].norm
        score += 0.08 if any("年末" in norm[a:b] or "年底" in norm[a:b] for a, b, w in fact.zones if w >= 0.9) else 0.0
    return score, ""


def _unnamed(fact: Fact, around: Period | None) -> float:
    score = 0.0
    if fact.period is not None and fact.kind != "date":
        if fact.period.part is not None:
            score -= 0.12
        if around is not None and fact.period.first is not None and conflicts(fact.period, around):
            earlier = around.first is not None and (fact.period.last or fact.period.first) < around.first
            score -= 0.3 if earlier else 0.15
    return score


def _same(asked: Period, own: Period | None, around: Period | None) -> bool:
    if asked.part is not None and (own is None or own.part != asked.part or own.kind != asked.kind):
        return False
    if asked.first is None:
        return True
    dated = own if own is not None and own.first is not None else around
    if dated is None or dated.first is None:
        return False
    return not conflicts(asked, dated)


def rival_conflict(
    question: Question, fact: Fact, passage: Passage, lexicon: Lexicon, cuts: Callable[[], frozenset[int]]
) -> tuple[float, str]:
    """A fact whose own words name another level, sex or grade than the question, and not the one asked, is out; one that
    names both (高级工、技师合计) fits less well."""
    if not any(t.parts or t.word[0] in "男女" or _families(t, lexicon) for t in question.terms):
        return 0.0, ""
    norm = passage.sentences[fact.sentence].norm
    own = "".join([norm[a:b] for a, b, w in fact.zones if w >= 0.75])
    for term in question.hard:  # 女生宿舍 is no 男生宿舍
        other = term.word.translate(_SEXES)
        if other != term.word and len(other) > 1 and other in own and term.word not in own:
            return -0.3, f"{term.word}: {other}"
    whole = (t for t in question.terms if t.parts and not any(f.text in own for f in t.forms))
    words = [*question.terms, *(part for t in whole for part in t.parts)]
    families = [(t, pair) for t in words for pair in _families(t, lexicon)]
    if not families:
        return 0.0, ""
    joint = False
    for term, family in families:
        present = [w for w in lexicon.rivals_of(*family) if w in own]
        others = [w for w in present if w not in question.norm]
        longer = [w for w in others if any(f.text in w for f in term.forms)]
        bare = own
        for word in longer:  # 研究馆员 is no 馆员
            bare = bare.replace(word, " ")
        if any(f.text in bare for f in term.forms):
            joint = joint or any(w not in term.word for w in present)
            continue
        if _told_by_part(term, fact, norm, lexicon):
            continue
        rivals = present if question.operation else others
        other = next((w for w in rivals if _is_word(w, norm, cuts())), "")
        if other:
            return -0.3, f"{term.word}: {other}"
    return (-0.12 if joint else 0.0), ""


def _told_by_part(term: Term, fact: Fact, norm: str, lexicon: Lexicon) -> bool:
    """申请专利94件，获授权67件: the clause of the fact itself says the word that tells 授权专利 from its rivals."""
    if term.family is None or not term.parts:
        return False
    others = [w for w in lexicon.rivals_of(*term.family) if w not in term.word]
    said = "".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)
    return any(p.word in said and not any(p.word in w for w in others) for p in term.parts)


def _families(term: Term, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """What a word belongs to, or what it stands for does (录了 for 录取)."""
    if len(term.word) > 1 and not lexicon.rivals(term.word):
        return next((lexicon.rivals(f.text) for f in term.forms[1:4] if f.why and lexicon.rivals(f.text)), ())
    return lexicon.rivals(term.word) if len(term.word) > 1 or term.word in "省国" else ()


def _is_word(word: str, norm: str, cuts: frozenset[int]) -> bool:
    """Whether a word stands in a sentence between its words somewhere: 升学 does not in 提升学生."""
    at = norm.find(word)
    while at >= 0 and not (at in cuts and at + len(word) in cuts) and not (at not in cuts and at + len(word) not in cuts):
        at = norm.find(word, at + 1)
    return at >= 0 and (at in cuts or at + len(word) in cuts)
