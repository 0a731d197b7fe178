"""How the bot presents itself: commands for each kind of chat, the menu button, the descriptions. Set at every start."""

from __future__ import annotations

from collections.abc import Awaitable

from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    MenuButtonCommands,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import failure, logger
from bot.telegram.access import Role
from bot.texts import messenger

# Telegram shows the commands of a person's language first; there is one language here, whatever the app is set to.
LANGUAGES = (None, "zh")


async def present(bot: ExtBot[int], admins: tuple[int, ...]) -> None:
    """Set everything; what Telegram refuses is logged and keeps nothing from starting."""
    staff = messenger.STAFF_COMMANDS
    for language in LANGUAGES:
        for scope, commands in (
            (BotCommandScopeDefault(), staff),
            (BotCommandScopeAllPrivateChats(), staff),
            (BotCommandScopeAllGroupChats(), messenger.GROUP_COMMANDS),
        ):
            await _tried(bot.set_my_commands(commands, scope, language))
        await _tried(bot.set_my_description(messenger.DESCRIPTION, language))
        await _tried(bot.set_my_short_description(messenger.SHORT_DESCRIPTION, language))
    for admin in admins:
        await show_commands(bot, admin, "admin")
    await _tried(bot.set_chat_menu_button(menu_button=MenuButtonCommands()))


async def show_commands(bot: ExtBot[int], person: int, role: Role | None) -> None:
    """Show admins and the PR office their commands, and anybody else, who may have been one, those of staff."""
    scope = BotCommandScopeChat(person)
    if role == "admin":
        await _tried(bot.set_my_commands((*messenger.STAFF_COMMANDS, *messenger.PR_COMMANDS, *messenger.ADMIN_COMMANDS), scope))
    elif role == "pr":
        await _tried(bot.set_my_commands((*messenger.STAFF_COMMANDS, *messenger.PR_COMMANDS), scope))
    else:
        await _tried(bot.delete_my_commands(scope))


async def _tried(call: Awaitable[bool]) -> None:
    try:
        await call
    except TelegramError as error:
        logger().warning("profile_not_set", **failure(error))
