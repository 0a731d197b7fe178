"""Nothing lost, nothing doubled, whatever the connection to Telegram does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.texts import messenger
from tests.bot.telegram.faults import (
    Fault,
    Pace,
    broken_server,
    cut_after,
    cut_before,
    flood,
    refusal,
    truncated,
)
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"

FAULTS = {
    "told to wait": lambda: flood("sendMessage", 1),
    "told to wait twice": lambda: flood("sendMessage", 1, count=2),
    "server broken": lambda: broken_server("sendMessage", 502),
    "server broken for a while": lambda: broken_server("sendMessage", 500, count=2),
    "cut before the effect": lambda: cut_before("sendMessage"),
    "cut after the effect": lambda: cut_after("sendMessage"),
    "cut before twice": lambda: cut_before("sendMessage", count=2),
    "half an answer": lambda: truncated("sendMessage"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_answer_whatever_happens(telegram: Telegram, tmp_path: Path, name: str) -> None:
    """Refused, broken off before or after the message arrived: the person gets the answer once, and its buttons work."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(staff, "专利有几项")
        telegram.wait_message(staff)
        telegram.fail(FAULTS[name]())
        telegram.say(staff, QUESTION)
        answer = telegram.wait_message(staff, timeout=15)
        assert answer.text.startswith("8项")
        telegram.wait_answer(telegram.press(staff, answer, messenger.CONTEXT))
        assert messenger.AROUND in telegram.wait_message(staff).text
        telegram.no_more_messages(staff)


def test_a_lost_confirmation_of_the_first_message(telegram: Telegram, tmp_path: Path) -> None:
    """Nothing of ours stands in the chat yet: the message is found all the same."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.fail(cut_after("sendMessage"))
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff).text.startswith("8项")
        telegram.no_more_messages(staff)


@pytest.mark.parametrize(
    "fault",
    [
        cut_before("getUpdates", count=2),
        cut_after("getUpdates"),
        broken_server("getUpdates"),
        truncated("getUpdates"),
        flood("getUpdates", 1),
    ],
    ids=["cut before", "cut after", "broken", "truncated", "flood"],
)
def test_updates_come_through(telegram: Telegram, tmp_path: Path, fault: Fault) -> None:
    """A poll that fails is made again; each question is answered once."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.fail(fault)
        for _ in range(3):
            telegram.say(staff, QUESTION)
        for answer in telegram.wait_messages(staff, 3, timeout=15):
            assert answer.text.startswith("8项")
        telegram.no_more_messages(staff)


def test_an_update_delivered_again_is_not_answered_again(telegram: Telegram, tmp_path: Path) -> None:
    """Redelivered, doubled in a batch, out of order."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        asked = telegram.say(staff, QUESTION)
        telegram.wait_message(staff)
        telegram.redeliver(asked)
        telegram.no_more_messages(staff)
        with telegram.held("doubled"):
            telegram.say(staff, "专利有几项")
            telegram.say(staff, "市级课题有几个")
        assert {post.text.split("\n")[0] for post in telegram.wait_messages(staff, 2)} == {"4项", "10个"}
        with telegram.held("reversed"):
            telegram.say(staff, "专利有几项")
            telegram.say(staff, "市级课题有几个")
        assert {post.text.split("\n")[0] for post in telegram.wait_messages(staff, 2)} == {"4项", "10个"}
        telegram.no_more_messages(staff)


def test_who_blocked_the_bot_is_left_alone(telegram: Telegram, tmp_path: Path) -> None:
    """403 ends the matter; when the person comes back, answers come again."""
    staff, other = telegram.person("老师"), telegram.person("同事")
    with serving(telegram, tmp_path, staff=(staff.id, other.id)):
        telegram.start(staff)
        telegram.wait_message(staff)
        telegram.fail(refusal("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=staff.id))
        telegram.say(staff, QUESTION)
        telegram.say(other, QUESTION)
        assert telegram.wait_message(other).text.startswith("8项")
        telegram.say(staff, QUESTION)
        assert telegram.wait_message(staff).text.startswith("8项")


def test_one_persons_wait_is_nobody_elses(telegram: Telegram, tmp_path: Path) -> None:
    """Telegram makes one chat wait; another is answered at once."""
    one, other = telegram.person("甲"), telegram.person("乙")
    with serving(telegram, tmp_path, staff=(one.id, other.id)):
        telegram.fail(flood("sendMessage", 3, chat=one.id))
        telegram.say(one, QUESTION)
        telegram.wait_calls("sendMessage")
        asked = telegram.say(other, QUESTION)
        assert telegram.wait_message(other).text.startswith("8项")
        assert telegram.first_sign(asked) < 2
        assert telegram.wait_message(one, timeout=10).text.startswith("8项")


def test_questions_past_the_limit_are_refused_kindly(telegram: Telegram, tmp_path: Path) -> None:
    """The 21st question within a minute is told to wait, once; the twenty before are answered."""
    staff, other = telegram.person("老师"), telegram.person("同事")
    with serving(telegram, tmp_path, staff=(staff.id, other.id)):
        with telegram.held():
            for _ in range(23):
                telegram.say(staff, QUESTION)
        telegram.say(other, QUESTION)
        assert telegram.wait_message(other).text.startswith("8项")
        texts = [post.text for post in telegram.wait_messages(staff, 22, timeout=30)]
        assert sum(text.startswith("8项") for text in texts) == 20
        assert messenger.IN_QUEUE in texts and any("再问" in text for text in texts)
        telegram.no_more_messages(staff)


def test_twenty_people_at_once(telegram: Telegram, tmp_path: Path) -> None:
    """Ten questions each under Telegram's own limits: none lost, none doubled."""
    people = [telegram.person(f"老师{number}") for number in range(20)]
    questions = ["专利有几项", "省级课题有几个", QUESTION] * 3 + ["市级课题有几个"]
    telegram.pace = Pace(chat_burst=20)
    with serving(telegram, tmp_path, staff=tuple(person.id for person in people)):
        with telegram.held():
            for question in questions:
                for person in people:
                    telegram.say(person, question)
        for person in people:
            posts = telegram.wait_messages(person, 11, timeout=60)
            heads = [post.text.split("\n")[0] for post in posts if post.text != messenger.IN_QUEUE]
            assert heads == ["4项", "8个", "8项"] * 3 + ["10个"]
            telegram.no_more_messages(person)
