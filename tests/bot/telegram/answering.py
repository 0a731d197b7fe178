"""The answers to pressed buttons and inline queries, and what the bot may ask about chats, members and files."""

from __future__ import annotations

import time
from typing import Any

from tests.bot.telegram import limits
from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.refusals import TOO_OLD, Json, Refused, bad, forbidden
from tests.bot.telegram.sending import Method
from tests.bot.telegram.world import Asked, World

DOWNLOAD_BYTES = 20 * 1024 * 1024
INLINE_SECONDS = 10.0


def _open(world: World, number: str, kind: str) -> Asked:
    """The question that still waits. Raises Refused when it is unknown, too old or was answered already."""
    asked = world.asked.get(number)
    if asked is None or asked.kind != kind or asked.expired or asked.answer is not None:
        raise bad(TOO_OLD)
    if kind == "inline" and time.monotonic() - asked.at > INLINE_SECONDS:
        raise bad(TOO_OLD)
    return asked


def _close(world: World, asked: Asked, answer: Json) -> bool:
    asked.answer, asked.answered_at = answer, time.monotonic()
    world.changed.notify_all()
    return True


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """The end of the spinning on a button, with a notice of at most 200 characters."""
    asked = _open(world, arguments.text("callback_query_id"), "callback")
    if len(arguments.text("text")) > limits.NOTICE:
        raise bad("MESSAGE_TOO_LONG")
    names = ("text", "url")
    given: Json = {name: arguments.text(name) for name in names if arguments.text(name)}
    return _close(world, asked, given | {"show_alert": arguments.flag("show_alert")})


def answer_inline_query(world: World, arguments: Arguments) -> bool:
    """Results of an inline query, with how long and for whom they are kept."""
    results = limits.results(arguments.value("results", "inline query results"))
    if button := arguments.value("button", "inline query results button"):
        limits.inline_button(button)
    if len(arguments.text("next_offset").encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    asked = _open(world, arguments.text("inline_query_id"), "inline")
    kept = {"cache_time": arguments.number("cache_time", 300), "is_personal": arguments.flag("is_personal")}
    return _close(world, asked, {"results": results, "button": button, "next_offset": arguments.text("next_offset")} | kept)


def get_me(world: World, arguments: Arguments) -> Json:
    """The bot itself."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy, "supports_inline_queries": True}
    return world.bot_json() | abilities


def get_chat(world: World, arguments: Arguments) -> Json:
    """A chat in full."""
    chat = world.chat(arguments.text("chat_id"), write=False)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    rest = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, True)}
    return chat.as_json() | rest


def get_chat_member(world: World, arguments: Arguments) -> Json:
    """How somebody stands in a chat."""
    chat = world.chat(arguments.text("chat_id"), write=False)
    user = arguments.number("user_id")
    if user == world.bot.id:
        return member(chat.bot_status, world.bot_json())
    if user not in world.people:
        raise bad("invalid user_id specified")
    status = "member" if chat.id == user else chat.members.get(user, "left")
    return member(status, world.people[user].as_json())


def member(status: str, user: Json) -> Json:
    """Telegram's ChatMember with all its obligatory fields."""
    found: Json = {"status": status, "user": user}
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
            "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
        )
        found |= dict.fromkeys(rights.split(), False)
    if status == "creator":
        found["is_anonymous"] = False
    if status == "kicked":
        found["until_date"] = 0
    return found


def get_file(world: World, arguments: Arguments) -> Json:
    """Where a file of at most 20 MB can be fetched."""
    given = arguments.text("file_id")
    if not given:
        raise bad("file_id not specified")
    if given not in world.files:
        raise bad("invalid file_id")
    stored = world.files[given]
    if stored.size > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {"file_id": given, "file_unique_id": f"u{given}", "file_size": stored.size, "file_path": stored.path}


def leave_chat(world: World, arguments: Arguments) -> bool:
    """The bot goes."""
    chat = world.chat(arguments.text("chat_id"))
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    world.changed.notify_all()
    return True


def close(world: World, arguments: Arguments) -> Any:
    """Only of use to those who run a Bot API server; refused in the first ten minutes."""
    raise Refused(429, "Too Many Requests: retry after 600", {"retry_after": 600})


def log_out(world: World, arguments: Arguments) -> Any:
    """A bot of this server stays."""
    raise forbidden("the bot can't log out of this server")


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getFile": get_file,
    "leaveChat": leave_chat,
    "close": close,
    "logOut": log_out,
}
