"""Files that are broken, or made to break whoever reads them. Each comes with what must be said of it: an error's class, a text
that is read, or "any" where both will do."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from openpyxl import Workbook

from knowledge.errors import (
    BrokenFileError,
    EmptyReportError,
    EncryptedReportError,
    NotTextError,
    TooLargeError,
    UnsupportedFormatError,
)
from tests.knowledge.report.formats.ooxml import (
    W,
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
    table,
)
from tests.knowledge.report.formats.typeset import pdf
from tests.knowledge.report.formats.word97 import compound, doc

Outcome = type[Exception] | str
Data = bytes | Callable[[], bytes]  # large ones are made when they are read
SAID = "植树5200棵。"
LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def with_part(name: str, content: str | bytes, **parts: str) -> bytes:
    """A Word document with one member put in or changed."""
    return packed({**members(para(SAID), **parts), name: content})


def body(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def overstated(data: bytes, size: int) -> bytes:
    """An archive whose list gives another unpacked size for each member."""
    held = bytearray(data)
    at = held.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", held, at + 24, size)
        at = held.find(b"PK\x01\x02", at + 4)
    return bytes(held)


def flagged(data: bytes, flag: int) -> bytes:
    """An archive whose members all have a flag set."""
    held = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = held.find(mark)
        while at >= 0:
            held[at + place] |= flag
            at = held.find(mark, at + 4)
    return bytes(held)


def bitten(data: bytes, seed: int, bites: int = 40) -> bytes:
    """A file with some bytes changed at random."""
    rng, held = random.Random(seed), bytearray(data)
    for _ in range(bites):
        held[rng.randrange(len(held))] = rng.randrange(256)
    return bytes(held)


def workbook(change: Callable[[dict[str, bytes]], None] = lambda members: None) -> bytes:
    """A workbook with its members changed."""
    book, held = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["系部", "人数"])
    book.active.append(["机电", 120])
    book.save(held)
    with zipfile.ZipFile(held) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    change(made)
    return packed(dict(made))


def sheet(inside: str, before: str = "") -> bytes:
    """A workbook whose sheet holds this."""

    def change(made: dict[str, bytes]) -> None:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        made["xl/worksheets/sheet1.xml"] = f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}">{inside}</worksheet>'.encode()

    return workbook(change)


def without(name: str) -> bytes:
    return workbook(lambda made: made.__delitem__(name))


def objects(*inside: str, root: str = "1 0 R", trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(inside, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + text.encode("latin-1") + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + f"trailer\n<</Size {len(places) + 1}/Root {root}{trailer}>>\nstartxref\n{start}\n%%EOF".encode()


def stream(data: bytes, more: str = "") -> str:
    return f"<</Length {len(data)}{more}>>\nstream\n{data.decode('latin-1')}\nendstream"


def packed_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


CATALOG, PAGES = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>"
HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
DRAWN = b"BT /F 12 Tf 72 700 Td (5200 trees were planted.) Tj ET"


def zipped_files() -> Iterator[tuple[str, Data, Outcome]]:
    whole = docx(para(SAID))
    yield "an archive of nothing", b"PK\x05\x06" + bytes(18), UnsupportedFormatError
    yield "the beginning of an archive", b"PK\x03\x04" + bytes(30), UnsupportedFormatError
    yield "a document without its text", packed({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<x/>"}), BrokenFileError
    for share in (2, 1.5, 1.2, 1.01):
        yield f"a document cut to 1/{share}", whole[: int(len(whole) / share)], BrokenFileError
    for seed in range(4):
        yield f"a document with bites {seed}", bitten(whole, seed), "any"
    yield "a password in the archive", flagged(whole, 1), EncryptedReportError
    yield "strange compression", whole.replace(b"\x08\x00", b"\x63\x00"), "any"
    yield "too many members", lambda: packed({**members(para(SAID)), **{f"word/media/{n}.png": "" for n in range(2001)}}), TooLargeError
    yield "a bomb", lambda: with_part("word/media/a.png", bytes(66 << 20)), TooLargeError
    yield "a small bomb", lambda: with_part("word/media/a.png", bytes(20 << 20)), TooLargeError
    yield "a bomb in the text", lambda: with_part("word/document.xml", body(f"<w:p><w:r><w:t>{' ' * (30 << 20)}</w:t></w:r></w:p>")), TooLargeError
    yield "sizes that lie", overstated(whole, 10), BrokenFileError
    yield "sizes beyond all bounds", overstated(whole, 0xFFFFFFF0), TooLargeError
    yield "a member outside", with_part("../../../tmp/evil.xml", "x"), SAID
    yield "a member from the root", with_part("/etc/evil", "x"), SAID
    yield "a part outside", with_part("word/_rels/document.xml.rels", related(styles="../../../../etc/passwd")), SAID
    yield "a main part outside", with_part("_rels/.rels", related(officeDocument="../../etc/passwd")), BrokenFileError
    yield "macros", with_part("word/vbaProject.bin", bytes(range(256))), SAID
    yield "a template on the web", with_part(
        "word/_rels/document.xml.rels",
        related(attachedTemplate="http://127.0.0.1:9/x.dotm").replace("/>", ' TargetMode="External"/>'),
    ), SAID
    yield "an archive in an archive", packed({"a.zip": packed({"b.zip": whole})}), UnsupportedFormatError


def word_files() -> Iterator[tuple[str, Data, Outcome]]:
    for name, inside in {
        "text that is no XML": "植树5200棵。",
        "XML that ends early": body(para(SAID))[:-20],
        "no body": f'<w:document xmlns:w="{W}"/>',
        "another root": "<html><body><p>植树5200棵。</p></body></html>",
        "an empty part": "",
        "deep nesting": body("<w:sdt><w:sdtContent>" * 5000 + para(SAID) + "</w:sdtContent></w:sdt>" * 5000),
        "deep tables": body("<w:tbl><w:tr><w:tc>" * 120 + para(SAID) + "</w:tc></w:tr></w:tbl>" * 120),
        "entities that multiply": body("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS),
        "entities in attributes": body('<w:p><w:pPr><w:pStyle w:val="&i;"/></w:pPr></w:p>', LAUGHS),
        "a file of the system": body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        "a definition on the web": body(para(SAID), "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
    }.items():  # fmt: skip
        yield name, with_part("word/document.xml", inside), SAID if name == "a definition on the web" else "any"
    loop = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    yield "styles in a circle", docx(para(SAID, '<w:pStyle w:val="a"/>'), styles=loop), SAID
    circle = definition(0, more='<w:numStyleLink w:val="s"/>') + listed(1, 0)
    link = '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    yield "lists in a circle", docx(numbered(SAID, 1), styles=link, numbering=circle), SAID
    wild = definition(0, level(0, "decimal", "%9%8%1" * 50, 999999999), level(99, "x", "%1")) + listed(1, 0)
    yield "wild lists", docx(numbered(SAID, 1) + numbered("乙。", 1, 99999), numbering=wild), SAID
    yield "a broken part of styles", with_part("word/styles.xml", "<w:styles", styles=""), SAID
    yield "a cell over everything", docx(table(cell(SAID, '<w:gridSpan w:val="999999999"/>') + cell("2"), cell("3"))), "any"
    yield "cells that go on from nothing", docx(table(cell(SAID, "<w:vMerge/>") + cell("2", "<w:hMerge/>"))), "any"
    yield "a table without cells", docx("<w:tbl><w:tr/><w:tr/></w:tbl>" + para(SAID)), SAID
    yield "many cells", lambda: docx(table(*(cell("1") * 60 for _ in range(900)))), "any"
    yield "many paragraphs", lambda: docx(para("") * 60_000 + para(SAID)), "any"
    yield "fields without an end", docx("<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 3000 + "</w:p>" + para(SAID)), SAID
    yield "numbers that are none", docx(para(SAID, '<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="y"/></w:numPr>')), SAID


def old_files() -> Iterator[tuple[str, Data, Outcome]]:
    whole = doc([SAID, [["系部", "人数"], ["机电", "120"]]] * 20)
    yield "the beginning of a compound file", whole[:8], UnsupportedFormatError
    yield "a compound file in a circle", whole[:512] + struct.pack("<128I", *range(128)) * 20, "any"
    yield "a compound file without a text", compound({"Contents": bytes(4096)}), UnsupportedFormatError
    yield "a compound file of zeros", compound({"WordDocument": bytes(4096), "1Table": bytes(4096)}), BrokenFileError
    yield "an old workbook", compound({"Workbook": bytes(4096)}), UnsupportedFormatError
    yield "a locked new document", compound({"EncryptedPackage": bytes(4096), "EncryptionInfo": bytes(4096)}), EncryptedReportError
    yield "a locked old document", doc([SAID], flags=0x0100), EncryptedReportError
    for seed in range(5):
        yield f"an old document with bites {seed}", bitten(whole, seed), "any"


def workbooks() -> Iterator[tuple[str, Data, Outcome]]:
    rows = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    yield "a workbook", workbook(), "机电"
    yield "a workbook without a sheet", without("xl/worksheets/sheet1.xml"), EmptyReportError
    yield "a workbook without its list", without("xl/workbook.xml"), BrokenFileError
    yield "a sheet that ends early", sheet("<sheetData><row><c>"), BrokenFileError
    yield "a merge over everything", sheet(rows + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), TooLargeError
    yield "a merge of nothing", sheet(rows + '<mergeCells><mergeCell ref="??"/></mergeCells>'), "any"
    yield "a row far away", sheet('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "any"
    yield "a row that is no number", sheet('<sheetData><row r="x"><c r="1A"><v>1</v></c></row></sheetData>'), "any"
    yield "a text that is not there", sheet('<sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData>'), "any"
    yield "a style that is not there", sheet('<sheetData><row r="1"><c r="A1" s="999"><v>1</v></c></row></sheetData>'), "any"
    yield "a date beyond all days", sheet('<sheetData><row r="1"><c r="A1" t="d"><v>99999-99-99</v></c></row></sheetData>'), "any"
    yield "a number beyond all numbers", sheet('<sheetData><row r="1"><c r="A1"><v>1e999</v></c></row></sheetData>'), "any"
    yield "entities in a sheet", sheet('<sheetData><row r="1"><c r="A1" t="str"><v>&i;</v></c></row></sheetData>', LAUGHS), "any"
    yield "many cells in a sheet", lambda: sheet(
        "<sheetData>" + f"<row>{'<c><v>1</v></c>' * 100}</row>" * 4100 + "</sheetData>"
    ), TooLargeError
    for seed in range(4):
        yield f"a workbook with bites {seed}", bitten(workbook(), seed), "any"


def pages() -> Iterator[tuple[str, Data, Outcome]]:
    yield "a PDF made by hand", objects(CATALOG, PAGES, PAGE, stream(DRAWN), HELVETICA), "trees"
    yield "the beginning of a PDF", b"%PDF-1.7\n%\xe2\xe3", BrokenFileError
    yield "a PDF of zeros", b"%PDF-1.4\n" + bytes(5000), BrokenFileError
    yield "pages in a circle", objects(CATALOG, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), "any"
    yield "pages that hold each other", objects(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 9>>", "<</Type/Pages/Kids[2 0 R]>>"), "any"
    yield "no pages", objects(CATALOG, "<</Type/Pages/Kids[]/Count 0>>"), BrokenFileError
    yield "a root that is not there", objects(CATALOG, PAGES, root="9 0 R"), BrokenFileError
    yield "lists in a circle of PDF", objects(CATALOG, PAGES, PAGE, stream(DRAWN), HELVETICA, trailer="/Prev 9"), "any"
    yield "a drawing that draws itself", objects(CATALOG, PAGES, PAGE, stream(b"/X Do " + DRAWN, "/Type/XObject/Subtype/Form"), HELVETICA), "any"
    yield "a stream without an end", objects(CATALOG, PAGES, PAGE, "<</Length 99999999>>\nstream\nBT"), "any"
    yield "a stream of less than nothing", objects(CATALOG, PAGES, PAGE, stream(DRAWN, "/Length -5")), "any"
    yield "a bomb in a PDF", lambda: objects(
        CATALOG, PAGES, PAGE, stream(packed_zeros(800), "/Filter/FlateDecode")
    ), "any"
    yield "deep lists in a PDF", objects(CATALOG, PAGES, PAGE, stream(b"[" * 100_000), HELVETICA), "any"
    yield "a page without a size", objects(CATALOG, PAGES, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", stream(DRAWN)), "any"
    yield "a page of endless size", objects(CATALOG, PAGES, PAGE.replace("600 800", "1e30 -1e30"), stream(DRAWN), HELVETICA), "any"
    yield "a page without a font", objects(CATALOG, PAGES, PAGE, stream(DRAWN), "<</Type/Font>>"), "5200"
    yield "a script in a PDF", objects(
        CATALOG.replace("/Pages", "/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Pages", 1), PAGES, PAGE, stream(DRAWN), HELVETICA
    ), "trees"
    yield "an unknown lock", objects(CATALOG, PAGES, PAGE, stream(DRAWN), HELVETICA, trailer="/Encrypt<</Filter/X/V 9>>/ID[(a)(b)]"), EncryptedReportError
    many = [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {n} 0 R>>" for n in range(700)]
    kids = " ".join(f"{n} 0 R" for n in range(3, 703))
    yield "many pages", objects(CATALOG, f"<</Type/Pages/Kids[{kids}]/Count 700>>", *many), TooLargeError
    whole = pdf(["工作总结", SAID, [["系部", "人数"], ["机电", "120"]]] * 3)
    for share in (4, 2, 1.1):
        yield f"a PDF cut to 1/{share}", whole[: int(len(whole) / share)], "any"
    for seed in range(5):
        yield f"a PDF with bites {seed}", bitten(whole, seed), "any"


def texts() -> Iterator[tuple[str, Data, Outcome]]:
    yield "a page that is nested deep", b"<html>" + b"<b>" * 200_000 + SAID.encode(), BrokenFileError
    yield "a page that is never closed", b"<html><table><tr><td>" * 3000 + SAID.encode(), "any"
    yield "a cell over a whole page", f"<html><table><tr><td colspan=999999 rowspan=999999>{SAID}<td>2<tr><td>3".encode(), "any"
    yield "many wide cells", b"<html><table>" + b"<tr><td colspan=1000 rowspan=60000>1<td>2" * 2000, TooLargeError
    yield "many attributes", f"<html><p {'a=1 ' * 200_000}>{SAID}</p>".encode(), SAID
    yield "a list from far away", f"<html><ol start=999999999999><li>{SAID}".encode(), SAID
    yield "nothing but scripts", b"<html><script>planted(5200)</script>", EmptyReportError
    yield "zeros in a page", f"<html><p>植树\x005200棵。</p>{'x' * 2000}".encode(), SAID
    yield "a page in no encoding", b"<html><p>" + b"\xff\x00\xfe\x80" * 500, NotTextError
    yield "random bytes", random.Random(1).randbytes(5000), NotTextError
    yield "a PDF's name in a text", f"格式 %PDF-1.7 说明。{SAID}".encode(), SAID
    yield "a program", b"MZ" + bytes(500), UnsupportedFormatError
    yield "a sound", b"RIFF\x00\x00\x00\x00WAVE" + random.Random(2).randbytes(800), NotTextError


FILES = [*zipped_files(), *word_files(), *old_files(), *workbooks(), *pages(), *texts()]
