"""What the bot says of itself: commands by scope and language, menu button, name and descriptions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.bot.telegram import limits
from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.refusals import Json, bad
from tests.bot.telegram.sending import Method
from tests.bot.telegram.world import World

SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _scope(world: World, arguments: Arguments) -> str:
    """The scope as a key: its type and ids, and the language."""
    scope = arguments.value("scope", "BotCommandScope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad("Can't parse BotCommandScope: Unsupported type specified")
    names = SCOPES[scope["type"]]
    if "chat_id" in names:
        world.chat(str(scope.get("chat_id", "")), write=False)
    if "user_id" in names and scope.get("user_id") not in world.people:
        raise bad("Can't parse BotCommandScope: Invalid user_id specified")
    language = arguments.text("language_code")
    if language and len(language) != 2:
        raise bad("LANG_CODE_INVALID")
    return scope_key(scope["type"], *(int(scope[name]) for name in names), language=language)


def scope_key(kind: str, *ids: int, language: str = "") -> str:
    """The key of world.profile under which the commands of a scope are kept."""
    return ":".join(("commands", kind, *map(str, ids), language))


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """The list of one scope in one language."""
    given = limits.commands(arguments.value("commands", "commands") or [])
    world.profile[_scope(world, arguments)] = {"commands": given}
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    """The list as it was set for exactly this scope and language."""
    return list(world.profile.get(_scope(world, arguments), {}).get("commands", []))


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """As if the list had never been set."""
    world.profile.pop(_scope(world, arguments), None)
    return True


def commands_seen(world: World, chat_id: int, user_id: int, language: str = "") -> list[str]:
    """The commands that this person is offered in this chat, by Telegram's order of scopes."""
    chat = world.chats[chat_id]
    administrator = chat.members.get(user_id) in ("administrator", "creator")
    scopes: list[tuple[Any, ...]] = [("chat_member", chat_id, user_id)] if chat.kind != "private" else []
    scopes += [("chat_administrators", chat_id)] if administrator else []
    scopes += [("chat", chat_id)]
    scopes += [("all_chat_administrators",)] if administrator else []
    scopes += [("all_private_chats",)] if chat.kind == "private" else [("all_group_chats",)]
    for scope in [*scopes, ("default",)]:
        for tongue in dict.fromkeys((language[:2], "")):
            if found := world.profile.get(scope_key(*scope, language=tongue), {}).get("commands"):
                return [command["command"] for command in found]
    return []


def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    """The button beside the input field, for one private chat or for all."""
    button = arguments.value("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad("Can't parse menu button: MenuButton has unsupported type")
    if chat := arguments.text("chat_id"):
        world.chat(chat)
    world.profile[f"menu:{chat}"] = button
    return True


def get_chat_menu_button(world: World, arguments: Arguments) -> Json:
    """The button as it was set."""
    return world.profile.get(f"menu:{arguments.text('chat_id')}", {"type": "commands"})


def _setter(field: str, judge: Callable[[str], str]) -> Method:
    def method(world: World, arguments: Arguments) -> bool:
        key = f"{field}:{arguments.text('language_code')}"
        world.profile[key] = {field: judge(arguments.text(field))}
        return True

    return method


def _getter(field: str) -> Method:
    def method(world: World, arguments: Arguments) -> Json:
        default = world.bot.first_name if field == "name" else ""
        return world.profile.get(f"{field}:{arguments.text('language_code')}", {field: default})

    return method


def as_text(world: World) -> str:
    """All that was set, for a message of a failed test."""
    return json.dumps(world.profile, ensure_ascii=False, indent=1)


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": _setter("name", limits.name),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description", limits.description),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description", limits.short_description),
    "getMyShortDescription": _getter("short_description"),
}
