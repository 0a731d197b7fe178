"""Citation codes: a few letters under each answer, by which anybody who may ask can see it again and whether it still holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import Message

from bot.render.layout import Line, joined
from bot.render.telegram import Part, lines_parts, plain_part, source
from bot.telegram.addressing import place_of
from bot.texts import messenger
from knowledge.model import Evidence

if TYPE_CHECKING:
    from bot.journal.asked import Asked
    from bot.telegram.turn import Turn
    from knowledge.library import Library

# Crockford's digits: none that is taken for another one when a code is read out or typed.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
# Prime to the number of digits; spreads neighbouring numbers and gives the last letter, which a slip of the keys does not keep.
_SPREAD, _CHECK = 7919, 29
LINKED = "v-"


def code_of(question: int) -> str:
    """The code of a question by its number in the journal."""
    number, code = question, ""
    while number or len(code) < 3:
        number, digit = divmod(number, len(_DIGITS))
        code = _DIGITS[digit] + code
    return code + _check(question)


def question_of(code: str) -> int:
    """The number of the question of a code, 0 when it is none."""
    plain = re.sub(r"[\s-]", "", code).upper().translate(_ALIKE)
    if not 4 <= len(plain) <= 13 or any(letter not in _DIGITS for letter in plain):
        return 0
    number = 0
    for letter in plain[:-1]:
        number = number * len(_DIGITS) + _DIGITS.index(letter)
    return number if _check(number) == plain[-1] else 0


def _check(number: int) -> str:
    return _DIGITS[(number * _SPREAD + number // len(_DIGITS) * 3) % _CHECK]


async def verify(code: str, message: Message, turn: Turn) -> None:
    """Show the answer of a code, its sentence and revision, and whether it still holds."""
    question = question_of(code)
    asked = await turn.office.journal(lambda journal: journal.questions.get(question)) if question else None
    if asked is None or not asked.quote:
        parts: tuple[Part, ...] = (plain_part([messenger.NO_SUCH_CODE if code.strip() else messenger.VERIFY_HOW]),)
    else:
        holds = await turn.office.library(lambda library: still_says(library, asked))
        proofs = proofs_of(asked)
        allowed = await turn.shown(message, lambda library: all(map(library.may_show, proofs)))
        internal = await turn.shown(message, lambda library: any(map(library.is_internal, proofs)))
        parts = shown(asked, holds, internal) if allowed else (plain_part([messenger.IN_PRIVATE]),)
    for part in parts:
        await turn.office.sender.say(place_of(message), part)


def still_says(library: Library, asked: Asked) -> bool:
    """Whether the sentences of an answer, all that it rests on, stand in the reports of their titles as they are now."""
    sources = [(report.title, "".join(library.source(report.id).split())) for report in library.reports()]
    wanted = [(proof.report, "".join(proof.quote.split())) for proof in proofs_of(asked)]
    return all(any(report == title and quote in text for title, text in sources) for report, quote in wanted)


def proofs_of(asked: Asked) -> tuple[Evidence, ...]:
    """The sentences that an answer rests on; of a calculated one there are several."""
    first = Evidence(asked.report, asked.section, asked.path, asked.quote, asked.start, asked.end)
    return (first, *(Evidence(report, section, "", quote, 0, 0) for report, section, quote in asked.also))


def shown(asked: Asked, holds: bool, internal: bool = False) -> tuple[Part, ...]:
    """The answer again; who asked it and in what words is nobody's business."""
    evidence = proofs_of(asked)[0]
    day = asked.at.astimezone().strftime("%Y-%m-%d") if asked.at else ""
    lines = (
        Line("headline", asked.headline),
        Line("label", asked.label if asked.label and asked.label not in asked.headline else ""),
        Line("quote", *joined(asked.quote)),
        Line("source", source(evidence)),
        Line("text", messenger.VERIFIED_FROM.format(revision=asked.revision.lstrip("0"), day=day)),
        Line("opening", messenger.STILL_HOLDS if holds else messenger.HOLDS_NO_MORE),
        Line("text", messenger.INTERNAL_HERE if internal else ""),
    )
    return lines_parts(lines)
