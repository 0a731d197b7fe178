"""The PTB Application: who hears which update. The gate is first; then one handler for each kind."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.logs import failure, logger
from bot.render.telegram import plain_part
from bot.settings import Settings
from bot.telegram import asking, documents, people, steering
from bot.telegram.addressing import is_group, place_of
from bot.telegram.delivery import client
from bot.telegram.flood import PerChatLimiter
from bot.telegram.gate import gate, start
from bot.telegram.inlining import offered
from bot.telegram.intake import InOrder
from bot.telegram.press import toast
from bot.telegram.pressing import pressed
from bot.telegram.turn import Turn
from bot.texts import messenger
from knowledge.errors import WenbaoError

if TYPE_CHECKING:
    from typing import Any

_ASKED = filters.UpdateType.MESSAGE & filters.TEXT
_EDITED = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & ~filters.COMMAND
_DOCUMENT = filters.UpdateType.MESSAGE & filters.Document.ALL & filters.ChatType.PRIVATE
_OTHER = filters.UpdateType.MESSAGE & ~filters.TEXT & ~filters.StatusUpdate.ALL & filters.ChatType.PRIVATE


def build(settings: Settings, order: InOrder) -> Application[Any, Turn, Any, Any, Any, Any]:
    """The Application, not yet started; updates come from our own intake."""
    assert settings.telegram_token is not None
    request = client(settings.proxy)
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(settings.telegram_base_url)
        .base_file_url(settings.telegram_base_file_url)
        .request(request)
        .get_updates_request(client(settings.proxy))
        .rate_limiter(PerChatLimiter())
        .context_types(ContextTypes(context=Turn))
        .concurrent_updates(order)
        .updater(None)
        .job_queue(None)
    )
    made = builder.build()
    register(made)
    return made


def register(made: Application[Any, Turn, Any, Any, Any, Any]) -> None:
    """The handlers: the gate in a group of its own, then what is let through."""
    made.add_handler(TypeHandler(Update, gate), group=-1)
    made.add_handler(CommandHandler("start", start, filters.UpdateType.MESSAGE))
    made.add_handler(CommandHandler(list(people.ADMIN_COMMANDS), people.command, filters.UpdateType.MESSAGE))
    made.add_handler(MessageHandler(filters.COMMAND & filters.UpdateType.MESSAGE, steering.command))
    made.add_handler(MessageHandler(_ASKED, asking.asked))
    made.add_handler(MessageHandler(_EDITED, asking.edited))
    made.add_handler(MessageHandler(_DOCUMENT, documents.sent))
    made.add_handler(MessageHandler(_OTHER, _only_text))
    made.add_handler(CallbackQueryHandler(pressed))
    made.add_handler(InlineQueryHandler(offered))
    made.add_error_handler(failed)


async def _only_text(update: Update, turn: Turn) -> None:
    message = update.message
    if message is not None and not is_group(message):
        await turn.office.sender.say(place_of(message), plain_part([messenger.ONLY_TEXT]))


async def failed(update: object, turn: Turn) -> None:
    """Something went wrong while an update was dealt with: the person is told a number, the log the place."""
    error = turn.error
    number = secrets.token_hex(3)
    if error is None or (isinstance(error, BadRequest) and "query is too old" in str(error)):
        return
    turn.office.metrics.errors.labels(type(error).__name__).inc()
    logger().error("failed", incident=number, **failure(error))
    if not isinstance(update, Update):
        return
    text = (messenger.LIBRARY_AWAY if isinstance(error, WenbaoError) else messenger.INCIDENT).format(number=number)
    await _tell(update, turn, text)


async def _tell(update: Update, turn: Turn, text: str) -> None:
    query, message = update.callback_query, update.effective_message
    if isinstance(query, CallbackQuery):
        await toast(query, text)
    elif isinstance(message, Message):
        await turn.office.sender.say(place_of(message), plain_part([text]))
