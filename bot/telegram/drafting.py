"""The PR office checks a draft and looks a number up, in a private chat."""

from __future__ import annotations

import base64
import re
import secrets
from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import TelegramError

from bot.apart import child
from bot.apart.told import Checked, FailedError
from bot.commands.drafts import listed_numbers
from bot.logs import failure, logger
from bot.render.telegram import caption, plain_part, plain_parts
from bot.telegram.addressing import key_of, place_of
from bot.telegram.files import clear, suffix_of, uploads, wrong
from bot.texts import drafts as words

if TYPE_CHECKING:
    from telegram import Document

    from bot.journal.internal import Mark
    from bot.shown import Shown
    from bot.telegram.turn import Turn

# A text of so many characters that is no question is taken for a draft.
SHORTEST = 40
# What is told beside a marked file, which has all of it: so many messages after the first.
PARTS_BESIDE_FILE = 1
_SENTENCE = re.compile("[。！；;\n]")
_QUESTION = re.compile(r"[？?吗呢]\s*$")


def is_draft(text: str) -> bool:
    """Whether a text that came in is a draft and not a question: whole sentences with numbers in them."""
    numbers = len(re.findall(r"\d+(?:\.\d+)?", text))
    return len(text) >= SHORTEST and numbers > 1 and bool(_SENTENCE.search(text)) and not _QUESTION.search(text)


async def check_text(text: str, message: Message, turn: Turn) -> None:
    """Judge a draft that was pasted."""
    if not text.strip():
        turn.office.awaited.ask(key_of(message, message.from_user.id if message.from_user else 0), "draft", {})
        await turn.office.sender.say(place_of(message), plain_part([words.SEND_DRAFT]))
        return
    shown = await turn.office.sender.say(place_of(message), plain_part([words.CHECKING]))
    try:
        checked = await child.check_draft(turn.office.home, text, await _internal(turn))
    except FailedError as error:
        await turn.office.sender.edit(place_of(message), shown, wrong(error))
        return
    await _tell(checked, message, shown, turn)


async def check_file(message: Message, document: Document, turn: Turn) -> None:
    """Judge a draft that was sent as a file, and send it back marked."""
    office, place, name = turn.office, place_of(message), document.file_name or ""
    shown = await office.sender.say(place, plain_part([words.CHECKING]))
    path = uploads(office.home) / f"{secrets.token_hex(8)}{suffix_of(name)}"
    try:
        clear(path.parent)
        await (await turn.bot.get_file(document)).download_to_drive(path)
        checked = await child.check_draft(office.home, "", await _internal(turn), path)
    except FailedError as error:
        await office.sender.edit(place, shown, wrong(error))
        return
    except (TelegramError, OSError) as error:
        logger().error("not_downloaded", **failure(error))
        await office.sender.edit(place, shown, plain_part([words.NOT_READ]))
        return
    finally:
        path.unlink(missing_ok=True)
    await _tell(checked, message, shown, turn, PARTS_BESIDE_FILE if checked.marked else None)
    if checked.marked:
        await _send_marked(checked, name.rsplit(".", 1)[0] or words.DRAFT, message, turn)


async def _send_marked(checked: Checked, name: str, message: Message, turn: Turn) -> None:
    marked = words.MARKED_NAME.format(name=caption(name))
    sent = await turn.office.sender.document(place_of(message), base64.b64decode(checked.marked), marked, words.LEGEND)
    if not sent:
        await turn.office.sender.say(place_of(message), plain_part([words.NOT_SENT]))


async def _internal(turn: Turn) -> list[Mark]:
    """What is internal, for the process that judges drafts."""
    return list(await turn.office.journal(lambda journal: journal.internal.active()))


async def _tell(checked: Checked, message: Message, shown: int, turn: Turn, most: int | None = None) -> None:
    """The verdict in place of the waiting message, the rest behind it; ``most`` messages where a file says all of it."""
    first, *others = plain_parts(checked.lines)
    await turn.office.sender.edit(place_of(message), shown, first)
    for part in others[:most]:
        await turn.office.sender.say(place_of(message), part)
    if most is not None and len(others) > most:
        await turn.office.sender.say(place_of(message), plain_part([words.REST_IN_FILE]))


async def find(number: str, message: Message, turn: Turn) -> None:
    """Say what a number is of."""
    if not number.strip():
        await turn.office.sender.say(place_of(message), plain_part([words.FIND_HOW]))
        return
    for part in plain_parts(await turn.shown(message, lambda library: _found(library, number))):
        await turn.office.sender.say(place_of(message), part)


def _found(library: Shown, number: str) -> tuple[str, ...]:
    from knowledge.errors import DraftError

    try:
        return tuple(listed_numbers(number, library.find_number(number), library.is_example, library.is_internal))
    except DraftError:
        return (words.FIND_HOW,)
