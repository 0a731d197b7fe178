"""Every Chinese word said to people: short, plain, read aloud before it was written down."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.model import Answer, Choice, Note, Period, Report

# Template of each note of an answer. {0}, {1} are its words in order, {all} all of them joined.
NOTES: dict[str, str] = {
    # what was understood
    "corrected": "按「{1}」理解",
    "taught": "管理员确认过：这样问的是这一项",
    "synonym": "「{0}」按报告里的「{1}」理解",
    "carried": "接着上一问：沿用「{all}」",
    # which of several
    "period": "答的是{0}",
    "left_out": "原句里没有「{all}」这个说法，请看原句是否就是所问",
    "report_year": "「{0}」按报告说的{1}理解",
    "newest": "有多个时期，答的是最新的{0}",
    "whole": "{0}是合计",
    "parts": "其中{all}",
    "counted": "报告没有写总数，这是按名单数出来的",
    # several years
    "definition": "两年的说法不同（{all}），口径可能变了，请看原句",
    "called_otherwise": "各年的叫法不同（{all}），请看原句是不是一回事",
    "unit_differs": "各年的单位不同，不能直接比较",
    "year_missing": "{all}年没有找到对得上的数",
    "stated_differs": "报告写的是{0}，按两年的数算是{1}",
    "alike_only": "只比较了两年都写到、说法对得上的数",
    "more_changes": "还有{0}项没有列出",
    "other_place": "报告另有一处写作{0}",
    # how the report writes it
    "misprint": "原文作“{0}”",
    "approximate": "原文是约数“{0}”",
    "internal": "内部资料，请勿外传",
    "withheld": "涉及内部资料，只在私聊里回答本单位的人",
    "example": "这是内置示例报告，不是本单位的报告",
    # why there is no answer
    "covers": "报告只覆盖{all}",
    "missing": "报告里没有找到「{all}」的答案",
    "empty": "请输入问题",
    # yes or no
    "confirmed": "报告里是这样写的",
    "not_confirmed": "报告里没有这样说",
    "contradicted": "报告里写的是{0}",
    # no question to the report
    "greeting": "您好！想知道报告里的哪个数，直接问我就行。",
    "thanks": "不客气，有需要再问我。",
    "chitchat": "我只回答报告里写到的内容，请换一个和报告有关的问题。",
    "write": "我不代写文稿，只从报告里找数字和原句。请告诉我想查哪个数。",
}

OTHER_NOTE = "说明：{all}"
# Templates whose single place is for the last word, when a caller leaves the first out.
_LAST_WORD = {"corrected": "按「{0}」理解", "synonym": "按报告里的「{0}」理解"}

NOT_FOUND = "报告里没有找到答案。"
MISSING = "报告里没有找到{words}的答案。"
CHOOSE = "您问的是哪一个？请输入编号："
OUT_OF_SCOPE = "我只回答报告里写到的内容。"
COVERED = "报告的范围：{periods}。"
NEAREST = "相近的有："
NOTE = "注：{note}"
CALCULATION = "算式：{calculation}"
SOURCE = "——《{report}》{section}"
EXPLANATION = "经过："

# --- terminal conversation

COMMANDS: dict[str, str] = {
    "目录": "contents",
    "例子": "examples",
    "示例": "examples",
    "换个问法": "examples",
    "新问题": "new",
    "重新开始": "new",
    "帮助": "help",
    "？": "help",
    "?": "help",
    "退出": "leave",
    "再见": "leave",
}
PROMPT = "问> "
GREETING = "您好，我按{reports}回答。"
GREETING_EXAMPLE = "您好。还没有发布报告，现在用内置的示例报告{reports}回答。"
EXAMPLES = "可以这样问（输入编号也行）："
NO_EXAMPLES = "暂时没有例子，请直接提问。"
NO_CONTENTS = "报告没有分章节。"
HINT = "输入“帮助”看用法，“退出”结束。"
FORGOTTEN = "好的，前面的话不再沿用，请问新问题。"
FAREWELL = "再见。"
HELP = (
    "直接输入问题，例如问多少、占比、谁、哪些、什么时候。",
    "接着问可以省掉说过的话，例如“第二学期呢”。",
    "回答里有编号时，输入编号就能选。",
    "“384是什么”：查这个数说的是什么",
    "目录：看报告有哪些章节",
    "例子：看可以怎么问",
    "新问题：不再沿用前面的话",
    "退出：结束",
)

# --- publishing and the library

PREVIEW_TITLE = "报告：《{title}》"
PREVIEW_INSTITUTION = "单位：{institution}"
PREVIEW_PERIOD = "时间：{period}"
PREVIEW_SIZE = "内容：{sections}个章节，{facts}条数据，{characters}字"
PREVIEW_RECOGNISED = "注意：这份报告是扫描件，文字由程序识别，可能有错，请先核对数字"
PREVIEW_PICTURES = "注意：有{count}页是图片，其中的文字没有读到"
PREVIEW_REPLACES = "发布后替换：《{title}》（{published}发布）"
PREVIEW_ADDED = "发布后与已有报告并存。"
UNKNOWN = "没有认出"
CONFIRM = "发布吗？"
PUBLISHED = "已发布，现在用第{number}版回答。"
ROLLED_BACK = "已换回第{number}版。"
NO_REPORTS = "还没有发布报告，现在用内置的示例报告回答。"
REPORT_LINE = "《{title}》 {institution} {period} {facts}条数据 {published}发布"
CURRENT = "← 现在用的"
DAMAGED = "← 文件已损坏"

KINDS: dict[str, str] = {
    "count": "数量",
    "percent": "百分比",
    "money": "金额",
    "date": "日期",
    "rank": "名次和奖项",
    "person": "人物",
    "list": "名单",
    "name": "名称",
    "place": "地点",
}


def note(said: Note) -> str:
    """The note in Chinese; "" when there is nothing to tell a person (an unknown code without words)."""
    words = tuple(word for word in said.words if word)
    template = NOTES.get(said.code, OTHER_NOTE)
    if len(words) == 1:
        template = _LAST_WORD.get(said.code, template)
    try:
        return template.format(*words, all=listed(words)) if words or "{" not in template else ""
    except (IndexError, KeyError):  # fewer words than the template has places for
        return OTHER_NOTE.format(all=listed(words))


def listed(words: Sequence[str]) -> str:
    """Words joined as Chinese lists them."""
    return "、".join(words)


def quoted(words: Sequence[str]) -> str:
    """Words each in 「」, joined."""
    return listed([f"「{word}」" for word in words])


def opening(answer: Answer) -> str:
    """The sentence in place of a headline; "" for an answered question."""
    match answer.status:
        case "answered":
            return ""
        case "choose":
            return CHOOSE
        case _:
            return MISSING.format(words=quoted(answer.missing)) if answer.missing else NOT_FOUND


def out_of_scope(notes: Sequence[str]) -> str:
    """The reply to a text that asks nothing of the report."""
    return "".join(notes) or OUT_OF_SCOPE


def offer(number: int, choice: Choice) -> str:
    """One numbered choice: its value, what it is of, where it stands."""
    section = f"（{choice.section}）" if choice.section else ""
    return f"{number}. {choice.text} {choice.label}".rstrip() + section


def source(report: str, section: str) -> str:
    """Where a sentence stands; a report without sections is named once."""
    return SOURCE.format(report=report, section="" if section == report else section)


def titles(reports: Sequence[Report]) -> str:
    """The reports that answer, by title."""
    return _titled([report.title for report in reports])


def _titled(names: Sequence[str]) -> str:
    return listed([f"《{name}》" for name in names])


def revision(number: int, created: str, names: Sequence[str], state: str) -> str:
    """One kept revision: its number, when it was made, its reports, and whether it answers."""
    return f"{number}  {created}  {_titled(names)}  {state}".rstrip()


def period(value: Period | None) -> str:
    """A report's period as it is written there."""
    return value.text if value is not None else ""


def day(moment: str) -> str:
    """The day of an ISO 8601 moment."""
    return moment[:10]
