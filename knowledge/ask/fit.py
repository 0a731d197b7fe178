"""How the kind, unit and aspect of a fact fit a question. A conflict excludes, however similar the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.ask.question import Question
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact

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
_RATIO = re.compile(r"[率度比幅速]$|[率比]|份额|指数|水平|程度|百分|速度")
_MONEY_END = re.compile(r"(?:额|费用?|款|补贴|补助|津贴|奖金|工资|救助金|[助奖]学金|慰问金|租金|奖励金|收入|支出|产值|利润|余额|经费|资金|总?投资|造价|货值)$")
_SUM_ASKED = re.compile("总额|总金额")
_NUMBERED = re.compile(r"[\u4e00-\u9fff](?:量|人数|人次|次数|件数|个数)$")
_MONEY_NOUN = re.compile(r"[额款费资金收支值价薪税债钱]|利润|收入|支出|余额|损失|赔偿|补偿|补助|补贴")
_COUNT_NOUN = re.compile(r"人数|床位数|件数|家数|户数|个数|数量|人次|[一二]共几")
# Nouns that are counted, though a share may be told right behind them.
_NO_NAMES = frozenset("教师 学生 人员 职工 党员 干部 毕业生 企业 项目".split())
# 12路, 96110热线: the number is a name.
_NUMBERED_THING = re.compile("^(?:路|号|热线|平台|专线|次列车)")
_KILO = ("千瓦", "千米", "千克", "千伏", "百分", "千分", "千卡", "千字", "十年")
_AMOUNTS = ("count", "money", "percent")
_RATE_ASKED = re.compile("[\u4e00-\u9fff]的(?:比例|百分比)(?:是|有|为|达到?)?(?:多少|几)?[?？]?$")
_SHARE_SAID = re.compile("占比|比重|比例|份额")
_AREAS = frozenset({"亩", "公顷", "平方公里", "平方千米"})
_YIELD_ASKED = re.compile("产了|产(?=多少|几)|产量|收成")
_MAGNITUDES = frozenset({"万", "亿", "千"})
_ASKS_PEOPLE = re.compile("[几少]个?[人名位]|谁")
_PEOPLE = frozenset({"人", "名", "位"})
_PLACES = frozenset("市 县 区 镇 乡 村 乡镇 县区 区县 县市 街道 社区".split())
_PLACED = frozenset("个 处 家 地 座 片".split()) | _PLACES | {""}
_THINGS = ("个", "项", "家", "所", "门", "处", "座", "条", "件", "篇", "场")
_STANDS_LAST = re.compile("有?(?:多少|几)个[?？呢啊呀]*$")
_THING_ENDS = ("专科", "专业", "学科", "课程", "项目", "平台", "基地", "中心", "实验室", "工作室", "站点", "网点", "社区", "小区", "园区", "品牌", "案例", "岗位", "支部")
_MEDALS = frozenset({"金", "银", "铜"})
_MEDAL_UNITS = frozenset({"枚", "块", "个", "面"})


def asks_year(question: Question) -> bool:
    """哪一年, 何年: a date without a year is no answer."""
    return _YEAR_ASKED.search(question.norm) is not None


def answering(question: Question) -> Mapping[str, float]:
    """The kinds of fact that may answer, with how well they do."""
    return _FITS.get(question.asked, _FITS["any"])


def kind_fit(question: Question, fact: Fact) -> float | None:
    """How well the fact's kind answers, None when it cannot."""
    fit = answering(question).get(fact.kind)
    if fit is None or _SORTS.get(fact.kind, _unlike_amount)(question, fact):
        return None
    if fact.kind == "rank" and fact.text.startswith("前"):
        fit -= 0.5
    if fact.kind == "count" and not fact.unit and not fact.label.endswith(question.units or "\0"):
        fit -= 0.08
    return fit


def _unlike_amount(question: Question, fact: Fact) -> bool:
    """Whether a number is of another sort than the one asked for, or said by the question itself."""
    if fact.kind not in _AMOUNTS:
        return False
    if question.asked == "count" and fact.kind != "count" and not _open_count(question, fact):
        return True
    other = fact.kind == "percent" or (fact.kind == "money" and question.units[:1] != ("元",))
    if question.asked == "count" and question.units and other:
        return True
    if fact.unit in _AREAS and _YIELD_ASKED.search(question.norm):
        return True  # 产了多少 asks for tons
    if question.asked == "percent" and fact.kind == "count" and fact.unit not in ("", "倍"):
        return True
    if question.asked == "any" and fact.kind == "percent" and question.hard and _NUMBERED.search(question.hard[-1].word):
        return True  # 手术量 is no share of 手术总量
    said = len(fact.text + fact.unit) > 1 and question.claimed is None and _says(question.norm, fact.text + fact.unit)
    return said or _no_money(question, fact)


def _no_money(question: Question, fact: Fact) -> bool:
    """发放补贴多少 asks for money, though people are counted beside it."""
    if fact.kind == "count" and fact.unit and not question.units and _SUM_ASKED.search(question.norm):
        return True
    bare = fact.kind == "count" and (fact.unit or question.asked != "any") and not question.units
    if not bare or question.aspect is not None or not question.hard or _ASKS_PEOPLE.search(question.norm):
        return False
    return _MONEY_END.search(question.hard[-1].word) is not None


def _unlike_date(question: Question, fact: Fact) -> bool:
    """A day without its year for 哪一年, a day for 几点."""
    if asks_year(question) and not _YEAR.search(fact.text):
        return True
    return bool(_CLOCK_ASKED.search(question.norm)) and not re.search("[时点:]", fact.text)


def _unlike_rank(question: Question, fact: Fact) -> bool:
    """金奖数排第几 does not ask for 金奖; 一等奖 is no place among others, nor is 挺进前五."""
    if fact.text in question.norm and not question.yesno:
        return True
    if "等奖" in fact.text and re.search("第几|名次|排名|排第|排多少|排几", question.norm):
        return True
    return fact.text.startswith("前") and re.search("第几|名次|排名", question.norm) is not None


_SORTS = {"date": _unlike_date, "rank": _unlike_rank}


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
        counted = "" if fact.unit in _MAGNITUDES else bare_unit(fact.unit)  # 人次（万） heads a column
        if unit == counted or (not counted and fact.label.endswith(unit)) or (unit in _MEDAL_UNITS and fact.unit in _MEDALS):
            best = max(best, 0.18)
        elif lexicon.interchangeable(unit, counted) and not (counted == "个" and unit in ("人", "名", "位")):
            best = max(best, 0.04 if fact.unit == "个" else 0.12)
        elif unit == "个" and len(counted) == 1:
            best = max(best, -0.02)
        if unit == "个" and counted in _PEOPLE and _asks_things(question, lexicon):
            return -0.4, f"unit {fact.unit}"  # 几个项目 is not answered by people
        if unit == "个" and counted not in _PLACED and _asks_places(question):
            return -0.4, f"unit {fact.unit}"
        if unit != "人次" and {unit, counted} <= {"人", "名", "位", "人次"}:
            best = max(best, -0.06)
        elif not counted and not (unit in _PEOPLE and fact.label and _NUMBERED_THING.search(fact.label)):
            best = max(best, -0.10)
    return (best, "") if best > -1 else (-0.4, f"unit {fact.unit}")


def bare_unit(unit: str) -> str:
    """A unit without the magnitude it may carry (万人次: 人次); 千瓦时 and 千米 have none."""
    return unit if unit.startswith(_KILO) or len(unit) < 2 else unit.lstrip("十百千万亿") or unit


def _asks_places(question: Question) -> bool:
    """几个镇 is not answered by 15名 sent there."""
    noun = next((t for t in question.terms if t.at == question.focus), None)
    return noun is not None and noun.word in _PLACES


def _asks_things(question: Question, lexicon: Lexicon) -> bool:
    """Whether the noun after 几个 is a thing and nobody."""
    noun = next((t for t in question.terms if t.at == question.focus), None)
    if noun is None and _STANDS_LAST.search(question.norm):
        noun = question.hard[-1] if question.hard else None  # 重点专科有几个
        return noun is not None and noun.word.endswith(_THING_ENDS)
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
        if fact.kind == "percent" and _SHARE_SAID.search(fact.label):
            return 0.1, ""
        if _RATE_ASKED.search(question.norm) and fact.kind == "percent" and fact.label.endswith("率"):
            return 0.0, ""  # 教授上课的比例 is 教授上课率
        if len(question.hard) == 1 and fact.label in {f.text + "率" for f in question.hard[0].forms}:
            return 0.0, ""  # 剖宫产占多少 is 剖宫产率
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
