"""Telegram messages made of replies: within the limits, valid markup, each part with its source, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import desk
from bot.render.telegram import COPIED, caption, citation, hit, parts, plain_part
from bot.texts import messenger
from knowledge.model import Answer, Choice, Evidence, Hit, Status, Value
from tests.bot.telegram.markup import parse as parse_html

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
SENTENCE = st.one_of(TEXT, TEXT.map(lambda text: (text + "，<b>&amp;") * 60), st.just("甲" * 5000), st.just("12,345项、" * 900))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers of all kinds, with sentences of any length and marks anywhere in them."""
    status: Status = draw(st.sampled_from(["answered", "choose", "not_found", "out_of_scope"]))
    evidence = []
    for _ in range(draw(st.integers(1, 3))):
        quote = draw(SENTENCE)
        start = draw(st.integers(0, len(quote) - 1))
        end = draw(st.integers(start + 1, min(len(quote), start + 8)))
        evidence.append(Evidence("年度报告", "一、总体 › 1.概况", "一.1", quote, 0, len(quote), ((start, end),)))
    choices = tuple(Choice("8项", draw(TEXT), "一", "问") for _ in range(draw(st.integers(0, 3))))
    value = Value("count", "8", "8", "项", False, draw(TEXT))
    return Answer("问", status, draw(SENTENCE), (value,), tuple(evidence), choices=choices)


@given(answers())
def test_every_part_is_a_message_telegram_takes(answer: Answer) -> None:
    """1 to 4,096 characters after parsing, and only Telegram's markup."""
    for part in parts(desk.worded(answer)):
        text, _ = parse_html(part.html)
        assert 1 <= len(text) <= 4096
        assert 1 <= len(part.plain) <= 4096


@given(answers())
def test_each_part_keeps_its_source(answer: Answer) -> None:
    """A part that quotes says where it is from."""
    for part in parts(desk.worded(answer)):
        if "<blockquote" in part.html:
            assert "——《年度报告》一、总体 › 1.概况" in part.plain


@given(answers())
def test_the_whole_sentence_is_sent(answer: Answer) -> None:
    """What is split is all there: the letters and digits of each quote, in order."""
    if answer.status != "answered":
        return
    said = "".join(part.plain for part in parts(desk.worded(answer)))
    kept = "".join(character for character in said if character.isalnum())
    for evidence in answer.evidence:
        for piece in evidence.quote.split():
            words = "".join(character for character in piece if character.isalnum())
            assert words[:200] in kept


@given(answers())
def test_a_citation_fits_the_copy_button(answer: Answer) -> None:
    """At most 256 characters; a sentence is whole in it or not there."""
    copied = citation(answer)
    assert len(copied) <= COPIED
    if "“" in copied and "“" not in answer.text:
        assert copied.count("“") >= 1 and copied.endswith("一、总体 › 1.概况")


@given(TEXT)
def test_a_looked_up_fact_is_one_message(label: str) -> None:
    """Value, sentence and source in one valid message."""
    value = Value("count", "8", "8", "项", False, label)
    part = hit(Hit("8项", value, Evidence("报告", "一", "一", f"{label}共8项", 0, 9, ((0, 1),))))
    text, _ = parse_html(part.html)
    assert text.startswith("8项") and "——《报告》一" in text


@given(st.text(max_size=200))
def test_captions_are_one_short_line(text: str) -> None:
    """A button's text has no line end and at most 60 characters."""
    made = caption(text)
    assert len(made) <= 60 and "\n" not in made


def test_a_long_list_is_split_between_its_members() -> None:
    """No number is cut in two, and the parts after the first say that they go on."""
    quote = "、".join(f"第{number}中学{number * 37}人" for number in range(900))
    answer = Answer("问", "answered", "900所", (), (Evidence("报告", "一", "一", quote, 0, len(quote)),))
    made = parts(desk.worded(answer))
    assert len(made) > 2 and all(part.plain.startswith(messenger.CONTINUED) for part in made[1:])
    assert all("——《报告》一" in part.plain for part in made)
    for number in (37, 899 * 37, 450 * 37):
        assert sum(f"{number}人" in part.plain for part in made) >= 1


def test_our_own_words_never_grow_too_long() -> None:
    """A list of hundreds ends at a whole line and says that it was cut; what fits is left alone."""
    long = plain_part([f"《第{number}份报告》" for number in range(2_000)])
    *lines, last = long.plain.split("\n")
    assert last == messenger.TOO_LONG and all(line.endswith("》") for line in lines) and len(long.plain) <= 4_096
    assert plain_part(["甲", "乙"]).plain == "甲\n乙"
