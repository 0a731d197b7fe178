"""SVG to PNG. The only font is the one that is installed with the program, so that a picture is the same everywhere."""

from __future__ import annotations

from functools import cache

import resvg_py
from pylopdf_fonts_zh_cn import sans_path

from knowledge.errors import LibraryError

# Pixels for one of the picture's: 1600 wide, sharp on a phone.
SCALE = 4 / 3


def png(svg: str) -> bytes:
    """The picture. LibraryError: the font is not there (no text would be drawn, and nothing said)."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg, font_files=[_font()], skip_system_fonts=True, zoom=SCALE)
    return bytes(drawn)


@cache
def _font() -> str:
    font = sans_path()
    if not font.is_file():
        raise LibraryError(f"the font {font} is missing; install the package pylopdf-fonts-zh-cn again")
    return str(font)
