"""Deny by default: every kind of update from strangers, members and admins, in every kind of place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.journal.desk_file import Journal
from bot.texts import messenger
from knowledge import publish
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Person

QUESTION = "国家级奖项有多少项"


def codes(telegram: Telegram, person: Person) -> str:
    """The payload of the invitation link in the newest message of a chat."""
    return telegram.messages(person)[-1].text.split("?start=")[1].split()[0]


def test_a_stranger_is_told_once_a_day(telegram: Telegram, tmp_path: Path) -> None:
    """His number and the admins' numbers; after that nothing, and never an answer."""
    stranger, admin = telegram.person("路人"), telegram.person("主任")
    with serving(telegram, tmp_path, admins=(admin.id,)):
        telegram.say(stranger, QUESTION)
        told = telegram.wait_message(stranger).text
        assert str(stranger.id) in told and str(admin.id) in told and "8项" not in told
        for text in ("再问", "/toc", "/people", "目录", "/start access", "/forget"):
            telegram.say(stranger, text)
        telegram.no_more_messages(stranger)


@pytest.mark.parametrize("kind", ["edit", "document", "sticker", "inline", "callback", "chosen", "business", "unknown"])
def test_a_stranger_gets_nothing_by_any_update(telegram: Telegram, tmp_path: Path, kind: str) -> None:
    """Edited messages, files, inline queries, buttons, kinds of update that do not exist yet."""
    stranger = telegram.person("路人")
    with serving(telegram, tmp_path):
        asked = telegram.say(stranger, "/start")
        told = telegram.wait_message(stranger)
        match kind:
            case "edit":
                telegram.edit(asked, QUESTION)
            case "document":
                telegram.send_document(stranger, b"%PDF-1.4", "report.pdf")
            case "sticker":
                telegram.send(stranger, {"dice": {"emoji": "🎲", "value": 3}})
            case "inline":
                results = telegram.wait_answer(telegram.inline(stranger, "奖项"))
                assert results.results == [] and results.answer is not None
                assert results.answer["is_personal"] and results.answer["button"]["text"] == messenger.ASK_ACCESS
            case "callback":
                assert telegram.wait_answer(telegram.forge(stranger, told, "forged")).text == messenger.NO_ACCESS_SHORT
            case "business":
                telegram.business_message(stranger, QUESTION)
            case _:
                telegram.update("brand_new_kind", {"id": 1})
        telegram.no_more_messages(stranger)


def test_an_invitation_lets_in_as_often_as_it_says(telegram: Telegram, tmp_path: Path) -> None:
    """/invite gives a link; it lets in, greets, and is used up; the one who came may ask."""
    admin, teacher, other = telegram.person("主任"), telegram.person("老师"), telegram.person("别人")
    with serving(telegram, tmp_path, admins=(admin.id,)):
        telegram.say(admin, "/invite 教职工 1 3")
        telegram.wait_message(admin)
        code = codes(telegram, admin)
        telegram.start(teacher, code)
        assert telegram.wait_message(teacher).text == messenger.INVITE_WELCOME.format(role="教职工")
        telegram.wait_message(teacher)
        telegram.say(teacher, QUESTION)
        assert telegram.wait_message(teacher).text.startswith("8项")
        telegram.start(other, code)
        assert telegram.wait_message(other).text == messenger.INVITE_BAD
        telegram.no_more_messages(other)
    with Journal.open(tmp_path) as journal:
        assert [entry.action for entry in journal.audit.list()] == ["add", "invite"]


@pytest.mark.parametrize(
    ("words", "good"),
    [("教职工 30 7", True), ("宣传", True), ("管理员 1 1", True), ("staff 5", True)]
    + [(bad, False) for bad in ("校长", "教职工 0", "教职工 501 7", "教职工 1 91", "教职工 many", "教职工 1 2 3", "-1")],
)
def test_invitations_are_made_as_asked_or_explained(telegram: Telegram, tmp_path: Path, words: str, good: bool) -> None:
    """A wrong /invite says how to write it."""
    admin = telegram.person("主任")
    with serving(telegram, tmp_path, admins=(admin.id,)):
        telegram.say(admin, f"/invite {words}")
        text = telegram.wait_message(admin).text
        assert ("?start=" in text) == good
        assert good or text == messenger.INVITE_HOW


def test_an_admin_promotes_and_removes(telegram: Telegram, tmp_path: Path) -> None:
    """/people lists; a person's card changes the role or removes; rights end at once."""
    admin, teacher = telegram.person("主任"), telegram.person("老师", username="laoshi")
    with Journal.open(tmp_path) as journal:
        journal.people.put(teacher.id, "老师", "laoshi", "staff", admin.id)
    with serving(telegram, tmp_path, admins=(admin.id,)):
        telegram.say(admin, "/people")
        people = telegram.wait_message(admin)
        assert str(teacher.id) in people.text and str(admin.id) in people.text
        telegram.wait_answer(telegram.press(admin, people, people.labels[0]))
        telegram.wait_edit(people, 2)
        pressed = telegram.wait_answer(telegram.press(admin, people, messenger.ROLE_TO.format(role="宣传")))
        assert pressed.text == messenger.PERSON_ROLE_SET.format(name="老师", role="宣传")
        telegram.wait_edit(people, 3)
        telegram.wait_answer(telegram.press(admin, people, people.labels[0]))
        telegram.wait_edit(people, 4)
        telegram.wait_answer(telegram.press(admin, people, messenger.REMOVE))
        telegram.wait_edit(people, 5)
        telegram.say(teacher, QUESTION)
        assert "8项" not in telegram.wait_message(teacher).text


def test_only_admins_have_the_admins_commands(telegram: Telegram, tmp_path: Path) -> None:
    """For staff and PR /people and /invite do not exist, and an admin's button does nothing for who is none any more."""
    admin, staff, pr = telegram.person("主任"), telegram.person("老师"), telegram.person("宣传")
    with Journal.open(tmp_path) as journal:
        journal.people.put(admin.id, "主任", None, "admin", None)
    with serving(telegram, tmp_path, staff=(staff.id,), pr=(pr.id,)) as service:
        for person in (staff, pr):
            for command in ("/people", "/invite 教职工", "/requests"):
                telegram.say(person, command)
                assert telegram.wait_message(person).text == messenger.UNKNOWN_COMMAND
        telegram.say(admin, "/invite")
        invite = telegram.wait_message(admin)
        service._journal.people.set_role(admin.id, "staff", None)
        assert telegram.wait_answer(telegram.press(admin, invite, 0)).text == messenger.ONLY_ADMIN
        telegram.no_more_messages(admin)


def test_an_open_bot_answers_everyone(telegram: Telegram, tmp_path: Path) -> None:
    """WENBAO_OPEN lets everyone ask, and nobody do more."""
    stranger = telegram.person("路人")
    with serving(telegram, tmp_path, open=True):
        telegram.say(stranger, QUESTION)
        assert telegram.wait_message(stranger).text.startswith("8项")
        telegram.say(stranger, "/people")
        assert telegram.wait_message(stranger).text == messenger.UNKNOWN_COMMAND


def test_commands_are_shown_to_whom_they_are_for(telegram: Telegram, tmp_path: Path) -> None:
    """Telegram's menu has the admins' commands for admins only, fewer in groups, in Chinese."""
    admin, staff = telegram.person("主任"), telegram.person("老师")
    telegram.start(admin)
    with serving(telegram, tmp_path, admins=(admin.id,), staff=(staff.id,)):
        telegram.wait_message(admin)
        telegram.wait_calls("setChatMenuButton")
        group = telegram.supergroup("教研组", staff)
        assert "people" in telegram.commands_of(admin) and "toc" in telegram.commands_of(admin)
        assert "people" not in telegram.commands_of(staff) and "toc" in telegram.commands_of(staff)
        assert "forget" not in telegram.commands_of(staff, group)


def test_the_requests_of_staff_reach_the_admins(telegram: Telegram, tmp_path: Path) -> None:
    """A filed question is told to the admins, listed, and settled; who filed it is told."""
    admin, teacher = telegram.person("主任"), telegram.person("老师")
    telegram.start(admin)
    with serving(telegram, tmp_path, admins=(admin.id,), staff=(teacher.id,)):
        telegram.wait_message(admin)
        telegram.say(teacher, "焊工有多少人")
        telegram.wait_answer(telegram.press(teacher, telegram.wait_message(teacher), messenger.REQUEST))
        assert "焊工有多少人" in telegram.wait_message(admin).text
        telegram.say(admin, "/requests")
        waiting = telegram.wait_message(admin)
        assert "焊工有多少人" in waiting.text
        telegram.wait_answer(telegram.press(admin, waiting, 1))
        assert telegram.wait_message(teacher).text == messenger.REQUEST_DECLINED.format(question="焊工有多少人")
        assert telegram.wait_edit(waiting).text == messenger.REQUESTS_NONE


def test_who_asked_is_told_when_the_report_says_it(telegram: Telegram, tmp_path: Path) -> None:
    """A refresh that answers an open request tells who filed it, once, with the answer and its sentence."""

    teacher, home = telegram.person("老师"), tmp_path / "home"
    file = tmp_path / "report.md"
    file.write_text("# 某技校2024年工作总结\n\n## 一、培训\n\n培养焊工215人，其中高级焊工30人。\n", encoding="utf-8")
    with serving(telegram, home, staff=(teacher.id,)):
        telegram.say(teacher, "焊工有多少人")
        telegram.wait_answer(telegram.press(teacher, telegram.wait_message(teacher), messenger.REQUEST))
        publish.publish(home, publish.prepare(file, home))
        told = telegram.wait_message(teacher, timeout=10)
        assert told.text.startswith(messenger.NOW_ANSWERED.format(question="焊工有多少人")) and "215人" in told.text
        assert told.spans("blockquote") == ["培养焊工215人，其中高级焊工30人。"]
        publish.publish(home, publish.prepare(file, home))
        telegram.say(teacher, "高级焊工呢")
        assert telegram.wait_message(teacher).text.startswith("30人")
        telegram.no_more_messages(teacher)
