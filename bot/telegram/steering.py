"""Words and commands that steer instead of asking: 目录, 新问题, /help and the like."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from telegram import Message, Update

from bot import texts
from bot.render.telegram import Part, plain_part
from bot.shown import Shown
from bot.telegram import browsing, keyboards, press_office
from bot.telegram.addressing import command_in, key_of, message_of, place_of
from bot.telegram.sender import Place
from bot.telegram.turn import Office, Turn
from bot.texts import messenger

if TYPE_CHECKING:
    from knowledge.library import Library

EXAMPLES = 4


async def steer(text: str, message: Message, turn: Turn) -> bool:
    """Do what a steering word says; False when the text is a question."""
    do = _WORDS.get(texts.COMMANDS.get(text.strip(), "")) if text.strip() else greet
    if do is None:
        return False
    await do(message, turn)
    return True


async def command(update: Update, turn: Turn) -> None:
    """A command of staff."""
    message = message_of(update)
    if message is None or message.text is None:
        return
    name = command_in(message, turn.bot.username) or ""
    do = COMMANDS.get(name) or press_office.COMMANDS.get(name)
    if do is not None:
        await do(message, turn)
    elif message.chat.type == "private":
        await turn.office.sender.say(place_of(message), plain_part([messenger.UNKNOWN_COMMAND]))


def _person(message: Message) -> int:
    return message.from_user.id if message.from_user else 0


async def _say(message: Message, turn: Turn, part: Part, rows: keyboards.Rows = ()) -> None:
    await say_with(turn.office, place_of(message), part, rows, _person(message))


async def say_with(office: Office, place: Place, part: Part, rows: keyboards.Rows, owner: int) -> int:
    """Say something with buttons that only ``owner`` may press; the message, 0 when it did not arrive."""
    keyboard = await office.journal(lambda journal: keyboards.make(journal, rows, owner, place.chat)) if rows else None
    return await office.sender.say(place, part, keyboard)


async def greet(message: Message, turn: Turn) -> None:
    """Which report answers, and questions to begin with."""
    lines, rows = await turn.shown(message, _greeting)
    await _say(message, turn, plain_part(lines), rows)


def _greeting(library: Shown) -> tuple[list[str], keyboards.Rows]:
    template = messenger.START_EXAMPLE if library.is_example else messenger.START
    rows = _example_rows(library)
    lines = [template.format(reports=texts.titles(library.reports()))]
    return [*lines, messenger.TRY] if rows else lines, rows


async def give_examples(message: Message, turn: Turn) -> None:
    """Questions drawn from the report, as buttons."""
    part, rows = await turn.shown(message, examples_of)
    await _say(message, turn, part, rows)


def examples_of(library: Shown) -> tuple[Part, keyboards.Rows]:
    """A message that offers questions, and their buttons."""
    rows = _example_rows(library)
    return plain_part([messenger.TRY if rows else texts.NO_EXAMPLES]), rows


def _example_rows(library: Shown) -> keyboards.Rows:
    return [[keyboards.planned(question, "ask", text=question)] for question in library.examples(EXAMPLES)]


async def begin_anew(message: Message, turn: Turn) -> None:
    """Carry nothing over into the next question."""
    turn.office.memory.forget(key_of(message, _person(message)))
    await _say(message, turn, plain_part([messenger.NEW]))


async def help_with(message: Message, turn: Turn) -> None:
    """How to use the bot, in a few lines."""
    lines = [line.format(name=turn.bot.username) for line in messenger.HELP]
    if turn.standing is not None and turn.standing.may("admin"):
        lines.append(messenger.HELP_ADMIN)
    if turn.standing is not None and turn.standing.may("pr"):
        lines.append(messenger.HELP_PR)
    await _say(message, turn, plain_part(lines))


async def about(message: Message, turn: Turn) -> None:
    """Which reports answer: revision, date, counts."""
    lines = await turn.office.library(_about)
    await _say(message, turn, plain_part(lines))


def _about(library: Library) -> list[str]:
    lines = [
        messenger.ABOUT_REPORT.format(
            title=report.title,
            institution=report.institution,
            period=texts.period(report.period) or texts.UNKNOWN,
            sections=report.sections,
            facts=report.facts,
            published=texts.day(report.published),
        )
        for report in library.reports()
    ]
    revision = messenger.ABOUT_REVISION.format(revision=library.revision.lstrip("0"))
    return [*lines, messenger.ABOUT_EXAMPLE if library.is_example else revision]


async def privacy(message: Message, turn: Turn) -> None:
    """What is kept, for how long."""
    days = turn.office.settings.retention_days
    await _say(message, turn, plain_part([line.format(days=days) for line in messenger.PRIVACY]))


async def ask_to_forget(message: Message, turn: Turn) -> None:
    """Ask whether all questions of the person are to be removed."""
    yes, no = keyboards.planned(messenger.FORGET_YES, "forget"), keyboards.planned(messenger.FORGET_NO, "keep")
    await _say(message, turn, plain_part([messenger.FORGET_ASK]), [[yes, no]])


async def contents(message: Message, turn: Turn) -> None:
    """The table of contents, one message that is edited while it is browsed."""
    page = await turn.shown(message, browsing.first_page)
    await _say(message, turn, page.part, page.rows)


Steering = Callable[[Message, Turn], Awaitable[None]]

_WORDS: dict[str, Steering] = {"contents": contents, "examples": give_examples, "new": begin_anew, "help": help_with}
COMMANDS: dict[str, Steering] = {
    "help": help_with,
    "new": begin_anew,
    "toc": contents,
    "examples": give_examples,
    "about": about,
    "privacy": privacy,
    "forget": ask_to_forget,
}
