"""What a sentence says of one of its values, in its own characters: the value as it is written, and what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.ask import compose
from knowledge.model import Fact, Passage

OWN, LED, OF_WHOLE, SHARED, LENT = 1.0, 0.65, 0.66, 0.8, 0.7
CARRIED = 0.9
# What leads to a name or from it to its value and is no part of it.
_LEADS = re.compile(
    r"^(?:[，、；：:。\s]|其中[，：]?|包括|截至[^，]{0,12}?[，末]|(?:到|至)?年末|全年|本年度|本年(?!级)|本学年|一学年|年内"
    r"|累计|一共|共计|共有|共(?![青享建同产和])|以及|还有|另有)+"
)
_TAILS = re.compile(
    r"(?:[，、；：:。\s（(]|分别|比上年(?:末|同期)?|较上年(?:末|同期)?|同比|增长率?|下降|减少|增加|提高|上升|上涨|回落|降低"
    r"|占比?|达到|(?<![发到])达|(?<![行作成])为|(?<![节合条公签])约|(?<![附最接邻])近|超过?|逾|共计|总计|(?<=[入出额])计|共有|(?<![拥国所没具专享公私特含富占])有|共|了|保持在)+$"
)
_BRACKETS = re.compile(r"[（(][^（）()]*$|^[^（）()]*[）)]|[（(][）)]")
_LEADING_PERIOD = re.compile(
    r"^(?:(?:\d{2,4}|[一二三四五六七八九十〇零]+)(?:[-—至]\d{4})?(?:学年度?|年度?|年末)|去年|上年|今年|本年(?!级))[，末]?"
)
_DOWN = frozenset("下降 减少 降低 下跌 回落 缩小 收窄 下滑".split())


def written(passage: Passage, fact: Fact, source: str) -> str:
    """The value as the source writes it, with its unit, what makes it approximate, and the direction of a change."""
    sentence = passage.sentences[fact.sentence]
    text = compose.verbatim(sentence, fact.at, fact.to, source)
    if fact.unit and fact.unit not in text and fact.kind != "percent":
        text += fact.unit
    before, after = sentence.norm[max(0, fact.at - 4) : fact.at], sentence.norm[fact.to : fact.to + 4]
    if fact.marker and fact.marker not in text and before.endswith(fact.marker):
        text = fact.marker + text
    elif fact.marker and fact.marker not in text and after.startswith(fact.marker):
        text += fact.marker
    return direction(passage, fact) + text


def direction(passage: Passage, fact: Fact) -> str:
    """增长, 下降 of a change, "" of a level."""
    norm = passage.sentences[fact.sentence].norm
    return compose.direction_of(norm, fact) if fact.aspect == "growth" else ""


def falls(passage: Passage, fact: Fact) -> bool:
    """Whether the value is that of a decrease."""
    return direction(passage, fact) in _DOWN


def name_of(passage: Passage, fact: Fact) -> str:
    """What the value is of, in the sentence's words and without any value: its own clause, the member of 分别 that it is
    aligned to, or for 增长3.0% the clause that it carries on; "" when nothing is left."""
    if is_aligned(fact):
        return trimmed(_text(passage, fact, fact.zones[:1]))
    own = trimmed(_text(passage, fact, [z for z in fact.zones if z[2] == OWN]))
    carried = [z for z in fact.zones if z[2] == CARRIED][:1]
    return own if len(own) >= 2 or not carried else trimmed(_text(passage, fact, carried)) + own


def is_aligned(fact: Fact) -> bool:
    """Whether the value is one of several that 分别 gives to names told before (甲、乙分别占5%、6%)."""
    first = fact.zones[0] if fact.zones else (0, 0, 0.0)
    return len(fact.zones) > 1 and not first[0] <= fact.at < first[1] and first[2] in (OWN, LENT) and any(
        weight == SHARED for _, _, weight in fact.zones[:3]
    )


def shared_zones(fact: Fact) -> list[tuple[int, int, float]]:
    """What the names of a 分别 have in common, as stretches of the sentence."""
    return [zone for zone in fact.zones[:3] if zone[2] == SHARED]


def shared_by_aligned(passage: Passage, fact: Fact) -> str:
    """What the names of a 分别 have in common (…的优果率)."""
    lead = [z for z in fact.zones[:3] if z[2] == LENT]
    shared = shared_zones(fact)
    parts = [_text(passage, fact, [zone]) for zone in (*(lead if lead and fact.zones[0] != lead[0] else []), *shared)]
    return trimmed("".join(parts)).removeprefix("的")


def _text(passage: Passage, fact: Fact, zones: Iterable[tuple[int, int, float]]) -> str:
    """The characters of the zones of the fact's sentence that belong to no value."""
    norm = passage.sentences[fact.sentence].norm
    values = {
        place for f in (*passage.facts, fact) if f.sentence == fact.sentence and (f.value is not None or f == fact)
        for place in range(f.at, f.to)
    }
    spans = sorted({(a, b) for a, b, _ in zones})
    places = sorted({place for a, b in spans for place in range(a, b)} - values)
    return "".join(norm[place] for place in places)


def trimmed(text: str) -> str:
    """A stretch of a sentence without what only leads to it or from it."""
    before = ""
    while text != before:
        before = text
        text = _BRACKETS.sub("", _TAILS.sub("", _LEADS.sub("", text)))
    return text


def without_period(name: str) -> str:
    """A name without the year that it begins with (2023年全国农民工总量)."""
    return trimmed(_LEADING_PERIOD.sub("", name))


def as_written(passage: Passage, text: str, source: str) -> str:
    """A stretch of matching text in the source's own characters (GDP of gdp); as it is when no sentence has it in one piece."""
    for sentence in passage.sentences:
        at = sentence.norm.find(text)
        if text and at >= 0:
            return "".join(source[place] for place in sentence.origins[at : at + len(text)])
    return text
