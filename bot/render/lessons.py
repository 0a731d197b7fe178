"""Golden questions and what would change, in lines for whoever decides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.golden import Change, Judged, Said
from bot.texts import lessons as texts
from bot.texts import listed


def told(one: Said) -> str:
    """What is answered, in a few words."""
    if one.status == "choose":
        return texts.CHOICE.format(headline=one.headline)
    return texts.SAID.get(one.status) or f"{one.headline} {one.label}".rstrip()


def changes(found: Sequence[Change], most: int = 10) -> tuple[str, ...]:
    """What would be answered otherwise, a line each, lost answers first."""
    if not found:
        return (texts.NO_CHANGES,)
    ordered = sorted(found, key=lambda one: not one.breaks)
    shown = tuple(map(_change, ordered[:most]))
    return (texts.CHANGES, *shown, *((texts.MORE.format(count=len(found) - most),) if len(found) > most else ()))


def _change(one: Change) -> str:
    template = texts.BREAKS if one.breaks else texts.CHANGE
    return template.format(question=one.question, before=told(one.before), after=told(one.after))


def judged(one: Judged) -> str:
    """A golden question and how it is answered now."""
    return texts.JUDGED.format(state=texts.STATES[one.state], question=one.question, golden=one.golden, now=told(one.said))


def golden(found: Sequence[Judged]) -> str:
    """How many golden questions are as they were."""
    counted = ((name, sum(one.state == state for one in found)) for state, name in texts.STATES.items())
    return texts.GOLDEN.format(count=len(found), shares=listed([f"{name}{count}" for name, count in counted if count]))
