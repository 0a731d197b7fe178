"""What the chat bot says: buttons, commands, greetings, refusals. The words of an answer itself are in bot.texts."""

from __future__ import annotations

# --- buttons

COPY = "复制引用"
CONTEXT = "上下文"
USEFUL = "有用"
WRONG = "不对"
REQUEST = "请管理员补充"
BACK = "返回"
PREVIOUS = "上一页"
NEXT = "下一页"
EXAMPLES = "换个问法"
CONTENTS = "目录"
ASK_ACCESS = "没有权限，点这里申请"
REMOVE = "移除"
ROLE_TO = "改为{role}"
SETTLED = "已补充"
DECLINED = "不补充"
INVITE_AS = "邀请{role}"

# --- short words shown over the chat when a button is pressed

THANKED = "谢谢，记下了。"
WRONG_NOTED = "记下了，管理员会看到。"
ALREADY = "已经回答过了，请往上看。"
ALREADY_DONE = "已经处理过了。"
STALE = "这个按钮已经失效，请重新提问。"
NOT_YOURS = "这是别人的提问，请您自己问一次。"
NO_ACCESS_SHORT = "您还没有使用权限。"
FILED = "已转给管理员，补充后会告诉您。"
FILED_BEFORE = "已经转给管理员了，请等一等。"
DONE = "好的。"
ONLY_ADMIN = "只有管理员可以这样做。"

# --- answers

CHOOSE = "您问的是哪一个？请点按钮，也可以输入编号："
AROUND = "上下文："
AROUND_GONE = "报告已经更新，找不到这一段了，请重新提问。"
CITED = "{value}：“{quote}”——《{report}》{section}"
CITED_SHORT = "{value}——《{report}》{section}"
CODE = "引用码 {code}"
COPY_NUMBER = "复制数字"
COPY_SENTENCE = "复制原句"
COPY_FORMAL = "复制正式引用"
FORMAL = "据《{report}》“{section}”，“{quote}”"
INTERNAL_SENTENCE = "这一句设为内部"
INTERNAL_SECTION = "这一节设为内部"
INTERNAL_DONE = "已设为内部，群里和外面都看不到了。用 /internal 恢复。"
INTERNAL_NONE = "没有设为内部的内容。"
INTERNAL_LIST = "设为内部的内容："
INTERNAL_LINE = "{id}. 《{report}》{section}：{what}"
INTERNAL_ALL = "整节"
INTERNAL_LIFT = "恢复公开第{id}条"
INTERNAL_HERE = "（内部资料，请勿外传）"
CHART = "画图"
CARD = "卡片"
NO_CHART = "这个回答画不成图：没有可以并列的几个数，或者有内部资料。"
NO_CARD = "这个回答做不成卡片，或者有内部资料。"
EXPORT_NAME = "报告数据"
EXPORTED = "报告里的数据，每条都带原句和章节；内部资料不在里面。"
IN_PRIVATE = "这是内部资料，只在私聊里给本单位的人看。"
NO_SUCH_CODE = "没有这个引用码，或那条提问已经删除。"
VERIFY_HOW = "请这样写：/verify 引用码。引用码在每个回答的最后一行。"
VERIFIED_FROM = "出自第{revision}版，{day}回答。"
STILL_HOLDS = "现在的报告仍是这样写的，可以引用。"
HOLDS_NO_MORE = "报告已经更新，现在没有这一句了，请重新提问后再引用。"
TOO_LONG = "……太长了，后面的没有列出来。"
CONTINUED = "（接上条）"
ONLY_TEXT = "我只看得懂文字，请把问题打出来。"
TOO_FAST = "您问得有点快，请过{seconds}秒再问。"
IN_QUEUE = "您的问题较多，我正按顺序回答，请稍等。"
INCIDENT = "出了点问题，这条没有答成，请再问一次。如果还不行，请把编号 {number} 告诉管理员。"
LIBRARY_AWAY = "暂时答不了，请稍后再问。如果一直这样，请把编号 {number} 告诉管理员。"
NOW_ANSWERED = "您之前问的“{question}”，现在报告里有了："
WITHDRAWN = "（提问已改，请看新的回答）"

# --- access

STRANGER = "您好，您还没有使用权限。您的编号是 {id}，请把它发给管理员{admins}，或向管理员要邀请链接。"
ADMIN_NAMED = "（编号 {ids}）"
GROUP_CLOSED = "这个群还没有开通。群编号是 {id}，请管理员把它加到设置里。"
GROUP_OPEN = "大家好，要问报告里的数字，请在消息里 @{name}，或回复我的消息。"
ROLES = {"staff": "教职工", "pr": "宣传", "admin": "管理员"}
INVITE_ASK = "邀请什么人？链接一人一次，{days}天内有效。要多人共用，请发 /invite 身份 人数 天数，例如 /invite 教职工 30 7"
INVITE_LINK = "邀请{role}的链接（可用{uses}次，{until}前有效）：\n{link}"
INVITE_HOW = "请这样写：/invite 身份 人数 天数，例如 /invite 教职工 30 7。身份有：教职工、宣传、管理员；人数 1 到 500，天数 1 到 90。"
INVITE_WELCOME = "欢迎，您现在可以用了，身份是{role}。"
INVITE_BAD = "邀请链接无效或已过期，请向管理员要一个新的。"
INVITE_HAVE = "您已经可以用了，身份是{role}，直接提问就行。"
PEOPLE = "现在有{count}人可以用："
PEOPLE_NONE = "还没有邀请过人。用 /invite 发邀请链接。"
PERSON_LINE = "{name}（{id}）{role}"
PERSON_FIXED = "{name}（{id}）{role}，写在设置里"
PERSON_ROLE_SET = "{name}现在是{role}。"
PERSON_REMOVED = "已移除{name}。"
PERSON_SELF = "不能改自己的身份，请让另一位管理员来改。"
PERSON_GONE = "这个人已经不在名单里了。"
UNNAMED = "没有名字"

# --- requests to the admins

REQUESTS = "等着补充的问题有{count}个："
REQUESTS_NONE = "没有等着补充的问题。"
REQUEST_LINE = "{number}. {text}（{people}人问过）"
REQUEST_NEW = "有人请您补充：{text}\n用 /requests 看全部。"
REQUEST_GONE = "这个问题已经处理过了。"
REQUEST_DECLINED = "您请管理员补充的“{question}”，管理员看过了：报告里不会补充这一项。"
REQUEST_SETTLED = "您请管理员补充的“{question}”，管理员已处理，请再问一次。"

# --- browsing

TOC_REPORTS = "请选一份报告："
TOC_TOP = "《{title}》的目录："
TOC_FACTS = "{section}\n（共{count}条，第{page}/{pages}页）"
TOC_NO_FACTS = "{section}\n这一节没有可查的数字。"
TOC_FACT = "· {headline}　{label}"
TOC_STALE = "报告已经更新，请重新打开目录。"

# --- commands

START = "您好，我按{reports}回答问题。想知道哪个数，直接问我就行。"
START_EXAMPLE = "您好。还没有发布报告，现在用内置的示例报告{reports}回答。想知道哪个数，直接问我就行。"
TRY = "可以这样问："
HELP = (
    "直接输入问题，例如问多少、占比、谁、哪些、什么时候。",
    "我只按报告回答：给出数字、原句和章节；报告没写，我会直说。",
    "接着问可以省掉说过的话，例如“第二学期呢”。过30分钟或发 /new，前面的话不再沿用。",
    "问错了可以直接改那条消息，我会跟着改回答。",
    "在群里请 @ 我，或回复我的消息。在任何聊天里输入 @{name} 加关键词，可以直接引用数字。",
    "/toc 目录　/examples 换个问法　/about 关于报告　/privacy 隐私　/forget 删除我的提问",
)
HELP_PR = "宣传：把稿件贴给我（或发文件）就能核数　/check 核稿　/find 反查数字　/verify 核对引用码　/export 导出数据"
HELP_ADMIN = "管理员：把报告文件发给我就能更换　/revisions 版本　/internal 内部内容　/people 名单　/invite 邀请　/requests 待补充的问题　/gaps 没答上的问题　/lessons 教过的"
NEW = "好的，我们重新开始，请问吧。"
ABOUT_REPORT = "《{title}》{institution}\n时间：{period}；{sections}个章节，{facts}条数据；{published}发布"
ABOUT_REVISION = "现在用的是第 {revision} 版。"
ABOUT_EXAMPLE = "这是内置示例报告，不是本单位的报告。"
PRIVACY = (
    "我记下：您的编号和名字、您的提问和我的回答，用来改进回答，并在数字更正时告诉您。",
    "提问满{days}天后自动删去文字，只留数量。日志里没有提问的文字。",
    "发 /forget 可以马上删除您的提问。",
)
FORGET_ASK = "要删除您的全部提问吗？删除后不能恢复，请管理员补充的问题也会删掉，以后数字更正时也不能告诉您。"
FORGET_YES = "删除"
FORGET_NO = "不删"
FORGOTTEN = "已删除您的{count}条提问。"
UNKNOWN_COMMAND = "没有这个命令。发 /help 看用法。"

STAFF_COMMANDS: tuple[tuple[str, str], ...] = (
    ("toc", "目录：按章节看数据"),
    ("examples", "换个问法：看可以怎么问"),
    ("new", "新问题：不再沿用前面的话"),
    ("about", "现在按哪份报告回答"),
    ("help", "怎么用"),
    ("privacy", "记下了什么"),
    ("forget", "删除我的提问"),
)
GROUP_COMMANDS: tuple[tuple[str, str], ...] = (
    ("toc", "目录：按章节看数据"),
    ("examples", "换个问法：看可以怎么问"),
    ("new", "新问题：不再沿用前面的话"),
    ("help", "怎么用"),
)
PR_COMMANDS: tuple[tuple[str, str], ...] = (
    ("check", "核稿：把稿件里的数字和报告对一遍"),
    ("find", "反查：这个数是什么"),
    ("verify", "核对引用码"),
    ("export", "导出：xlsx、csv、json，可加关键词"),
)
ADMIN_COMMANDS: tuple[tuple[str, str], ...] = (
    ("people", "名单：谁可以用"),
    ("invite", "邀请：发邀请链接"),
    ("requests", "等着补充的问题"),
    ("gaps", "没答上的问题：教它一下"),
    ("lessons", "教过的：看和撤销"),
    ("internal", "内部内容：看和恢复公开"),
    ("revisions", "版本：看和换回以前的报告"),
)
DESCRIPTION = "按本单位的工作报告回答问题：给出数字、原句和章节。报告没写的，我会直说。"
SHORT_DESCRIPTION = "问报告里的数字，答案带原句和章节。"
