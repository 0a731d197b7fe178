"""What is said of a draft for the press that was held against the reports, and of a number that was looked up."""

from __future__ import annotations

from collections.abc import Mapping

AUTHOR = "问报"
VERDICTS: dict[str, str] = {
    "differs": "不一致", "unclear": "请人工核对", "absent": "报告里没有", "derived": "可由报告推算", "agrees": "一致",
}
VERDICT_SIGNS: dict[str, str] = {"differs": "×", "unclear": "？", "absent": "－", "derived": "＝", "agrees": "√"}
DRAFT_VERDICT = "核对{count}处：{parts}。"
DRAFT_ALL_RIGHT = "全部与报告一致。"
DRAFT_LINE = "{sign} {verdict}：{text}（{around}）"
DRAFT_SHOULD_BE = "报告里是：{text}"
DRAFT_MISSING = "报告的原句里没有：{words}"
DRAFT_NOTHING = "稿件里没有可以核对的数字、日期、名次或获奖的人。"
DRAFT_FOREIGN = "稿件不是中文，没有可以核对的内容。"
DRAFT_INTERNAL = "内部资料，不要写进对外的稿件。"
DRAFT_INTERNAL_MARKED = "这一处涉及内部资料，报告里怎么写请看私聊。"
SEND_DRAFT = "请把稿件发来：贴文字，或发 docx、pdf、txt 文件。"
CHECKING = "正在核对……"
NOT_SENT = "标好的文件没有发出去，请把稿件再发一次。"
REST_IN_FILE = "其余的都标在下面的文件里。"
NOT_READ = "文件没有取到，请再发一次。"
DRAFT = "稿件"
MARKED_NAME = "{name}-核对.docx"
LEGEND = "标色：粉红不一致，黄色报告里没有，蓝色请人工核对，灰色可由报告推算，绿色一致。批注里有原句。"
ONLY_PR = "核稿只对宣传岗开放，请找管理员开通。"
IN_PRIVATE = "稿件请私聊发给我，不要在群里核对。"
FIND_HOW = "请这样写：/find 384，或直接发“384是什么”。"
FOUND = "{text}：{label}"
FOUND_NOTHING = "报告里没有{number}这个数。"


def draft_verdict(summary: Mapping[str, int]) -> str:
    """The one line that says how a draft came out, what differs first."""
    count = sum(summary.values())
    if not count:
        return DRAFT_NOTHING
    parts = [f"{VERDICTS[verdict]}{summary[verdict]}处" for verdict in VERDICTS if summary.get(verdict)]
    line = DRAFT_VERDICT.format(count=count, parts="，".join(parts))
    return line + DRAFT_ALL_RIGHT if summary.get("agrees") == count else line
