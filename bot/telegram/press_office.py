"""What the PR office does beside asking: check a draft, look a number up, see again what a citation code stands for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Message

from bot.desk import number_asked
from bot.render.telegram import plain_part
from bot.telegram import citing, drafting, picturing
from bot.telegram.addressing import is_group, place_of
from bot.telegram.turn import Turn
from bot.texts import drafts as words


async def check(message: Message, turn: Turn) -> None:
    """/check TEXT, or /check alone and the draft in the next message; for the PR office, in private."""
    if turn.standing is None or not turn.standing.may("pr"):
        await turn.office.sender.say(place_of(message), plain_part([words.ONLY_PR]))
    elif is_group(message):
        await turn.office.sender.say(place_of(message), plain_part([words.IN_PRIVATE]))
    else:
        await drafting.check_text(argument(message), message, turn)


async def find(message: Message, turn: Turn) -> None:
    """/find 384: what a number is of."""
    await drafting.find(argument(message), message, turn)


async def verify(message: Message, turn: Turn) -> None:
    """/verify CODE: an answer again, and whether it still holds."""
    await citing.verify(argument(message), message, turn)


def argument(message: Message) -> str:
    """What stands behind a command."""
    return (message.text or "").partition(" ")[2].strip() if " " in (message.text or "") else ""


async def heard(text: str, message: Message, turn: Turn) -> bool:
    """Do what a message without a command asks of the PR office: a number looked up, a pasted draft checked."""
    if number := number_asked(text):
        await drafting.find(number, message, turn)
        return True
    if turn.standing is not None and turn.standing.may("pr") and not is_group(message) and drafting.is_draft(text):
        await drafting.check_text(text, message, turn)
        return True
    return False


COMMANDS: dict[str, Callable[[Message, Turn], Awaitable[None]]] = {
    "check": check,
    "find": find,
    "verify": verify,
    "export": picturing.export,
}
