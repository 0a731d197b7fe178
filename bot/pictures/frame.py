"""What every chart has around it: the title above, where its numbers stand below."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures import canvas
from bot.pictures.lettering import balanced, wrapped
from bot.texts import pictures as words
from knowledge.model import Evidence

TITLE, SMALL = 44, 24
ROOM = canvas.WIDTH - 2 * canvas.MARGIN
_MOST_SOURCES = 3
_BAND = 10  # of colour along the upper edge


def head(title: str) -> tuple[str, float]:
    """The title, and where what follows it may begin."""
    said = balanced(title, TITLE, ROOM, 2)
    drawn = canvas.box(0, 0, canvas.WIDTH, _BAND, canvas.ACCENT)
    drawn += canvas.lines(canvas.MARGIN, 96, said, TITLE, leading=1.3, bold=True)
    return drawn, 96 + (len(said) - 1) * TITLE * 1.3 + 44


def foot(top: float, evidence: Sequence[Evidence], revision: str) -> tuple[str, float]:
    """Source lines and revision under a hairline at ``top``, and the height of the whole picture."""
    said: list[str] = []
    for line in words.sources(evidence, _MOST_SOURCES):
        said += wrapped(line, SMALL, ROOM, 2)
    said.append(f"{words.BRAND} · {words.revision(revision)}")
    drawn = canvas.stroke(canvas.MARGIN, top, canvas.WIDTH - canvas.MARGIN, top)
    drawn += canvas.lines(canvas.MARGIN, top + 42, said, SMALL, leading=1.5, colour=canvas.GREY)
    return drawn, top + 42 + (len(said) - 1) * SMALL * 1.5 + 40
