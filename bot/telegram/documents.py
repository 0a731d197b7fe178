"""A document in a private chat: a new report from an admin, a draft to check from the PR office, nothing from anybody else."""

from __future__ import annotations

from telegram import Message, Update

from bot.render.telegram import plain_part
from bot.telegram import drafting, uploading
from bot.telegram.addressing import key_of, place_of
from bot.telegram.turn import Turn
from bot.texts import refreshing

LARGEST = 20 * 1024 * 1024


async def sent(update: Update, turn: Turn) -> None:
    """A document in a private chat."""
    message = update.message
    if message is None or message.document is None:
        return
    is_draft = _is_draft(message, turn)  # in any case: whoever was asked for a draft has sent it
    if turn.standing is None or not turn.standing.may("pr"):
        await turn.office.sender.say(place_of(message), plain_part([refreshing.ONLY_ADMINS]))
    elif (message.document.file_size or 0) > LARGEST:
        size = round((message.document.file_size or 0) / 1_000_000)
        await turn.office.sender.say(place_of(message), plain_part([refreshing.TOO_BIG.format(size=size)]))
    elif not turn.standing.may("admin") or is_draft:
        await drafting.check_file(message, message.document, turn)
    elif turn.office.refreshing.locked():
        await turn.office.sender.say(place_of(message), plain_part([refreshing.BUSY]))
    else:
        async with turn.office.refreshing:
            await uploading.received(message, message.document, turn)


def _is_draft(message: Message, turn: Turn) -> bool:
    """Whether an admin sends a draft to check: asked for with /check, or said in the caption."""
    prompt = turn.office.awaited.answered(key_of(message, message.from_user.id if message.from_user else 0))
    return (prompt is not None and prompt.kind == "draft") or refreshing.DRAFT_CAPTION in (message.caption or "")
