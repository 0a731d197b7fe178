"""The number guard of pictures: no numeral is drawn that does not stand in a cited sentence or in the name of its place."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.beside import Series
from knowledge.errors import NothingToDrawError
from knowledge.library import Library
from knowledge.model import Evidence


def check_series(data: Series) -> None:
    """NothingToDrawError when a value is not in its own sentence, or a name or the title not in any. The names of years are
    periods that the reader of reports took from a sentence, a heading, a table's header or the title."""
    for point in data.points:
        check([point.text], [point.evidence], places=False)
    names = [data.subject, *(point.name for point in data.points if data.kind != "years")]
    check(names, [point.evidence for point in data.points], places=True)


def check(said: Sequence[str], evidence: Sequence[Evidence], *, places: bool, calculation: str = "") -> None:
    """NothingToDrawError when a text has a numeral that is not proven."""
    unproven = lost(said, evidence, places=places, calculation=calculation)
    if unproven:
        raise NothingToDrawError(f"{', '.join(unproven)} stands in no cited sentence, so nothing was drawn")


def lost(said: Sequence[str], evidence: Sequence[Evidence], *, places: bool, calculation: str = "") -> tuple[str, ...]:
    """Numerals that no quote and no shown calculation has whole; ``places``: report and heading prove too."""
    proof = [one.quote for one in evidence] + [calculation]
    if places:
        proof += [text for one in evidence for text in (one.report, one.section)]
    return Library.unproven(said, "\n".join(proof))
