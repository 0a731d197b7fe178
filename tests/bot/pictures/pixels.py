"""Pictures looked at as pixels: how much ink there is, where, and of which colours."""

from __future__ import annotations

import io

from PIL import Image

Box = tuple[int, int, int, int]


def opened(png: bytes) -> Image.Image:
    """The picture."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(picture: Image.Image, box: Box | None = None) -> int:
    """How many pixels of a box are not paper."""
    part = picture.crop(box) if box else picture
    return sum(count for count, colour in counted(part) if min(colour) < 200)


def colours(picture: Image.Image, least: int = 400) -> set[tuple[int, ...]]:
    """The colours that fill at least so many pixels."""
    return {colour for count, colour in counted(picture) if count >= least}


def counted(picture: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    """Every colour with its pixels."""
    return [(count, colour) for count, colour in picture.getcolors(maxcolors=1 << 24) or [] if isinstance(colour, tuple)]
