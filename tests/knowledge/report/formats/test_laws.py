"""What must hold of any document: words come back, numbers say what they count, cells stand where they stood."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.numeral import value_of
from knowledge.report.formats.counting import put_before, written
from knowledge.report.formats.grid import Cell, Grid, laid_out
from knowledge.report.formats.items import Para, text_of
from knowledge.report.formats.printed import glyphs_of, line_of, rows_of
from knowledge.report.headings import find_mark
from tests.knowledge.report.formats.here import read_bytes
from tests.knowledge.report.formats.ooxml import docx, run

WORDS = st.lists(
    st.sampled_from(["全年", "植树", "5200", "棵", "，", "96.5%", "<", "&", "“", "”", "（", "）", "3", "GDP", "|", "·", "—", "增长"]),
    min_size=1, max_size=12,
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=6)


@given(TEXTS)
def test_words_come_back_from_word(texts: list[list[str]]) -> None:
    """However the words of a paragraph are cut into runs."""
    body = "".join(f"<w:p>{''.join(map(run, words))}</w:p>" for words in texts)
    assert read_bytes(docx(body), "x").text == "\n\n".join(map("".join, texts)) + "\n"


@given(TEXTS)
def test_words_come_back_from_a_page(texts: list[list[str]]) -> None:
    """However the words of a paragraph are cut into elements."""
    body = "".join(f"<p>{''.join(f'<span>{escape(word)}</span>' for word in words)}</p>" for words in texts)
    assert read_bytes(f"<html><body>{body}</body></html>".encode(), "x").text == "\n\n".join(map("".join, texts)) + "\n"


@given(st.integers(1, 99_999))
def test_chinese_numbers_count(number: int) -> None:
    """What is written is what is read."""
    assert value_of(written(number, "chineseCountingThousand")) == number


@given(st.integers(1, 99), st.sampled_from(["%、", "（%）", "第%章"]))
def test_automatic_numbers_are_seen_as_numbers(number: int, shape: str) -> None:
    """The outline knows an automatic number as one that was typed."""
    mark = find_mark(put_before(shape.replace("%", written(number, "chineseCounting")), "造林"))
    assert mark is not None and mark.value == number


@given(st.integers(1, 60), st.sampled_from(["decimal", "lowerLetter", "upperRoman", "decimalEnclosedCircle", "ideographDigital", "x"]))
def test_different_numbers_look_different(number: int, form: str) -> None:
    """No number is written as the one before it."""
    assert written(number, form) != written(number + 1, form)


@given(st.lists(st.lists(st.sampled_from(["植树", "5", "1.2%", ""]), min_size=3, max_size=3), min_size=2, max_size=6))
def test_cells_stand_where_they_stood(rows: list[list[str]]) -> None:
    """A table without merged cells is its rows, between words in its first and last row and column."""
    framed = [["甲", "乙", "丙", "丁"], *(["戊", *row] for row in rows), ["己", "1", "2", "3"]]
    (block,) = laid_out(Grid(tuple(tuple(map(Cell, row)) for row in framed)))
    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in block.split("\n")] == framed


def test_radicals_are_the_characters_they_look_like() -> None:
    """Some fonts give ⼀ (a radical) for 一; a heading's number must be one."""
    chars = [
        {"text": text, "x0": 12.0 * i, "x1": 12.0 * i + 12, "top": 0.0, "bottom": 12.0, "size": 12.0, "matrix": (1, 0, 0, 1, 0, 0)}
        for i, text in enumerate("⼀、⼈⼝①２")
    ]
    (row,) = rows_of(glyphs_of(chars))
    assert line_of(row, 0).text == "一、人口①２"


def test_what_cannot_be_seen_is_left_out() -> None:
    """Marks of byte order, zero-width blanks and controls are no text, and a heading is one line."""
    assert text_of([Para("\ufeff一、造\u200b林\x07\n概况", 2), Para(" \n\x00")]) == "## 一、造林概况\n"
