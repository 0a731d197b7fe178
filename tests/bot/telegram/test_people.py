"""What people do reaches the real client as Telegram would tell it, and is kept from it where Telegram keeps it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, Update
from telegram import InputTextMessageContent as Content
from telegram.error import BadRequest, Forbidden

from tests.bot.telegram.cases import cases
from tests.bot.telegram.client import with_bot
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Post

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="a"), InlineKeyboardButton("差", callback_data="b")]])


def written(telegram: Telegram, chat_id: int, text: str = "x") -> Post:
    """A message of the bot with two buttons."""
    with_bot(telegram, lambda bot: bot.send_message(chat_id, text, reply_markup=BUTTONS))
    return telegram.world.chats[chat_id].by_bot()[-1]


def updates(telegram: Telegram) -> list[Update]:
    """All that waits, confirmed at once."""

    async def take(bot: Bot) -> list[Update]:
        batch = await bot.get_updates(timeout=0)
        await bot.get_updates(batch[-1].update_id + 1 if batch else 0, timeout=0)
        return list(batch)

    return with_bot(telegram, take)


@pytest.mark.parametrize("case", cases("privacy"), ids=lambda case: f"{case['text']} {case.get('why', '')}")
def test_privacy_mode(telegram: Telegram, case: dict[str, Any]) -> None:
    """In a group the bot is told only what is meant for it."""
    wang = telegram.person("小王")
    group = telegram.supergroup("群", wang)
    group.bot_status, telegram.world.privacy = case.get("status", "member"), case.get("privacy", True)
    answered = written(telegram, group.id) if case.get("reply") == "bot" else telegram.say(wang, "早", group)
    updates(telegram)
    telegram.say(wang, case["text"], group, reply_to=answered if "reply" in case else None)
    assert [u.message.text for u in updates(telegram) if u.message] == [case["text"]] * case["told"]


def test_names_commands_and_mentions_are_as_they_are(telegram: Telegram) -> None:
    """Offsets count UTF-16 units; names may hold anything."""
    wang = telegram.person("<王>&😀", "二", "xiaowang", language="zh-hans")
    telegram.say(wang, "😀 /ask@wenbao_test_bot @some_body")
    (update,) = updates(telegram)
    message = update.message
    assert message is not None and message.from_user is not None and message.from_user.full_name == "<王>&😀 二"
    assert message.parse_entities() == dict(zip(message.entities, ["/ask@wenbao_test_bot", "@some_body"], strict=True))
    assert [e.offset for e in message.entities] == [3, 24]


def test_a_link_starts_with_its_payload(telegram: Telegram) -> None:
    """t.me/bot?start=… arrives as a command with an argument; before it the bot may not write."""
    wang = telegram.person("小王")
    with pytest.raises(Forbidden):
        written(telegram, wang.id)
    telegram.start(wang, "inv_1-A")
    assert [u.message.text for u in updates(telegram) if u.message] == ["/start inv_1-A"]
    assert written(telegram, wang.id).text == "x"
    with pytest.raises(AssertionError):
        telegram.start(wang, "没有")


def test_edits_come_with_the_new_text(telegram: Telegram) -> None:
    """In private chats, groups and channels, each as its own kind."""
    wang, channel = telegram.person("小王"), telegram.channel("频道")
    telegram.edit(telegram.say(wang, "a"), "b")
    telegram.edit(telegram.channel_post(channel, "c"), "d")
    told = [
        (set(u.to_dict()) - {"update_id"}, u.effective_message.text if u.effective_message else "") for u in updates(telegram)
    ]
    kinds = ("message", "edited_message", "channel_post", "edited_channel_post")
    assert told == [({kind}, text) for kind, text in zip(kinds, "abcd", strict=True)]


def test_topics(telegram: Telegram) -> None:
    """A message in a topic says so, and the answer goes where it is sent: without a thread to General."""
    wang = telegram.person("小王")
    forum = telegram.supergroup("论坛", wang, forum=True)
    thread = telegram.topic(forum, wang, "预算")
    said = telegram.say(wang, "/ask", forum, thread=thread)
    created, asked = updates(telegram)
    assert created.message and created.message.forum_topic_created and created.message.is_topic_message
    assert asked.message and asked.message.message_thread_id == thread and asked.message.chat.is_forum

    async def answer(bot: Bot) -> None:
        await bot.send_message(forum.id, "there", message_thread_id=thread, reply_to_message_id=said.id)
        await bot.send_message(forum.id, "general")

    with_bot(telegram, answer)
    assert [(p.text, p.thread, p.reply_to) for p in telegram.messages(forum)] == [
        ("there", thread, said.id),
        ("general", None, None),
    ]


def test_messages_without_a_person_behind_them(telegram: Telegram) -> None:
    """An anonymous administrator is the group; a channel's post is from nobody; a business message is of its own kind."""
    wang, channel = telegram.person("小王"), telegram.channel("频道")
    group = telegram.supergroup("群", wang)
    telegram.say(wang, "/ask", group, anonymous=True)
    telegram.channel_post(channel, "x")
    telegram.business_message(wang, "x")
    anonymous, post, business = updates(telegram)
    assert anonymous.message and anonymous.message.from_user and anonymous.message.from_user.username == "GroupAnonymousBot"
    assert anonymous.message.sender_chat and anonymous.message.sender_chat.id == group.id
    assert post.effective_user is None and post.channel_post and business.business_message


def test_presses(telegram: Telegram) -> None:
    """By place, data and label; forged, expired, on a message too old to be told, and twice."""
    wang = telegram.person("小王")
    telegram.start(wang)
    post = written(telegram, wang.id)
    updates(telegram)
    presses = [telegram.press(wang, post, which) for which in (0, "b", "好")]
    presses += [telegram.forge(wang, post, "⚠"), telegram.press(wang, post, 0, expired=True)]
    presses += [telegram.press(wang, post, 1, inaccessible=True)]
    queries = [u.callback_query for u in updates(telegram) if u.callback_query]
    assert [q.data for q in queries] == ["a", "b", "a", "⚠", "a", "b"] and [q.id for q in queries] == [p.id for p in presses]
    assert [q.message.is_accessible for q in queries if q.message] == [True] * 5 + [False]
    assert {q.message.message_id for q in queries if q.message} == {post.id}

    async def answer(bot: Bot) -> None:
        await bot.answer_callback_query(presses[0].id, "谢谢", show_alert=True)
        for late in (presses[0], presses[4]):
            with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
                await bot.answer_callback_query(late.id)

    with_bot(telegram, answer)
    told = telegram.wait_answer(presses[0])
    assert told.answer == {"text": "谢谢", "show_alert": True} and told.seconds is not None and presses[4].answer is None
    with pytest.raises(AssertionError, match="no button"):
        telegram.press(wang, post, "没有")


def test_inline(telegram: Telegram) -> None:
    """Results come back; Telegram keeps them for everybody unless they are personal; a chosen one can be edited and pressed."""
    wang, li = telegram.person("小王"), telegram.person("小李")

    def answered(query: str, *, personal: bool) -> None:
        asked = telegram.inline(wang, query)
        (update,) = updates(telegram)
        assert update.inline_query and update.inline_query.query == query
        result = InlineQueryResultArticle("1", "题", Content("<b>答</b>", parse_mode="HTML"), reply_markup=BUTTONS)
        with_bot(telegram, lambda bot: bot.answer_inline_query(asked.id, [result], is_personal=personal, cache_time=60))
        assert telegram.wait_answer(asked).results[0]["sent"]["text"] == "答"

    answered("公开", personal=False)
    answered("自己", personal=True)
    assert telegram.inline(li, "公开").answer is not None and telegram.inline(wang, "自己").answer is not None
    private = telegram.inline(li, "自己")
    assert private.answer is None and len(updates(telegram)) == 1
    sent = telegram.chosen(wang, telegram.inline(wang, "自己"), "1")
    (chosen,) = updates(telegram)
    assert chosen.chosen_inline_result and chosen.chosen_inline_result.inline_message_id == sent.inline_id
    telegram.press(li, sent, "差")
    with_bot(telegram, lambda bot: bot.edit_message_text("新", inline_message_id=sent.inline_id))
    assert updates(telegram)[0].callback_query and sent.text == "新" and not sent.labels


def test_files_go_both_ways(telegram: Telegram) -> None:
    """What a person sends can be fetched byte for byte; what the bot sends is kept byte for byte; names may be Chinese."""
    wang = telegram.person("小王")
    telegram.send_document(wang, b"\x00\xff\r\n--x", "年报 <1>.docx", caption="/upload")
    telegram.send_document(wang, b"small", "大.pdf", size=20 * 1024 * 1024 + 1)
    small, large = [u.message.document for u in updates(telegram) if u.message and u.message.document]
    assert small.file_name == "年报 <1>.docx" and large.file_size == 20 * 1024 * 1024 + 1

    async def work(bot: Bot) -> bytes:
        with pytest.raises(BadRequest, match="File is too big"):
            await bot.get_file(large.file_id)
        fetched = bytes(await (await bot.get_file(small.file_id)).download_as_bytearray())
        await bot.send_document(wang.id, io.BytesIO(fetched), filename='回 "信".docx', caption="<b>x</b>", parse_mode="HTML")
        await bot.send_photo(wang.id, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20......", caption="y")
        with pytest.raises(BadRequest, match="Image_process_failed"):
            await bot.send_photo(wang.id, b"GIF89a")
        return fetched

    assert with_bot(telegram, work) == b"\x00\xff\r\n--x"
    document, photo = telegram.messages(wang)
    stored = telegram.world.files[document.body["document"]["file_id"]]
    assert (stored.content, stored.name) == (b"\x00\xff\r\n--x", '回 "信".docx') and document.spans("bold") == ["x"]
    assert photo.body["photo"][0]["height"] == 32


def test_who_comes_and_goes(telegram: Telegram) -> None:
    """Joining, leaving, blocking, the bot's own coming and going, and the move to a supergroup are told as Telegram tells them."""
    wang, li = telegram.person("小王"), telegram.person("小李")
    group = telegram.group("群", wang)
    telegram.join(li, group)
    telegram.leave(li, group)
    telegram.block(wang)
    telegram.unblock(wang)
    telegram.remove_bot(group, wang)
    telegram.add_bot(group, wang)
    telegram.make_administrator(li, group)
    fresh = telegram.migrate(group, wang)
    told = updates(telegram)
    joined, left, blocked, unblocked, removed, added, welcomed, went, came = told
    assert joined.message and joined.message.new_chat_members and left.message and left.message.left_chat_member
    statuses = [m.my_chat_member.new_chat_member.status for m in (blocked, unblocked, removed, added) if m.my_chat_member]
    assert statuses == ["kicked", "member", "kicked", "member"]
    assert welcomed.message and welcomed.message.new_chat_members[0].is_bot
    assert went.message and went.message.migrate_to_chat_id == fresh.id and went.message.chat.id == group.id
    assert came.message and came.message.migrate_from_chat_id == group.id and came.message.chat.id == fresh.id

    async def stand(bot: Bot) -> list[str]:
        return [(await bot.get_chat_member(fresh.id, person.id)).status for person in (wang, li)]

    assert with_bot(telegram, stand) == ["member", "member"]


def test_message_ids_repeat_from_chat_to_chat(telegram: Telegram) -> None:
    """Every supergroup counts from 1, so an id alone names no message."""
    wang = telegram.person("小王")
    groups = [telegram.supergroup(name, wang) for name in "ab"]
    assert [telegram.say(wang, "/x", group).id for group in groups] == [1, 1]


def test_commands_are_seen_by_scope_and_language(telegram: Telegram) -> None:
    """The narrowest scope wins, and in it the person's language."""
    wang, li = telegram.person("小王"), telegram.person("John", language="en")
    telegram.start(wang)
    group = telegram.supergroup("群", wang, li)
    telegram.make_administrator(li, group)
    default, private = {"type": "default"}, {"type": "all_private_chats"}
    admins, chat = {"type": "all_chat_administrators"}, {"type": "chat", "chat_id": wang.id}

    async def work(bot: Bot) -> None:
        for name, scope, language in (
            ("d", default, ""),
            ("p", private, ""),
            ("z", private, "zh"),
            ("a", admins, ""),
            ("c", chat, ""),
        ):
            await bot.do_api_request(
                "setMyCommands",
                {"commands": [{"command": name, "description": "x"}], "scope": scope, "language_code": language},
            )
        assert [c.command for c in await bot.get_my_commands(language_code="zh")] == []

    with pytest.warns(UserWarning, match="Please use"):
        with_bot(telegram, work)
    assert telegram.commands_of(wang) == ["c"] and telegram.commands_of(li) == ["p"]
    assert telegram.commands_of(wang, group) == ["d"] and telegram.commands_of(li, group) == ["a"]


def test_a_wait_says_what_it_has_seen(telegram: Telegram) -> None:
    """A wait in vain shows the requests and the messages."""
    wang = telegram.person("小王")
    telegram.start(wang)
    written(telegram, wang.id, "答")
    with pytest.raises(AssertionError, match=r"(?s)2 more message\(s\).*sendMessage → 200.*'答'.*updates that wait"):
        telegram.wait_messages(wang, 2, timeout=0.05)
    assert telegram.wait_message(wang).text == "答"
    with pytest.raises(AssertionError, match="not idle"):
        telegram.wait_idle(timeout=0.05)  # the start was never fetched
    updates(telegram)
    telegram.no_more_messages(wang, quiet=0.02)
    written(telegram, wang.id)
    with pytest.raises(AssertionError, match="the bot wrote"):
        telegram.no_more_messages(wang, quiet=0.02)
