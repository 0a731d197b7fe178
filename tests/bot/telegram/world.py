"""What exists on the other side: people, chats with their topics and posts, files, questions that wait for an answer.

Nothing here knows of HTTP. Whoever reads or changes a World holds ``world.changed`` (a condition over a re-entrant lock) and
notifies it after a change. Message ids are as Telegram gives them: one row of numbers for private chats and small groups, a row
of its own for each supergroup and channel, so the same id exists in two chats.
"""

from __future__ import annotations

import copy
import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Literal

from tests.bot.telegram.markup import cut_utf16
from tests.bot.telegram.refusals import Json, Refused, bad, forbidden

Kind = Literal["private", "group", "supergroup", "channel"]
GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass(frozen=True)
class Person:
    """Somebody with an account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "zh-hans"
    is_bot: bool = False

    def as_json(self) -> Json:
        """Telegram's User."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        rest = (("last_name", self.last_name), ("username", self.username), ("language_code", self.language))
        return user | {name: value for name, value in rest if value}


@dataclass(eq=False)
class Post:
    """A message as it stands now; ``versions`` are its bodies from the first to the present one."""

    chat: Chat | None  # None: sent through inline mode, only inline_id is known of it
    body: Json
    by_bot: bool
    at: float
    versions: list[Json] = field(default_factory=list)
    deleted: bool = False
    inline_id: str = ""
    update: Json | None = None  # by which the bot was told of it; None when it was not told

    @property
    def id(self) -> int:
        """The message_id."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """What people read: the text, else the caption."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """Of the text, else of the caption."""
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    def spans(self, *kinds: str) -> list[str]:
        """The parts of the text that entities of these kinds cover ('bold', 'blockquote', 'expandable_blockquote', …)."""
        return [cut_utf16(self.text, e["offset"], e["length"]) for e in self.entities if e["type"] in kinds]

    @property
    def rows(self) -> list[list[Json]]:
        """The inline buttons as they stand under the message."""
        return list(self.body.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[Json]:
        """All inline buttons, row after row."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def thread(self) -> int | None:
        """The topic, if it stands in one."""
        found: int | None = self.body.get("message_thread_id")
        return found

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers to."""
        replied: int | None = self.body.get("reply_to_message", {}).get("message_id")
        return replied

    def __repr__(self) -> str:
        state = " deleted" if self.deleted else f" edited×{len(self.versions) - 1}" if len(self.versions) > 1 else ""
        return f"<{'bot' if self.by_bot else 'person'} {self.body['message_id']}{state}: {self.text!r} {self.labels or ''}>"


@dataclass(eq=False)
class Chat:
    """A place where messages stand. ``members`` are statuses ('member', 'administrator', 'left', 'kicked') by user id."""

    id: int
    kind: Kind
    title: str
    person: Person | None = None
    bot_status: str = "member"
    members: dict[int, str] = field(default_factory=dict)
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    started: bool = True  # private: the person has written, so the bot may
    blocked: bool = False
    migrated_to: int | None = None
    posts: dict[int, Post] = field(default_factory=dict)
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    seen: int = 0  # how many of the bot's posts a wait has handed out

    def as_json(self) -> Json:
        """Telegram's Chat, as it stands in messages."""
        if self.person is not None:
            user = self.person.as_json()
            return {"id": self.id, "type": "private"} | {n: user[n] for n in ("first_name", "last_name", "username") if n in user}
        return {"id": self.id, "type": self.kind, "title": self.title} | ({"is_forum": True} if self.is_forum else {})

    def by_bot(self) -> list[Post]:
        """What the bot has written here, in order, deleted posts too."""
        return [post for post in self.posts.values() if post.by_bot]


@dataclass(frozen=True)
class Stored:
    """A file that was sent; ``size`` may be claimed larger than the content."""

    id: str
    name: str
    content: bytes
    size: int
    path: str


@dataclass(eq=False)
class Asked:
    """A pressed button or an inline query: what the bot answered, and when (monotonic seconds)."""

    id: str
    kind: Literal["callback", "inline"]
    body: Json
    at: float
    expired: bool = False
    answer: Json | None = None
    answered_at: float | None = None
    update: Json | None = None

    @property
    def seconds(self) -> float | None:
        """From the asking to the answer."""
        return None if self.answered_at is None else self.answered_at - self.at

    @property
    def text(self) -> str:
        """The notice or the alert that the presser sees."""
        return str((self.answer or {}).get("text", ""))

    @property
    def results(self) -> list[Json]:
        """The results of an inline query."""
        return list((self.answer or {}).get("results", []))


class World:
    """Everything there is, around one bot."""

    def __init__(self, bot: Person) -> None:
        self.bot = bot
        self.changed = threading.Condition(threading.RLock())
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Stored] = {}
        self.asked: dict[str, Asked] = {}
        self.inline_posts: dict[str, Post] = {}
        self.profile: dict[str, Json] = {}
        self.actions: list[tuple[float, int, str, int | None]] = []  # when, chat, action, topic
        self.reactions: dict[tuple[int, int], list[Json]] = {}
        self.privacy = True  # groups: only what is meant for the bot is told to it
        self._ids = itertools.count(1)
        self.numbers = itertools.count(1)

    def bot_json(self) -> Json:
        """The bot as the sender of a message."""
        return {"id": self.bot.id, "is_bot": True, "first_name": self.bot.first_name, "username": self.bot.username}

    def chat(self, chat_id: str, *, write: bool = True) -> Chat:
        """The chat a request names. Raises Refused when there is none or the bot may not write (or read) there."""
        if not chat_id:
            raise bad("chat_id is empty")
        if chat_id.startswith("@") or not chat_id.lstrip("-").isdigit() or int(chat_id) not in self.chats:
            raise bad("chat not found")
        chat = self.chats[int(chat_id)]
        if chat.migrated_to is not None and write:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, {"migrate_to_chat_id": chat.migrated_to})
        if chat.kind == "private" and not chat.started:
            raise forbidden("bot can't initiate conversation with a user") if write else bad("chat not found")
        if chat.blocked and write:
            raise forbidden("bot was blocked by the user")
        if chat.bot_status in ("kicked", "left"):
            state = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
            raise forbidden(f"bot {state} the {chat.kind} chat")
        return chat

    def post_in(self, chat: Chat, message_id: int, what: str) -> Post:
        """A message that still stands. Raises Refused("… not found"); ``what`` is 'message to edit' and the like."""
        post = chat.posts.get(message_id)
        if post is None or post.deleted:
            raise bad(f"{what} not found")
        return post

    def write(self, chat: Chat, content: Json, *, by_bot: bool, sender: Json | None, when: int | None = None) -> Post:
        """Put a message into a chat; ``sender`` None is a message without from (channels)."""
        ids = chat.ids if chat.kind in ("supergroup", "channel") else self._ids
        body: Json = {"message_id": next(ids)} | ({"from": sender} if sender else {})
        if chat.kind == "channel":
            body["sender_chat"] = chat.as_json()
        body |= {"chat": chat.as_json(), "date": int(time.time()) if when is None else when} | content
        post = Post(chat, body, by_bot, time.monotonic(), [copy.deepcopy(body)])
        chat.posts[post.id] = post
        self.changed.notify_all()
        return post

    def revise(self, post: Post, content: Json, removed: tuple[str, ...] = ()) -> None:
        """A new version of a message."""
        kept = {name: value for name, value in post.body.items() if name not in removed}
        post.body = kept | content | {"edit_date": int(time.time())}
        post.versions.append(copy.deepcopy(post.body))
        self.changed.notify_all()

    def store(self, name: str, content: bytes, folder: str, size: int | None = None) -> Stored:
        """Keep a file; its id is good for sending it again and for getFile."""
        number = next(self.numbers)
        ending = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{number}.{ending}"
        stored = Stored(f"BQAC{number:06d}AgAD", name, content, len(content) if size is None else size, path)
        self.files[stored.id] = stored
        return stored

    def ask(self, kind: Literal["callback", "inline"], body: Json) -> Asked:
        """A new question with an id of its own, as a large number in a text, as Telegram's are."""
        number = str(4_000_000_000_000_000_000 + next(self.numbers))
        self.asked[number] = Asked(number, kind, {"id": number} | body, time.monotonic())
        return self.asked[number]


def replied(post: Post) -> Json:
    """A message as it stands inside another one that answers to it."""
    return {name: value for name, value in post.body.items() if name != "reply_to_message"}
