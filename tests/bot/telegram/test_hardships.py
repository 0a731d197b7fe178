"""What went wrong in attacks on the bot, each as it was found: many at once, faults in the middle, kills between two steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from bot.texts import messenger
from tests.bot.telegram.faults import Fault, broken_server, cut_after, cut_before, flood, slow, truncated
from tests.bot.telegram.running import serving
from tests.bot.telegram.test_process import process
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"
FAULTS: dict[str, Callable[..., Fault]] = {"cut before": cut_before, "cut after": cut_after, "broken": broken_server, "truncated": truncated, "flood": flood}
Faulty = Callable[[str], Fault]


def test_a_kill_in_the_second_answer_loses_neither(telegram: Telegram, tmp_path: Path) -> None:
    """The first answer, which stands there already, is not taken for the second one."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff) as running:
        telegram.start(staff)
        telegram.wait_message(staff, timeout=20)
        telegram.fail(slow("sendMessage", 30, skip=1))
        with telegram.held():
            telegram.say(staff, "专利有几项")
            telegram.say(staff, QUESTION)
        first = telegram.wait_message(staff)
        labels = first.buttons
        telegram.wait_until(lambda: len(telegram.called("sendMessage")) == 3 or None, "the second answer on its way")
        running.kill()
        running.wait()
    with process(telegram, tmp_path, staff):
        assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        assert first.text.startswith("4项") and first.buttons == labels
        telegram.no_more_messages(staff)


def test_many_kills_give_no_answer_up(telegram: Telegram, tmp_path: Path) -> None:
    """Killed again and again while Telegram is slow: that is no fault of the question."""
    staff = telegram.person("老师")
    telegram.say(staff, QUESTION)
    for times in range(4):
        telegram.fail(slow("sendMessage", 30))
        with process(telegram, tmp_path, staff):
            telegram.wait_calls_begun("sendMessage", times + 1)
    telegram.faults.clear()
    with process(telegram, tmp_path, staff):
        assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        telegram.no_more_messages(staff)


def test_a_lost_confirmation_in_a_crowd(telegram: Telegram, tmp_path: Path) -> None:
    """Message ids go on by dozens while the answer is on its way; it is found all the same."""
    people = [telegram.person(f"老师{number}") for number in range(30)]
    with serving(telegram, tmp_path, staff=tuple(person.id for person in people)):
        telegram.fail(cut_after("sendMessage", chat=people[0].id))
        with telegram.held():
            for person in people:
                telegram.say(person, QUESTION)
        for person in people:
            telegram.wait_message(person, timeout=30)
        telegram.no_more_messages(people[0])


@pytest.mark.parametrize("fault", [cut_before, cut_after])
def test_a_broken_connection_in_a_busy_group(telegram: Telegram, tmp_path: Path, fault: Faulty) -> None:
    """Four ask at once in one group: four answers, whichever of them was lost on its way."""
    people = [telegram.person(f"老师{number}") for number in range(4)]
    group = telegram.supergroup("教研组", *people)
    with serving(telegram, tmp_path, groups=(group.id,)):
        telegram.fail(fault("sendMessage"), slow("sendMessage", 0.1, count=3))
        with telegram.held():
            for person in people:
                telegram.say(person, f"@{telegram.world.bot.username} {QUESTION}", group)
        telegram.wait_messages(group, 4, timeout=15)
        telegram.no_more_messages(group)


def test_a_crowded_group_delays_nobody_else(telegram: Telegram, tmp_path: Path) -> None:
    """Sixty ask in a group, where twenty messages a minute are allowed; a private question is answered at once."""
    people, alone = [telegram.person(f"老师{number}") for number in range(60)], telegram.person("小王")
    group = telegram.supergroup("教研组", *people)
    with serving(telegram, tmp_path, groups=(group.id,), staff=(alone.id,)):
        with telegram.held():
            for person in people:
                telegram.say(person, f"@{telegram.world.bot.username} {QUESTION}", group)
            telegram.say(alone, QUESTION)
        assert telegram.wait_message(alone).text.startswith("8项")


@pytest.mark.parametrize("name", FAULTS)
def test_a_press_is_carried_out_though_its_notice_fails(telegram: Telegram, tmp_path: Path, name: str) -> None:
    """answerCallbackQuery goes wrong once: it is given again, and what the button is for is done once."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(staff, "课题有几个")
        choice = telegram.wait_message(staff)
        telegram.fail(FAULTS[name]("answerCallbackQuery"))
        pressed = telegram.press(staff, choice, 0)
        assert telegram.wait_message(staff).spans("blockquote")
        telegram.wait_answer(pressed)
        telegram.no_more_messages(staff)


@pytest.mark.parametrize("name", FAULTS)
def test_an_edit_goes_through(telegram: Telegram, tmp_path: Path, name: str) -> None:
    """An edit whose confirmation is lost is made again; no second answer is sent instead of it."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        question = telegram.say(staff, "专利有几项")
        answer = telegram.wait_message(staff)
        telegram.fail(FAULTS[name]("editMessageText"))
        telegram.edit(question, QUESTION)
        assert telegram.wait_edit(answer).text.startswith("8项")
        telegram.no_more_messages(staff)


@pytest.mark.parametrize("fault", [cut_before, cut_after, broken_server, truncated])
def test_an_inline_query_is_answered_though_the_first_try_fails(telegram: Telegram, tmp_path: Path, fault: Faulty) -> None:
    """Results arrive at the second try."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.fail(fault("answerInlineQuery"))
        assert telegram.wait_answer(telegram.inline(staff, "奖项")).results


def test_a_kill_between_press_and_answer(telegram: Telegram, tmp_path: Path) -> None:
    """A choice was pressed and nothing came of it: the next process answers it, once."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff) as running:
        telegram.say(staff, "课题有几个")
        choice = telegram.wait_message(staff, timeout=20)
        telegram.fail(slow("sendMessage", 30))
        telegram.press(staff, choice, 0)
        telegram.wait_until(lambda: len(telegram.called("sendMessage")) == 2 or None, "the answer on its way")
        running.kill()
        running.wait()
    with process(telegram, tmp_path, staff):
        assert telegram.wait_message(staff, timeout=20).spans("blockquote")
        telegram.no_more_messages(staff)


def test_what_waited_while_the_bot_was_away_was_not_asked_fast(telegram: Telegram, tmp_path: Path) -> None:
    """Twenty-two questions of the last hour are all answered."""
    staff, now = telegram.person("老师"), int(time.time())
    for number in range(22):
        telegram.say(staff, QUESTION, when=now - 3600 + 60 * number)
    with serving(telegram, tmp_path, staff=(staff.id,)):
        texts = [post.text for post in telegram.wait_messages(staff, 23, timeout=30)]
        assert sum(text.startswith("8项") for text in texts) == 22


def test_a_long_question_can_be_filed_and_settled(telegram: Telegram, tmp_path: Path) -> None:
    """Four thousand characters fit into no message beside our own words; they are cut."""
    admin, staff = telegram.person("主任"), telegram.person("老师")
    telegram.start(admin)
    with serving(telegram, tmp_path, admins=(admin.id,), staff=(staff.id,)):
        telegram.wait_message(admin)
        telegram.say(staff, "焊工有多少人" + "焊工" * 2040)
        telegram.wait_answer(telegram.press(staff, telegram.wait_message(staff), messenger.REQUEST))
        assert "焊工" in telegram.wait_message(admin).text
        telegram.say(admin, "/requests")
        telegram.wait_answer(telegram.press(admin, telegram.wait_message(admin), 1))
        assert "焊工" in telegram.wait_message(staff).text


def test_a_request_that_a_killed_bot_had_closed_is_told(telegram: Telegram, tmp_path: Path) -> None:
    """Closed and not told: the next start tells it; a report published while the bot was away tells it too."""
    staff = telegram.person("老师")
    telegram.start(staff)
    with Journal.open(tmp_path) as journal:
        for number, text in enumerate((QUESTION, "专利有几项"), 1):
            journal.requests.file(number, staff.id, staff.id, None, text)
        journal.requests.close(1, None, "answered")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        texts = [post.text for post in telegram.wait_messages(staff, 3)]
        assert any(f"“{QUESTION}”" in text and "8项" in text for text in texts)
        assert any("“专利有几项”" in text and "4项" in text for text in texts)
        telegram.no_more_messages(staff)


def test_two_kills_one_after_the_other(telegram: Telegram, tmp_path: Path) -> None:
    """Two questions wait, the first was answered before the first kill; the second kill comes while the second answer leaves."""
    staff = telegram.person("老师")
    with process(telegram, tmp_path, staff) as running:
        telegram.start(staff)
        telegram.wait_message(staff, timeout=20)
        running.kill()
        running.wait()
    telegram.say(staff, "专利有几项")
    telegram.say(staff, QUESTION)
    for skipped in (1, 0):
        telegram.fail(slow("sendMessage", 30, skip=skipped))
        before = len(telegram.called("sendMessage")) + skipped
        with process(telegram, tmp_path, staff):
            telegram.wait_calls_begun("sendMessage", before + 1)
    assert telegram.wait_message(staff).text.startswith("4项")
    with process(telegram, tmp_path, staff):
        assert telegram.wait_message(staff, timeout=20).text.startswith("8项")
        telegram.no_more_messages(staff)


@pytest.mark.parametrize("unseen", [20, 60])
def test_a_lost_confirmation_far_from_its_question(telegram: Telegram, tmp_path: Path, unseen: int) -> None:
    """Other messages have taken the ids after the question's, few or many, and the bot knows nothing of them: one answer."""
    staff = telegram.person("老师")
    group = telegram.group("闲聊", staff)
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.wait_idle()
        with telegram.held():
            telegram.fail(cut_after("sendMessage"))
            telegram.say(staff, QUESTION)
            for _ in range(unseen):
                telegram.say(staff, "天气不错", group)
        telegram.wait_message(staff)
        telegram.wait_idle(1.0, timeout=20)
        assert [post.text[:2] for post in telegram.messages(staff)] == ["8项"]
