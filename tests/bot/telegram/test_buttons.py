"""Buttons pressed twice, late, after a restart, under old messages, forged, and by people whose rights have ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.texts import messenger
from knowledge import publish
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram

QUESTION = "国家级奖项有多少项"
REPORT = "# 某馆{year}年工作总结\n\n## 一、借阅\n\n{year}年接待读者{count}人次。\n\n## 二、馆藏\n\n新增图书{count}册。\n"


@pytest.mark.parametrize("data", ["", "x", "A" * 22, "a" * 64, "'; DROP TABLE buttons; --", "{}", "0"])
def test_a_forged_button_does_nothing(telegram: Telegram, tmp_path: Path, data: str) -> None:
    """Whatever a changed app sends: a kind word over the chat and nothing else."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(staff, QUESTION)
        answer = telegram.wait_message(staff)
        assert telegram.wait_answer(telegram.forge(staff, answer, data or "-")).text == messenger.STALE
        telegram.no_more_messages(staff)


def test_buttons_work_after_a_restart(telegram: Telegram, tmp_path: Path) -> None:
    """What a button does is in the journal, not in memory."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(staff, "课题有几个")
        choice = telegram.wait_message(staff)
        telegram.say(staff, "/toc")
        contents = telegram.wait_message(staff)
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.wait_answer(telegram.press(staff, choice, 1))
        assert telegram.wait_message(staff).text.startswith("10个")
        telegram.wait_answer(telegram.press(staff, contents, 0))
        telegram.wait_edit(contents)
        telegram.no_more_messages(staff)


def test_a_press_that_is_too_old_for_telegram(telegram: Telegram, tmp_path: Path) -> None:
    """The word over the chat is refused, the answer comes all the same; a message Telegram gives no more is no error."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)):
        telegram.say(staff, "课题有几个")
        choice = telegram.wait_message(staff)
        telegram.press(staff, choice, 0, expired=True)
        assert telegram.wait_message(staff).text.startswith("8个")
        telegram.wait_answer(telegram.press(staff, choice, 1, inaccessible=True))
        assert telegram.wait_message(staff).text.startswith("10个")
        telegram.no_more_messages(staff)


def test_buttons_of_who_was_removed_do_nothing(telegram: Telegram, tmp_path: Path) -> None:
    """Rights are looked up at the press, not at the making."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path) as service:
        service._journal.people.put(staff.id, "老师", None, "staff", None)
        telegram.say(staff, QUESTION)
        answer = telegram.wait_message(staff)
        service._journal.people.remove(staff.id, None)
        assert telegram.wait_answer(telegram.press(staff, answer, messenger.CONTEXT)).text == messenger.NO_ACCESS_SHORT
        telegram.no_more_messages(staff)


def test_old_buttons_after_a_refresh(telegram: Telegram, tmp_path: Path) -> None:
    """The contents and the paragraph of a report that was replaced: said so, nothing wrong shown."""
    staff, home, file = telegram.person("老师"), tmp_path / "home", tmp_path / "report.md"
    file.write_text(REPORT.format(year=2024, count=5321), encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))
    with serving(telegram, home, staff=(staff.id,)):
        telegram.say(staff, "接待读者多少人次")
        answer = telegram.wait_message(staff)
        assert answer.text.startswith("5321人次")
        telegram.say(staff, "/toc")
        contents = telegram.wait_message(staff)
        file.write_text(REPORT.format(year=2024, count=6000), encoding="utf-8")
        publish.publish(home, publish.prepare(file, home))
        assert telegram.wait_answer(telegram.press(staff, contents, 0)).text == messenger.TOC_STALE
        assert telegram.wait_answer(telegram.press(staff, answer, messenger.CONTEXT)).text == messenger.AROUND_GONE
        telegram.say(staff, "接待读者多少人次")
        assert telegram.wait_message(staff).text.startswith("6000人次")
        telegram.no_more_messages(staff)


def test_several_reports_are_browsed_one_by_one(telegram: Telegram, tmp_path: Path) -> None:
    """/toc begins with the reports when there are several, and leads back to them."""
    staff, home = telegram.person("老师"), tmp_path / "home"
    for year in (2023, 2024):
        file = tmp_path / f"{year}.md"
        file.write_text(REPORT.format(year=year, count=year * 3), encoding="utf-8")
        publish.publish(home, publish.prepare(file, home))
    with serving(telegram, home, staff=(staff.id,)):
        telegram.say(staff, "目录")
        contents = telegram.wait_message(staff)
        assert contents.text == messenger.TOC_REPORTS and len(contents.labels) == 2
        for pressed, expected in (
            (1, "2024"),
            (0, "6072人次"),
            (messenger.BACK, "2024"),
            (messenger.BACK, messenger.TOC_REPORTS),
        ):
            before = len(contents.versions)
            telegram.wait_answer(telegram.press(staff, contents, pressed))
            telegram.wait_edit(contents, before + 1)
            assert expected in contents.text


@pytest.mark.parametrize("texts", [("/forget", messenger.FORGET_NO)])
def test_a_second_thought_forgets_nothing(telegram: Telegram, tmp_path: Path, texts: tuple[str, str]) -> None:
    """不删 keeps what was asked."""
    staff = telegram.person("老师")
    with serving(telegram, tmp_path, staff=(staff.id,)) as service:
        telegram.say(staff, QUESTION)
        telegram.wait_message(staff)
        telegram.say(staff, texts[0])
        sure = telegram.wait_message(staff)
        telegram.wait_answer(telegram.press(staff, sure, texts[1]))
        assert telegram.wait_edit(sure).text == messenger.DONE
        telegram.wait_idle()
        assert service._journal.questions.latest(staff.id)[0].text == QUESTION
