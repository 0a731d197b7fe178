"""The gate: every update of every kind passes here first, and what nobody may send goes no further. Deny by default."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import CallbackQuery, ChatMemberUpdated, InlineQuery, InlineQueryResultsButton, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ApplicationHandlerStop

from bot.render.telegram import plain_part
from bot.telegram import citing, people, steering
from bot.telegram.addressing import command_in, is_group, message_of, place_of, question_in
from bot.telegram.profile import show_commands
from bot.telegram.prompt import promptly
from bot.telegram.sender import Place
from bot.telegram.turn import Office, Turn
from bot.texts import messenger

_IN = frozenset({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED})


async def gate(update: Update, turn: Turn) -> None:
    """Let an update through with the sender's standing on the turn, or stop it here."""
    if update.my_chat_member is not None:
        await _membership(update.my_chat_member, turn)
        raise ApplicationHandlerStop
    user = update.effective_user
    if user is None or (user.is_bot and not _anonymous_admin(update)):
        raise ApplicationHandlerStop
    message = message_of(update) or (update.callback_query.message if update.callback_query else None)
    group = message.chat.id if message is not None and message.chat.type != "private" else 0
    if message is not None and isinstance(message, Message) and message.migrate_to_chat_id:
        await moved(turn.office, message.chat.id, message.migrate_to_chat_id)
        raise ApplicationHandlerStop
    turn.standing = await turn.office.access.standing(user.id, group)
    if group and group not in turn.office.access.groups:
        await _closed_group(update, turn)
        raise ApplicationHandlerStop
    if turn.standing is None:
        await _turn_away(update, turn)
        raise ApplicationHandlerStop
    if not turn.standing.guest:
        await turn.office.access.met(user.id, user.full_name, user.username)


def _anonymous_admin(update: Update) -> bool:
    """A group's admin who writes in the group's name comes as a bot of Telegram's own."""
    message = message_of(update)
    return message is not None and message.sender_chat is not None and message.sender_chat.id == message.chat.id


async def moved(office: Office, old: int, new: int) -> None:
    """A group became a supergroup: what belongs to it goes along."""
    office.access.moved(old, new)
    await office.journal(lambda journal: journal.move_chat(old, new))


async def _closed_group(update: Update, turn: Turn) -> None:
    """In a group that is not listed nobody gets an answer; who addresses the bot is told once a day what is missing."""
    turn.office.metrics.refused.labels("group").inc()
    if update.callback_query is not None:
        await _toast(update.callback_query, messenger.NO_ACCESS_SHORT)
        return
    message = message_of(update)
    if message is None or turn.standing is None or not _addressed(message, turn):
        return
    if await _first_today(turn.office, message.chat.id):
        text = messenger.GROUP_CLOSED.format(id=message.chat.id)
        await turn.office.sender.say(place_of(message), plain_part([text]))


def _addressed(message: Message, turn: Turn) -> bool:
    is_command = command_in(message, turn.bot.username) is not None
    return is_command or question_in(message, turn.bot.username, turn.bot.id) is not None


async def _turn_away(update: Update, turn: Turn) -> None:
    """A stranger: the invitation he may bring, or his number and whom to ask, once a day."""
    if update.inline_query is not None:
        await refuse_inline(update.inline_query)
    elif update.callback_query is not None:
        await _toast(update.callback_query, messenger.NO_ACCESS_SHORT)
    message = update.message
    if message is None or message.chat.type != "private":
        turn.office.metrics.refused.labels("stranger").inc()
        return
    code = invitation_in(message)
    if code and await people.redeem(code, message, turn):
        await steering.greet(message, turn)
    elif not code:
        await _tell_stranger(message, turn)


async def _tell_stranger(message: Message, turn: Turn) -> None:
    turn.office.metrics.refused.labels("stranger").inc()
    person = message.chat.id
    if await _first_today(turn.office, person):
        named = turn.office.access.named_admins()
        admins = messenger.ADMIN_NAMED.format(ids="、".join(map(str, named))) if named else ""
        await turn.office.sender.say(place_of(message), plain_part([messenger.STRANGER.format(id=person, admins=admins)]))


async def _first_today(office: Office, chat: int) -> bool:
    today = datetime.now(UTC).date()
    return await office.journal(lambda journal: journal.people.told(chat, today))


def invitation_in(message: Message) -> str:
    """The code of ``/start i-CODE``, "" when there is none."""
    command, _, payload = (message.text or "").partition(" ")
    is_start = command.partition("@")[0].lower() == "/start"
    return payload.strip().removeprefix(people.INVITED) if is_start and payload.startswith(people.INVITED) else ""


async def refuse_inline(query: InlineQuery) -> None:
    """No results, and a button that leads to a private chat where access is asked for."""
    button = InlineQueryResultsButton(messenger.ASK_ACCESS, start_parameter="access")
    await promptly(lambda: query.answer([], cache_time=0, is_personal=True, button=button))


async def _toast(query: CallbackQuery, text: str) -> None:
    await promptly(lambda: query.answer(text))


async def _membership(change: ChatMemberUpdated, turn: Turn) -> None:
    """The bot was let into a chat or put out of it."""
    office, chat = turn.office, change.chat
    is_in = change.new_chat_member.status in _IN
    if chat.type == "private":
        await office.journal(lambda journal: journal.people.blocked(chat.id, not is_in))
    elif is_in and change.old_chat_member.status not in _IN and chat.type != "channel":
        listed = chat.id in office.access.groups
        known = await office.access.standing(change.from_user.id)
        if listed or known is not None:
            text = messenger.GROUP_OPEN.format(name=turn.bot.username) if listed else messenger.GROUP_CLOSED.format(id=chat.id)
            await office.sender.say(Place(chat.id), plain_part([text]))


async def start(update: Update, turn: Turn) -> None:
    """/start of somebody who is in: an invitation to a higher role, or a greeting."""
    message = update.message
    if message is None:
        return
    cited = (message.text or "").partition(" ")[2].strip()
    if cited.startswith(citing.LINKED):
        await citing.verify(cited.removeprefix(citing.LINKED), message, turn)
        return
    code = invitation_in(message)
    if code and not is_group(message) and not await people.redeem(code, message, turn):
        return
    await steering.greet(message, turn)
    if not code and turn.standing is not None and turn.standing.may("admin") and not is_group(message):
        await show_commands(turn.bot, turn.standing.person, "admin")  # Telegram refuses it before one has begun to talk
