"""No number leaves that is not proven: the guard on forged answers, and thousands of generated questions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ask.context import Context
from knowledge.ask.guard import UnprovenNumberError, guarded
from knowledge.language.tokens import Tokenizer
from knowledge.library import Library
from knowledge.model import Answer, Choice, Evidence, Value
from tests.knowledge.ask.reports import CASES, LIBRARIES, published, turns

QUOTE = "全年植树1,200棵，其中松树38棵，成活率约96.5%，二十余人获一等奖。"
SHOWN = Evidence("某林场年报", "一、造林", "一", QUOTE, 0, len(QUOTE))
TREES = Value("count", "1200", "1,200", "棵", False, "植树")
TRUE = Answer("植树多少", "answered", "1,200棵", (TREES,), (SHOWN,))

# What the guard must stop: each differs from a true answer in one number.
FORGED = {
    "another number": replace(TRUE, text="1300棵"),
    "another number in the values": replace(TRUE, values=(replace(TREES, text="1300", value="1300"),)),
    "a numeral in words": replace(TRUE, text="三十棵"),
    "a number without its decimals, and more": replace(TRUE, text="96.51%"),
    "a result that no calculation shows": replace(TRUE, text="1162棵", values=()),
    "an operand that is not quoted": replace(TRUE, text="1238棵", values=(), calculation="1200 + 37 = 1237"),
    "another prize": replace(TRUE, text="三等奖", values=()),
    "a sign that is a number": replace(TRUE, text="⑦棵", values=()),
    "a wide digit": replace(TRUE, text="７棵", values=()),
    "no evidence": replace(TRUE, evidence=()),
    "no number and no evidence": replace(TRUE, text="松树", values=(), evidence=()),
    # Each of these differs from a true answer by less than a whole number, or away from the headline.
    "a part of a longer number": replace(TRUE, text="8棵", values=()),
    "the whole of a decimal": replace(TRUE, text="96%", values=()),
    "a prize of another grade": replace(TRUE, text="二等奖", values=()),
    "the tail of a numeral": replace(TRUE, text="十余人", values=()),
    "two numbers glued by a comma": replace(TRUE, text="20038棵", values=(), evidence=(replace(SHOWN, quote="共200，38棵。"),)),
    "the base value of a value": replace(TRUE, values=(replace(TREES, value="1300"),)),
    "a choice": replace(TRUE, status="choose", text="", values=(), choices=(Choice("1300棵", "植树", "一、造林"),)),
    "a refusal that says a number": replace(TRUE, status="not_found", evidence=()),
    "a number of the question": replace(TRUE, question="植树7棵吗", text="7棵", values=()),
    "a unit that no header says": replace(
        TRUE,
        text="十二亿元",
        values=(Value("money", "1200000000", "十二", "亿元", False, "产值"),),
        evidence=(replace(SHOWN, quote="产值｜十二"),),
    ),
    "a prize whose base value is another": replace(
        TRUE, text="一等奖", values=(Value("rank", "二等奖", "一等奖", "", False, "植树"),)
    ),
}
NAMES = (replace(SHOWN, quote="成立了文学社、书画社、 5G\n社。"),)
COUNTED = replace(TRUE, text="3个", values=(), evidence=NAMES, calculation="文学社 + 书画社 + 5G社 = 3")
FORGED |= {
    "a count of more than the names shown": replace(COUNTED, text="4个", calculation="文学社 + 书画社 + 5G社 = 4"),
    "a count of fewer than the names shown": replace(COUNTED, text="2个", calculation="文学社 + 书画社 + 5G社 = 2"),
    "a count of a name that is not quoted": replace(COUNTED, calculation="文学社 + 书画社 + 棋社 = 3"),
    "a count of one name twice": replace(COUNTED, calculation="文学社 + 书画社 + 书画社 = 3"),
    "a count of a name inside another": replace(COUNTED, calculation="文学社 + 学社 + 书画社 = 3"),
    "a count of nothing": replace(COUNTED, text="1个", calculation=" = 1"),
    "a number that stands in a counted name only": replace(COUNTED, text="8个", calculation="文学社 + 8社 = 2"),
}
PROVEN = {
    "names counted": COUNTED,
    "as quoted": TRUE,
    "without the comma": replace(TRUE, text="1200棵"),
    "approximate": replace(TRUE, text="二十余人", values=()),
    "a prize": replace(TRUE, text="一等奖", values=(Value("rank", "一等奖", "一等奖", "", False, "植树"),)),
    "a name that is written otherwise": replace(TRUE, text="松树", values=(Value("name", "松", "松树", "", False, ""),)),
    "a name whose base form is no part of it": replace(TRUE, text="松树", values=(Value("name", "乔木", "松树", "", False, ""),)),
    "calculated": replace(TRUE, text="1162棵", values=(), calculation="1200 - 38 = 1162"),
    "with the unit of a table's header": replace(
        TRUE,
        text="十二亿元",
        values=(Value("money", "1200000000", "十二", "亿元", False, "产值"),),
        evidence=(replace(SHOWN, quote="产值｜十二"), replace(SHOWN, quote="单位：亿元")),
    ),
    "a refusal": Answer("焊工多少", "not_found", missing=("焊工",)),
    "a refusal that repeats the question": Answer("2020年焊工多少", "not_found", "2020年", missing=("2020年", "焊工")),
    "chat": Answer("你好", "out_of_scope"),
}


@pytest.mark.parametrize("answer", FORGED.values(), ids=FORGED)
def test_a_forged_answer_is_stopped(answer: Answer) -> None:
    """A number that stands in no quote and no calculation does not leave: 8 is not proven by 38, nor a base value by itself."""
    with pytest.raises(UnprovenNumberError):
        guarded(answer)


@pytest.mark.parametrize("answer", PROVEN.values(), ids=PROVEN)
def test_a_proven_answer_passes_unchanged(answer: Answer) -> None:
    """The guard changes nothing; it lets go or stops."""
    assert guarded(answer) is answer


# --- thousands of questions. The test reads numbers by itself, without the code that it tests.

_RUN = re.compile(r"\d+(?:\.\d+)*|[零〇一二两三四五六七八九十百千万亿]+")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))|\s")
TEMPLATES = (
    *("{0}多少", "{0}有多少{1}", "{0}{1}几项", "{0}是多少{2}", "{0}占{1}的比例", "谁获得{0}", "有哪些{0}", "{0}什么时候", "{0}第几"),
    *("{0}和{1}一共多少", "{0}比{1}多多少", "{0}是{1}的几倍", "{0}增长多少", "有没有{0}", "{0}呢", "那{0}呢", "差多少", "一共多少"),
    *("他还得了什么", "{0}", "{0}{1}", "{0}得了什么奖", "{2}{0}", "how many {0}", "{0}哪个多", "{0}占比", "第{2}届{0}", "{2}年{0}"),
)
NOISE = st.text(alphabet=st.characters(max_codepoint=0xFFFF), max_size=4) | st.sampled_from(
    ['"', "*", " OR ", "NEAR(", "'; drop table", "？？", "😊", "　", "-", "第", "十", "7", "千", "%", "\u202e", "\ud800"]
)


def plain(text: str) -> str:
    """Half-width, thousands unmarked, in one line."""
    return _GROUPED.sub("", unicodedata.normalize("NFKC", text))


def numbers(text: str) -> list[str]:
    """Each run of digits or numerals; 唯一一所 holds one numeral and not 一一."""
    return _RUN.findall(plain(text).replace("唯一", "唯,"))


def unproven(answer: Answer) -> list[str]:
    """The numbers said that are no number of a quote nor of the calculation."""
    proof = {run for shown in answer.evidence for run in numbers(shown.quote)} | set(numbers(answer.calculation or ""))
    said = [answer.text, *(part for value in answer.values for part in (value.text, value.unit)), *(c.text for c in answer.choices)]
    return [run for text in said for run in numbers(text) if run not in proof]


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Library]]:
    """The libraries of the table, and the built-in example."""
    opened = {name: Library.open(published(tmp_path_factory.mktemp(name), texts)) for name, texts in LIBRARIES.items()}
    opened["example"] = Library.open(tmp_path_factory.mktemp("example"))
    yield opened
    for library in opened.values():
        library.close()


@pytest.fixture(scope="module")
def vocabulary(libraries: dict[str, Library]) -> dict[str, list[str]]:
    """The words of each library's reports and of its facts' labels."""
    cut = Tokenizer().cut
    words: dict[str, list[str]] = {}
    for name, library in libraries.items():
        found = {word for report in library.reports() for word in cut(library.source(report.id)) if word.strip()}
        words[name] = sorted(found | {fact.fact.label for fact in library.facts() if fact.fact.label})
    return words


@st.composite
def conversations(draw: st.DrawFn, words: list[str]) -> list[str]:
    """Up to four turns of templates, filled with words of the report, some with noise at a random place."""
    said = []
    for _ in range(draw(st.integers(1, 4))):
        one, other = draw(st.sampled_from(words)), draw(st.sampled_from(words))
        turn = draw(st.sampled_from(TEMPLATES)).format(one, other, draw(st.integers(0, 2030)))
        if draw(st.integers(0, 3)) == 0:
            at = draw(st.integers(0, len(turn)))
            turn = turn[:at] + draw(NOISE) + turn[at + draw(st.integers(0, 1)) :]
        said.append(turn)
    return said


def checked(library: Library, sources: dict[str, str], said: list[str]) -> int:
    """Hold the answer to each turn to the law; how many numbers were said."""
    context, count = Context(), 0
    for turn in said:
        answer, context = library.converse(turn, context)
        assert unproven(answer) == [], (said, answer)
        assert answer.status != "answered" or (answer.text and answer.evidence), (said, answer)
        assert all(sources[e.report][e.start : e.end] == e.quote for e in answer.evidence), (said, answer)
        count += len(numbers(answer.text))
    return count


@pytest.mark.parametrize("name", [*LIBRARIES, "example"])
def test_every_number_said_is_proven(libraries: dict[str, Library], vocabulary: dict[str, list[str]], name: str) -> None:
    """Whatever is asked: no exception, and each number of the reply is a number of a quote or of the calculation."""
    library = libraries[name]
    sources = {report.title: library.source(report.id) for report in library.reports()}
    asked, said = [0], [0]

    @settings(max_examples=200)
    @given(conversations(vocabulary[name]))
    def law(conversation: list[str]) -> None:
        said[0] += checked(library, sources, conversation)
        asked[0] += len(conversation)

    law()
    assert asked[0] >= 420  # of five libraries: more than 2,000
    assert said[0] >= 20  # not all were refused


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_number_of_the_table_is_proven(libraries: dict[str, Library], name: str) -> None:
    """The same law for the questions that people ask."""
    library = libraries[name]
    sources = {report.title: library.source(report.id) for report in library.reports()}
    assert sum(checked(library, sources, turns(case)) for case in CASES if case["of"] == name) > 5
