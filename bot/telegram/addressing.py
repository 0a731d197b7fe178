"""Whether a message is meant for the bot, and what it asks without the bot's name.

In a group the bot answers only a mention, a reply to itself, or a command; it may see more (privacy mode off) and keeps quiet."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.telegram.memory import Key
from bot.telegram.sender import Place

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


def is_group(message: Message) -> bool:
    """Whether the message stands in a group of any kind."""
    return message.chat.type in _GROUPS


def question_in(message: Message, bot_name: str, bot_id: int) -> str | None:
    """What is asked of the bot; None when the message has no text or is not meant for it. "" when it is called by name only."""
    text = message.text
    if text is None:
        return None
    called = _named(message, bot_name, bot_id)
    if is_group(message) and not (called or _replies_to(message, bot_id)):
        return None
    return _without_name(text, bot_name)


def _named(message: Message, bot_name: str, bot_id: int) -> bool:
    for entity, text in message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION]).items():
        if entity.type == MessageEntity.MENTION and text.lower() == f"@{bot_name}".lower():
            return True
        if entity.user is not None and entity.user.id == bot_id:
            return True
    return False


def _replies_to(message: Message, bot_id: int) -> bool:
    answered = message.reply_to_message
    return answered is not None and answered.from_user is not None and answered.from_user.id == bot_id


def _without_name(text: str, bot_name: str) -> str:
    pattern = rf"@{re.escape(bot_name)}(?![A-Za-z0-9_])" if bot_name else r"(?!)"
    return re.sub(pattern, " ", text, flags=re.IGNORECASE).strip()


def thread_of(message: Message) -> int:
    """The topic of a forum, 0 outside of one. A reply in a plain group carries a thread id too, which is no topic."""
    return message.message_thread_id or 0 if message.is_topic_message else 0


def place_of(message: Message) -> Place:
    """Where to answer a message: its chat and topic, as a reply to it in groups."""
    number = message.message_id
    return Place(message.chat.id, thread_of(message), number if is_group(message) else 0, number)


def key_of(message: Message, person: int) -> Key:
    """Whose conversation a message belongs to."""
    return Key(message.chat.id, thread_of(message), person)


def message_of(update: Update) -> Message | None:
    """The message or edited message of an update that a person wrote; None for channel posts."""
    return update.message or update.edited_message
