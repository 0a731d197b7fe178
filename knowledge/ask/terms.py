"""The words of a question as terms: each with all the ways a report may write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from knowledge.ask.question import Form, Term
from knowledge.language.lexicon import Lexicon
from knowledge.language.numeral import chinese_value

EXACT, SYNONYM, LEVEL, EVERYDAY, CORRECTED = 1.0, 0.92, 0.88, 0.8, 0.78

# 全国奖 asks for a level, 全国技工院校 does not: such words bind only before what has levels.
_LEVELLED = re.compile(r"^(?:级|奖|赛|比赛|竞赛|大赛|课题|荣誉|媒体|项目|称号|先进|一等|二等|三等|冠军|立项|金牌|平台|基地|优秀|劳模|劳动|文明|示范|青年|三八|五一|模范|重点)")
# Words that only say that a number is wanted; the unit they name is read elsewhere.
_COUNTING = frozenset("人数 人次 数量 数目 个数 次数 篇数 件数 项数 家数 户数 场次 总人数 总数 总量 数 量 多少 几 总人次 人次数 情况 有关 相关".split())
# Suffixes that the dictionary may cut off, and characters that are never part of an unknown name.
_SUFFIXES = frozenset("性 们 化 型 式 类 比 里 内 中 上 下 以上 以下 较 比 同 跟 与 最 多 少 高 低 大 小 不 别 没 原来 原先 以前 此前 之前 从前".split())
_LOOSE = frozenset("的有是了在和与及或被把为从到我你他她它这那个")
_TAIL = re.compile(r"(?:[了过着给出]|出去|上|里|中|内)$")
# Endings that make another thing of the word before them.
_NOUN_ENDS = frozenset("号员师者证卡")
_LIMITS = frozenset({"以上", "以下", "及以上", "及以下"})
_PLACES = frozenset("省国市县区镇乡校院")
_OURS = re.compile("(?:咱们?|我们?|俺们?|本)$")
_HONOURED = re.compile("奖|赛|荣誉|称号|先进|表彰|模范|名次|优秀|第几|排")
_DENYING = frozenset("不未非无没")
_PLAN_WORDS = frozenset({"目标", "打算", "准备"})
# 办完, 考上, 给了: a plain verb with its complement, unless the verb itself tells groups apart (退, 借, 录).
_DONE = re.compile(r"[\u4e00-\u9fff](?:[完上到成给掉出好了过])")
_WEIGHTY = frozenset("借还退转休录招毕结病死伤离缺升降增减涨跌买卖进出生播领派选发提放找")
_CHANGING = frozenset("副非未准")
# What a team does before its place: 打了第几, 跑进前三.
_PLAYED = frozenset("打 踢 跑 跳 游 赛 比 考 排 打了 踢了 跑了 跳了 比了 考了 排了".split())
_PLACED = re.compile("[了到进出得]{0,2}(?:第[几一二三四五六七八九十]|前[几一二三四五六七八九十]|几名|什么名次|啥名次|名次|[冠亚季]军)")
_LARGE = re.compile("([一二两三五十百千]{1,2})([亿万])(以[上下])")
_SERIES = re.compile("([一二三四五六七八九])([一二三四五六七八九])([级线等类期].*)")
_AMOUNT = re.compile("(?:总量|量|总额|额)$")
_CASES = re.compile("(?<![提议方档草预备立教答图文学翻])案件?$")
_CJK = re.compile(r"[\u4e00-\u9fff]+")
_PUNCTUATION = re.compile(r"[^\w\u4e00-\u9fff.%‰+\-]+")

Known = Callable[[str], bool]
Cut = Callable[[str], Sequence[str]]


def terms_of(
    norm: str, open_spans: Sequence[tuple[int, int]], cut: Cut, lexicon: Lexicon, known: Known
) -> list[Term]:
    """Terms of the stretches of a question that are not taken by its question words, periods and numbers."""
    terms: list[Term] = []
    for start, end in open_spans:
        at = start
        for word, tokens in _joined(_recut(cut(norm[start:end]), lexicon, known), lexicon, known):
            term = _term(word, at, norm, lexicon, known)
            if term:
                terms.append(replace(term, parts=_parts(tokens, at, norm, lexicon, known)) if tokens else term)
            at += len(word)
    return terms


def _parts(tokens: Sequence[str], at: int, norm: str, lexicon: Lexicon, known: Known) -> tuple[Term, ...]:
    """The hard words of an entry; () when it denies something, or when one of them is too short to be told apart."""
    if _DENYING & set(tokens):
        return ()
    found, place = [], at
    for piece in _pieces(tokens, lexicon, known):
        term = _term(piece, place, norm, lexicon, known)
        if term and term.hard:
            found.append(term)
        place += len(piece)
    return tuple(found) if any(len(t.word) > 1 for t in found) else ()


def _pieces(tokens: Sequence[str], lexicon: Lexicon, known: Known) -> list[str]:
    """The tokens with single characters joined to their neighbours where that makes a word: of 再生|水|利用率 the 水 alone would
    say too little."""
    pieces: list[str] = []
    for token in tokens:
        longer = pieces[-1] + token if pieces and 1 in (len(token), len(pieces[-1])) else ""
        word = longer and longer != "".join(tokens) and token not in lexicon.generic
        if word and (_listed(longer, lexicon) or all(known(longer[i : i + 2]) for i in range(len(longer) - 1))):
            pieces[-1] = longer
        else:
            pieces.append(token)
    return pieces


_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def _recut(tokens: Sequence[str], lexicon: Lexicon, known: Known) -> list[str]:
    """Words cut one character too early (盲|文书, 资助|金发, 社保|卡持卡) or too late (本科|以上学历) cut again."""
    words: list[str] = []
    for token in tokens:
        limit = next((w for w in _LIMITS if token.startswith(w) and len(token) > len(w)), "")
        longer = words[-1] + token[0] if words and len(token) > 1 and _CJK.fullmatch(words[-1] + token) else ""
        rest = token[1:]
        whole = known(token) or _listed(token, lexicon)
        if limit:
            words += [limit, token[len(limit) :]]
        elif longer and (not whole or (len(words[-1]) == 1 and _listed(longer, lexicon))) and all(
            known(w) or _listed(w, lexicon) for w in (longer, rest)
        ):
            words[-1:] = [longer, rest]
        else:
            words.append(token)
    return words


def _joined(tokens: Sequence[str], lexicon: Lexicon, known: Known) -> list[tuple[str, Sequence[str]]]:
    """Tokens put together again: lexicon entries that were cut apart, with their tokens, and unknown names (潘|美|祥)."""
    words: list[tuple[str, Sequence[str]]] = []
    i = 0
    while i < len(tokens):
        if i + 2 < len(tokens) and _HYPHENATED.fullmatch("".join(tokens[i : i + 3])):  # csp-s
            words.append(("".join(tokens[i : i + 3]), ()))
            i += 3
            continue
        entry = _entry(tokens, i, lexicon, known)
        size = entry or _prefixed(tokens, i, lexicon, known) or _name(tokens, i, lexicon, known)
        if i + size < len(tokens) and tokens[i + size] in _LIMITS and len("".join(tokens[i : i + size])) > 1:
            words.append(("".join(tokens[i : i + size + 1]), ()))
            i += size + 1
            continue
        if entry:
            words.append(("".join(tokens[i : i + size]), tokens[i : i + size]))
        else:
            words += [(word, ()) for word in _bared("".join(tokens[i : i + size]), lexicon, known)]
        i += size
    return words


def _bared(word: str, lexicon: Lexicon, known: Known) -> tuple[str, ...]:
    """A word without the particle that the cut left on it (抽查了, 奖给), when it is known without."""
    match = _TAIL.search(word)
    free = match is not None and not known(word) and not _listed(word, lexicon) and not lexicon.rivals(word)
    if match and free and ((match.start() > 1 and known(word[: match.start()])) or (match[0] in "了过着" and match.start())):
        return *_parted(word[: match.start()], lexicon, known), match[0]
    return _parted(word, lexicon, known)


def _parted(word: str, lexicon: Lexicon, known: Known) -> tuple[str, ...]:
    """A compound the report does not have as one word, as the two words it has (基建|工程)."""
    if len(word) < 4 or _listed(word, lexicon) or not _CJK.fullmatch(word) or known(word):
        return (word,)
    for cut in (2, 3, len(word) - 2):
        parts = word[:cut], word[cut:]
        if len(parts[1]) >= 2 and all(known(p) or (_listed(p, lexicon) and _written(p, lexicon, known)) for p in parts):
            return parts
    return (word,)


def _entry(tokens: Sequence[str], i: int, lexicon: Lexicon, known: Known) -> int:
    for size in (4, 3, 2):
        joined = "".join(tokens[i : i + size])
        rival = bool(lexicon.rivals(joined))
        if i + size > len(tokens) or len(joined) > 8 or not (rival or _listed(joined, lexicon)):
            continue
        tied = (t for t in tokens[i : i + size] if (len(t) > 1 and known(t)) or t in "省国")
        bound = (t for t in tied if _bound(t, joined, lexicon))
        if not rival and any(bound):
            continue  # 国家级 of 国家级奖项 stays a word that 省级 can take the place of
        # 还书 must not fall apart into a particle and 书, even where the report knows neither.
        torn = tokens[i] in lexicon.generic
        # 结|项 must not be read as 结, nor 高级|技师 as any 技师 beside something 高级, though the report has no such word.
        whole = torn or rival or (all(len(t) == 1 for t in tokens[i : i + size]) and joined[-1] not in "了过着的")
        if whole or _written(joined, lexicon, known):
            return size
    return 0


def _bound(token: str, joined: str, lexicon: Lexicon) -> bool:
    """Whether a token must stay a word that a rival can take the place of: 普高 of 普高上线率, for there is 本科上线率."""
    rivals = (other for family, group in lexicon.rivals(token) for other in lexicon.rivals_of(family, group))
    return bool(lexicon.level_of(token)) or any(_listed(joined.replace(token, other), lexicon) for other in rivals)


def _written(word: str, lexicon: Lexicon, known: Known) -> bool:
    """Whether any way to write an entry can stand in the reports: each pair of its characters does."""
    if word in lexicon.generic:
        return True
    forms = [f.text for f in forms_of(word, lexicon) if word[-1] not in "了过" or f.text != word[:-1]]
    return any(all(known(text[i : i + 2]) for i in range(len(text) - 1)) for text in forms)


def _listed(word: str, lexicon: Lexicon) -> bool:
    return lexicon.listed(word)


def _prefixed(tokens: Sequence[str], i: int, lexicon: Lexicon, known: Known) -> int:
    """副 belongs to the word it changes: 副教授 is one term however the dictionary cuts it, and 不起诉 is not 起诉."""
    if i + 1 == len(tokens) or len(tokens[i + 1]) < 2:
        return 0
    denied = tokens[i] in ("不", "无") and tokens[i + 1] not in lexicon.generic
    old = tokens[i] == "老" and known(tokens[i] + tokens[i + 1][0])  # 老图书馆, where the report speaks of one
    return 2 if denied or old or tokens[i] in _CHANGING else 0


def _name(tokens: Sequence[str], i: int, lexicon: Lexicon, known: Known) -> int:
    """How many single characters from here form a word whose every pair stands in the report; 1 when none do."""
    if i + 1 < len(tokens) and tokens[i + 1] in _NOUN_ENDS and len(tokens[i]) > 1 and _CJK.fullmatch(tokens[i]):
        return 2  # 视频号 is not 视频
    size = 1
    while i + size < len(tokens) and size < 4 and len(tokens[i + size]) == 1 and len(tokens[i]) == 1:
        pair = tokens[i + size - 1] + tokens[i + size]
        # 微博 is one word though the report has neither: only characters that are words of their own stay apart.
        free = any(_listed(c, lexicon) or lexicon.rivals(c) or c in _SUFFIXES or c in lexicon.light_verbs for c in pair)
        if not _CJK.fullmatch(pair) or {*pair} & _LOOSE or (not known(pair) and (free or size > 1)):
            break
        size += 1
    return size


def _term(word: str, at: int, norm: str, lexicon: Lexicon, known: Known) -> Term | None:
    following = norm[at + len(word) :]
    if (word == "个人" and norm[:at].endswith(("几", "多少"))) or (word in _PLAYED and _PLACED.match(following)):
        return None  # 几个人 counts people, 打了第几 asks for a place
    if _PUNCTUATION.fullmatch(word) or not word.strip() or word in lexicon.particles or word in lexicon.question_words:
        return None
    if len(word) > 1 and word.endswith("的") and not _listed(word, lexicon) and not known(word):
        return _term(word[:-1], at, norm, lexicon, known)
    level = lexicon.level_of(word)
    if level and len(word) < 3 and not word.endswith("级") and not word.startswith("全") and not _LEVELLED.match(following):
        level = None  # 国家 in 几个国家 names no level
    family = lexicon.rival_family(word) if level or not lexicon.level_of(word) else None
    if word in _PLACES and _OURS.search(norm[:at]):
        return None  # 咱们省 is the report's own
    if word in _PLACES and not level:
        # 省 and 国 bind to a level; 市 and 区 mostly just belong to a name.
        level = lexicon.level_of(word)
        return Term(word, forms_of(word, lexicon, level), word in "省国", at, ("level", level or ""))
    if _DONE.fullmatch(word) and word[0] not in _WEIGHTY and not known(word) and not _listed(word, lexicon):
        return Term(word, (Form(word, EXACT),), False, at)
    forms = forms_of(word, lexicon, level)
    if level and not _HONOURED.search(norm):  # 全市累计157个 is no 市级; 全市一等奖 is
        forms = tuple(f for f in forms if f.text == word or f.text[:1] != "全" or f.text[:2] == "全国")
    soft = word in _PLAN_WORDS or word == "新" or (word in lexicon.generic and not (level and _LEVELLED.match(following)))
    if word in lexicon.courtesy or word in lexicon.total_words or word in _COUNTING or word in _SUFFIXES:
        return None
    if soft and len(word) == 1 and not level:
        return None
    return Term(word, forms, not soft, at, family)


def forms_of(word: str, lexicon: Lexicon, level: str | None = None) -> tuple[Form, ...]:
    """The word and what else may stand for it, surest first."""
    forms = {word: Form(word, EXACT)}
    if len(word) > 1 and word[-1] in "了过":
        forms[word[:-1]] = Form(word[:-1], EXACT)
    for other in lexicon.synonyms(word):
        forms.setdefault(other, Form(other, SYNONYM, word))
    if word.endswith(("以上", "以下")) and "及" not in word:
        forms[word[:-2] + "及" + word[-2:]] = Form(word[:-2] + "及" + word[-2:], EXACT)
        level = None
    if level:
        for other in lexicon.level_words[level]:
            forms.setdefault(other, Form(other, LEVEL, word))
    for other in _rewritten(word):
        forms.setdefault(other, Form(other, LEVEL, word))
    if word in ("春季", "夏季", "秋季", "冬季"):
        forms.setdefault(word[0], Form(word[0], LEVEL, word))
    for other in lexicon.everyday(word):
        forms.setdefault(other, Form(other, EVERYDAY, word))
    return tuple(forms.values())


def _rewritten(word: str) -> Iterator[str]:
    """供水量 as 供水总量, 销售额 as 销售, 三四级手术 as 三、四级手术."""
    large = _LARGE.fullmatch(word)
    if large:  # 十亿以上 is written 10亿元以上
        money = f"{int(chinese_value(large[1]) or 0)}{large[2]}"
        yield from (money + yuan + limit + large[3] for yuan in ("元", "") for limit in ("", "及"))
        yield from (more + money + "元" for more in ("超", "超过") if large[3] == "以上")
    series = _SERIES.fullmatch(word)
    if series:
        yield "{}、{}{}".format(*series.groups())
    if len(word) > 2 and word.endswith("额"):
        yield word[:-1]
    if len(word) > 2 and _CASES.search(word):  # 侵权案 are counted as 侵权327件
        yield word.removesuffix("件") + "件"
        yield word.removesuffix("件")[:-1]
    if len(word) > 2 and word.endswith("量"):  # 手术量 counts 手术
        yield word[:-1]
    amount = _AMOUNT.search(word)
    if amount and amount.start() > 1:
        stem, end = word[: amount.start()], amount[0]
        yield stem + (end[1:] if len(end) > 1 else "总" + end)
