"""Whether a fact's own words name a rival of what is asked: another level, sex or grade."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.ask.question import Question, Term
from knowledge.language.lexicon import Lexicon
from knowledge.model import Fact

_MARK = re.compile("[，；。]")
_SEXES = str.maketrans("男女", "女男")


Family = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rivals:
    """What a question names that others exclude: its words of a sex with the word of the other, each word with its families,
    and for each word that has parts the families of those."""

    sexes: tuple[tuple[str, str, str], ...]
    families: tuple[tuple[Term, Family], ...]
    parts: tuple[tuple[Term, tuple[tuple[Term, Family], ...]], ...]


def rivals_of(question: Question, lexicon: Lexicon) -> Rivals | None:
    """The same for all facts, so worked out once; None when nothing is named that has rivals."""
    if not any(t.parts or t.word[0] in "男女" or _families(t, lexicon) for t in question.terms):
        return None
    words = ((t.word, _whole_word(t, question)) for t in question.hard)
    sexes = tuple((said, word, word.translate(_SEXES)) for said, word in words)
    families = tuple((t, pair) for t in question.terms for pair in _families(t, lexicon))
    parts = tuple((t, tuple((p, pair) for p in t.parts for pair in _families(p, lexicon))) for t in question.terms if t.parts)
    return Rivals(tuple(s for s in sexes if s[1] != s[2] and len(s[2]) > 1), families, parts)


def rival_conflict(
    named: Rivals | None, question: Question, fact: Fact, norm: str, lexicon: Lexicon, cuts: Callable[[], frozenset[int]]
) -> tuple[float, str]:
    """A fact whose own words name another level, sex or grade than the question, and not the one asked, is out; one that
    names both (高级工、技师合计) fits less well."""
    if named is None:
        return 0.0, ""
    own = "".join([norm[a:b] for a, b, w in fact.zones if w >= 0.75])
    for said, word, other in named.sexes:  # 女生宿舍 is no 男生宿舍
        if (other in own and word not in own) or _nearer(other, word, fact, norm):
            return -0.3, f"{said}: {other}"
    families = [*named.families]
    for term, parts in named.parts:
        if parts and not any(f.text in own for f in term.forms):
            families += parts
    if not families:
        return 0.0, ""
    joint = False
    for term, family in families:
        present = [w for w in lexicon.rivals_of(*family) if w in own]
        others = [w for w in present if w not in question.norm]
        longer = [w for w in others if any(f.text in w for f in term.forms)]
        bare = own
        for word in longer:  # 研究馆员 is no 馆员
            bare = bare.replace(word, " ")
        if any(f.text in bare for f in term.forms):
            joint = joint or any(w not in term.word for w in present)
            continue
        if _told_by_part(term, fact, norm, lexicon):
            continue
        rivals = present if question.operation else others
        other = next((w for w in rivals if _is_word(w, norm, cuts())), "")
        if other:
            return -0.3, f"{term.word}: {other}"
    return (-0.12 if joint else 0.0), ""


def _whole_word(term: Term, question: Question) -> str:
    """男 of 男|更衣室 with what it is joined to."""
    after = (t.word for t in question.terms if t.at == term.at + 1)
    return term.word + next(after, "") if term.word in ("男", "女") else term.word


def _nearer(other: str, asked: str, fact: Fact, norm: str) -> bool:
    """男生宿舍翻新，女生宿舍扩建，床位420张: the clause between is of the other sex, and what follows is too."""
    at, rival = norm.rfind(asked, 0, fact.at), norm.rfind(other, 0, fact.at)
    return 0 <= at < rival and bool(_MARK.search(norm, at, rival)) and not re.search("分别|；|。", norm[at : fact.at])


def _told_by_part(term: Term, fact: Fact, norm: str, lexicon: Lexicon) -> bool:
    """申请专利94件，获授权67件: the clause of the fact itself says the word that tells 授权专利 from its rivals."""
    if term.family is None or not term.parts:
        return False
    others = [w for w in lexicon.rivals_of(*term.family) if w not in term.word]
    said = "".join(norm[a:b] for a, b, w in fact.zones if w >= 1.0)
    return any(p.word in said and not any(p.word in w for w in others) for p in term.parts)


def _families(term: Term, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """What a word belongs to, or what it stands for does (录了 for 录取)."""
    if len(term.word) > 1 and not lexicon.rivals(term.word):
        return next((lexicon.rivals(f.text) for f in term.forms[1:4] if f.why and lexicon.rivals(f.text)), ())
    return lexicon.rivals(term.word) if len(term.word) > 1 or term.word in "省国" else ()


def _is_word(word: str, norm: str, cuts: frozenset[int]) -> bool:
    """Whether a word stands in a sentence between its words somewhere: 升学 does not in 提升学生."""
    at = norm.find(word)
    while at >= 0 and not (at in cuts and at + len(word) in cuts) and not (at not in cuts and at + len(word) not in cuts):
        at = norm.find(word, at + 1)
    return at >= 0 and (at in cuts or at + len(word) in cuts)
