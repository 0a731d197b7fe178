"""Numbers that a list has as a whole, and what is asked of one of its members."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.ask.match import Found
from knowledge.ask.question import Term
from knowledge.ask.signs import Signs
from knowledge.model import Fact

_ENDS = ("", *"，；。、（）")


def joint_number(signs: Signs, fact: Fact, norm: str, found: Found, terms: Sequence[Term]) -> str:
    """故意伤害、抢劫等案件97件 is the number of all members together: one of them alone does not have it."""
    joint = any(0 < _members_held(listed, fact, norm, found, terms) < len(listed.names) for listed in signs.lists)
    return "joint" if joint else ""


def _members_held(listed: Fact, fact: Fact, norm: str, found: Found, terms: Sequence[Term]) -> int:
    """How many members of a list a question names by words that the other members do not have."""
    held = 0
    for number, name in enumerate(listed.names):
        at = norm.find(name, listed.at)
        end = at + len(name)
        if not number:  # past what leads the list: 已故学者的家属捐赠|手稿、书信
            at = max(at + (2 if len(name) > 4 else 0), end - max(4, *(len(n) for n in listed.names[1:])))
        # 活页式、工作手册式教材23部: what ends the last member right before the value names all of them.
        head = end if number + 1 == len(listed.names) and norm[fact.to : fact.to + 1] in _ENDS else -1
        within = [any(at <= p < end and q != head for p, q, _ in places) for places in found.places[listed.sentence]]
        words = [t for t, inside in zip(terms, within, strict=True) if t.hard and inside]
        held += any(not any(f.text in n for n in listed.names if n != name for f in t.forms) for t in words)
    return held
