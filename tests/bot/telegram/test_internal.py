"""公开/内部: what is internal is marked for staff in private and never goes out by any other way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.shown import Marks
from bot.texts import messenger
from knowledge import publish
from knowledge.model import Evidence
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram
from tests.bot.telegram.world import Chat, Person

REPORT = """# 某馆2024年工作总结

## 一、服务

2024年接待读者5321人次。举办讲座48场。

## 二、财务（内部）

全年支出936万元。

## 三、人事

### 1.编制

在编职工77人，其中高级职称11人。

## 四、馆藏

新增图书860册，新增期刊61种。
"""
SECRET = ("936", "77", "11人", "860")


class Scene(NamedTuple):
    telegram: Telegram
    admin: Person
    staff: Person
    group: Chat


@pytest.fixture
def scene(telegram: Telegram, tmp_path: Path) -> Iterator[Scene]:
    """A group beside staff in private; the section 三、人事 and one sentence of 四、馆藏 are marked, 二、财务 says so itself."""
    file, home = tmp_path / "report.md", tmp_path / "home"
    file.write_text(REPORT, encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))
    admin, staff = telegram.person("主任"), telegram.person("老师")
    group = telegram.supergroup("大群", staff)
    with serving(telegram, home, admins=(admin.id,), staff=(staff.id,), groups=(group.id,)) as service:
        title = "某馆2024年工作总结"
        service._journal.internal.mark(title, "三、人事", "", None)
        service._journal.internal.mark(title, "四、馆藏", "新增图书860册，新增期刊61种。", None)
        yield Scene(telegram, admin, staff, group)


QUESTIONS = ("全年支出多少万元", "在编职工多少人", "高级职称几人", "新增图书多少册")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_group_is_never_shown_it(scene: Scene, question: str) -> None:
    """By question, by browsing, by number, by the code of a private answer; in private it is marked."""
    telegram, name = scene.telegram, scene.telegram.world.bot.username
    telegram.say(scene.staff, question)
    private = telegram.wait_message(scene.staff).text
    assert any(secret in private for secret in SECRET) and "内部资料" in private
    code = private.rsplit(" ", 1)[1]
    for said in (question, f"/verify@{name} {code}", f"/find@{name} 936", f"/find@{name} 77", f"/find@{name} 860"):
        telegram.say(scene.staff, said if said.startswith("/") else f"@{name} {said}", scene.group)
        told = telegram.wait_message(scene.group).text
        assert not any(f"{secret}万" in told or f"{secret}人" in told or f"{secret}册" in told for secret in ("936", "77", "11", "860"))


def test_inline_results_never_carry_it(scene: Scene) -> None:
    """They go anywhere: not for staff and not for admins."""
    for person in (scene.staff, scene.admin):
        for words in ("支出", "在编职工", "高级职称", "新增图书"):
            asked = scene.telegram.wait_answer(scene.telegram.inline(person, words))
            assert not any(secret in str(asked.results) for secret in SECRET)
        assert scene.telegram.wait_answer(scene.telegram.inline(person, "接待读者")).results


def test_browsing_in_a_group_leaves_it_out(scene: Scene) -> None:
    """The sections have no button there; in private they have."""
    telegram, name = scene.telegram, scene.telegram.world.bot.username
    telegram.say(scene.staff, f"/toc@{name}", scene.group)
    group = telegram.wait_message(scene.group)
    telegram.say(scene.staff, "/toc")
    private = telegram.wait_message(scene.staff)
    assert [label[:1] for label in group.labels] == ["一", "四"] and len(private.labels) == 4
    telegram.wait_answer(telegram.press(scene.staff, group, 1))
    assert "860" not in telegram.wait_edit(group, 2).text


def test_what_is_public_is_answered_as_before(scene: Scene) -> None:
    """Marks take nothing else away."""
    telegram, name = scene.telegram, scene.telegram.world.bot.username
    telegram.say(scene.staff, f"@{name} 接待读者多少人次", scene.group)
    answer = telegram.wait_message(scene.group)
    assert answer.text.startswith("5321人次") and "内部" not in answer.text
    telegram.wait_answer(telegram.press(scene.staff, answer, messenger.CONTEXT))
    assert "讲座" in telegram.wait_message(scene.group).text


def test_an_admin_marks_and_lifts(scene: Scene) -> None:
    """A button under the answer; /internal lifts the mark again; staff have neither."""
    telegram, name = scene.telegram, scene.telegram.world.bot.username
    telegram.say(scene.admin, "举办讲座多少场")
    answer = telegram.wait_message(scene.admin)
    telegram.wait_answer(telegram.press(scene.admin, answer, messenger.INTERNAL_SENTENCE))
    assert telegram.wait_message(scene.admin).text == messenger.INTERNAL_DONE
    telegram.say(scene.staff, f"@{name} 举办讲座多少场", scene.group)
    assert "48" not in telegram.wait_message(scene.group).text
    telegram.say(scene.admin, "/internal")
    listed = telegram.wait_message(scene.admin)
    telegram.wait_answer(telegram.press(scene.admin, listed, messenger.INTERNAL_LIFT.format(id=3)))
    telegram.wait_edit(listed)
    telegram.say(scene.staff, f"@{name} 举办讲座多少场", scene.group)
    assert telegram.wait_message(scene.group).text.startswith("48场")
    telegram.say(scene.staff, "举办讲座多少场")
    assert messenger.INTERNAL_SENTENCE not in telegram.wait_message(scene.staff).labels


@pytest.mark.parametrize(
    ("section", "internal"),
    [("三、人事", True), ("三、人事 › 1.编制", True), ("三、人事工作", False), ("九、经费（内部使用）", True), ("十、内部管理", False), ("", False)],
)
def test_which_sections_are_internal(section: str, internal: bool) -> None:
    """A marked one with all below it, one whose heading says so; not one that only begins alike."""
    marks = Marks(frozenset({("报告", "三、人事")}))
    assert marks.of_section("报告", section) is internal
    assert not marks.of_section("另一份", "三、人事")
    assert marks.holds(Evidence("报告", section, "", "句子。", 0, 3)) is internal
