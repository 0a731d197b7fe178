"""The driver's half that makes people and places: chats, topics, who comes and goes, blocking, the move to a supergroup."""

from __future__ import annotations

import itertools
import time

from tests.bot.telegram.answering import member
from tests.bot.telegram.refusals import Json
from tests.bot.telegram.waiting import Waiting
from tests.bot.telegram.world import Chat, Kind, Person, Post


class Places(Waiting):
    """A server with people and places."""

    _people = itertools.count(5_000_000_001)  # larger than 32 bits, as new accounts are
    _places = itertools.count(1)

    def person(self, first_name: str, last_name: str = "", username: str = "", language: str = "zh-hans") -> Person:
        """Somebody who has never written to the bot yet."""
        person = Person(next(self._people), first_name, last_name, username, language)
        with self.world.changed:
            self.world.people[person.id] = person
            self.world.chats[person.id] = Chat(person.id, "private", person.first_name, person, started=False)
        return person

    def group(self, title: str, *members: Person) -> Chat:
        """A small group; the bot is a member."""
        return self._new_place("group", -next(self._places) - 4_000_000_000, title, members)

    def supergroup(self, title: str, *members: Person, forum: bool = False) -> Chat:
        """A supergroup, with topics if it is a forum; the bot is a member."""
        chat = self._new_place("supergroup", -1_002_000_000_000 - next(self._places), title, members)
        chat.is_forum = forum
        return chat

    def channel(self, title: str) -> Chat:
        """A channel; the bot is an administrator, as it must be there."""
        chat = self._new_place("channel", -1_001_000_000_000 - next(self._places), title, ())
        chat.bot_status = "administrator"
        return chat

    def _new_place(self, kind: Kind, number: int, title: str, members: tuple[Person, ...]) -> Chat:
        chat = Chat(number, kind, title, members={person.id: "member" for person in members})
        with self.world.changed:
            self.world.chats[number] = chat
        return chat

    def topic(self, chat: Chat, by: Person, name: str) -> int:
        """A new topic; gives its thread id."""
        with self.world.changed:
            created = {"forum_topic_created": {"name": name, "icon_color": 7322096}, "is_topic_message": True}
            post = self.world.write(chat, created, by_bot=False, sender=by.as_json())
            post.body["message_thread_id"] = post.id
            chat.topics[post.id] = name
            self.tell(post)
            return post.id

    def tell(self, post: Post, kind: str = "message") -> Post:
        """Tell the bot of a message, if it is there to hear it."""
        if post.chat is not None and post.chat.bot_status not in ("left", "kicked"):
            post.update = self.updates.add(kind, post.body)
        return post

    def _service(self, chat: Chat, by: Person, content: Json) -> Post:
        return self.tell(self.world.write(chat, content, by_bot=False, sender=by.as_json()))

    def join(self, person: Person, chat: Chat) -> None:
        """Somebody comes into a group."""
        with self.world.changed:
            chat.members[person.id] = "member"
            self._service(chat, person, {"new_chat_members": [person.as_json()], "new_chat_member": person.as_json()})

    def leave(self, person: Person, chat: Chat) -> None:
        """Somebody leaves a group."""
        with self.world.changed:
            chat.members[person.id] = "left"
            self._service(chat, person, {"left_chat_member": person.as_json()})

    def make_administrator(self, person: Person, chat: Chat) -> None:
        """Somebody becomes an administrator; the bot is told only if it asked for chat_member."""
        with self.world.changed:
            self._member_update(
                "chat_member", chat, person, person.as_json(), chat.members.get(person.id, "left"), "administrator"
            )
            chat.members[person.id] = "administrator"

    def add_bot(self, chat: Chat, by: Person, status: str = "member") -> None:
        """The bot is taken into a group or made an administrator: my_chat_member, and a service message when it is new there."""
        with self.world.changed:
            before, chat.bot_status = chat.bot_status, status
            bot = self.world.bot_json()
            self._member_update("my_chat_member", chat, by, bot, before, status)
            if before in ("left", "kicked"):
                self._service(chat, by, {"new_chat_members": [bot], "new_chat_member": bot})

    def remove_bot(self, chat: Chat, by: Person) -> None:
        """The bot is thrown out: my_chat_member, and writing there is refused."""
        with self.world.changed:
            before, chat.bot_status = chat.bot_status, "kicked"
            self._member_update("my_chat_member", chat, by, self.world.bot_json(), before, "kicked")

    def block(self, person: Person) -> None:
        """Somebody blocks the bot: my_chat_member, and writing to him is refused with 403."""
        self._blocked(person, True, "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Somebody lets the bot write again."""
        self._blocked(person, False, "kicked", "member")

    def _blocked(self, person: Person, blocked: bool, before: str, after: str) -> None:
        with self.world.changed:
            chat = self.place(person)
            chat.blocked, chat.started = blocked, True
            self._member_update("my_chat_member", chat, person, self.world.bot_json(), before, after)

    def _member_update(self, kind: str, chat: Chat, by: Person, user: Json, before: str, after: str) -> None:
        change: Json = {"chat": chat.as_json(), "from": by.as_json(), "date": int(time.time())}
        change |= {"old_chat_member": member(before, user), "new_chat_member": member(after, user)}
        self.updates.add(kind, change)

    def migrate(self, group: Chat, by: Person) -> Chat:
        """The group becomes a supergroup with another id: a service message in each; the old id is refused from now on."""
        with self.world.changed:
            people = [self.world.people[number] for number in group.members]
            fresh = self.supergroup(group.title, *people)
            fresh.bot_status, group.migrated_to = group.bot_status, fresh.id
            self._service(group, by, {"migrate_to_chat_id": fresh.id})
            self._service(fresh, by, {"migrate_from_chat_id": group.id})
            return fresh
