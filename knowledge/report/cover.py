"""What a report says of itself at its head: its title, the institution that gives it, the period it covers.

Several reports may stand in one file (one for each year); each title-like line that names its year begins another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language.normal import fold_plain
from knowledge.language.period import parse_period
from knowledge.model import Period
from knowledge.report.headings import find_mark, has_figure
from knowledge.report.lines import Line, compact

_KIND = (
    r"(?:报告|報告|总结|總結|公报|公報|年鉴|年鑒|年报|年報|要点|要點|白皮书|蓝皮书|综述|汇报|匯報|述评|计划|工作情况|工作回顾)"
)
_ASIDE = re.compile(r"(?:[\[［〔【（(][^\]］〕】）)]{0,20}[\]］〕】）)])+\Z")
_TITLE = re.compile(rf"{_KIND}(?:书|稿|摘要)?\Z")
_NUMERAL_YEAR = "[一二][〇○零一二三四五六七八九]{3}"
_YEARS = re.compile(
    rf"(?:(?<!\d)(?:19|20)\d\d(?!\d)|{_NUMERAL_YEAR})(?:[-—–~～至到年学學度、和及]|(?:19|20)\d\d)*(?:第?[一二三四上下](?:学期|季度|半年))?"
)
_SPANS = frozenset({"year", "school_year", "term", "half", "quarter", "month", "range"})

_HAN = "\u4e00-\u9fff"
_ORGANISATION = (
    "大学|学院|学校|中学|小学|幼儿园|党校|医院|卫生院|保健院|疾控中心|卫生服务中心|人民政府|政府办公室|办公室|办公厅|管委会|委员会|统计局"
    "|调查队|局|厅|部(?![门分队控件署])|公司|集团|银行|信用社|图书馆|博物馆|档案馆|文化馆|美术馆|科技馆|体育馆|纪念馆|研究院|研究所|研究中心"
    "|科学院|设计院|中心(?![城区校小组])|协会|学会|联合会|总会|商会|基金会|法院|检察院|出版社|报社|电视台|气象台|养老院|福利院|站|支队|大队"
    "|馆(?![员藏舍内长])|校(?![园区级企长])|院(?![系校士长内感])|总工会|党委|发改委|卫健委|教委|国资委|纪委|监委|街道办事处"
)
_PLACE = "自治区|自治州|开发区|高新区|新区|街道|县|市|区|省|镇|乡|村"
_NO_PLACE = re.compile(r"\A(?:全|本|我|各|城|地|农|乡|老|新)\Z|[社校园景灾厂辖片小]\Z")
_GENERIC = re.compile(r"(?:全|本|我|各)[国省市县区校院]")
_OWNED = re.compile(rf"(?:关于)?(?P<name>[{_HAN}A-Za-z·（）()“”]{{2,30}})")
_ORG_LINE = re.compile(rf"[{_HAN}A-Za-z·（）()“”\s]{{2,44}}(?:{_ORGANISATION})")
_ORG = re.compile(_ORGANISATION)
_PLACE_END = re.compile(_PLACE)
_DATE_LINE = re.compile(
    rf"[（(]?\s*(?:(?:19|20)\d\d|{_NUMERAL_YEAR})\s*年\s*[\d一二三四五六七八九十]+\s*月(?:\s*[\d一二三四五六七八九十]+\s*日)?\s*[)）]?"
)
_CONGRESS = re.compile(r"在(?:[\u4e00-\u9fff]{2,12}[省市州])??([\u4e00-\u9fff]{2,12}?[省市州县区旗])第[一二三四五六七八九十]{1,3}届人民代表大会")
_HEAD_LINES = 14


@dataclass(frozen=True, slots=True)
class Cover:
    """``title_lines``: the indices of the lines the title was taken from (none when it is not written as a line of its own);
    ``documents``: index of the title line of each further report in the file."""

    title: str
    institution: str
    period: Period | None
    title_lines: tuple[int, ...]
    documents: tuple[int, ...]


def is_date_line(text: str) -> bool:
    """A line that is nothing but a date: of issue, of signature."""
    return _DATE_LINE.fullmatch(text.strip()) is not None


def is_organisation_line(text: str) -> bool:
    """A line that is nothing but the name of an institution."""
    return _ORG_LINE.fullmatch(text.strip()) is not None


def named_period(title: str) -> Period | None:
    """The year, school year, range, half, quarter or month that a title names, None without one. Four digits alone are a year
    only when the title is nothing else."""
    norm = fold_plain(title.replace("○", "〇"))
    period = parse_period(norm)
    if period is None or period.first is None or period.kind not in _SPANS:
        return None
    return period if not period.text.isdecimal() or norm == period.text else None


def bare_title(text: str) -> str:
    """A title without the aside or note mark behind it."""
    return _ASIDE.sub("", text.strip()).strip()


def is_title(line: Line) -> bool:
    """Whether a line reads as the title of a whole report: short, no sentence, unnumbered, ends in 报告, 总结, 公报 …"""
    text = bare_title(line.text)
    if line.kind != "text" or line.ended or not 4 <= len(compact(text)) <= 50 or re.search("[，；。：]", text):
        return False
    return _TITLE.search(compact(text)) is not None and find_mark(text) is None and not line.bullet


def read_cover(lines: Sequence[Line], name: str) -> Cover:
    """Title, institution and period as the first lines give them, and where further reports begin."""
    head = _head(lines)
    at = next((i for i in head if is_title(lines[i])), None)
    if at is None:
        at = next((i for i in head[:3] if lines[i].depth == 1), None)
    used = _title_lines(lines, head, at)
    title = "".join(bare_title(lines[i].text) for i in used)
    tail = [i for i in range(max(0, len(lines) - 12), len(lines)) if lines[i].kind == "text"][-3:]
    organisation = _institution(title, [lines[i].text for i in [*head, *tail] if i not in used])
    if not title:
        used, title = _first_line(lines, head, name, organisation)
    period = named_period(title) or _frequent_year([line.text for line in lines])
    return Cover(title, organisation, period, used, _documents(lines, used, title))


def _head(lines: Sequence[Line]) -> list[int]:
    """The first lines that say something, up to the first whole sentence after the title."""
    head: list[int] = []
    for i, line in enumerate(lines):
        if line.kind != "text":
            continue
        head.append(i)
        if len(head) >= _HEAD_LINES or (line.ended and line.columns > 60) or (find_mark(line.text) and len(head) > 1):
            break
    return head


def _title_lines(lines: Sequence[Line], head: list[int], at: int | None) -> tuple[int, ...]:
    """The title line, with the lines right before it that hold the institution or the period it does not name itself."""
    if at is None:
        return ()
    used = [at]
    for before in reversed(head[: head.index(at)]):
        text = compact(lines[before].text)
        title = "".join(compact(lines[i].text) for i in used)
        missing = not _owner(title) and is_organisation_line(text)
        missing = missing or (named_period(title) is None and _YEARS.fullmatch(text) is not None)
        if not missing or len(title) > 24 or lines[before].depth != lines[at].depth:
            break
        used.insert(0, before)
    return tuple(used)


def _first_line(lines: Sequence[Line], head: list[int], name: str, organisation: str) -> tuple[tuple[int, ...], str]:
    """Without a title-like line: the first line when it is short, else the file's name, else the first words."""
    if not head:
        return (), name
    first = lines[head[0]]
    text = bare_title(first.text)
    if first.ended or first.columns > 80 or find_mark(text) or re.search("[，。；：:]", text):
        stem = re.sub(r"\.\w{1,5}\Z", "", name)
        return (), stem or re.split("[，。；：]", text, maxsplit=1)[0][:30]
    if re.search(rf"[{_HAN}A-Za-z]{{2}}", text):
        return (head[0],) if len(head) > 1 and not has_figure(text) else (), text
    return (head[0],), f"{organisation} {text}".strip()


def _owner(title: str) -> str:
    """The institution a title begins with (after its year), else the place it is of, else ""."""
    text = re.sub(r"\A关于", "", compact(title))
    years = _YEARS.search(text)
    part = text if years is None else (text[: years.start()] or text[years.end() :])
    match = _OWNED.match(re.sub(rf"\A(?:年度?|学年度?|的)|(?:年度)?{_KIND}\Z", "", part))
    if match is None or _GENERIC.match(match["name"]):
        return ""
    name = match["name"]
    ends = [m.end() for m in _ORG.finditer(name) if m.start() >= 1]
    if not ends:
        ends = [m.end() for m in _PLACE_END.finditer(name) if m.start() >= 1 and not _NO_PLACE.search(name[: m.start()])]
    return name[: ends[-1]] if ends else ""


def _institution(title: str, others: list[str]) -> str:
    owner = _owner(title)
    if owner and _ORG.search(owner):
        return owner
    held = next((m for m in map(_CONGRESS.search, others) if m), None)
    if held and not owner:  # 在青澜区第十届人民代表大会第四次会议上: the report is that place's government's
        return f"{held[1]}人民政府"
    return next((text.strip() for text in others if is_organisation_line(text)), owner)


def _frequent_year(texts: list[str]) -> Period | None:
    """The year that the first paragraphs (3,000 characters) name, when it makes up half of all the years they name."""
    years = Counter(re.findall(r"(?<!\d)((?:19|20)\d\d)\s*年", "\n".join(texts)[:3000]))
    if not years:
        return None
    year, count = years.most_common(1)[0]
    if count < 2 or count * 2 < years.total():
        return None
    return Period("year", f"{year}年", int(year), int(year))


def _documents(lines: Sequence[Line], used: tuple[int, ...], title: str) -> tuple[int, ...]:
    """Title lines after the first that name their own period and have a report behind them."""
    found: list[int] = []
    seen = {compact(title)}
    first = used[-1] if used else 0
    for i in range(first + 1, len(lines)):
        line = lines[i]
        if line.kind != "text" or not 8 <= len(line.text) <= 60 or not is_title(line):
            continue
        period, key = named_period(line.text), compact(bare_title(line.text))
        same_rank = line.depth == lines[first].depth or line.depth == 1
        if period and period.kind != "month" and key not in seen and same_rank and _has_body(lines, i):
            found.append(i)
            seen.add(key)
    return tuple(found)


def _has_body(lines: Sequence[Line], i: int) -> bool:
    after = [line for line in lines[i + 1 : i + 40] if line.kind == "text"][:8]
    return not any(map(is_title, after[:1])) and any(line.ended or line.columns > 60 for line in after)
