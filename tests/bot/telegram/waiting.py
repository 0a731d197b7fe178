"""Waiting for what the bot does, and reading what it did. Every wait ends in an AssertionError that shows the chat or the log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tests.bot.telegram.profile import commands_seen
from tests.bot.telegram.record import SIGNS, Call
from tests.bot.telegram.server import Server
from tests.bot.telegram.world import Asked, Chat, Person, Post

T = TypeVar("T")
SECONDS = 5.0  # long enough on a busy machine; a test that passes waits only as long as the bot works


class Waiting(Server):
    """A server with waits. ``chat`` is everywhere a chat or the person of a private chat. Seconds are monotonic."""

    def place(self, chat: Chat | Person) -> Chat:
        """The private chat of a person, or the chat itself."""
        return self.world.chats[chat.id]

    def wait_until(self, found: Callable[[], T | None], what: str, timeout: float = SECONDS) -> T:
        """The first true value of ``found``, asked after every change."""
        ends = time.monotonic() + timeout
        with self.world.changed:
            while not (value := found()):
                left = ends - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {timeout:g} s for {what}\n{self.story()}")
                self.world.changed.wait(min(left, 0.05))
            return value

    def wait_messages(self, chat: Chat | Person, count: int = 1, timeout: float = SECONDS) -> list[Post]:
        """The next ``count`` messages of the bot in this chat that no earlier wait has given."""
        place = self.place(chat)

        def found() -> list[Post] | None:
            fresh = place.by_bot()[place.seen : place.seen + count]
            return fresh if len(fresh) == count else None

        posts = self.wait_until(found, f"{count} more message(s) of the bot in {place.title} (seen: {place.seen})", timeout)
        place.seen += count
        return posts

    def wait_message(self, chat: Chat | Person, timeout: float = SECONDS) -> Post:
        """The next message of the bot in this chat."""
        return self.wait_messages(chat, 1, timeout)[0]

    def wait_edit(self, post: Post, versions: int = 2, timeout: float = SECONDS) -> Post:
        """The message once it has been edited (``versions`` counts the first one too)."""
        return self.wait_until(lambda: post if len(post.versions) >= versions else None, f"an edit of {post}", timeout)

    def wait_deleted(self, post: Post, timeout: float = SECONDS) -> Post:
        """The message once it is gone."""
        return self.wait_until(lambda: post if post.deleted else None, f"the end of {post}", timeout)

    def wait_answer(self, asked: Asked, timeout: float = SECONDS) -> Asked:
        """The press or the inline query once it is answered: ``.text``, ``.results``, ``.seconds``."""
        return self.wait_until(lambda: asked if asked.answer is not None else None, f"an answer to {asked.body}", timeout)

    def wait_calls(self, method: str, count: int = 1, timeout: float = SECONDS) -> list[Call]:
        """The first ``count`` finished requests of a method since the start."""

        def found() -> list[Call] | None:
            ended = [call for call in self.called(method) if call.ended is not None]
            return ended[:count] if len(ended) >= count else None

        return self.wait_until(found, f"{count} × {method}", timeout)

    def wait_idle(self, quiet: float = 0.1, timeout: float = SECONDS) -> None:
        """Until all updates are taken and confirmed and for ``quiet`` seconds no request but getUpdates has been open."""
        ends = time.monotonic() + timeout
        with self.world.changed:
            since = time.monotonic()
            while True:
                now = time.monotonic()
                if not self.updates.idle or any(c.ended is None for c in self.calls if c.method != "getUpdates"):
                    since = now
                last = max([c.ended or now for c in self.calls if c.method != "getUpdates"], default=since)
                if now - max(since, last, self._last_delivery()) >= quiet:
                    return
                if now > ends:
                    raise AssertionError(f"the bot was not idle within {timeout:g} s\n{self.story()}")
                self.world.changed.wait(quiet / 4)

    def no_more_messages(self, chat: Chat | Person, quiet: float = 0.1) -> None:
        """Once the bot is idle, it has written nothing here that no wait has given."""
        self.wait_idle(quiet)
        place = self.place(chat)
        fresh = place.by_bot()[place.seen :]
        assert not fresh, f"the bot wrote in {place.title}: {fresh}"

    def _last_delivery(self) -> float:
        return max((times[-1] for times in self.updates.delivered.values()), default=0.0)

    def messages(self, chat: Chat | Person) -> list[Post]:
        """All messages of the bot that stand in this chat now."""
        with self.world.changed:
            return [post for post in self.place(chat).by_bot() if not post.deleted]

    def called(self, method: str, chat: Chat | Person | None = None) -> list[Call]:
        """The requests of a method (to one chat) so far."""
        with self.world.changed:
            return [call for call in self.calls if call.method == method and (chat is None or call.chat == chat.id)]

    def first_sign(self, told: Post | Asked) -> float:
        """Seconds from the first delivery of a message, press or inline query to the bot's first sign: a message, a chat action
        or an edit in that chat, or the answer to the button or query."""
        update = told.update
        assert update is not None, f"the bot was not told of {told}"
        body = next(value for key, value in update.items() if key != "update_id")
        chat = (body.get("chat") or body.get("message", {}).get("chat") or {}).get("id")
        delivered = self.updates.delivered[update["update_id"]][0]

        def meant(call: Call) -> bool:
            queries = (call.parameters.get("callback_query_id"), call.parameters.get("inline_query_id"))
            return body.get("id", "-") in queries or (chat is not None and call.chat == chat)

        with self.world.changed:
            signs = [c.at for c in self.calls if c.method in SIGNS and c.at >= delivered and meant(c)]
        assert signs, f"no sign after {update}\n{self.story()}"
        return min(signs) - delivered

    def commands_of(self, person: Person, chat: Chat | None = None) -> list[str]:
        """The commands Telegram offers this person in this chat (the private chat unless named)."""
        with self.world.changed:
            return commands_seen(self.world, (chat or person).id, person.id, person.language)

    def story(self) -> str:
        """The last requests and messages, for the text of a failed test."""
        with self.world.changed:
            calls = [f"  {call!r}"[:400] for call in self.calls if call.method != "getUpdates"][-12:]
            posts = [
                f"  {chat.title}: {post!r}"[:400] for chat in self.world.chats.values() for post in list(chat.posts.values())[-6:]
            ]
            queue = [f"  {update}"[:300] for update in self.updates.waiting[:6]]
            last = next((c for c in reversed(self.calls) if c.method == "getUpdates"), None)
        parts = ("requests:", *calls, "messages:", *posts, "updates that wait:", *queue, f"last getUpdates: {last}")
        return "\n".join(parts)
