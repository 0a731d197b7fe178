"""Old Word documents (.doc, Word 97 to 2003): made into the newer form and read as that, numbers and tables and all."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from doc2docx import convert
from doc2docx.cfb import CompoundFileLimits
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from knowledge.errors import BrokenFileError, EncryptedReportError
from knowledge.report.formats import word
from knowledge.report.formats.archive import UNPACKED
from knowledge.report.formats.items import Item

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, AssertionError, struct.error, OSError)


def read(data: bytes, name: str) -> list[Item]:
    """The paragraphs and tables of a .doc. Raises BrokenFileError, EncryptedReportError, TooLargeError."""
    limits = CompoundFileLimits(max_input_bytes=UNPACKED, max_stream_bytes=UNPACKED, max_directory_entries=10_000)
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        old, new = Path(folder, "report.doc"), Path(folder, "report.docx")
        try:
            old.write_bytes(data)
            convert(old, new, limits=limits)
            converted = new.read_bytes()
        except EncryptedDocumentError as error:
            raise EncryptedReportError(f"{name}: is protected by a password; save it without one and supply that") from error
        except (Doc2DocxError, *_BROKEN) as error:
            raise BrokenFileError(
                f"{name}: this old Word document cannot be read; open it in Word, save it as .docx and supply that"
            ) from error
    return word.read(converted, name)
