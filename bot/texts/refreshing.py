"""What is said to admins who bring in a new report: what was understood, what changes, what went wrong."""

from __future__ import annotations

# --- reading and preview

READING = "收到《{name}》，正在读……"
READING_PAGES = "收到《{name}》，正在读第{done}/{pages}页……"
PREVIEW = "《{name}》读好了，还没有发布。请看看对不对："
KIND = "文种：{kind}"
KINDS_OF_DOCUMENT = ("工作总结", "工作报告", "年度报告", "统计公报", "公报", "总结", "报告")
KIND_UNKNOWN = "没有认出"
OUTSIDE = "不属于任何章节的文字：{characters}字"
GOLDEN_UNKNOWN = "常用问题这次没有试（资料库正忙）。"
GOLDEN_FINE = "{count}个常用问题都还能答。"

PUBLISH = "发布"
PUBLISH_ANYWAY = "仍要发布"
CANCEL = "取消"
DETAILS = "全部明细"
EDIT_TITLE = "改标题"
EDIT_INSTITUTION = "改单位"
EDIT_PERIOD = "改时间"
ASK_TITLE = "请发来正确的标题："
ASK_INSTITUTION = "请发来正确的单位名称："
ASK_PERIOD = "请发来报告的时间，例如 2024年、2023学年、2024年上半年："
PERIOD_UNCLEAR = "没有认出这个时间，请写成 2024年、2023学年、2024年上半年 这样的形式。"
DETAILS_NAME = "明细.txt"
DETAILS_NOT_SENT = "明细没有发出去，请再点一次。"

SURE = "有{count}个常用问题会答不出来。仍要发布吗？"
CANCELLED = "已取消，没有发布。"
EXPIRED = "这份文件已经不在了，请重新发送。"
PUBLISHING = "正在发布……"
PUBLISHED = "已发布，现在用第{number}版回答：《{title}》。"
ROLL_BACK = "换回上一版"
ANNOUNCE = "告诉大家"
ANNOUNCED = "已告诉{count}人。"
ANNOUNCEMENT = "报告更新了，现在按《{title}》回答，欢迎提问。"
WAITING_FOR_SECOND = "《{title}》还没有发布，已请另一位管理员批准。"
SETTLED = "这份文件已经处理过了，请看 /revisions。"
NO_SECOND = "没有发布：联系不上别的管理员来批准。请先邀请一位（/invite），或请他先跟我说一句话。"
APPROVE = "批准发布"
REFUSE = "不批准"
APPROVAL = "{name}请您批准发布《{title}》："
APPROVED = "{name}已批准。"
REFUSED = "{name}没有批准，《{title}》没有发布。"
NOT_YOUR_OWN = "要由另一位管理员来批准。"

# --- revisions

REVISIONS = "保留的版本（最新的在最后）："
ADMIN = "管理员{id}"
REVISION_LINE = "第{number}版　{created}　{who}　{titles}{state}"
REVISION_NOW = "　← 现在用的"
REVISION_DAMAGED = "　← 文件已损坏"
BACK_TO = "换回第{number}版"
ROLLED_BACK = "已换回第{number}版：{title}。"
NOT_THE_LATEST = "现在用的已经不是第{number}版了，没有换。要换请用 /revisions 选。"
BY_COMMAND = "命令行"
NO_REVISIONS = "还没有发布过报告。"

# --- corrections

CORRECTIONS = "更正：您问过的数字，报告里有了变化。"
CORRECTED = "· {question}\n  原来答的是 {before}，现在是 {now}（{section}）"
GONE = "· {question}\n  原来答的是 {before}，现在的报告里没有这一项了（原在{section}）"
OTHERWISE = "· {question}\n  原来答的是 {before}，现在的报告换了说法，请再问一次（{section}）"
HOLDS_AGAIN = "· {question}\n  之前的更正不算了，还是原来答的 {before}"

# --- what is wrong with a file; by the name of the error

ONLY_ADMINS = "文件只有管理员（更换报告）和宣传岗（核对稿件）可以发。"
DRAFT_CAPTION = "核"
TOO_BIG = "文件有{size}MB，超过了Telegram能转交的20MB。请缩小后再发，或请操作员用命令行发布。"
BUSY = "正在处理另一份文件，请等它完成后再发。"
WRONG: dict[str, str] = {
    "NotTextError": "文件读不出文字，请换一份 docx、pdf 或 txt 再发。",
    "UnsupportedFormatError": "这种文件格式还不能读，请存成 docx、pdf 或 txt 再发。",
    "EncryptedReportError": "文件加了密码，请去掉密码再发。",
    "BrokenFileError": "文件不完整或已损坏，请重新导出后再发。",
    "EmptyReportError": "文件里没有文字。如果是扫描件，请发文字版。",
    "NoSectionError": "文件里没有能提问的内容：没有标题，也没有完整的句子。",
    "TooLargeError": "文件太大了，请拆开或缩小后再发。",
    "TooSlowError": "文件读得太久，已停下。请另存成 docx 或 txt 再发。",
    "UnclearPeriodError": PERIOD_UNCLEAR,
    "DraftTooLongError": "稿件太长了，一次最多5万字，请分几次发。",
    "DamagedRevisionError": "这一版的文件坏了，用不了。请用 /revisions 换回别的版本，再告诉操作员。",
    "JournalBusyError": "别的程序正占用着资料库，请过一会儿再试。",
    "PublisherBusyError": "另一个发布正在进行，请稍后再试。",
    "HomeNotWritableError": "服务器上写不进去（可能是磁盘满了），没有发布。请告诉操作员。",
    "NothingFoundError": "报告里没有讲到这些词的数据。",
    "NoSuchRevisionError": "没有可以换回的版本。",
}
WRONG_OTHERWISE = "没有成功，什么也没有改变。请告诉操作员（编号 {number}）。"
