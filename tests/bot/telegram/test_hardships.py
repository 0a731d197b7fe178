"""What went wrong in attacks on the bot, each as it was found: many at once, faults in the middle, kills between two steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.telegram.faults import Fault, broken_server, cut_after, cut_before, flood, slow, truncated
from tests.bot.telegram.running import serving
from tests.bot.telegram.test_process import process
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"
FAULTS = {"cut before": cut_before, "cut after": cut_after, "broken": broken_server, "truncated": truncated, "flood": flood}
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
            telegram.wait_until(lambda sent=times: len(telegram.called("sendMessage")) > sent or None, "an answer on its way", 20)
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
