"""Groups: answered only when addressed, in the topic it was asked in, where the group is listed; buttons are the asker's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.texts import messenger
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"


@pytest.mark.parametrize("privacy", [True, False])
def test_only_what_is_addressed_is_answered(telegram: Telegram, tmp_path: Path, privacy: bool) -> None:
    """Mentions, replies and commands, with privacy mode on and off; everything else is left alone."""
    telegram.world.privacy = privacy
    member = telegram.person("小李")
    group = telegram.supergroup("教研组", member)
    name = telegram.world.bot.username
    with serving(telegram, tmp_path, groups=(group.id,)):
        asked = telegram.say(member, f"@{name} {QUESTION}", group)
        answer = telegram.wait_message(group)
        assert answer.text.startswith("8项") and answer.reply_to == asked.id
        telegram.say(member, "那省级呢", group, reply_to=answer)
        assert telegram.wait_message(group).text.startswith("7项")
        telegram.say(member, f"/about@{name}", group)
        assert "《" in telegram.wait_message(group).text
        for text in (QUESTION, "@somebody " + QUESTION, "目录", "/unknown@other_bot", f"x@{name}_2 专利"):
            telegram.say(member, text, group)
        telegram.no_more_messages(group)


def test_one_members_follow_up_is_not_anothers(telegram: Telegram, tmp_path: Path) -> None:
    """那省级呢 of somebody who has asked nothing is no follow-up; nor is it in another topic."""
    one, other = telegram.person("小李"), telegram.person("小张")
    forum = telegram.supergroup("论坛", one, other, forum=True)
    name = telegram.world.bot.username
    first, second = (telegram.topic(forum, one, title) for title in ("甲", "乙"))
    with serving(telegram, tmp_path, groups=(forum.id,)):
        telegram.say(one, f"@{name} 省级课题有几个", forum, thread=first)
        answer = telegram.wait_message(forum)
        assert answer.text.startswith("8个") and answer.thread == first
        for person, thread in ((other, first), (one, second)):
            telegram.say(person, f"@{name} 那市级呢", forum, thread=thread)
            refused = telegram.wait_message(forum)
            assert not refused.text.startswith("10个") and refused.thread == thread
        telegram.say(one, f"@{name} 那市级呢", forum, thread=first)
        assert telegram.wait_message(forum).text.startswith("10个")


def test_buttons_answer_only_the_asker(telegram: Telegram, tmp_path: Path) -> None:
    """Another member who presses is told kindly; the button still works for the asker."""
    one, other = telegram.person("小李"), telegram.person("小张")
    group = telegram.group("办公室", one, other)
    with serving(telegram, tmp_path, groups=(group.id,)):
        telegram.say(one, f"@{telegram.world.bot.username} {QUESTION}", group)
        answer = telegram.wait_message(group)
        assert telegram.wait_answer(telegram.press(other, answer, messenger.CONTEXT)).text == messenger.NOT_YOURS
        telegram.no_more_messages(group)
        telegram.wait_answer(telegram.press(one, answer, messenger.CONTEXT))
        assert messenger.AROUND in telegram.wait_message(group).text


def test_a_group_that_is_not_listed_gets_nothing(telegram: Telegram, tmp_path: Path) -> None:
    """Strangers get silence; somebody known is told the group's number, once."""
    stranger, staff = telegram.person("路人"), telegram.person("老师")
    group = telegram.supergroup("闲聊", stranger, staff)
    name = telegram.world.bot.username
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(stranger, f"@{name} {QUESTION}", group)
        telegram.no_more_messages(group)
        telegram.say(staff, f"@{name} {QUESTION}", group)
        assert telegram.wait_message(group).text == messenger.GROUP_CLOSED.format(id=group.id)
        telegram.say(staff, f"@{name} {QUESTION}", group)
        telegram.no_more_messages(group)


def test_a_migrated_group_is_answered(telegram: Telegram, tmp_path: Path) -> None:
    """A listed group that becomes a supergroup stays listed, and its buttons work on."""
    member = telegram.person("小李")
    group = telegram.group("办公室", member)
    name = telegram.world.bot.username
    with serving(telegram, tmp_path, groups=(group.id,)):
        telegram.say(member, f"@{name} {QUESTION}", group)
        telegram.wait_message(group)
        moved = telegram.migrate(group, member)
        telegram.say(member, f"@{name} {QUESTION}", moved)
        assert telegram.wait_message(moved).text.startswith("8项")


def test_an_anonymous_admin_may_ask(telegram: Telegram, tmp_path: Path) -> None:
    """Who writes in the group's own name is a member of it; a linked channel's post is not."""
    member = telegram.person("群主")
    group = telegram.supergroup("教研组", member)
    with serving(telegram, tmp_path, groups=(group.id,)):
        telegram.say(member, f"@{telegram.world.bot.username} {QUESTION}", group, anonymous=True)
        assert telegram.wait_message(group).text.startswith("8项")


def test_a_channel_gets_nothing(telegram: Telegram, tmp_path: Path) -> None:
    """Posts in channels are nobody's questions."""
    channel = telegram.channel("公告")
    with serving(telegram, tmp_path, groups=(channel.id,), open=True):
        telegram.channel_post(channel, f"@{telegram.world.bot.username} {QUESTION}")
        telegram.no_more_messages(channel)


def test_a_bot_let_into_a_group_says_how(telegram: Telegram, tmp_path: Path) -> None:
    """In a listed group how to ask; in another, what is missing, when somebody known added it."""
    staff, stranger = telegram.person("老师"), telegram.person("路人")
    group, other = telegram.supergroup("教研组", staff), telegram.supergroup("闲聊", stranger)
    telegram.remove_bot(group, staff)
    telegram.remove_bot(other, stranger)
    with serving(telegram, tmp_path, groups=(group.id,), staff=(staff.id,)):
        telegram.add_bot(group, staff)
        assert "@" in telegram.wait_message(group).text
        telegram.add_bot(other, stranger)
        telegram.no_more_messages(other)
