"""The lexicon's data keeps its own laws, and the loader keeps what the data says."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.confusables import Confusables
from knowledge.language.lexicon import Glosses, Lexicon, Titles, longest_first
from knowledge.language.normal import fold_plain
from knowledge.language.tables import entries_of, groups_of, lines_of, read_table

LEXICON = Lexicon.load()
FILES = ("synonyms", "everyday", "levels", "generic", "measures", "kinds", "glosses", "titles", "confusables")
GROUPS = groups_of(read_table("synonyms")["groups"])
EVERYDAY = tuple(entries_of(read_table("everyday")["everyday"]))
RIVALS = {family: groups_of({family: block}) for family, block in read_table("levels")["rivals"].items()}
RIVALS["level"] = tuple(tuple(words.split()) for words in read_table("levels")["levels"].values())
CHINESE_SIDE = re.compile(r"[^\s=|]+")
WORDS = sorted({word for group in GROUPS for word in group})

# Pairs a wrong answer would come from: alike in topic, different in number.
NEVER_THE_SAME = [
    ("招生", "在校生"), ("在校生", "毕业生"), ("收入", "利润"), ("参赛", "获奖"), ("计划", "实际"), ("人数", "人次"),
    ("立项", "结题"), ("专利申请", "专利授权"), ("签约", "到位"), ("高校", "高职"), ("党员", "预备党员"), ("进口", "出口"),
    ("门诊", "急诊"), ("住院", "出院"), ("登记失业率", "调查失业率"), ("常住人口", "户籍人口"), ("利润总额", "净利润"),
    ("市级", "全市"), ("省级", "省部级"), ("养老保险", "医疗保险"), ("中职", "高职"), ("存款", "贷款"), ("录取率", "报到率"),
    ("总投资", "投资额"), ("同比", "环比"), ("入学率", "毛入学率"), ("硕士学位", "硕士学历"), ("第一名", "一等奖"),
]  # fmt: skip
QUANTITY_VERBS = (
    "发表 录用 立项 结题 申请 申报 授权 获奖 招生 录取 毕业 就业 签约 到位 出院 入院 转诊 报名 报到 借 外借 归还 办证 注册 新增 减少 "
    "注销 受理 审结 立案 执结 退休 入职 离职 捐赠 支出 收入 投诉 使用 平均 主办 承办 主持 成立 上报 引用 培训 关注 咨询 完成率"
)
SAME = [
    ("gdp", "地区生产总值"), ("规上", "规模以上"), ("国奖", "国家奖学金"), ("人社部", "人力资源和社会保障部"), ("医保", "医疗保险"),
    ("社保", "社会保险"), ("高校", "高等院校"), ("老师", "教师"), ("得奖", "获奖"), ("低保", "最低生活保障"), ("公积金", "住房公积金"),
    ("增长", "上升"), ("下降", "减少"), ("冠军", "第一名"), ("软著", "软件著作权"), ("病床", "床位"),
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_words_are_in_their_normal_form(name: str) -> None:
    """Words are simplified and ASCII lower case, so that a lookup by normal form finds them."""
    table = read_table(name)
    blocks = {key: block for key, block in table.items() if isinstance(block, str)}
    for part in table.values():
        blocks.update(part if isinstance(part, dict) else {})
    words = [word for line in lines_of(blocks) for word in CHINESE_SIDE.findall(line)]
    assert [word for word in words if fold_plain(word) != word] == []


@pytest.mark.parametrize("group", GROUPS, ids="-".join)
def test_a_synonym_group_has_two_or_more_different_words_and_no_rivals(group: tuple[str, ...]) -> None:
    """A group that held two rivals would answer for men with the number of women."""
    assert len(group) >= 2
    assert len(set(group)) == len(group)
    assert [pair for pair in combinations(group, 2) if LEXICON.exclude(*pair)] == []


def test_no_synonym_group_stands_twice() -> None:
    """The same words on two lines are a slip of the editor."""
    assert len({frozenset(group) for group in GROUPS}) == len(GROUPS)


def test_everyday_words_lead_to_other_words() -> None:
    """Each entry has both sides, never leads to itself, and never to a rival of what was asked."""
    for left, right in EVERYDAY:
        assert left and right, (left, right)
        assert not set(left) & set(right), (left, right)
        assert [(word, other) for word in left for other in right if LEXICON.exclude(word, other)] == []


@pytest.mark.parametrize("family", RIVALS)
def test_no_word_stands_in_two_groups_of_a_family(family: str) -> None:
    """A word in two groups would exclude itself."""
    groups = RIVALS[family]
    assert len(groups) >= 2 and all(groups)
    words = [word for group in groups for word in group]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("one", "other"), NEVER_THE_SAME)
def test_words_of_different_quantities_never_stand_for_one_another(one: str, other: str) -> None:
    """What differs in number is never expanded to, in either direction."""
    assert other not in LEXICON.expand(one)
    assert one not in LEXICON.expand(other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_words_for_the_same_thing_find_one_another(one: str, other: str) -> None:
    """Abbreviations and full names, school words and official words."""
    assert other in LEXICON.synonyms(one)
    assert one in LEXICON.synonyms(other)


@given(st.sampled_from(WORDS))
def test_synonyms_are_mutual_and_without_the_word_itself(word: str) -> None:
    """A question with one is answered by a sentence with the other, whichever is asked."""
    others = LEXICON.synonyms(word)
    assert others and word not in others
    assert all(word in LEXICON.synonyms(other) for other in others)


@given(st.sampled_from(sorted(LEXICON._rivals)), st.sampled_from(sorted(LEXICON._rivals)))
def test_exclusion_is_mutual_and_never_of_oneself(one: str, other: str) -> None:
    """What excludes is excluded; a word does not exclude itself."""
    assert LEXICON.exclude(one, other) == LEXICON.exclude(other, one)
    assert not LEXICON.exclude(one, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("人", "名", True), ("位", "个", True), ("枚", "块", True), ("场", "次", True), ("篇", "条", True), ("家", "所", True),
     ("人", "人次", False), ("名", "人次", False), ("%", "个百分点", False), ("元", "美元", False), ("亩", "公顷", False), ("篇", "人", False),
     ("没有的单位", "没有的单位", True)],
)  # fmt: skip
def test_which_units_answer_for_one_another(one: str, other: str, same: bool) -> None:
    """Measure words of people, houses, events are interchangeable; people and attendances never."""
    assert LEXICON.interchangeable(one, other) is same
    assert LEXICON.interchangeable(other, one) is same


@pytest.mark.parametrize(
    ("word", "level"),
    [("国家级", "national"), ("全国", "national"), ("省级", "provincial"), ("自治区级", "provincial"), ("省部级", "ministerial"), ("市级", "municipal"),
     ("区级", "county"), ("县级", "county"), ("校级", "school"), ("国际", "world"), ("论文", None)],
)  # fmt: skip
def test_the_level_a_word_names(word: str, level: str | None) -> None:
    """Levels exclude one another, so each word has at most one."""
    assert LEXICON.level_of(word) == level


def test_rival_words_exclude_and_equal_words_do_not() -> None:
    """Rivals in several families are all asked; words of one group live together."""
    assert LEXICON.rival_family("女生") == ("sex", "女")
    assert LEXICON.exclude("男生", "女教师") and not LEXICON.exclude("金牌", "金奖")
    assert LEXICON.exclude("国家级", "省级") and not LEXICON.exclude("国家级", "全国")
    assert LEXICON.rival_family("课桌") is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [("占比", "percent"), ("增幅", "growth"), ("多少钱", "money"), ("什么时候", "date"), ("第几", "rank"), ("谁", "who"), ("哪里", "where"),
     ("哪些", "list"), ("什么", "what"), ("有没有", "yesno"), ("多少", "count")],
)  # fmt: skip
def test_the_kind_a_word_asks_for(word: str, kind: str) -> None:
    """Each kind of answer is found by its words."""
    assert kind in LEXICON.kinds_of(word)
    assert word in LEXICON.kinds[kind]


def test_generic_words_hold_no_subject() -> None:
    """A subject of reports in the generic list would let any number answer for it."""
    subjects = {"教师", "学生", "论文", "专利", "课题", "培训", "党员", "毕业生", "图书", "床位", "利润", "人口", "人次", "国家级", "男", "女", "计划", "就业率"}
    assert not subjects & LEXICON.generic
    assert {"请问", "一共", "我校", "多少", "的", "获得"} <= LEXICON.generic
    assert [word for word in LEXICON.generic if LEXICON.level_of(word) in ("national", "provincial")] == []


@pytest.mark.parametrize("word", QUANTITY_VERBS.split())
def test_a_verb_that_changes_what_is_counted_is_not_generic(word: str) -> None:
    """Were 录用 generic, the number sent in would answer for the number accepted."""
    assert word not in LEXICON.generic
    assert f"{word}了" not in LEXICON.generic


@pytest.mark.parametrize("word", "拿下 评上 点名 推行 用上 现在 目前 到底 具体 截至目前 写新闻稿 做ppt要用 发的".split())
def test_what_askers_say_around_a_question_is_generic(word: str) -> None:
    """Light verbs, adverbs, words of time and what the number is wanted for."""
    assert word in LEXICON.generic


def test_class_nouns_are_no_generic_words() -> None:
    """哪个科室 asks for any department, 科室多少个 asks for departments."""
    assert {"科室", "单位", "系"} <= LEXICON.class_nouns
    assert not {"科室", "班级", "团队", "平台"} & LEXICON.generic
    assert not {"课题", "专利", "论文", "专业", "奖项"} & LEXICON.class_nouns


@pytest.mark.parametrize(
    ("unit", "noun", "plain"),
    [("篇", "文章", True), ("例", "病人", True), ("家", "单位", True), ("本", "书", True), ("篇", "论文", False), ("名", "教师", False),
     ("家", "企业", False), ("台", "手术", False), ("项", "专利", False), ("场", "讲座", False), ("没有的单位", "书", False)],
)  # fmt: skip
def test_which_nouns_add_nothing_to_a_measure_word(unit: str, noun: str, plain: bool) -> None:
    """多少篇文章 asks no more than 多少篇; 多少篇论文 does."""
    assert (noun in LEXICON.plain_nouns(unit)) is plain


@pytest.mark.parametrize("pair", "项顶 园圆 帅师 己已 已巳 未末 士土 拔拨 晴睛 待侍 令今 析折 辨辩 辩辫 候侯 竞竟 籍藉 技枝 枝支".split())
def test_characters_that_look_alike(pair: str) -> None:
    """Mutual, and never of a character with itself."""
    table = Confusables.load()
    assert table.alike(*pair) and table.alike(*reversed(pair))
    assert pair[0] not in table.of(pair[0])


def test_characters_that_do_not_look_alike() -> None:
    """Digits of a quantity are never taken for one another, and an unknown character has none."""
    assert not Confusables.load().alike("国", "省")
    assert Confusables.load().of("鑫") == () and Confusables.load().alike("鑫", "鑫")
    assert [(one, other) for one, other in combinations("一二三四五六七八九十百千万亿", 2) if Confusables.load().alike(one, other)] == []


def test_glosses_are_found_in_any_case_and_by_the_longest_phrase() -> None:
    """Phrases come first; a known word without content has an empty gloss."""
    assert LEXICON.gloss("How  Many") == ("多少",)
    assert "一等奖" in LEXICON.gloss("first prize")
    assert LEXICON.gloss("the") == () and "the" in Glosses.load().table
    assert "the quick" not in Glosses.load().table
    lengths = [len(phrase) for phrase in Glosses.load().phrases]
    assert lengths == sorted(lengths, reverse=True)
    assert all(phrase == phrase.strip() and phrase for phrase in Glosses.load().phrases)


def test_no_english_phrase_stands_on_two_lines() -> None:
    """The later line would silently win."""
    phrases = [phrase.strip() for line in lines_of(read_table("glosses")["glosses"]) for phrase in line.partition("=")[0].split("|")]
    assert sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}) == []


def test_provinces_and_their_abbreviations() -> None:
    """The 34 province-level units, each found by name and by abbreviation."""
    titles = Titles.load()
    assert len(set(titles.provinces.values())) == 34
    assert titles.provinces["浙"] == titles.provinces["浙江"] == "浙江省"
    assert all(len(name) == 1 for name in titles.surnames) and all(len(name) == 2 for name in titles.compound_surnames)


def test_the_lexicon_is_one_shared_frozen_value() -> None:
    """Loading twice reads once, and nobody can change it for others."""
    assert Lexicon.load() is LEXICON
    with pytest.raises(AttributeError):
        LEXICON.generic = frozenset()  # type: ignore[misc]  # assigning is what must fail
    with pytest.raises(TypeError):
        LEXICON.kinds["count"] = ()  # type: ignore[index]  # assigning is what must fail


def test_unknown_words_give_nothing() -> None:
    """No guess: an unknown word has no synonyms, level, kind or gloss."""
    assert LEXICON.expand("生僻词语") == ("生僻词语",)
    assert LEXICON.nouns_of("某") == LEXICON.gloss("unheard-of") == LEXICON.kinds_of("生僻") == ()
    assert "企业" in LEXICON.nouns_of("家")


@given(st.lists(st.text("甲乙丙", max_size=4)))
def test_longest_first_keeps_each_word_once(words: list[str]) -> None:
    """Scanning a text in this order meets the longest word first."""
    ordered = longest_first(words)
    assert set(ordered) == set(words) and len(ordered) == len(set(words))
    assert [len(word) for word in ordered] == sorted(map(len, ordered), reverse=True)


@pytest.mark.parametrize("line", ["", "   ", "# 只是注释"])
def test_blank_lines_and_comments_are_no_words(line: str) -> None:
    """Editors may leave remarks in the data."""
    assert groups_of({"block": f"甲 乙\n{line}\n丙 丁 # 注"}) == (("甲", "乙"), ("丙", "丁"))


def test_what_is_listed_has_something_to_say() -> None:
    """A word is listed when it has synonyms, everyday meanings or a level, or is generic."""
    words = [*LEXICON._synonyms, *LEXICON._everyday, *LEXICON._rivals, *LEXICON.generic, "", "没有的词"]
    said = {w: bool(LEXICON.synonyms(w) or LEXICON.everyday(w) or w in LEXICON.generic or LEXICON.level_of(w)) for w in words}
    assert [w for w, listed in said.items() if LEXICON.listed(w) != listed] == []
