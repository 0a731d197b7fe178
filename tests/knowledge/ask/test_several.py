"""Several questions in one turn: how a turn is parted, and when its parts are answered together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ask.patterns import HOW_MANY
from knowledge.ask.several import parts_of, together
from knowledge.model import Answer, Evidence, Value

ASKED = st.text(alphabet="多少几个件人名场和与加共差其中那又还有引进展讲座，,；;。？?、 一", max_size=30)


@pytest.mark.parametrize(
    ("norm", "parts"),
    [
        ("引进展几个，输出展几个", ("引进展几个", "输出展几个")),
        ("审结多少件、多少人", ("审结多少件", "审结多少人")),
        ("其中博士几人，另外硕士几人", ("博士几人", "硕士几人")),
        ("灯会几场、庙会几场、歌会几场", ("灯会几场", "庙会几场", "歌会几场")),
        ("去年几个？今年几个？", ("去年几个", "今年几个")),
        ("引进展几个", ()),
        ("引进展几个，为什么", ()),
        ("领导要看，引进展几个", ()),
        ("灯会、庙会几场", ()),
        ("博士几人，硕士几人，讲师几人，助教几人", ()),
        ("博士和硕士一共多少人，讲师多少人", ()),
        ("博士比硕士多多少，讲师多少", ()),
        ("", ()),
    ],
)
def test_parts(norm: str, parts: tuple[str, ...]) -> None:
    """Each part is a question by itself; what is one question, a sum or a difference is not parted."""
    assert parts_of(norm) == parts


@given(ASKED)
def test_each_part_asks(norm: str) -> None:
    """Two or three parts or none, each with a question word, and nothing in them that the turn does not say."""
    parts = parts_of(norm)
    assert len(parts) in (0, 2, 3)
    assert all(HOW_MANY.search(part) and set(part) <= set(norm) for part in parts)


def answer(text: str, start: int, *, status: str = "answered", calculation: str | None = None) -> Answer:
    """An answer with one value, which stands at ``start``."""
    shown = Evidence("某馆年报", "一、展览", "一", "引进展14个，输出展9个。", start, start + 12, ((start, start + 2),))
    value = Value("count", text, text, "个", False, "展")
    if status != "answered":
        return Answer("几个", "not_found", missing=("展",))
    return Answer("几个", "answered", text + "个", (value,), (shown,), calculation, confidence=start / 10)


def test_answers_of_all_parts_are_one_answer() -> None:
    """Headlines and values stand in the order of the questions, and the least sure part says how sure all is."""
    whole = together("两问", [answer("14", 3), answer("9", 1)])
    assert whole is not None
    assert (whole.question, whole.text, whole.confidence) == ("两问", "14个、9个", 0.1)
    assert [value.text for value in whole.values] == ["14", "9"]
    assert len(whole.evidence) == 2


@pytest.mark.parametrize(
    "answers",
    [
        [answer("14", 3), answer("9", 1, status="not_found")],
        [answer("14", 3), answer("14", 3)],
        [answer("14", 3), answer("9", 1, calculation="14 - 5 = 9")],
    ],
    ids=["one is refused", "one value for both", "one is calculated"],
)
def test_all_or_none(answers: list[Answer]) -> None:
    """One part that is refused, calculated or answered by the other's value leaves no answer together."""
    assert together("两问", answers) is None
