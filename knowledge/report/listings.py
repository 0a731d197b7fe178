"""Lists, titles in 《》 and “”, and places: what is not a number but is asked for (哪些, 叫什么, 在哪里)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HIDDEN = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）")
# A run of 、 with what stands around it: a mark or the beginning, then all up to the next mark.
_LISTED = re.compile(r"[^，；。：！？]*、[^，；。：！？]*")
_TITLES = re.compile(r"(?:《[^》]+》[、和与及]?){2,}")
_NAMES = re.compile(r"(?:“[^”]+”[和与及]?){2,}")
_QUOTED = re.compile(r"《[^》]{1,60}》|“[^”]{1,40}”")
_DASHED = re.compile(r"——([^，；。：！？—]{2,40})")
_COUNTED = re.compile(
    r"(?:等|共|共计|这)?(?:[\d一二两三四五六七八九十百]+[余多]?)"
    r"(?:个|项|家|所|门|类|种|名|位|大|支|场|次|部|款|届|处|省|市|县|件|条|本|篇|期|批|组|方面|人|座|间|台|套|校|院|国|区|乡|镇|村|地)"
)
_OPEN = re.compile(r"(?:主要有|主要包括|主要是|包括|包含|涵盖|涉及|分别是|分别为|依次为|依次是|具体为|即|有|为|是|如)[:：]?$")
_LEAD = re.compile(
    r"^.*(?:完成了?|开展了?|开设了?|新增了?|成立了?|组建了?|建成了?|举办了?|推出了?|建立了?|引进了?|采购了?|新设了?|撤销了?|停招了?|增设了?|对口支援|结对帮扶|对口帮扶|分赴|奔赴|前往|修订了?|"
    r"制定了?|制订了?|出台了?|印发了?|设立了?|获批了?|打造了?|实施了?|开发了?|组织了?|发布了?|购置了?|承办了?|签约了?|签署了?|"
    r"包括|涵盖|主要有|分别是|分别为|与|和|同|向|对(?![口外内标接])|从(?!事)|在(?![校职籍编册建])|由|以(?![上下及]))(?=[^、]{2,40}、)"
)
# 全年培训中小学、幼儿园教师: when and how often is no part of a name.
_TIMED = re.compile("(?:全年|全学年|本学年|年内|当年|今年|累计|先后|共计?|其中)+")
# 5A级1处、4A级11处 tells numbers and lists nothing.
_VALUED = re.compile(
    r"[\d.]+[余多]?[万亿]?(?:个|项|名|人|处|家|所|门|件|篇|场|次|位|条|张|台|套|辆|座|间|户|元|%|人次|公里|平方米|吨)$"
)
_HOSTS = frozenset("学校 学院 医院 我校 我院 公司 集团 先后 分别 我馆 我市 我县 我区 我局 全市 还 并 同时 积极 成功 正式".split())
_FROM = re.compile("(?:分别|主要)?来自")
# 撤销酒店管理与运营、装饰技术2个专业: what follows such a verb is all name.
_BUILT = re.compile("(?:新增|增设|开设|开办|设立|撤销|停招|停办|新设|设置|设有)")
_TAIL = re.compile(
    r"(?:(?<![中高初平同甲乙一二三特优])等|共|共计|分别|分(?=获)|均|双双|都|先后|新增为|新晋为|升级为|创成|创建为|获评|获得|荣获|获批|获|入选|被评为|被|成为|列入|通过|达到|位列|签署|签订|签|建立|"
    r"成立|开展|举行|举办|参加).*$"
)
_PLACE = re.compile(
    r"(?:赴|前往|到|在|位于|落户|奔赴|走进|来到)([\u4e00-\u9fff“”]{2,16}?)"
    r"(?:开展|举行|举办|召开|进行|参加|参观|调研|学习|考察|设立|建立|成立|挂牌|支教|交流|实践|培训|授课|慰问|落成|启用|揭牌|拉开|$|，|。)"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Members listed at ``at``..``to``; ``counted`` when the text gives their number (…3个社团)."""

    at: int
    to: int
    members: tuple[str, ...]
    counted: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A name or a place at ``at``..``to`` of the sentence."""

    at: int
    to: int
    text: str
    kind: str


def _mask(text: str) -> str:
    """The text with bracket and quote insides blanked, so that their 、 part nothing."""
    return _HIDDEN.sub(lambda m: m[0][0] + "\0" * (len(m[0]) - 2) + m[0][-1], text)


def _members(masked: str, at: int, to: int) -> list[tuple[int, int]]:
    spans = []
    for member in masked[at:to].split("、"):
        spans.append((at, at + len(member)))
        at += len(member) + 1
    return spans


def find_listings(norm: str) -> tuple[Listing, ...]:
    """Each run of 、 in the sentence as a list, its first member freed of its lead-in and its last of its tail."""
    found: list[Listing] = []
    masked = _mask(norm)
    for match in _LISTED.finditer(masked) if "、" in masked else ():
        listing = _listing(norm, masked, match.start(), match.end())
        if listing:
            found.append(listing)
    for match in _TITLES.finditer(norm) if "《" in norm else ():
        titles = tuple(re.findall(r"《[^》]+》", match[0]))
        found.append(Listing(match.start(), match.end(), titles, counted=False))
    for match in _NAMES.finditer(norm) if "“" in norm else ():  # “甲”“乙” stand side by side without 、
        names = tuple(re.findall(r"“([^”]+)”", match[0]))
        found.append(Listing(match.start(), match.end(), names, counted=False))
    return tuple(found)


def _listing(norm: str, masked: str, at: int, to: int) -> Listing | None:
    first, last = masked.index("、", at), masked.rindex("、", at, to)
    lead = _LEAD.match(masked[at : first + 1])
    start = at + (lead.end() if lead else 0)
    if lead and masked[start - 1] in "与和" and 0 < start - 1 - at <= 4 and masked[at : start - 1] not in _HOSTS:
        start = at  # 呼吸与危重症医学科
    elif lead and masked[start - 1] in "与和" and (masked[start - 1] in masked[first:to] or _BUILT.match(masked, at)):
        verb = _LEAD.match(masked[at : start - 1] + masked[first : first + 1] + "甲乙、")
        start = at + verb.end() if verb and verb.end() < start - 1 - at else at  # 婴幼儿托育服务与管理、老年服务与管理: 与 belongs to the member
    start = _after_opener(masked, start, first)
    end, counted = _end(masked, last + 1, to)
    timed = _TIMED.match(norm, start, first)
    spans = [s for s in _members(masked, timed.end() if timed else start, end) if s[0] < s[1]]
    spans = _part_last(masked, spans)
    members = tuple(norm[a:b].strip("等 ") for a, b in spans)
    members = tuple(m for m in members if m)
    numbered = re.fullmatch("[一二三四五六七八九十]", members[0]) if members else None  # 三、四级手术
    if len(members) < 2 or numbered or any(len(m) > 60 or _VALUED.search(m) for m in members):
        return None
    if all(_COUNTED.match(m.lstrip("设有现共含")) for m in members):
        return None  # 设26个学院、84个专业
    return Listing(start, end, members, counted)


def _after_opener(masked: str, start: int, first: int) -> int:
    opener = re.search(r".*(?:主要有|主要包括|主要是|包括|包含|涵盖|分别是|分别为|具体为|如)", masked[start:first])
    if opener:
        return start + opener.end()
    origin = _FROM.match(masked, start)
    if origin:
        return origin.end()
    return start + 1 if masked[start : start + 1] in ("即", "如", "为", "是") else start


def _end(masked: str, at: int, to: int) -> tuple[int, bool]:
    counted = _COUNTED.search(masked, at, to)
    if counted and counted.start() > at:
        return counted.start(), True
    tail = _TAIL.search(masked, at, to)
    if tail and tail.start() > at:
        return tail.start(), False
    return to, False


def _part_last(masked: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last member may hold 和 (甲、乙和丙): two members."""
    if not spans:
        return spans
    a, b = spans[-1]
    joint = re.search("[和及与]", masked[a:b])
    if joint and 1 < joint.start() and joint.end() + 1 < b - a:
        return [*spans[:-1], (a, a + joint.start()), (a + joint.end(), b)]
    return spans


def find_names(norm: str) -> tuple[Named, ...]:
    """Titles, quoted names, what follows a dash, and places after 赴, 到, 在."""
    found = [Named(m.start(), m.end(), m[0], "name") for m in _QUOTED.finditer(norm)]
    for match in _DASHED.finditer(norm):
        if "“" not in match[1][:1]:
            found.append(Named(match.start(1), match.end(1), match[1], "name"))
    for match in _PLACE.finditer(norm):
        found.append(Named(match.start(1), match.end(1), match[1], "place"))
    return tuple(sorted(found, key=lambda n: n.at))
