"""What is said of a report that was checked against itself and compared with another one."""

from __future__ import annotations

from decimal import Decimal

from knowledge.model import Finding

# Template of each finding by its code. {0}, {1} are its words in order.
FINDINGS: dict[str, str] = {
    "sum": "分项相加是{1}，与总数{0}不一致",
    "sum_perhaps": "分项相加是{1}，总数写的是{0}，请核对",
    "part_greater": "其中的{0}比总数{1}还大",
    "change": "前后两个数相差{1}，写的是{0}",
    "shares": "各项占比相加是{0}，不是100%",
    "above_all": "这个比率不会超过100%，写的是{0}",
    "share_of_base": "{0}占{1}的{3}，写的是{2}",
    "whole": "{0}的{1}是{2}，不是整数",
    "growth": "按前后两个数算是{1}，写的是{0}",
    "count_of_list": "写的是“{0}”，列出的是{1}个",
    "conflict": "“{0}”有两个数：一处是{1}，另一处是{2}",
    "spelling": "同一个名称有两种写法：“{0}”和“{1}”",
    "malformed": "数字的写法有误：{0}",
    "fell_below": "“{0}”里的负号多余",
    "no_such_day": "日期有误：没有{0}",
    "weekday": "{0}是星期{1}，写的是星期{2}",
    "backwards": "起止时间颠倒：{0}",
    "outside": "{0}不在报告的时间（{1}）之内",
    "skipped": "序号不连续：“{1}”之后是“{0}”",
    "twice": "序号重复：“{1}”和“{0}”",
    "backwards_number": "序号颠倒：“{1}”之后是“{0}”",
}
GRAVE = "【错误】"
SLIGHT = "【提醒】"
FINDING_SOURCE = "    {section}：“{quote}”"
NO_FINDINGS = "没有发现前后不一致的地方。"
FOUND = "自检：{grave}处错误，{slight}处提醒"
MORE_FINDINGS = "  ……还有{count}处，用 wenbao check-report 看全部"

COMPARED = "与《{title}》相比：变动{changed}条，新增{added}条，减少{removed}条"
SAME = "与《{title}》相比：数据没有变化"
CHANGED = "  变动：{label} {old} → {new}{percent}"
ADDED = "  新增：{label} {value}"
REMOVED = "  减少：{label} {value}"
MORE = "  ……还有{count}条"


def finding(said: Finding) -> str:
    """What does not agree, as one short sentence."""
    return FINDINGS[said.code].format(*said.words) + "。"


def percent(change: Decimal | None) -> str:
    """By how many per cent a value grew, in brackets; "" when that says nothing."""
    return "" if change is None else f"（{change:+}%）"
