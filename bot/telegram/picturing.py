"""画图 and 卡片: an answer as a picture to send on, and facts as a file. Nothing internal is on either."""

from __future__ import annotations

import asyncio
import base64
from typing import TYPE_CHECKING

from telegram import Message

from bot import desk
from bot.apart import child
from bot.apart.exports import FORMATS
from bot.apart.told import FailedError
from bot.pictures import card, chart
from bot.pictures.raster import png
from bot.render.telegram import plain_part
from bot.telegram.addressing import is_group, place_of
from bot.telegram.files import wrong
from bot.telegram.keyboards import Planned, planned
from bot.telegram.press import Press, shown, toast
from bot.telegram.sender import Place
from bot.telegram.turn import Turn
from bot.texts import drafts as words
from bot.texts import messenger
from knowledge.errors import NothingToDrawError

if TYPE_CHECKING:
    from bot.journal.asked import Asked
    from bot.shown import Shown
    from knowledge.model import Answer


def offered(question: int) -> list[Planned]:
    """The buttons under an answer that make pictures of it."""
    return [planned(messenger.CHART, "chart", question=question), planned(messenger.CARD, "card", question=question)]


async def draw(press: Press, turn: Turn) -> None:
    """Draw the answer whose button was pressed, as a chart or as a card."""
    await toast(press.query)
    question = await turn.office.journal(lambda journal: journal.questions.get(press.number("question")))
    said = turn.office.memory.recall_before(press.key, question.message or -1) if question else None
    drawn = await shown(press, turn, lambda library: _drawn(library, question, said, press.button.kind)) if question else ""
    if not drawn:
        text = messenger.NO_CHART if press.button.kind == "chart" else messenger.NO_CARD
        await turn.office.sender.say(press.place, plain_part([text]))
        return
    picture = await asyncio.to_thread(png, drawn)
    await turn.office.sender.picture(press.place, picture, question.text if question and press.button.kind == "chart" else "")


def _drawn(library: Shown, question: Asked, said: desk.Conversation | None, kind: str) -> str:
    """The picture as SVG, "" when there is none: asked again, for the report may be another by now, and what is internal stays
    here even in private, for pictures are sent on."""
    reply, _ = desk.turn(library, question.text, said or desk.begin())
    answer = reply.answer
    if answer.text != question.headline or any(library.is_internal(one) for one in answer.evidence):
        return ""
    try:
        return _chart(library, answer) if kind == "chart" else _card(library, answer)
    except NothingToDrawError:
        return ""


def _chart(library: Shown, answer: Answer) -> str:
    data = chart.series_of(answer, library.library)
    if data is None or any(library.is_internal(point.evidence) for point in data.points):
        return ""
    return chart.drawn(data)


def _card(library: Shown, answer: Answer) -> str:
    return card.drawn(answer, library.library.what_of(answer), library.revision)


async def export(message: Message, turn: Turn) -> None:
    """/export FORMAT WORDS: facts as a file, for the PR office in private."""
    if turn.standing is None or not turn.standing.may("pr") or is_group(message):
        await turn.office.sender.say(place_of(message), plain_part([words.ONLY_PR]))
        return
    asked = (message.text or "").split()[1:]
    kind = asked[0].lower() if asked and asked[0].lower() in FORMATS else "xlsx"
    about = " ".join(asked[1:] if asked and asked[0].lower() in FORMATS else asked)
    await _export(place_of(message), kind, about, turn)


async def _export(place: Place, kind: str, about: str, turn: Turn) -> None:
    try:
        told = await child.export(turn.office.home, kind, about)
    except FailedError as error:
        await turn.office.sender.say(place, wrong(error))
        return
    name = f"{messenger.EXPORT_NAME}.{kind}"
    await turn.office.sender.document(place, base64.b64decode(told.content), name, messenger.EXPORTED)
