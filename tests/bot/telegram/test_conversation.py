"""The loopback Bot API and the real python-telegram-bot understand each other in whole conversations."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from tests.bot.telegram.wire import Telegram

BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("👍", callback_data="up"), InlineKeyboardButton("👎", callback_data="down")]]
)
last: dict[int, int] = {}


async def echo(update: Update, context: Any) -> None:
    """Say it again in bold; an edited message changes the answer."""
    message = update.effective_message
    assert message is not None
    html = f"<b>{(message.text_html)}</b>"
    if update.edited_message:
        await context.bot.edit_message_text(html, message.chat_id, last[message.chat_id], parse_mode="HTML")
        return
    await message.chat.send_action("typing", message_thread_id=message.message_thread_id if message.is_topic_message else None)
    last[message.chat_id] = (await message.reply_html(html, reply_markup=BUTTONS, do_quote=True)).message_id


async def thank(update: Update, context: Any) -> None:
    """Answer a button."""
    assert update.callback_query is not None
    await update.callback_query.answer("thanks")


@contextlib.contextmanager
def echo_bot(telegram: Telegram) -> Iterator[None]:
    """A polling Application in a thread of its own."""
    stop, loop = asyncio.Event(), asyncio.new_event_loop()

    async def run() -> None:
        builder = ApplicationBuilder().token(telegram.token).base_url(telegram.base_url).base_file_url(telegram.base_file_url)
        app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        app.add_handlers([MessageHandler(filters.TEXT, echo), CallbackQueryHandler(thank)])
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES, timeout=5)
            await stop.wait()
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def test_a_conversation(telegram: Telegram) -> None:
    """Messages, buttons and edits go back and forth; names and texts with HTML in them come through as they are."""
    with echo_bot(telegram):
        wang = telegram.person("小王 <&>", "😀")
        asked = telegram.say(wang, "a<b & 树😀")
        answer = telegram.wait_message(wang)
        assert answer.text == "a<b & 树😀" and answer.spans("bold") == ["a<b & 树😀"] and answer.reply_to == asked.id
        press = telegram.wait_answer(telegram.press(wang, answer, "👎"))
        assert press.text == "thanks" and press.seconds is not None and press.seconds < 5
        telegram.edit(asked, "c")
        assert telegram.wait_edit(answer).text == "c" and answer.versions[0]["text"] == "a<b & 树😀" and not answer.labels
        assert telegram.first_sign(asked) < 5 and [action for _, _, action, _ in telegram.world.actions] == ["typing"]
        telegram.no_more_messages(wang)
