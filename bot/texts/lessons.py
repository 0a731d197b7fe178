"""What is said to admins about gaps and lessons."""

from __future__ import annotations

from knowledge.errors import LessonError

NO_GAPS = "这段时间没有答不上来的问题。"
GAPS = "近{days}天没答上、或被说不对的问题，问得最多的在前："
GROUP = "{number}. {question}（{count}次）"
GROUP_WRONG = "{number}. {question}（{count}次，{wrong}人说不对）"
EXAMPLES = "也这样问：{words}"
MISSING = "报告里没有的词：{words}"
NEAREST = "可能问的是："
CANDIDATE = "{number}. {headline} {label}（{section}）"
WORDS = "「{word}」也许就是：{words}"
TOP = "近{days}天问得最多的："
FREQUENT = "{number}. {question}（{times}次，{people}人）"

MEANS = "就是：{headline} {label}"
SAME = "「{word}」就是「{other}」"
ONE_TAP = "点一下就能教："
NOTHING_NEAR = "报告里没有相近的内容，教不了；如果报告里确实没有，可以不管它。"
TEACH = "就这样教"
TAKE_BACK = "撤销"
TAKE_BACK_ONE = "撤销第{id}条"
ALIAS_OF = "以后问“{question}”，就答 {value} {label}（{section}）。"
SYNONYM_OF = "以后「{word}」和「{other}」当作一样。"

WHICH = "这样问的是第几项"
CHANGES = "确认后会变的回答："
CHANGE = "“{question}”：{before} → {after}"
BREAKS = "“{question}”：{before} → {after}（原来的答案会丢）"
MORE = "……还有{count}个"
NO_CHANGES = "别的回答都不会变。"
CONFIRM = "这样教吗？"
CONFIRM_REVERT = "撤销这一条吗？"
CONFIRM_BROKEN = "有{count}个问题原来的答案会丢，仍要发布吗？"
TAUGHT = "记住了，马上生效（第{id}条）。"
REVERTED = "已撤销第{id}条，马上生效。"
NO_LESSONS = "还没有教过。"
ALIAS_LINE = "{id}. “{question}” = {value} {label}（{section}）"
SYNONYM_LINE = "{id}. 「{word}」 = 「{other}」"
BY = "{line}  {who}，{day}"
COMMAND_LINE = "命令行"
TAKEN_BACK = "{line}，{day}已撤销"

NOTHING_GOLDEN = "还没有可以检验的问题：先用 wenbao teach 教，或等大家点“有用”。"
STATES = {"kept": "不变", "changed": "值变了", "broken": "答不上了"}
JUDGED = "{state}  “{question}”：{golden} → {now}"
GOLDEN = "共{count}个：{shares}"

SAID = {"not_found": "没有找到答案", "out_of_scope": "不是报告里的问题"}
CHOICE = "请选择：{headline}"

REFUSED = {
    "empty": "请写完整。",
    "same": "两个词是一样的。",
    "short": "一个字太短，容易认错，请用两个字以上的词。",
    "long": "词太长，请用八个字以内的词。",
    "no_word": "请只写词，不要带标点和空格。",
    "number": "带数字的词不能当作一样，数会错。",
    "period": "时间不同，不能当作一样；问题里请写明时间。",
    "generic": "这个词本身不指什么，不能这样教。",
    "part": "一个词包含另一个词，范围不一样，数会错。",
    "level": "级别或范围不同，数会错。",
    "opposite": "意思相反，不能当作一样。",
    "unit": "量词不能这样教。",
    "place": "地方不同，不能当作一样。",
    "excluded": "这两个词互相排斥，数会错。",
    "chat": "这句话不是问题。",
    "followup": "这句话要接着上一问才明白，请教完整的问题。",
    "several": "一句话里有几个问题，请分开教。",
    "computed": "这个问题要计算，不是一项数据。",
    "other_number": "问题里的数在这一项附近没有，对不上。",
    "lost": "报告里找不到这一项，或者不止一项。",
    "kind": "问的和这一项不是一类（例如问比例、答个数）。",
    "other_unit": "单位对不上。",
    "aspect": "一个是总数，一个是增减或占比，对不上。",
    "quantity": "这一项是计划、人均之类，和问的不是一个数。",
}


def refused(error: LessonError) -> str:
    """Why a lesson was not taken, for the admin who taught it."""
    return REFUSED.get(error.code, str(error))
