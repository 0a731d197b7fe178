"""PDF pages become the text that was set on them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.errors import BrokenFileError, EncryptedReportError, UnsupportedFormatError
from tests.knowledge.report.formats.here import read_bytes
from tests.knowledge.report.formats.typeset import FONT, Page, pdf

LONG = (
    "全年完成造林面积三千二百亩，新建苗圃6处，育苗37万株，成活率为96.5%，开展防火巡查240次，出动护林员38名，处置火情3起，"
    "培训林农1,250人次，发放补贴86.4万元，惠及农户2310户，改造低产林450亩，新修林道12.5公里，安装监控21套。"
)
TABLE = [["指标", "2021年", "2022年"], ["造林面积（亩）", "2800", "3200"], ["育苗（万株）", "31.5", "37"]]
IN_TEXT = "| 指标 | 2021年 | 2022年 |\n| 造林面积（亩） | 2800 | 3200 |\n| 育苗（万株） | 31.5 | 37 |"


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "x.pdf").text.rstrip("\n").split("\n\n")


def drawn(draw: Callable[[Canvas], None], pages: int = 1, **more: object) -> bytes:
    """Pages drawn by hand, y from the top."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, bottomup=0, invariant=1, **more)
    for _ in range(pages):
        canvas.setFont(FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.mark.parametrize("look", [Page(), Page(size=10.5, pitch=15), Page(size=16, pitch=28, margin=85), Page(indent=0)])
def test_paragraphs_over_lines_and_pages(look: Page) -> None:
    """Lines that were broken to fit are joined, over page ends too; numbers and words are whole."""
    blocks = ["松岭县林业局2022年工作总结", *(f"{n}、{LONG}" for n in "一二三四五六七八九"), "二〇二三年一月十日"]
    assert lines(pdf(blocks, look)) == blocks


@pytest.mark.parametrize("numbered", [True, False])
def test_running_headers_and_page_numbers_are_dropped(numbered: bool) -> None:
    """What stands at the same place of each page is none of the text."""
    blocks = ["松岭县林业局2022年工作总结", *(f"{n}、{LONG}" for n in "一二三四五六七八九")]
    assert lines(pdf(blocks * 2, Page(header="松岭县林业局年度报告（2022）", numbered=numbered)))[1:10] == blocks[1:]


def test_words_that_come_back_in_the_text_stay() -> None:
    """The same line at other heights of several pages is text."""
    blocks = ["松岭县林业局2022年工作总结", *(text for n in range(12) for text in (LONG, f"{n}号林场", LONG))]
    read = lines(pdf(blocks, Page(size=16, pitch=28)))
    assert [line for line in read if line.endswith("号林场")] == [f"{n}号林场" for n in range(12)]


@pytest.mark.parametrize("rules", [True, False])
def test_tables(rules: bool) -> None:
    """Cells with rules around them, or columns that stand under each other."""
    assert lines(pdf(["工作总结", LONG, TABLE, LONG], Page(rules=rules))) == ["工作总结", LONG, IN_TEXT, LONG]


def test_a_table_over_two_pages() -> None:
    """It is one table, and its header, printed again, is said once."""
    rows = [[f"{n}号林场", str(n * 10), str(n * 10 + 7)] for n in range(1, 30)]
    blocks = ["工作总结", LONG, LONG, [TABLE[0], *rows]]
    whole = lines(pdf(blocks))[-1]
    assert whole.split("\n")[1:] == [f"| {' | '.join(row)} |" for row in rows]

    def table(canvas: Canvas) -> None:
        for y, row in enumerate(TABLE):
            for x, text in enumerate(row):
                canvas.rect(72 + 100 * x, 100 + 20 * y, 100, 20)
                canvas.drawString(76 + 100 * x, 115 + 20 * y, text)

    assert lines(drawn(table, pages=2)) == [f"{IN_TEXT}\n" + "\n".join(IN_TEXT.split("\n")[1:])]


def test_merged_header_cells() -> None:
    """A header over two columns and one over two rows."""

    def table(canvas: Canvas) -> None:
        for x, y, w, h, text in (
            (0, 0, 1, 2, "系部"), (1, 0, 2, 1, "2022年"), (1, 1, 1, 1, "招生（人）"), (2, 1, 1, 1, "毕业（人）"),
            (0, 2, 1, 1, "机电"), (1, 2, 1, 1, "120"), (2, 2, 1, 1, "98"),
        ):  # fmt: skip
            canvas.rect(72 + 100 * x, 100 + 20 * y, 100 * w, 20 * h)
            canvas.drawString(76 + 100 * x, 115 + 20 * y, text)

    assert lines(drawn(table)) == ["| 系部 | 2022年招生（人） | 2022年毕业（人） |\n| 机电 | 120 | 98 |"]


def test_a_frame_around_a_text_is_no_table() -> None:
    """A text in a box is read as text."""

    def box(canvas: Canvas) -> None:
        canvas.rect(60, 80, 400, 100)
        canvas.drawString(72, 100, "全年植树5200棵，成活率为96.5%。")

    assert lines(drawn(box)) == ["全年植树5200棵，成活率为96.5%。"]


def test_notes_at_the_foot() -> None:
    """Raised numbers are no digits of the text; the notes they call for stand at its end."""

    def page(canvas: Canvas) -> None:
        for n in range(6):
            canvas.drawString(72, 80 + 20 * n, f"第{n}组全年植树造林面积达到三千二百亩新建苗圃六处。")
        canvas.drawString(72, 220, "就业率")
        canvas.setFont(FONT, 7)
        canvas.drawString(72 + 36, 214, "8")
        canvas.setFont(FONT, 12)
        canvas.drawString(72 + 41, 220, "为74.89%。")
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 760, "8 含升学。")

    read = lines(drawn(page))
    assert read[6:] == ["就业率为74.89%。", "注释", "8 含升学。"]


def test_bold_by_printing_twice() -> None:
    """What is printed twice, a little apart, is said once; 22 is 22."""

    def page(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            canvas.drawString(72 + shift, 100, "植树5220棵，成活11棵。")

    assert lines(drawn(page)) == ["植树5220棵，成活11棵。"]


def test_blanks_between_latin_words() -> None:
    """A blank that is printed is kept; none is put between Chinese characters that are set apart."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 100, "配备PET-CT 1台，覆盖A Hospital。")
        for n, char in enumerate("植树五棵"):
            canvas.drawString(72 + 16 * n, 140, char)

    assert lines(drawn(page)) == ["配备PET-CT 1台，覆盖A Hospital。", "植树五棵"]


def test_watermarks_across_the_page_are_left_out() -> None:
    """Letters that stand askew are no text."""

    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 100, "植树5220棵。")
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    assert lines(drawn(page)) == ["植树5220棵。"]


def test_progress_is_told() -> None:
    """Each page is told when it is done."""
    told: list[tuple[int, int]] = []
    data = drawn(lambda canvas: canvas.drawString(72, 100 + 40 * canvas.getPageNumber(), "植树5220棵。"), pages=3)
    read_bytes(data, "x.pdf", lambda done, pages: told.append((done, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def latin(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 100, "5220 trees were planted.")


def test_a_password() -> None:
    """A PDF that asks for a password is told; one that only forbids printing is read."""
    locked = drawn(latin, encrypt=StandardEncryption("u", "o", strength=128))
    with pytest.raises(EncryptedReportError, match=r"x\.pdf: .*password"):
        lines(locked)
    assert lines(drawn(latin, encrypt=StandardEncryption("", "o", canPrint=0, strength=128))) == ["5220 trees were planted."]


def test_pages_that_are_pictures() -> None:
    """A scan is no text, and the way out is said."""
    from reportlab.lib.utils import ImageReader

    black = b"P6 8 8 255 " + bytes(192)
    data = drawn(lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(black)), 0, 0, *A4), pages=2)
    with pytest.raises(UnsupportedFormatError, match=r"x\.pdf: 2 of 2 pages"):
        lines(data)


@pytest.mark.parametrize("cut", [12, 300, 900, -200, -30])
def test_cut_short(cut: int) -> None:
    """A PDF that is cut short is read as far as it is whole, or told."""
    data = pdf(["工作总结", LONG])
    try:
        assert "造林" in "".join(lines(data[:cut]))
    except BrokenFileError as told:
        assert "\n" not in str(told) and "x.pdf" in str(told)


@pytest.mark.parametrize("size", [4, 5.5, 7, 12])
def test_doubled_digits_stay(size: float) -> None:
    """11 and 5000 are no bold 1 and 50, however small they are printed."""

    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(72, 100, "植树115000棵，成活率100.00%，1111户。")

    assert lines(drawn(page)) == ["植树115000棵，成活率100.00%，1111户。"]
