"""Word documents become the text that a reader sees with all changes accepted."""

from __future__ import annotations

import pytest

from tests.knowledge.report.formats.here import read_bytes
from tests.knowledge.report.formats.ooxml import (
    cell,
    definition,
    docx,
    level,
    listed,
    members,
    numbered,
    packed,
    para,
    related,
    run,
    table,
)


def lines(body: str, **parts: str) -> list[str]:
    """The text of a document, paragraph by paragraph."""
    return read_bytes(docx(body, **parts), "x.doc").text.rstrip("\n").split("\n\n")


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


PLAIN = {
    "runs are put together": (p(run("全年植树"), run("5200"), run("棵。")), ["全年植树5200棵。"]),
    "insertions stay": (p(run("植树"), f'<w:ins w:id="1">{run("52")}</w:ins>', run("棵。")), ["植树52棵。"]),
    "deletions go": (p(run("植树"), '<w:del w:id="1"><w:r><w:delText>48</w:delText></w:r></w:del>', run("棵。")), ["植树棵。"]),
    "what was moved stands where it went": (
        p(f"<w:moveFrom>{run('植树3棵。')}</w:moveFrom>", run("甲。")) + p(f"<w:moveTo>{run('植树3棵。')}</w:moveTo>"),
        ["甲。", "植树3棵。"],
    ),
    "a deleted paragraph end joins": (
        f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('植树5200')}</w:p>" + p(run("棵。")),
        ["植树5200棵。"],
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p(run('植树'), '<w:sdt><w:sdtContent>', run('5棵。'), '</w:sdtContent></w:sdt>')}"
        "</w:sdtContent></w:sdt>",
        ["植树5棵。"],
    ),
    "links and old tags": (
        p(f"<w:hyperlink>{run('植树')}</w:hyperlink>", f"<w:smartTag>{run('5棵')}</w:smartTag>", run("。")),
        ["植树5棵。"],
    ),
    "hidden words go": (p(run("植树"), run("约", "<w:vanish/>"), run("5棵。", "<w:vanish w:val='0'/>")), ["植树5棵。"]),
    "fields show their result": (
        p(
            run("第"),
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SEQ 表 1</w:instrText><w:t>隐</w:t></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
            run("3"),
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            f"<w:fldSimple w:instr='PAGE'>{run('届')}</w:fldSimple>",
        ),
        ["第3届"],
    ),
    "a field in a field": (
        p(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF </w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>A</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>内</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
            run("外"),
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        ),
        ["外"],
    ),
    "a field without an end": (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", run("隐")) + para("植树5棵。"), ["植树5棵。"]),
    "breaks, tabs and hyphens": (
        p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"),
        ["甲\n乙\t丙-丁"],
    ),
    "phonetic marks go": (
        p("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yíng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>瀛</w:t></w:r></w:rubyBase></w:ruby></w:r>"),
        ["瀛"],
    ),
    "indents by blanks go": (p(run("　　植树5棵。")), ["植树5棵。"]),
    "a text box stands behind its paragraph, once": (
        p(
            run("甲。"),
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            f"{para('植树5棵。')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
            f"{para('植树5棵。')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            run("乙。"),
        ),
        ["甲。乙。", "植树5棵。"],
    ),
    "an old text box": (p(f"<w:r><w:pict><v:textbox><w:txbxContent>{para('植树5棵。')}</w:txbxContent></v:textbox></w:pict></w:r>"), ["植树5棵。"]),
    "a table of contents goes": (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{para('一、造林 3')}</w:sdtContent></w:sdt>{para('一、造林')}",
        ["一、造林"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), PLAIN.values(), ids=PLAIN)
def test_words(body: str, text: list[str]) -> None:
    """Each part of a paragraph is kept or left out as a reader sees it."""
    assert lines(body) == text


def test_hidden_styles() -> None:
    """Words in a style that is hidden are hidden, be it the style of the paragraph or of the words."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = para("隐一", '<w:pStyle w:val="a"/>') + p(run("植树"), run("隐二", '<w:rStyle w:val="b"/>'), run("5棵。"))
    assert lines(body, styles=styles) == ["植树5棵。"]


def test_headings_by_style() -> None:
    """Headings are told by the built-in names, by the outline level of a style, or of the paragraph; body text is none, nor is a
    sentence in a heading's style, nor a line of a table of contents."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="二级"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="己"/><w:basedOn w:val="x"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    )
    body = "".join(
        [
            para("造林", '<w:pStyle w:val="1"/>'), para("育苗", '<w:pStyle w:val="x"/>'), para("防火", '<w:pStyle w:val="y"/>'),
            para("植树5棵。", '<w:pStyle w:val="1"/>'), para("护林", '<w:outlineLvl w:val="2"/>'),
            para("正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'), para("造林 3", '<w:pStyle w:val="t"/>'),
        ]
    )  # fmt: skip
    assert lines(body, styles=styles) == ["# 造林", "## 育苗", "## 防火", "植树5棵。", "### 护林", "正文"]


def test_headings_by_style_under_numbered_ones_without() -> None:
    """Where the upper headings have numbers alone, the numbers tell how all of them nest."""
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    body = para("一、农业") + para("（一）造林", '<w:pStyle w:val="1"/>') + para("植树5棵。")
    assert lines(body, styles=styles) == ["一、农业", "（一）造林", "植树5棵。"]


CHAPTERS = definition(
    0, level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"), level(4, "lowerLetter", "%5)"), level(5, "upperRoman", "%6."),
)  # fmt: skip
DECIMAL = definition(1, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))


def marks(numbering: str, *steps: tuple[int, int], styles: str = "") -> list[str]:
    """The numbers that paragraphs of (list, level) get."""
    body = "".join(numbered("甲", number, at) for number, at in steps)
    found = lines(body, numbering=numbering, styles=styles)
    return [line.removesuffix("甲").strip() for line in found]


def test_levels_count_within_each_other() -> None:
    """A level begins again when one above it has counted."""
    steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert marks(CHAPTERS + listed(1, 0), *steps) == ["一、", "（一）", "（二）", "1.", "①", "a)", "I.", "2.", "二、", "（一）", "1."]


def test_numbers_of_several_levels() -> None:
    """1.2.3 is made of the numbers of all levels; a level that was passed over counts as begun."""
    assert marks(DECIMAL + listed(1, 1), (1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 2)) == [
        "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1.1",
    ]  # fmt: skip


def test_numbers_in_digits_over_chinese_ones() -> None:
    """Under 第一章 a level may ask for digits alone (legal numbering)."""
    numbering = definition(0, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert marks(numbering + listed(1, 0), (1, 0), (1, 1), (1, 0), (1, 1)) == ["第一章", "1.1", "第二章", "2.1"]


def test_start_values_and_restarts() -> None:
    """A level starts at its value; it goes on over the level above where it may not begin again, or begins only behind the level
    that it names."""
    numbering = definition(
        0, level(0, "decimal", "%1.", 3), level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>'),
    )  # fmt: skip
    steps = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert marks(numbering + listed(1, 0), *steps) == ["3.", "(1)", "1)", "(2)", "2)", "4.", "(3)", "1)"]


def test_lists_of_one_definition() -> None:
    """They go on counting each other, unless one has a start of its own; a list may change a level."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "[%1]")}</w:lvlOverride>'
    numbering = CHAPTERS + listed(1, 0) + listed(2, 0) + listed(3, 0, anew) + listed(4, 0, other)
    assert marks(numbering, (1, 0), (2, 0), (3, 0), (3, 0), (4, 0)) == ["一、", "二、", "一、", "二、", "[3]"]


def test_numbers_of_styles() -> None:
    """A style numbers its paragraphs, at the level that names the style; a paragraph may turn that off; bullets are bullets."""
    numbering = (
        definition(
            0, level(0, "chineseCountingThousand", "%1、", more='<w:pStyle w:val="a"/>'),
            level(1, "chineseCountingThousand", "（%2）", more='<w:pStyle w:val="b"/>'),
        ) + definition(1, level(0, "bullet", "\uf06c")) + listed(1, 0) + listed(2, 1)
    )  # fmt: skip
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/><w:pPr>{number}</w:pPr></w:style>'
        for name, base, number in (
            ("a", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'), ("b", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'), ("c", "b", ""),
        )
    )  # fmt: skip
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        [
            para("造林", '<w:pStyle w:val="a"/>'), para("育苗", '<w:pStyle w:val="b"/>'), para("防火", '<w:pStyle w:val="c"/>'),
            para("植树", f'<w:pStyle w:val="a"/>{none}'), numbered("苗圃", 2), para("水利", '<w:pStyle w:val="a"/>'),
        ]
    )  # fmt: skip
    assert lines(body, styles=styles, numbering=numbering) == ["一、造林", "（一）育苗", "（二）防火", "植树", "• 苗圃", "二、水利"]


def test_numbering_styles() -> None:
    """A definition may stand behind a style of lists."""
    numbering = CHAPTERS + definition(7, more='<w:numStyleLink w:val="s"/>') + listed(1, 0) + listed(2, 7)
    styles = '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert marks(numbering, (2, 0), (2, 1), styles=styles) == ["一、", "（一）"]


def test_a_deleted_paragraph_is_not_counted() -> None:
    """What was deleted takes no number."""
    gone = "<w:del w:id='1'>" + numbered("隐", 1) + "</w:del>"
    assert lines(numbered("甲", 1) + gone + numbered("乙", 1), numbering=CHAPTERS + listed(1, 0)) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    "numbering",
    ["", listed(1, 99), definition(0) + listed(1, 0), definition(0, more='<w:numStyleLink w:val="z"/>') + listed(1, 0)],
)
def test_lists_that_are_not_there(numbering: str) -> None:
    """A list without a definition has no numbers."""
    assert lines(numbered("甲", 1), numbering=numbering) == ["甲"]


def test_merged_cells_are_said_once() -> None:
    """A header over two columns and two rows becomes one row; a label that goes on is a label of each row."""
    span, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("系部", down) + cell("2022年", span) + cell("教师（人）", down),
        cell("", on) + cell("招生（人）") + cell("毕业（人）") + cell("", on),
        cell("机电", down) + cell("120") + cell("98") + cell("12"),
        cell("", on) + cell("30") + cell("20") + cell("3"),
    )
    assert lines(body) == [
        "| 系部 | 2022年招生（人） | 2022年毕业（人） | 教师（人） |\n| 机电 | 120 | 98 | 12 |\n| 机电 | 30 | 20 | 3 |"
    ]


def test_tables_within_tables_and_changed_rows() -> None:
    """A table in a cell follows; deleted rows and cells are gone; rows in content controls are read."""
    inner = table(cell("项目") + cell("数量"), cell("树") + cell("5"))
    gone = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + cell("隐") + cell("1") + "</w:tr>"
    held = "<w:sdt><w:sdtContent><w:tr>" + cell("丙") + cell("6") + "</w:tr></w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:tr>{cell('甲')}{cell(para('乙') + inner)}</w:tr>{gone}{held}</w:tbl>"
    assert lines(body) == ["| 甲 | 乙 |\n| 丙 | 6 |", "| 项目 | 数量 |\n| 树 | 5 |"]


def test_a_table_of_one_column_is_no_table() -> None:
    """A report that stands in a frame is read as a report, with its numbers and tables."""
    inside = numbered("造林", 1) + para("植树5棵。") + table(cell("项目") + cell("数量"), cell("树") + cell("5"))
    assert lines(table(cell(inside)), numbering=CHAPTERS + listed(1, 0)) == ["一、造林", "植树5棵。", "| 项目 | 数量 |\n| 树 | 5 |"]


def test_notes_stand_behind_the_text() -> None:
    """Notes at the foot of a page are read under a heading of their own; separators are no notes."""
    notes = (
        f'<w:footnote w:id="-1" w:type="separator">{para("——")}</w:footnote>'
        f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", run("含补植。"))}</w:footnote>'
    )
    body = p(run("植树5棵"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run("。"))
    assert lines(body, footnotes=notes) == ["植树5棵。", "注释", "含补植。"]


def test_other_packages_of_the_same_words() -> None:
    """The strict form of the standard, a document with macros, and one that lacks a picture it names are read."""
    plain = members(para("植树5棵。"))
    strict = {
        name: content.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in plain.items() if isinstance(content, str)
    }  # fmt: skip
    macros = {**plain, "word/vbaProject.bin": b"\0", "word/_rels/document.xml.rels": related(vbaProject="vbaProject.bin")}
    missing = {**plain, "word/_rels/document.xml.rels": related(image="NULL", styles="../../../etc/passwd")}
    for package in (strict, macros, missing):
        assert read_bytes(packed(dict(package)), "x.docm").text == "植树5棵。\n"
