"""公开/内部: the ways out that are not a plain question: buttons and codes of before, sums, next editions, files for others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.shown import Marks
from bot.texts import drafts as draft_words
from bot.texts import messenger, refreshing
from knowledge import publish
from knowledge.model import Evidence
from tests.bot.telegram.running import serving
from tests.bot.telegram.wire import Telegram

TITLE = "某馆2024年工作总结"
LONG = "为方便读者，" + "全馆上下齐心协力、精心组织、周密安排，" * 16
REPORT = f"""# {TITLE}

## 一、服务

第一季度举办讲座12场。第二季度举办讲座16场。

## 二、馆藏

新增图书860册。{LONG}新增期刊61种。
"""


def put(folder: Path, text: str = REPORT) -> Path:
    """A home with the report."""
    file, home = folder / "report.md", folder / "home"
    file.write_text(text, encoding="utf-8")
    publish.publish(home, publish.prepare(file, home))
    return home


def test_buttons_of_before_the_mark(telegram: Telegram, tmp_path: Path) -> None:
    """In a group, a citation that comes as a message, the text around, a page of the contents: none once it is marked."""
    home, pr = put(tmp_path), telegram.person("宣传")
    group = telegram.supergroup("大群", pr)
    name = telegram.world.bot.username
    with serving(telegram, home, pr=(pr.id,), groups=(group.id,)) as service:
        telegram.say(pr, f"@{name} 新增期刊多少种", group)
        answer = telegram.wait_message(group)
        assert answer.text.startswith("61种")
        telegram.say(pr, f"/toc@{name}", group)
        contents = telegram.wait_message(group)
        service._journal.internal.mark(TITLE, "二、馆藏", "", None)
        for label in (messenger.COPY_SENTENCE, messenger.COPY_FORMAL, messenger.CONTEXT):
            pressed = telegram.wait_answer(telegram.press(pr, answer, label))
            telegram.wait_idle()
            assert "61种" not in (pressed.text or "") and "齐心协力" not in telegram.messages(group)[-1].text
        pressed = telegram.wait_answer(telegram.press(pr, contents, 1))
        assert pressed.text == messenger.TOC_STALE and "馆藏" not in telegram.messages(group)[1].text


def test_a_sum_rests_on_all_its_sentences(telegram: Telegram, tmp_path: Path) -> None:
    """Its code shows nothing to a group when one of them is marked, and holds no more when one of them has changed."""
    home, staff = put(tmp_path), telegram.person("老师")
    group = telegram.supergroup("大群", staff)
    with serving(telegram, home, staff=(staff.id,), groups=(group.id,)) as service:
        telegram.say(staff, "第二季度讲座比第一季度讲座多多少场")
        answer = telegram.wait_message(staff)
        assert answer.text.startswith("4场") or "4场" in answer.text.split("\n")[0]
        code = answer.text.rsplit(" ", 1)[1]
        mark = service._journal.internal.mark(TITLE, "一、服务", "第二季度举办讲座16场。", None)
        telegram.say(staff, f"/verify@{telegram.world.bot.username} {code}", group)
        assert telegram.wait_message(group).text == messenger.IN_PRIVATE
        telegram.say(staff, f"/verify {code}")
        assert messenger.INTERNAL_HERE in telegram.wait_message(staff).text
        service._journal.internal.lift(mark, None)
        put(tmp_path, REPORT.replace("举办讲座16场", "举办讲座19场"))
        telegram.say(staff, f"/verify {code}")
        assert messenger.HOLDS_NO_MORE in telegram.wait_message(staff).text


def test_a_marked_draft_is_passed_on(telegram: Telegram, tmp_path: Path) -> None:
    """The PR office is told in private what is internal; the file that comes back has none of it. Browsed and looked up, it is
    marked as well."""
    home, pr = put(tmp_path), telegram.person("宣传")
    with serving(telegram, home, pr=(pr.id,)) as service:
        service._journal.internal.mark(TITLE, "一、服务", "第一季度举办讲座12场。", None)
        telegram.send_document(pr, "2024年第一季度我馆举办讲座13场。新增图书870册。".encode(), "稿件.txt")
        verdict = telegram.wait_edit(telegram.wait_message(pr), 2, timeout=30).text
        assert "12场" in verdict and draft_words.DRAFT_INTERNAL in verdict
        sent = telegram.wait_calls("sendDocument", timeout=10)[0]
        (content,) = (file if isinstance(file, bytes) else file[1] for file in sent.files.values())
        with zipfile.ZipFile(io.BytesIO(content)) as document:
            comments = document.read("word/comments.xml").decode()
        assert "12场" not in comments and "860册" in comments and draft_words.DRAFT_INTERNAL_MARKED in comments
        assert telegram.wait_message(pr).text == draft_words.LEGEND
        telegram.say(pr, "/find 12")
        assert "内部资料" in telegram.wait_message(pr).text
        telegram.say(pr, "/find 860")
        assert "内部资料" not in telegram.wait_message(pr).text
        telegram.say(pr, "/toc")
        contents = telegram.wait_message(pr)
        telegram.wait_answer(telegram.press(pr, contents, 0))
        assert messenger.INTERNAL_HERE in telegram.wait_edit(contents, 2).text


def test_a_mark_goes_with_the_report_to_another_title(telegram: Telegram, tmp_path: Path) -> None:
    """Published again under a title put right, by the bot: what was internal is so from the first moment; who asks for what is
    withheld is not offered to have it added."""
    home, admin = put(tmp_path, REPORT), telegram.person("主任")
    group = telegram.supergroup("大群", admin)
    with serving(telegram, home, admins=(admin.id,), groups=(group.id,)) as service:
        service._journal.internal.mark(TITLE, "二、馆藏", "", None)
        telegram.send_document(admin, REPORT.replace("860", "870").encode(), "总结.md")
        shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
        telegram.wait_answer(telegram.press(admin, shown, refreshing.EDIT_TITLE))
        telegram.wait_message(admin)
        telegram.say(admin, "某馆2024年度总结")
        shown = telegram.wait_edit(telegram.wait_message(admin), 2, timeout=30)
        telegram.wait_answer(telegram.press(admin, shown, refreshing.PUBLISH))
        telegram.wait_until(lambda: "第2版" in shown.text or None, "published", 30)
        telegram.say(admin, f"@{telegram.world.bot.username} 新增图书多少册", group)
        told = telegram.wait_message(group)
        assert "870" not in told.text and messenger.REQUEST not in told.labels
        telegram.say(admin, "新增图书多少册")
        private = telegram.wait_message(admin)
        assert private.text.startswith("870册") and "某馆2024年度总结" in private.text


@pytest.mark.parametrize(
    ("quote", "internal"),
    [
        ("新增图书870册。", True),
        ("新增图书八百七十册。", True),
        ("今年新增图书870册。", True),
        ("新增期刊870种。", False),
        ("870册。", False),
    ],
)
def test_a_mark_holds_with_other_figures(quote: str, internal: bool) -> None:
    """When the report is published again with other figures, the sentence is still internal, and another sentence is not."""
    marks = Marks(frozenset(), frozenset({(TITLE, "新增图书860册。")}))
    assert marks.holds(Evidence(TITLE, "二、馆藏", "", quote, 0, 0)) is internal


@pytest.mark.parametrize(
    ("section", "internal"), [("四、人事", True), ("4.人事 › （二）编制", True), ("四、人事工作", False), ("第四部分 人事", True)]
)
def test_a_mark_holds_under_another_number(section: str, internal: bool) -> None:
    """A section that was only renumbered is still internal."""
    from bot.journal.internal import Mark

    marks = Marks.of([Mark(1, TITLE, "三、人事", "")])
    assert marks.of_section(TITLE, section) is internal


def test_a_title_may_say_so() -> None:
    """A report whose title says that it is internal is so as a whole."""
    assert Marks().of_section("某馆2024年工作总结（内部）", "一、服务")
