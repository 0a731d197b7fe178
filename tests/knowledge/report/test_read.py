"""The door for formats: encodings come back as the same text, everything else is refused by name."""

from __future__ import annotations

import codecs
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import EmptyReportError, NotTextError, ReportError, TooLargeError, UnsupportedFormatError
from knowledge.report.read import read, read_bytes
from tests.knowledge.report.formats.ooxml import docx, para
from tests.knowledge.report.formats.typeset import pdf
from tests.knowledge.report.formats.word97 import doc

SIMPLE = "海棠镇2021年工作总结\r\n一、经济\r\n全年粮食产量1.3万吨，增长2.5%；生猪出栏2.2万头。\r\n"
TRADITIONAL = "海棠鎮2021年工作總結\n一、經濟發展\n全年糧食產量1.3萬噸，增長2.5%；學校畢業生528人。\n"
WORDS = ("学校", "全年", "招生", "713人", "，", "。", "\n", "增长", "2.5%", "工作", "总结", "医院", "第一", "A", " ")


@pytest.mark.parametrize("text", [SIMPLE, TRADITIONAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_come_back(text: str, encoding: str) -> None:
    """Each encoding, with and without its mark, gives the text unchanged, line ends included."""
    assert read_bytes(text.encode(encoding), "x.txt").text == text


@pytest.mark.parametrize(
    "text", ["工作总结", "二〇二三年度报告", "全年招生713人。", "学校现有教职工528人，其中专任教师400人。", SIMPLE]
)
def test_short_gbk_is_no_big5(text: str) -> None:
    """A few characters of GBK are enough."""
    assert read_bytes(text.encode("gbk"), "x.txt").text == text


@pytest.mark.parametrize("text", [TRADITIONAL, "學校現有教職員528人，其中專任教師400人。", "全年招生713人，就業率95.9%。"])
def test_big5(text: str) -> None:
    """Big5 is told from GBK."""
    assert read_bytes(text.encode("big5"), "x.txt").text == text


@pytest.mark.parametrize("mark,encoding", [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_marked_utf_16(mark: bytes, encoding: str) -> None:
    """The byte order mark decides and is no part of the text."""
    assert read_bytes(mark + SIMPLE.encode(encoding), "x.txt").text == SIMPLE


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=6, max_size=40).map("".join), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_any_text_comes_back(words: str, encoding: str) -> None:
    """Encoding and reading are inverse for report-like text."""
    text = f"全年工作总结：{words}"
    assert read_bytes(text.encode(encoding), "x.txt").text == text


def test_digest_and_format() -> None:
    """The digest is of the bytes as supplied; the format is told by content."""
    data = SIMPLE.encode("gbk")
    source = read_bytes(data, "x.docx")
    assert (source.digest, source.format, source.name) == (hashlib.sha256(data).hexdigest(), "text", "x.docx")
    assert read_bytes("# 总结\n\n招生713人。\n".encode(), "x.txt").format == "markdown"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u3000\n\u200b".encode(), "\ufeff \n".encode("utf-16-le")])
def test_blank_is_empty(data: bytes) -> None:
    """Nothing but white space is its own error."""
    with pytest.raises(EmptyReportError, match=r"x\.txt"):
        read_bytes(data, "x.txt")


def test_formats_are_told_by_content() -> None:
    """Whatever a file is called, its content says what it is, and its paragraphs are whole."""
    said = "全年植树5200棵。"
    files = {
        "docx": docx(para(said)), "doc": doc([said]), "html": f"<html><p>{said}</p></html>".encode(),
        "pdf": pdf(["总结", said]), "text": said.encode("gbk"),
    }  # fmt: skip
    for name in ("x.txt", "x.docx"):
        for form, data in files.items():
            source = read_bytes(data, name)
            assert (source.format, source.whole) == (form, form != "text")
            assert source.text.endswith(said if form == "text" else f"{said}\n")


def test_plain_text_needs_none_of_the_other_formats() -> None:
    """Reading text imports no reader of another format and starts no process."""
    code = (
        "import sys; from pathlib import Path; from knowledge.publish import draft_of; from knowledge.report.read import read_bytes\n"
        "draft_of(read_bytes('一、造林\\n全年植树5200棵。'.encode(), 'x.txt'))\n"
        "print(sorted({'lxml', 'openpyxl', 'pdfplumber', 'pdfminer', 'selectolax', 'doc2docx', 'knowledge.report.formats.sandbox'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[3], check=False)
    assert done.stdout.decode().strip() == "[]", done.stderr


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    "data,what",
    [
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (zipped("content.xml"), "OpenDocument"),
        (zipped("a.txt"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "Workbook".encode("utf-16-le"), r"\.xls"),
        (b"{\\rtf1 x}", "RTF"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", r"\.mht"),
        (b"\x7fELF" + bytes(200), "program"),
        (b"\x1f\x8b" + bytes(64), "gzip"),
    ],
)
def test_other_formats_are_named(data: bytes, what: str) -> None:
    """A format that is not read is told by its content, whatever the file is called, and the way out is said."""
    with pytest.raises(UnsupportedFormatError, match=f"x.txt.*{what}.*docx") as raised:
        read_bytes(data, "x.txt")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        "工作总结".encode() + b"\xff\x00\xff" * 50,
        codecs.BOM_UTF16_LE + b"\x00\xd8" * 9,
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    """Bytes that are no writing in any encoding are refused."""
    with pytest.raises(NotTextError, match=r"x\.txt"):
        read_bytes(data, "x.txt")


def test_limit(tmp_path: Path) -> None:
    """Over the limit is refused before it is read; at the limit is fine."""
    data = SIMPLE.encode()
    assert read_bytes(data, "x.txt", limit=len(data)).text == SIMPLE
    with pytest.raises(TooLargeError, match="over the limit"):
        read_bytes(data, "x.txt", limit=len(data) - 1)
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(TooLargeError, match="over the limit"):
        read(path, limit=10)
    assert read(path).name == "x.txt"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file and a folder are errors of the supplier, in one line."""
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ReportError, match="cannot be read"):
            read(path)
