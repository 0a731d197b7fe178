"""What the commands for operating say: backup, restore, the audit. Findings of ``wenbao doctor`` are English and stand there."""

from __future__ import annotations

BACKED_UP = "已备份到{file}（{size}字节）：{content}。"
RESTORED = "已恢复{created}的备份：{content}。"
CURRENT = "现在回答问题的是第{number}版"
REVISIONS = "{count}版报告"
JOURNAL = "人员、提问和操作记录"
NOTHING_PUBLISHED = "当时没有发布过报告"
BETWEEN = "，"
SETTING_DIFFERS = "设置{name}：备份时是{then}，现在是{now}"
UNSET = "没有设置"

NO_AUDIT = "没有操作记录。"
COMMAND_LINE = "命令行"
ACTIONS = {
    "add": "加入",
    "set_role": "改角色",
    "remove": "移除",
    "invite": "发邀请",
    "revoke": "撤销邀请",
    "forget": "清除提问",
    "close_request": "处理补充请求",
    "publish": "发布",
    "rollback": "换版",
}
AUDIT_LINE = "{at}  {actor}  {action}  {subject}  {detail}"


def content(revisions: int, journal: bool, current: int | None) -> str:
    """What a backup holds, as the end of a sentence."""
    parts = [REVISIONS.format(count=revisions)] if revisions else [NOTHING_PUBLISHED]
    if current is not None:
        parts.append(CURRENT.format(number=current))
    if journal:
        parts.append(JOURNAL)
    return BETWEEN.join(parts)
