"""The driver's half in which people act: they write, edit, press, search inline, send files. Every act makes the update that
Telegram would make of it, if Telegram would tell the bot of it at all."""

from __future__ import annotations

import time
from typing import Any

from tests.bot.telegram.limits import START
from tests.bot.telegram.markup import cut_utf16
from tests.bot.telegram.places import Places
from tests.bot.telegram.refusals import Json
from tests.bot.telegram.spans import found_in
from tests.bot.telegram.world import GROUP_ANONYMOUS, Asked, Chat, Person, Post, replied

QUERY = 256


class People(Places):
    """A server with people who act."""

    def send(
        self,
        person: Person,
        content: Json,
        chat: Chat | Person | None = None,
        *,
        thread: int | None = None,
        reply_to: Post | None = None,
        anonymous: bool = False,
        when: int | None = None,
    ) -> Post:
        """Any kind of message (``{"sticker": …}``), in the private chat unless a chat is named; ``when`` in Unix seconds."""
        with self.world.changed:
            place = self.place(chat or person)
            place.started = True
            placed: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
            assert thread is None or thread in place.topics, f"{place.title} has no topic {thread}"
            if reply_to is not None:
                placed["reply_to_message"] = replied(reply_to)
            if anonymous:
                placed["sender_chat"] = place.as_json()
            sender = dict(GROUP_ANONYMOUS) if anonymous else person.as_json()
            post = self.world.write(place, placed | content, by_bot=False, sender=sender, when=when)
            return self.tell(post) if self._heard(place, post) else post

    def say(self, person: Person, text: str, chat: Chat | Person | None = None, **how: Any) -> Post:
        """A text; ``how`` is thread, reply_to, anonymous, when, as in :meth:`send`."""
        assert 1 <= len(text) <= 4096, "people's apps split longer texts"
        entities = found_in(text)
        return self.send(person, {"text": text} | ({"entities": entities} if entities else {}), chat, **how)

    def start(self, person: Person, payload: str = "") -> Post:
        """The start button, or a link t.me/bot?start=payload."""
        assert not payload or START.fullmatch(payload), f"no link can carry {payload!r}"
        return self.say(person, f"/start {payload}".strip())

    def _heard(self, place: Chat, post: Post) -> bool:
        """Whether Telegram tells the bot: in groups with privacy mode on only what is meant for it."""
        if place.kind in ("private", "channel") or not self.world.privacy or place.bot_status == "administrator":
            return True
        mine = f"@{self.world.bot.username}".lower()
        words = [(e["type"], cut_utf16(post.text, e["offset"], e["length"]).lower()) for e in post.entities]
        named = any(kind in ("mention", "bot_command") and word.endswith(mine) for kind, word in words)
        meant = named or any(kind == "bot_command" and "@" not in word for kind, word in words)
        answered = post.body.get("reply_to_message", {}).get("from", {}).get("id") == self.world.bot.id
        return meant or answered or post.body.get("via_bot", {}).get("id") == self.world.bot.id

    def edit(self, post: Post, text: str) -> Json | None:
        """A person changes a message; gives the update, if the bot is told of it."""
        assert post.chat is not None
        with self.world.changed:
            entities = found_in(text)
            self.world.revise(post, {"text": text} | ({"entities": entities} if entities else {}), ("text", "entities"))
            kind = "edited_channel_post" if post.chat.kind == "channel" else "edited_message"
            return self.updates.add(kind, post.body) if self._heard(post.chat, post) else None

    def send_document(
        self,
        person: Person,
        content: bytes,
        file_name: str,
        chat: Chat | Person | None = None,
        *,
        size: int | None = None,
        caption: str = "",
        mime_type: str = "application/octet-stream",
        **how: Any,
    ) -> Post:
        """A file; ``size`` claims another size than the content has (for what is too large to be made)."""
        with self.world.changed:
            stored = self.world.store(file_name, content, "documents", size)
        document: Json = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_name": file_name}
        document |= {"mime_type": mime_type, "file_size": stored.size}
        body: Json = {"document": document} | ({"caption": caption} if caption else {})
        if entities := found_in(caption):
            body["caption_entities"] = entities
        return self.send(person, body, chat, **how)

    def channel_post(self, channel: Chat, text: str) -> Post:
        """A post in a channel: it has no from."""
        with self.world.changed:
            post = self.world.write(channel, {"text": text, "entities": found_in(text)}, by_bot=False, sender=None)
            return self.tell(post, "channel_post")

    def update(self, kind: str, body: Json) -> Json | None:
        """An update of any kind as it stands, also one that does not exist yet."""
        return self.updates.add(kind, body)

    def business_message(self, person: Person, text: str) -> Json | None:
        """A message to somebody whose business account the bot serves."""
        chat = self.place(person).as_json()
        body = {"message_id": next(self.world.numbers), "from": person.as_json(), "chat": chat, "date": int(time.time())}
        return self.updates.add("business_message", body | {"business_connection_id": "b1", "text": text})

    def press(self, person: Person, post: Post, which: int | str, *, expired: bool = False, inaccessible: bool = False) -> Asked:
        """Press the button with this place (0 is the first), callback data or label. ``expired``: the answer comes too late;
        ``inaccessible``: the message is so old that the bot is told only its id."""
        buttons = post.buttons
        if isinstance(which, int):
            button = buttons[which]
        else:
            fits = [b for b in buttons if b.get("callback_data") == which] or [b for b in buttons if b["text"] == which]
            assert fits, f"no button {which!r} under {post}"
            button = fits[0]
        assert "callback_data" in button, f"{button} is none that tells the bot"
        return self.forge(person, post, button["callback_data"], expired=expired, inaccessible=inaccessible)

    def forge(self, person: Person, post: Post, data: str, *, expired: bool = False, inaccessible: bool = False) -> Asked:
        """A callback with any data, whether or not there is such a button, as a changed app can send it."""
        with self.world.changed:
            body: Json = {"from": person.as_json(), "chat_instance": "-3618470", "data": data}
            if post.chat is None:
                body["inline_message_id"] = post.inline_id
            elif inaccessible:
                body["message"] = {"chat": post.chat.as_json(), "message_id": post.id, "date": 0}
            else:
                body["message"] = post.body
            asked = self.world.ask("callback", body)
            asked.expired = expired
            asked.update = self.updates.add("callback_query", asked.body)
            return asked

    def inline(self, person: Person, query: str, offset: str = "", *, expired: bool = False) -> Asked:
        """Somebody types @bot and a query. Telegram answers by itself while it keeps an answer to the same query: for everybody
        unless the bot said is_personal. ``wait_answer`` gives the results."""
        assert len(query) <= QUERY, "people's apps send no longer query"
        with self.world.changed:
            body = {"from": person.as_json(), "query": query, "offset": offset, "chat_type": "sender"}
            kept = self._kept(person, query, offset)
            asked = self.world.ask("inline", body)
            asked.expired = expired
            if kept is not None:
                asked.answer, asked.answered_at = kept.answer, time.monotonic()
            else:
                asked.update = self.updates.add("inline_query", asked.body)
            return asked

    def _kept(self, person: Person, query: str, offset: str) -> Asked | None:
        for earlier in reversed(list(self.world.asked.values())):
            if earlier.kind == "inline" and (earlier.body["query"], earlier.body["offset"]) == (query, offset):
                answer = earlier.answer
                if answer is None or time.monotonic() - (earlier.answered_at or 0) >= answer["cache_time"]:
                    continue
                if not answer["is_personal"] or earlier.body["from"]["id"] == person.id:
                    return earlier
        return None

    def chosen(self, person: Person, asked: Asked, result_id: str, chat: Chat | Person | None = None) -> Post:
        """A result is sent off: chosen_inline_result. Without a chat it goes to one where the bot is not; the message can be
        edited by its inline id if the result had buttons."""
        result = next((r for r in asked.results if r["id"] == result_id), None)
        assert result is not None, f"no result {result_id!r} among {[r['id'] for r in asked.results]}"
        with self.world.changed:
            content = dict(result.get("sent", {})) | {"via_bot": self.world.bot_json()}
            content |= {"reply_markup": result["reply_markup"]} if "reply_markup" in result else {}
            told: Json = {"result_id": result_id, "from": person.as_json(), "query": asked.body["query"]}
            post = Post(None, {"message_id": 0} | content, False, time.monotonic(), [content])
            if "reply_markup" in result:
                post.inline_id = told["inline_message_id"] = f"AgAAA{next(self.world.numbers)}"
                self.world.inline_posts[post.inline_id] = post
            self.updates.add("chosen_inline_result", told)
            if chat is not None:
                self.send(person, content, chat)
            return post
