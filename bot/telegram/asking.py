"""Questions in, answers out: asked, edited, picked by a button. Written down before they are sent, so that buttons outlive us."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import Update

from bot import desk, texts
from bot.journal.asked import Asked
from bot.logs import logger
from bot.render.telegram import Part, parts, plain_part
from bot.telegram import drafting, internals, keyboards, picturing, press_office, uploading
from bot.telegram.addressing import is_group, key_of, message_of, place_of, question_in
from bot.telegram.citing import code_of
from bot.telegram.delivery import aside
from bot.telegram.keyboards import Planned
from bot.telegram.limits import QUEUE
from bot.telegram.memory import Key
from bot.telegram.sender import Place
from bot.telegram.steering import steer
from bot.telegram.turn import Office, Turn
from bot.texts import messenger

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Message

    from bot.journal.desk_file import Journal

# Telegram delivers at most 4,096 characters; a pasted report is no question.
LONGEST = 4_096


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as it reached us. ``message`` asks it, 0 when a button does; ``at`` is when, in Unix seconds."""

    text: str
    key: Key
    place: Place
    message: int
    group: bool = False
    at: float = 0.0
    cites: bool = False
    inside: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A reply that is written down: its number in the journal, its messages, the keyboard under the last of them."""

    question: int
    reply: desk.Reply
    parts: tuple[Part, ...]
    keyboard: InlineKeyboardMarkup | None


async def asked(update: Update, turn: Turn) -> None:
    """A text message: a question, or a word that steers."""
    message = message_of(update)
    heard = heard_in(message, update, turn) if message else None
    if message is None or heard is None:
        return
    prompt = turn.office.awaited.answered(heard.key)
    if prompt is not None:
        await _answers_prompt(prompt.kind, prompt.payload, heard.text, message, turn)
        return
    if await steer(heard.text, message, turn):
        return
    if not await _within_limits(turn.office, heard) or await press_office.heard(heard.text, message, turn):
        return
    await answer(turn.office, heard, turn.office.memory.recall(heard.key))


async def _answers_prompt(kind: str, payload: Mapping[str, object], text: str, message: Message, turn: Turn) -> None:
    """The message is what the bot has asked for: a draft, or a title, institution or time."""
    if kind == "draft":
        await drafting.check_text(text, message, turn)
    else:
        await uploading.edited(message, turn, payload)


async def edited(update: Update, turn: Turn) -> None:
    """A question that was changed: the answer it got is changed with it."""
    message = message_of(update)
    heard = heard_in(message, update, turn) if message else None
    if message is None or heard is None or texts.COMMANDS.get(heard.text):
        return
    office = turn.office
    before = await office.journal(lambda journal: journal.questions.answer_of(heard.key.chat, heard.message))
    if before is not None and before.text == heard.text:
        return
    if not await _within_limits(office, heard):
        return
    said = office.memory.recall_before(heard.key, heard.message) or desk.begin()
    if before is None:
        await answer(office, heard, office.memory.recall(heard.key))
    else:
        await _answer_again(office, heard, said, before.answers)


def heard_in(message: Message, update: Update, turn: Turn) -> Heard | None:
    """What a message asks of us; None when it is not meant for us or has no text."""
    user = update.effective_user
    text = question_in(message, turn.bot.username, turn.bot.id)
    if text is None or user is None:
        return None
    asked = (message.edit_date or message.date).timestamp()
    cites = turn.standing is not None and turn.standing.may("pr")
    key, place, group = key_of(message, user.id), place_of(message), is_group(message)
    inside = not group and turn.standing is not None and not turn.standing.guest
    marks = turn.standing is not None and turn.standing.may("admin")
    return Heard(text[:LONGEST], key, place, message.message_id, group, asked, cites, inside, marks)


async def _within_limits(office: Office, heard: Heard) -> bool:
    verdict = office.limits.ask(heard.key.person, heard.at)
    if verdict.say:
        await office.sender.say(heard.place, plain_part([messenger.TOO_FAST.format(seconds=verdict.wait)]))
    if not verdict.allowed:
        office.metrics.refused.labels("limit").inc()
    elif office.limits.queued(heard.key.person, office.order.waiting((heard.key.chat, heard.key.person)) > QUEUE + 1):
        with aside():
            await office.sender.say(heard.place, plain_part([messenger.IN_QUEUE]))
    return verdict.allowed


async def answer(office: Office, heard: Heard, said: desk.Conversation, title: str = "") -> bool:
    """Ask, write down, send; whether a message arrived."""
    began = time.perf_counter()
    written = await _written(office, heard, said)
    sent: list[int] = []
    for part in written.parts:
        last = part is written.parts[-1]
        place = heard.place if not sent else replace(heard.place, reply_to=0, after=sent[-1])
        message = await office.sender.say(place, part, written.keyboard if last else None)
        if not message:
            break
        sent.append(message)
    await office.journal(lambda journal: journal.questions.set_answer(written.question, sent))
    _measure(office, written.reply, time.perf_counter() - began)
    return bool(sent)


async def _answer_again(office: Office, heard: Heard, said: desk.Conversation, messages: tuple[int, ...]) -> None:
    """Put the answer to an edited question in place of the answer before."""
    written = await _written(office, heard, said)
    kept: list[int] = []
    for place, part in enumerate(written.parts):
        keyboard = written.keyboard if part is written.parts[-1] else None
        if place < len(messages) and await office.sender.edit(heard.place, messages[place], part, keyboard):
            kept.append(messages[place])
        elif message := await office.sender.say(heard.place, part, keyboard):
            kept.append(message)
    for left in messages[len(written.parts) :]:
        await office.sender.delete(heard.place, left)
    await office.journal(lambda journal: journal.questions.set_answer(written.question, kept))


async def _written(office: Office, heard: Heard, said: desk.Conversation) -> Written:
    reply, after = await office.shown(heard.inside, lambda shown: desk.turn(shown, heard.text, said, pressed=not heard.message))
    if heard.message:
        office.memory.keep(heard.key, heard.message, said, after)
    else:
        office.memory.keep(heard.key, -1, said, after)
    number, keyboard = await office.journal(lambda journal: _write_down(journal, heard, reply))
    return Written(number, reply, parts(reply, code_of(number)), keyboard)


def _write_down(journal: Journal, heard: Heard, reply: desk.Reply) -> tuple[int, InlineKeyboardMarkup | None]:
    """The question with its answer, and the buttons of the answer. In the journal's thread."""
    number = journal.questions.add(as_asked(heard, reply))
    rows = keyboards.under_answer(reply, number, heard.cites, _extra(number, heard))
    return number, keyboards.make(journal, rows, heard.key.person, heard.key.chat)


def _extra(number: int, heard: Heard) -> tuple[list[Planned], ...]:
    """The rows that only the PR office and admins have, in private."""
    pictures = [picturing.offered(number)] if heard.cites and heard.inside else []
    marks = [internals.offered(number)] if heard.marks and heard.inside else []
    return (*pictures, *marks)


def as_asked(heard: Heard, reply: desk.Reply) -> Asked:
    """A question and its answer as the journal keeps them."""
    told = reply.answer
    value = told.values[0] if told.values else None
    proof = told.evidence[0] if told.evidence and told.status == "answered" else None
    return Asked(
        person=heard.key.person,
        chat=heard.key.chat,
        thread=heard.key.thread,
        message=heard.message or None,
        text=heard.text,
        status=told.status,
        headline=told.text,
        kind=value.kind if value else "",
        value=value.value if value else "",
        unit=value.unit if value else "",
        label=value.label if value else "",
        report=proof.report if proof else "",
        section=proof.section if proof else "",
        path=proof.path if proof else "",
        quote=proof.quote if proof else "",
        start=proof.start if proof else 0,
        end=proof.end if proof else 0,
        revision=told.revision,
        missing=told.missing,
        ms=told.ms,
        notes=reply.notes,
        also=tuple((one.report, one.section, one.quote) for one in told.evidence[1:]) if proof else (),
    )


def _measure(office: Office, reply: desk.Reply, seconds: float) -> None:
    office.metrics.questions.labels(reply.answer.status).inc()
    office.metrics.answered.observe(seconds)
    office.metrics.thought.observe(reply.answer.ms / 1000)
    logger().info("answered", status=reply.answer.status, ms=round(seconds * 1000), revision=reply.answer.revision)
