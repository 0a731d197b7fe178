"""Cards: the value, what it is of, its sentence, its place; nothing cut where a number would change."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import card
from bot.pictures.excerpt import excerpt
from bot.pictures.lettering import MORE, balanced, pieces, width, wrapped
from bot.pictures.raster import png
from knowledge.errors import NothingToDrawError
from knowledge.model import Answer, Evidence, Value
from tests.bot.pictures.pixels import ink, opened
from tests.bot.pictures.test_chart import labels


def evidence(quote: str, marked: str) -> Evidence:
    """A sentence with its value marked."""
    at = quote.index(marked)
    return Evidence("青石职校2031年工作总结", "二、人才培养 › 1.招生", "二.1", quote, 0, len(quote), ((at, at + len(marked)),))


def answer(text: str, quote: str, marked: str = "", calculation: str | None = None, question: str = "") -> Answer:
    """An answered question."""
    value = Value("count", text, text, "", False, "在校生")
    return Answer(question, "answered", text, (value,), (evidence(quote, marked or text),), calculation)


FILLER = "其中有一些很长的话说了又说，" * 20
CASES = {
    "plain": answer("5210人", "全校在校生5210人，教职工402人。"),
    "about": answer("5500余人", "全校在校生5500余人。"),
    "huge": answer("136358024.69亿元", "基金累计结余136358024.69亿元。"),
    "rank": answer("第二名", f"{FILLER}园艺社在全省花卉比赛中获第二名，插花社获第十六名，{FILLER}"),
    "names": answer("、".join(["张远", "李想"] * 20), "、".join(["张远", "李想"] * 20) + "等获奖。", "张远"),
    "wrap": answer("5210人", "全校在校\r\n生5210\r\n人。", "5210\r\n人"),
}


def texts(svg: str) -> str:
    return "".join(label[4] for label in card_labels(svg))


def card_labels(svg: str) -> list[tuple[float, float, float, float, str]]:
    """The labels; a line of runs has no anchor of its own."""
    return labels(re.sub(r"<text ((?:(?!text-anchor)[^>])*)>", r'<text text-anchor="start" \1>', svg))


@pytest.mark.parametrize("name", CASES)
def test_a_card_shows_the_answer(name: str) -> None:
    """The value, the label, the sentence around the value, report, section and revision."""
    svg = card.drawn(CASES[name], "在校生人数", "000012")
    said = texts(svg)
    shown = CASES[name].text if name != "names" else "张远、李想"
    assert shown in said and "在校生人数" in said and "《青石职校2031年工作总结》二、人才培养 › 1.招生" in said and "第12版" in said
    strong = "".join("".join(t.itertext()) for t in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}tspan") if "stroke" in t.attrib)
    assert strong.startswith(shown if name != "names" else "张远")


@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_or_leaves_the_card(name: str) -> None:
    """Whatever is long."""
    found = card_labels(card.drawn(CASES[name], "在校生人数" * 9, "example"))
    for left, top, right, bottom, said in found:
        assert left >= 40 and right <= 1200 - 20 and top >= 0 and bottom <= card.HEIGHT, said
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 8 or other[3] <= one[1] + 8, (one, other)


def test_a_card_is_a_picture() -> None:
    """1600 by 900, with a large value."""
    picture = opened(png(card.drawn(CASES["plain"], "在校生", "000001")))
    assert picture.size == (1600, 900)
    assert ink(picture, (100, 150, 1000, 400)) > 20_000


def test_what_was_calculated_shows_how() -> None:
    """The calculation stands on the card, and the question says what was worked out."""
    said = answer("178人", "在校生5388人，上年5210人。", "5388人", "5388 - 5210 = 178", "在校生比上年多多少人？")
    shown = texts(card.drawn(said, "", "000001"))
    assert "算式：5388 - 5210 = 178" in shown and "在校生比上年多多少人" in shown
    other = answer("178人", "在校生5388人，上年5210人。", "5388人", "5388 - 5210 = 178", "在校生2099年多多少人？")
    assert "2099" not in texts(card.drawn(other, "", "000001"))


@pytest.mark.parametrize(
    "wrong",
    [
        Answer("", "not_found"), Answer("", "choose"), Answer("", "out_of_scope"), Answer("", "answered", "5人"),
        answer("5211人", "全校在校生5210人。", "5210人"),
    ],
)  # fmt: skip
def test_no_card_without_a_proven_answer(wrong: Answer) -> None:
    """A refusal, a choice, an answer without its sentence, a number that is not in it."""
    with pytest.raises(NothingToDrawError):
        card.drawn(wrong, "", "1")


NUMBERS = st.lists(st.sampled_from(["1234.5万元", "95.9%", "第十六届", "5500余人", "约8,153人", "学生", "获奖，", "（其中", "）"]), max_size=30)


@given(NUMBERS, st.integers(60, 900), st.integers(1, 4))
def test_no_number_is_cut(parts: list[str], room: int, most: int) -> None:
    """However narrow the lines are: a number is on one line as a whole, or behind the …"""
    text = "".join(parts)
    for lines in (wrapped(text, 30, room, most), balanced(text, 30, room, most)):
        assert len(lines) <= most
        whole = [re.sub(r"\s", "", piece) for piece in pieces(text)]
        shown = [piece for line in lines for piece in pieces(line.removesuffix(MORE))]
        for number in [n for piece in shown for n in re.findall(r"[\d.,%]+|第[十六]+届?", piece)]:
            assert any(number.strip(".,") in re.findall(r"[\d.,%]*[\d%]|第[十六]+届?", piece) for piece in whole), (number, lines)


@given(NUMBERS, st.integers(300, 900))
def test_lines_fit(parts: list[str], room: int) -> None:
    """No line is wider than its room but for one piece that is wider by itself."""
    for line in wrapped("".join(parts), 30, room, 9):
        assert width(line, 30) <= room or len(pieces(line)) == 1


def test_what_is_left_out_finds_room_for_its_mark() -> None:
    """The last line is as many pieces shorter as … takes."""
    assert wrapped("学生获奖学生获奖", 30, 121, 1) == ["学生获…"]


@given(st.text("学生获奖，。 ", max_size=120), st.text("学生获奖，。 ", max_size=120))
def test_the_value_is_always_in_the_excerpt(before: str, after: str) -> None:
    """Wherever it stands in the sentence, and marked as it."""
    lines = excerpt(evidence(f"{before}5210人{after}", "5210人"), 32, 900, 2)
    assert len(lines) <= 2
    assert "".join(said for line in lines for said, strong in line if strong) == "5210人"
