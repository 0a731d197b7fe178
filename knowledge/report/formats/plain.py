"""Plain text and Markdown: bytes become characters, whatever the encoding.

Encodings: byte order mark, UTF-16 without one, strict UTF-8, what chardet says among the Chinese encodings, GB18030. Line ends
stay as they are, because every offset after this counts characters of the text that is given out here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from knowledge.errors import NotTextError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = {"big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs", "euctw": "euc_tw", "hz": "hz", "hzgb2312": "hz"}
_SAMPLE = 64 * 1024  # bytes; enough to tell an encoding
# What a Chinese report is written with, for telling UTF-16 from other bytes.
_USUAL = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2000-\u206f\u2460-\u24ff -~\s]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef\ue000-\uf8ff]")
_MARKDOWN = re.compile(r"^#{1,6} \S|^\*\*[^*\n]+\*\*\s*$|^\|(?:\s*:?-+:?\s*\|)+\s*$", re.MULTILINE)


def is_markdown(text: str) -> bool:
    """Whether a text is marked up with headings, bold lines or table rules."""
    return _MARKDOWN.search(text) is not None


def decode(data: bytes, name: str, declared: str = "") -> str:
    """The text, by the first encoding that reads all the bytes as writing. ``declared``: the encoding the file itself names.
    Raises NotTextError when none does."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name)
    for encoding in _encodings(data, declared):
        text = _tried(data, encoding)
        if text is not None and _is_writing(text):
            return text
    raise NotTextError(
        f"{name}: no text in UTF-8, UTF-16, GB18030 or Big5 (damaged or binary); save it as UTF-8 text and supply that"
    )


def _encodings(data: bytes, declared: str) -> Iterator[str]:
    """The encodings to try in turn; guessing one takes longer than reading a short report, and UTF-8 needs no guess."""
    yield "utf-8"
    if declared:
        yield {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(declared.lower(), declared)
    yield _guessed(data)
    yield "gb18030"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    text = _tried(data, encoding)
    if text is None or not _is_writing(text):
        raise NotTextError(
            f"{name}: begins as {encoding} text but is damaged further on; save it again as UTF-8 text and supply that"
        )
    return text


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _is_writing(text: str) -> bool:
    """Whether a decoded text holds next to no control, private or forbidden characters (stray ones occur in good files)."""
    return len(_CONTROL.findall(text)) * 200 <= len(text)


def _wide_encoding(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when the bytes without a mark read as Chinese only so; "" otherwise."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or (b"\x00" not in data and _tried(data, "utf-8") is not None):
        return ""
    shares = {encoding: _usual_share(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= 0.9 else ""


def _usual_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    return len(_USUAL.findall(text)) / len(text)


def _guessed(data: bytes) -> str:
    """The codec for what chardet says, "gb18030" unless it is another Chinese encoding."""
    import chardet  # only here: most files are UTF-8

    said = chardet.detect(data[:_SAMPLE])["encoding"] or ""
    return _GUESSED.get(re.sub(r"[-_ ]", "", said.lower()), "gb18030")
