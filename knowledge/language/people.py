"""People and what they won: 青年工匠2名（甲、乙） · 甲、乙获得一等奖 · 甲等班主任团队获评二等奖 · 院长甲.

The dictionary's own guess of names is right half of the time only, so a name counts where its place says so: a surname
and one or two characters, alone between 、 in a bracket, before a verb of winning, or behind a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.language.lexicon import Titles
from knowledge.language.tags import tag

_WON = (
    r"(?:分别|分(?=获)|均|双双|同志|老师|教师|同学|医生|医师|主任|护士|教授|\d+人|[一二三四五六七八九十两]+人|双双|先后|喜|还|被|获|荣|共同)*"
    r"(?:获得|荣获|喜获|荣立|获评|获|评为|评选为|授予|当选|入选|成为|担任|(?<!主)任(?!务)|夺得|摘得|斩获|取得|晋升|聘为|记(?=[一二三四个集大]|功)|获批|被确定为|入围"
    r"|[为系]第一?[一二三\d]?(?:完成|负责|发明)人|[为是]首席)"
)
_BRACKET = re.compile(r"（([^（）]{2,80})）")
_LED = re.compile(
    r"(?:^|[，；。：（])(?:其中|同时|还有|由)?([\u4e00-\u9fff、]{2,60}?)(?:等(?:\d*[名位人]?[\u4e00-\u9fff“”]{0,12}?))?"
    r"(?P<scene>在[^，；。]{2,40}?[上中])?" + _WON
)
# 党委书记某某讲授党课: the one who holds an office of which there is one.
_IN_OFFICE = re.compile(
    r"((?:党委|党总支|党支部|总支|纪委|支部|党?工委|党组)?(?:副?书记)|副?(?:校长|院长|馆长|局长|县长|市长|区长|镇长|乡长"
    r"|厅长|所长|台长|社长|行长|董事长|总经理|会长|秘书长|主席|理事长|检察长)"
    r"|总(?:工程师|会计师|经济师|法律顾问))(?: |为|是|：)?"
    r"([\u4e00-\u9fff]{2,3}?)(?=讲|主讲|带头|牵头|担任|走访|调研|慰问|部署|同志|授课|上党课|作|主持|出席|带队"
    r"|带领|率|到|赴|为|在|致辞|宣布|指出|表示|参加|参与|深入|代表|签|获|当选|[，。；、）]|$)"
)


# 由方予宁担任, 邀请甲、乙等专家主讲, 完成人为甲、乙, 领队是省考古所研究员丙.
_NAMED = re.compile(
    r"(?:由|邀请|特邀|聘请|聘任|任命|完成人[为是]|负责人[为是]|指导(?:教师|老师)[为是]|队员[为是]|领队[为是]|作者[为是]|主演|主持人[为是]|代表[为是])"
    r"([\u4e00-\u9fff、]{2,40}?)(?=等|担任|任|组成|领衔|主讲|授课|获|$|，|。|；|为)"
)


@dataclass(frozen=True, slots=True)
class People:
    """Names that stand at ``at``..``to`` of the sentence; ``text`` as written (甲等班主任团队)."""

    at: int
    to: int
    names: tuple[str, ...]
    text: str


@cache
def _surnames() -> re.Pattern[str]:
    titles = Titles.load()
    longest_first = sorted(titles.surnames | titles.compound_surnames, key=len, reverse=True)
    return re.compile("(?:" + "|".join(longest_first) + ")")


@cache
def _not_names() -> frozenset[str]:
    titles = Titles.load()
    return frozenset(titles.honorifics) | frozenset(titles.provinces) | titles.cities


_OFFICE = re.compile(
    r".{0,16}?(?:长|主任|书记|员|师|授|医生|学生|同学|选手|院士|博士|硕士"
    r"|经理|干事|干警|法官|助理|主席|委员|代表|教练|同志|老师|教师|护士|馆员|组长|队员|理事|个人|人员|[组队科系班室处院部馆所]|中心|公司|法庭|车间)([\u4e00-\u9fff·]{2,4})$"
)
_LEADS = re.compile("^(?:全年|年内|本年度?|本学年|先后|累计|其中|另有|还有|共有|现有|共|有|由)+")
_COUNTED_PEOPLE = re.compile(r"(?:等)?(?:\d+|[两二三四五六七八九十]+)[人名位]$")
_NEVER = re.compile(
    r"[的了和与及等项个名年日省市县区校院部局处科组队级奖赛班课学教科员工会第上下中大小一二三四五六七八九十\d有为是在]$"
    r"|^.[的了和与在有为]"
)


def is_name(text: str) -> bool:
    """A surname and one or two characters, and no word that ends like an office or a thing."""
    match = _surnames().match(text)
    if not match or not 1 <= len(text) - match.end() <= 2 or text in _not_names():
        return False
    return re.fullmatch(r"[\u4e00-\u9fff·]+", text) is not None and not _NEVER.search(text)


def bare_name(text: str) -> str:
    """The name at the end of a text that may begin with an office (副馆长郑岚); "" when none stands there."""
    if is_name(text):
        return text
    match = _OFFICE.match(text)
    return match[1] if match and is_name(match[1]) else _behind_a_noun(text)


def _behind_a_noun(text: str) -> str:
    """The name that follows a noun of two characters or more (装卸司机邵长河) as words of its own; "" when none does."""
    tokens = tag(text)
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if before and len(before.word) > 1 and before.tag.startswith("n") and 2 <= len(text) - token.at <= 3:
            alone = len(token.word) == 1 or token.tag.startswith("nr")  # 基地|成功 is nobody
            return text[token.at :] if alone and is_name(text[token.at :]) else ""
    return ""


def people_in(text: str) -> tuple[str, ...]:
    """The names of a listing whose members may begin with their offices; () unless each member ends in a name."""
    bare = _COUNTED_PEOPLE.sub("", _LEADS.sub("", re.sub(r"等.{0,12}$", "", text.strip())))
    parts = [p for p in re.split(r"[、，/和及 ]", bare) if p]
    names = [bare_name(p) for p in parts]
    return tuple(names) if names and all(names) else ()


def names_in(text: str) -> tuple[str, ...]:
    """All parts of a listing when each is a name (甲、乙、丙), nothing otherwise."""
    return people_in(text.strip("等 "))


def find_people(norm: str) -> tuple[People, ...]:
    """People by bracket and people by verb, in reading order."""
    found: list[People] = []
    for match in _BRACKET.finditer(norm):
        inner = re.sub(r"^(?:分别是|分别为|为|即|包括|其中)", "", match[1])
        names = names_in(inner)
        if names:
            at = match.start(1) + match[1].index(inner)
            found.append(People(at, match.end(1), names, inner))
    for match in _NAMED.finditer(norm):
        names = names_in(match[1])
        if names:
            found.append(People(match.start(1), match.end(1), names, match[1]))
    for match in _LED.finditer(norm):
        names = names_in(match[1])
        if names:
            tail = re.search(_WON + "$", norm[match.start(1) : match.end()])
            end = match.start(1) + tail.start() if tail and not match["scene"] else match.end(1)
            found.append(People(match.start(1), match.end(1), names, norm[match.start(1) : end]))
    for match in _IN_OFFICE.finditer(norm):
        if is_name(match[2]) and not any(p.at <= match.start(2) < p.to for p in found):
            found.append(People(match.start(1), match.end(2), (match[2],), match[0]))
    return tuple(sorted(found, key=lambda p: p.at))
