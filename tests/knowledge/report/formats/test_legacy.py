"""Old Word documents are read as the newer ones."""

from __future__ import annotations

import pytest

from knowledge.errors import BrokenFileError, EncryptedReportError, UnsupportedFormatError
from tests.knowledge.report.formats.here import read_bytes
from tests.knowledge.report.formats.word97 import compound, doc

BLOCKS = ["柳湾镇2022年工作总结", "一、农业", "全年植树5200棵，成活率为96.5%。", [["系部", "人数（人）"], ["机电", "120"]], "二、防火"]


@pytest.mark.parametrize("name", ["x.doc", "x.docx", "x.txt"])
def test_paragraphs_and_tables(name: str) -> None:
    """The text and the tables come out, whatever the file is called."""
    source = read_bytes(doc(BLOCKS), name)
    assert source.format == "doc"
    assert source.text == (
        "柳湾镇2022年工作总结\n\n一、农业\n\n全年植树5200棵，成活率为96.5%。\n\n| 系部 | 人数（人） |\n| 机电 | 120 |\n\n二、防火\n"
    )


def test_many_paragraphs() -> None:
    """Each paragraph of a long document is there once, in order."""
    blocks = [f"第{n}组植树{n}棵。" for n in range(300)]
    assert read_bytes(doc(blocks), "x.doc").text.split() == blocks


def test_a_password() -> None:
    """A protected document says so, be it old or new inside."""
    for data in (doc(BLOCKS, flags=0x0100), compound({"EncryptedPackage": bytes(4096), "EncryptionInfo": bytes(4096)})):
        with pytest.raises(EncryptedReportError, match=r"x\.doc: .*password"):
            read_bytes(data, "x.doc")


@pytest.mark.parametrize("cut", [600, 3000, 5000, -513, -4096])
def test_cut_short(cut: int) -> None:
    """A document that is cut short is broken; one line says what to do."""
    with pytest.raises((BrokenFileError, UnsupportedFormatError), match=r"x\.doc: .*save it as") as told:
        read_bytes(doc(BLOCKS)[:cut], "x.doc")
    assert "\n" not in str(told.value)
