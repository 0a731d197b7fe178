"""The methods that write, change and remove messages. Each takes the world and the arguments and gives the result."""

from __future__ import annotations

import re
import struct
import time
from collections.abc import Callable
from typing import Any

from tests.bot.telegram import limits
from tests.bot.telegram.arguments import Arguments
from tests.bot.telegram.refusals import NOT_MODIFIED, Json, Refused, bad
from tests.bot.telegram.world import Chat, Post, World, replied

Method = Callable[[World, Arguments], Any]

UPLOAD_BYTES, PHOTO_BYTES, DAYS_TO_DELETE = 50 * 1024 * 1024, 10 * 1024 * 1024, 48 * 3600
ACTIONS = frozenset(
    "typing record_video upload_video record_voice upload_voice upload_photo upload_document choose_sticker find_location "
    "record_video_note upload_video_note".split()
)
REACTIONS = frozenset("👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 😢 🎉 🤩 🙏 👌 😍 💯 ⚡ 🏆 🤝 ✍ 🤗 🫡 👀 🤷 🆒".split())


def _placed(world: World, arguments: Arguments) -> tuple[Chat, Json]:
    """The chat, and what a new message there has by its place: topic, the message it answers to, buttons."""
    chat = world.chat(arguments.text("chat_id"))
    content: Json = {}
    if thread := arguments.number("message_thread_id"):
        if chat.kind == "private" or (chat.is_forum and thread not in chat.topics):
            raise bad("message thread not found")
        if chat.is_forum:
            content |= {"message_thread_id": thread, "is_topic_message": True}
    content |= _answered_to(world, chat, arguments)
    keyboard = limits.markup(arguments)
    if keyboard and "inline_keyboard" in keyboard:
        content["reply_markup"] = keyboard
    return chat, content


def _answered_to(world: World, chat: Chat, arguments: Arguments) -> Json:
    given = arguments.value("reply_parameters", "reply parameters")
    if given is None and (old := arguments.number("reply_to_message_id")):
        given = {"message_id": old, "allow_sending_without_reply": arguments.flag("allow_sending_without_reply")}
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad("Object expected as reply parameters")
    try:
        return {"reply_to_message": replied(world.post_in(chat, int(given.get("message_id", 0)), "message to be replied"))}
    except Refused:
        if given.get("allow_sending_without_reply"):
            return {}
        raise


def _worded(arguments: Arguments) -> Json:
    entities = arguments.value("entities", "message entities")
    text, found = limits.message_text(arguments.text("text"), arguments.text("parse_mode"), entities)
    return {"text": text} | ({"entities": found} if found else {})


def send_message(world: World, arguments: Arguments) -> Json:
    """A text."""
    content = _worded(arguments)
    chat, place = _placed(world, arguments)
    return world.write(chat, place | content, by_bot=True, sender=world.bot_json()).body


def _file(world: World, arguments: Arguments, field: str, folder: str) -> Json:
    """The document's JSON: uploaded, or sent before and named by its id."""
    upload = arguments.upload(field)
    if upload is None:
        given = arguments.text(field)
        if not given:
            raise bad(f"there is no {field} in the request")
        if given not in world.files:
            raise bad("wrong remote file identifier specified: Wrong string length")
        stored = world.files[given]
    else:
        name, content = upload
        if not content:
            raise bad("file must be non-empty")
        if len(content) > UPLOAD_BYTES:
            raise Refused(413, "Request Entity Too Large")
        stored = world.store(name, content, folder)
    return {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": stored.size, "file_name": stored.name}


def send_document(world: World, arguments: Arguments) -> Json:
    """A file of at most 50 MB with a caption."""
    content = limits.caption(arguments)
    chat, place = _placed(world, arguments)
    document = _file(world, arguments, "document", "documents")
    return world.write(chat, place | {"document": document} | content, by_bot=True, sender=world.bot_json()).body


def send_photo(world: World, arguments: Arguments) -> Json:
    """A PNG or JPEG of at most 10 MB."""
    content = limits.caption(arguments)
    chat, place = _placed(world, arguments)
    stored = _file(world, arguments, "photo", "photos")
    picture = world.files[stored["file_id"]].content
    if len(picture) > PHOTO_BYTES:
        raise bad(f"file of size {len(picture)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes")
    width, height = _size(picture)
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    photo = {name: stored[name] for name in ("file_id", "file_unique_id", "file_size")} | {"width": width, "height": height}
    return world.write(chat, place | {"photo": [photo]} | content, by_bot=True, sender=world.bot_json()).body


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height; a JPEG's are not looked for."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n") and len(picture) > 24:
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    if picture.startswith(b"\xff\xd8\xff"):
        return 800, 600
    raise bad("IMAGE_PROCESS_FAILED")


def _to_edit(world: World, arguments: Arguments) -> Post:
    """The bot's own message that an edit names, in a chat or sent through inline mode."""
    if inline := arguments.text("inline_message_id"):
        if inline not in world.inline_posts:
            raise bad("MESSAGE_ID_INVALID")
        return world.inline_posts[inline]
    chat = world.chat(arguments.text("chat_id"))
    number = arguments.number("message_id")
    if number <= 0:
        raise bad("message identifier is not specified")
    post = world.post_in(chat, number, "message to edit")
    if not post.by_bot:
        raise bad("message can't be edited")
    return post


def _edited(world: World, post: Post, content: Json, cleared: tuple[str, ...]) -> Any:
    """Put the new content in place of the fields ``cleared``. An edit that changes nothing is refused."""
    if all(post.body.get(name) == content.get(name) for name in cleared):
        raise bad(NOT_MODIFIED)
    world.revise(post, content, cleared)
    return True if post.inline_id else post.body


def _buttons(arguments: Arguments) -> Json:
    keyboard = limits.markup(arguments)
    if keyboard and "inline_keyboard" not in keyboard:
        raise bad("inline keyboard expected")
    return {"reply_markup": keyboard} if keyboard and any(keyboard["inline_keyboard"]) else {}


def edit_message_text(world: World, arguments: Arguments) -> Any:
    """A new text; buttons that are not given again are gone."""
    content, keyboard = _worded(arguments), _buttons(arguments)
    post = _to_edit(world, arguments)
    if "text" not in post.body:
        raise bad("there is no text in the message to edit")
    return _edited(world, post, content | keyboard, ("text", "entities", "reply_markup"))


def edit_message_caption(world: World, arguments: Arguments) -> Any:
    """A new caption; buttons that are not given again are gone."""
    content, keyboard = limits.caption(arguments), _buttons(arguments)
    post = _to_edit(world, arguments)
    if "text" in post.body:
        raise bad("there is no caption in the message to edit")
    return _edited(world, post, content | keyboard, ("caption", "caption_entities", "reply_markup"))


def edit_message_reply_markup(world: World, arguments: Arguments) -> Any:
    """New buttons, or none."""
    return _edited(world, _to_edit(world, arguments), _buttons(arguments), ("reply_markup",))


def delete_message(world: World, arguments: Arguments) -> bool:
    """Remove a message: the bot's own, in private chats anybody's; not older than two days."""
    chat = world.chat(arguments.text("chat_id"))
    post = world.post_in(chat, arguments.number("message_id"), "message to delete")
    foreign = not post.by_bot and chat.kind != "private" and chat.bot_status != "administrator"
    if foreign or time.time() - post.body["date"] > DAYS_TO_DELETE:
        raise bad("message can't be deleted")
    post.deleted = True
    world.changed.notify_all()
    return True


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """The sign that the bot is at work."""
    if arguments.text("action") not in ACTIONS:
        raise bad("Wrong parameter action in request")
    chat, place = _placed(world, arguments)
    world.actions.append((time.monotonic(), chat.id, arguments.text("action"), place.get("message_thread_id")))
    world.changed.notify_all()
    return True


def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """One emoji, or none, on a message."""
    chat = world.chat(arguments.text("chat_id"))
    post = world.post_in(chat, arguments.number("message_id"), "message to react")
    given = arguments.value("reaction", "reaction types") or []
    if len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(re.sub("\ufe0f", "", reaction.get("emoji", "")) not in REACTIONS for reaction in given):
        raise bad("REACTION_INVALID")
    world.reactions[chat.id, post.id] = given
    world.changed.notify_all()
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "setMessageReaction": set_message_reaction,
}
