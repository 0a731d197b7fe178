"""Numbers that a list has as a whole, and what is asked of one of its members."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.ask.match import Found
from knowledge.ask.question import Term
from knowledge.ask.signs import Signs
from knowledge.model import Fact

_ENDS = ("", *"，；。、（）")
_CLAUSE = re.compile("[，；。：（）]")
# A word and what is joined to it right before the value.
_AFTER = re.compile("(?:、|和|与|及|或|以及)([\u4e00-\u9fff]{2,8})")
_BEFORE = re.compile(r"(?:^|(?<![\d.%余多万亿\u4e00-\u9fff]))([\u4e00-\u9fff]{1,12})(?:、|和|与|及|或|以及)$")
# 选派15名特派员赴甲、乙两县: the number is of all the places behind it.
_PLACES_OF_ALL = re.compile(r"、[\u4e00-\u9fff、]{2,12}?(?:等)?(?:\d+|[两二三四五六七八九十]+)个?[县市省区乡镇村国校院地家馆所]")
_COUNTED = re.compile(r"等?(\d{1,2}|[两三四五六七八九])[个家所处项条座栋片]")
_NEAR, OWN = 14, 0.7


def joint_number(signs: Signs, fact: Fact, norm: str, found: Found, terms: Sequence[Term]) -> str:
    """故意伤害、抢劫等案件97件 is the number of all members together: one of them alone does not have it."""
    if _in_earlier_list(signs, fact, norm, found, terms):
        return "joint"
    joint = any(0 < _members_held(listed, fact, norm, found, terms) < len(listed.names) for listed in signs.lists)
    return "joint" if joint else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else "零一两三四五六七八九".index(text)


def _in_earlier_list(signs: Signs, fact: Fact, norm: str, found: Found, terms: Sequence[Term]) -> bool:
    """改造甲、乙、丙3个小区，涉及居民2946户，总投资7350万元: what is told of all of a counted list is not of one of them."""
    own = max((m.end() for m in _CLAUSE.finditer(norm, 0, fact.at)), default=0)
    for listed in signs.before:
        number = _COUNTED.match(norm, listed.to)
        if listed.to > own or number is None or _number(number[1]) != len(listed.names):
            continue
        held = _members_held(listed, fact, norm, found, terms, beside=False)
        if 0 < held < len(listed.names):
            names = [t for t in terms if t.hard and any(f.text in n for n in listed.names for f in t.forms)]
            if names and not any(f.text in norm[own : fact.to + _NEAR] for t in names for f in t.forms):
                return True
    return False


def _members_held(
    listed: Fact, fact: Fact, norm: str, found: Found, terms: Sequence[Term], *, beside: bool = True
) -> int:
    """How many members of a list a question names by words that the other members do not have."""
    held = 0
    for number, name in enumerate(listed.names):
        at = norm.find(name, listed.at)
        end = at + len(name)
        if not number:  # past what leads the list: 已故学者的家属捐赠|手稿、书信
            longest = max(len(n) for n in listed.names[1:])
            led = len(name) > 4 or len(name) >= longest + 2
            at = max(at + 2 * led, end - max(4, longest))
        # 活页式、工作手册式教材23部: what ends the last member right before the value names all of them.
        head = end if beside and number + 1 == len(listed.names) and norm[fact.to : fact.to + 1] in _ENDS else -1
        within = [any(at <= p < end and q != head for p, q, _ in places) for places in found.places[listed.sentence]]
        words = [t for t, inside in zip(terms, within, strict=True) if t.hard and inside]
        held += any(not any(f.text in n for n in listed.names if n != name for f in t.forms) for t in words)
    return held


def _told(fact: Fact, place: int) -> bool:
    """Whether a character is among the value's own words: what another value of the clause is of is not."""
    return any(a <= place < b for a, b, w in fact.zones if w >= OWN)


_APART = re.compile("分别|分获|各[有占为获]?$|依次")
_PAIRED = ("线上线下", "国内外", "省内外", "校内外", "海内外", "城乡", "中小学", "男女", "境内外", "市内外", "室内外", "白天黑夜")


def coordinated(
    fact: Fact, norm: str, asked: Callable[[int], bool], term_places: Sequence[tuple[int, int]], *, graded: bool = False
) -> bool:
    """Whether a value is told of an asked word together with one that is not asked: 技师和高级技师388人, 三、四级手术, 主编或参编.

    ``asked`` tells whether a character of the sentence is one of the question's words; ``term_places`` are those of one word;
    ``graded``: others may take its place (技师, 高级技师)."""
    start = max((m.end() for m in _CLAUSE.finditer(norm, 0, fact.at)), default=0)
    if _APART.search(norm[start : fact.at]):
        return False
    for at, to in term_places:
        if at < start or fact.at - to > _NEAR or _CLAUSE.search(norm, min(to, fact.to), max(at, fact.at)):
            continue
        if norm[at - 1 : at] == "（" and norm[to : to + 1] == "）":
            return True  # 执业（助理）医师 are two kinds
        if any(pair in norm[at - 2 : to + 2] and pair not in norm[at:to] for pair in _PAIRED):
            return True
        if at >= fact.to and not _PLACES_OF_ALL.match(norm, to):
            continue
        after = _AFTER.match(norm, to, fact.at if to <= fact.at else len(norm))
        if after and norm[at:to] in after[1] and not graded:
            continue  # 资格证书或等级证书: either is a 证书
        before = _BEFORE.search(norm[start:at])
        others = [(after.start(1), after.start(1) + 2)] if after else []
        others += [(max(start + before.start(1), start + before.end(1) - 2), start + before.end(1))] if before else []
        if any((at >= fact.to or _told(fact, a)) and not any(asked(i) for i in range(a, b)) for a, b in others):
            return True
    return False
