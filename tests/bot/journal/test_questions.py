"""What was asked is found again by id, message and person, counted, listed, and forgotten on demand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal.asked import Answered, Asked, Frequent, Gap, Given
from bot.journal.desk_file import Journal
from bot.journal.keys import text_key
from tests.bot.journal.clock import ANSWER, REFUSAL, START, Clock

HOUR = timedelta(hours=1)


def test_a_question_comes_back_as_it_was(journal: Journal) -> None:
    """Every field, with the moment of adding where none was given."""
    first = journal.questions.add(ANSWER)
    second = journal.questions.add(replace(REFUSAL, thread=4, at=START - HOUR))
    assert journal.questions.get(first) == replace(ANSWER, at=START)
    assert journal.questions.get(second) == replace(REFUSAL, thread=4, at=START - HOUR)
    assert journal.questions.get(99) is None


WORDS = st.text(st.characters(exclude_categories=()), max_size=8)


@given(text=WORDS, headline=WORDS, missing=st.lists(WORDS, max_size=3).map(tuple))
def test_any_text_can_be_held(
    text: str, headline: str, missing: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also half characters and zeros; only a half character is shown as a mark."""
    with Journal.open(tmp_path_factory.mktemp("home")) as journal:
        asked = journal.questions.get(journal.questions.add(replace(ANSWER, text=text, headline=headline, missing=missing)))
    assert asked is not None
    assert asked.text == text.encode("utf-8", "replace").decode()
    assert asked.headline == headline.encode("utf-8", "replace").decode()
    assert asked.missing == missing


def test_a_time_without_zone_is_refused(journal: Journal) -> None:
    """It would say no moment."""
    with pytest.raises(ValueError, match="time zone"):
        journal.questions.add(replace(ANSWER, at=START.replace(tzinfo=None)))
    assert journal.questions.latest(5) == ()


def test_the_answer_of_a_message_is_found(journal: Journal) -> None:
    """An edited message finds our messages; of several questions in it, the last that was answered."""
    assert journal.questions.answer_of(5, 70) is None
    first = journal.questions.add(ANSWER)
    assert journal.questions.answer_of(5, 70) is None
    journal.questions.set_answer(first, (81, 82))
    journal.questions.add(ANSWER)
    assert journal.questions.answer_of(5, 70) == Answered(first, ANSWER.text, (81, 82))
    edited = journal.questions.add(replace(ANSWER, text="植树？"))
    journal.questions.set_answer(edited, iter([81]))
    assert journal.questions.answer_of(5, 70) == Answered(edited, "植树？", (81,))
    assert journal.questions.answer_of(6, 70) is None
    assert journal.questions.answer_of(5, 71) is None


def test_the_latest_of_a_person(journal: Journal) -> None:
    """The newest first, of nobody else, no more than asked for."""
    for text, person in (("一", 5), ("二", 6), ("三", 5), ("四", 5)):
        journal.questions.add(replace(ANSWER, text=text, person=person))
    assert [asked.text for asked in journal.questions.latest(5)] == ["四", "三", "一"]
    assert [asked.text for asked in journal.questions.latest(5, 1)] == ["四"]
    assert journal.questions.latest(7) == ()


def test_questions_are_counted_by_status(journal: Journal, clock: Clock) -> None:
    """From the hour of the given time on, in any time zone."""
    journal.questions.add(ANSWER)
    clock.pass_by(hours=2)
    journal.questions.add(ANSWER)
    journal.questions.add(REFUSAL)
    assert journal.questions.counts(START - HOUR) == {"answered": 2, "not_found": 1}
    assert journal.questions.counts(START) == {"answered": 2, "not_found": 1}
    assert journal.questions.counts(START + HOUR) == {"answered": 1, "not_found": 1}
    assert journal.questions.counts(START + 3 * HOUR) == {}
    with pytest.raises(ValueError, match="time zone"):
        journal.questions.counts(START.replace(tzinfo=None))


def test_answers_that_went_out_are_listed(journal: Journal, clock: Clock) -> None:
    """With what was said and where, for a correction; refusals and inline answers without a chat are not."""
    journal.questions.add(ANSWER)
    clock.pass_by(hours=1)
    journal.questions.add(REFUSAL)
    journal.questions.add(replace(ANSWER, chat=None, message=None))
    last = journal.questions.add(replace(ANSWER, person=6, chat=-100, thread=3))
    common = ("植树多少棵？", "1200棵", "1200", "棵", "植树", "某林场年报", "一.1", "全年植树1200棵。", "3", ANSWER.section)
    given_last = Given(last, 6, -100, 3, START + HOUR, *common)
    assert journal.questions.given(START) == (Given(1, 5, 5, None, START, *common), given_last)
    assert journal.questions.given(START + HOUR) == (given_last,)


def test_gaps_are_what_was_not_answered_or_called_wrong(journal: Journal) -> None:
    """The newest first, each once, with how many called it wrong; what is fine or out of scope is no gap."""
    right, wrong = journal.questions.add(ANSWER), journal.questions.add(ANSWER)
    refused = journal.questions.add(REFUSAL)
    journal.questions.add(replace(REFUSAL, status="out_of_scope"))
    journal.feedback.add(right, 5, "useful")
    for person in (5, 6):
        journal.feedback.add(wrong, person, "wrong")
    journal.feedback.add(wrong, 7, "useful")
    assert journal.questions.gaps(START) == (
        Gap(refused, START, REFUSAL.text, "not_found", "", ("焊工",), 0),
        Gap(wrong, START, ANSWER.text, "answered", "1200棵", (), 2),
    )
    assert journal.questions.gaps(START + HOUR) == ()


def test_the_most_frequent_questions(journal: Journal) -> None:
    """The same words count as one however they are set, in their latest form, with how many people asked."""
    for text, person in (("植树多少棵？", 5), ("植树 多少棵", 5), ("焊工？", 6), ("植树多少棵?", 6), ("率3.5%", 6), ("率35%", 6)):
        journal.questions.add(replace(ANSWER, text=text, person=person))
    journal.questions.add(replace(REFUSAL, text="焊工", status="out_of_scope"))
    assert journal.questions.top(START) == (
        Frequent("植树多少棵?", 3, 2),
        Frequent("率35%", 1, 1),
        Frequent("率3.5%", 1, 1),
        Frequent("焊工？", 1, 1),
    )
    assert len(journal.questions.top(START, 2)) == 2
    assert journal.questions.top(START + HOUR) == ()


@given(st.text(max_size=12))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    """So that a text and its key ask for the same."""
    assert text_key(text_key(text)) == text_key(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ＡＢＣ １２", "abc12", True),
        ("增长3.5％？", "增长3.5%", True),
        ("增长35%", "增长3.5%", False),
        ("完。", "完.", True),
        ("？", "！", False),
        ("3‰", "3%", False),
        ("3‰", "3", False),
        ("增长3.", "增长3", True),
    ],
)
def test_which_words_are_the_same(one: str, other: str, same: bool) -> None:
    """Case, width, spaces and marks make no difference; a number's point and percent sign do."""
    assert (text_key(one) == text_key(other)) is same


def test_who_is_forgotten_leaves_no_text(journal: Journal, wenbao_home: Path) -> None:
    """Texts, quotes, place and person go, in requests and buttons too, from the bytes of the file as well; counts stay."""
    mine = journal.questions.add(replace(ANSWER, text="AAAmine", quote="BBBmine", headline="CCCmine", missing=("DDDmine",)))
    other = journal.questions.add(replace(ANSWER, person=6, chat=6, text="other"))
    journal.questions.set_answer(mine, [81])
    for person in (5, 6):
        journal.feedback.add(mine, person, "wrong")
    journal.requests.file(mine, 5, 5, None, "EEEmine")
    journal.requests.file(other, 6, 6, None, "other")
    assert journal.people.told(5, START.date())
    token = journal.buttons.make(5, 5, "again", {"text": "FFFmine"}, HOUR)
    kept = journal.buttons.make(6, 6, "again", {"text": "other"}, HOUR)
    assert any(b"mine" in path.read_bytes() for path in wenbao_home.iterdir())
    assert journal.questions.forget(5) == 1
    erased = journal.questions.get(mine)
    assert erased == Asked(
        None, None, None, None, "", "answered", kind="count", report=ANSWER.report, section=ANSWER.section, path=ANSWER.path,
        revision="3", ms=1.5, at=START,
    )  # fmt: skip
    assert journal.questions.latest(5) == ()
    assert journal.questions.answer_of(5, 70) is None
    assert journal.buttons.press(token) is None
    assert journal.people.told(5, START.date())
    assert [r.text for r in journal.requests.open()] == ["other"]
    assert journal.feedback.get(mine, 5) is None
    assert not [path for path in wenbao_home.iterdir() if b"mine" in path.read_bytes()]
    # What is not his stays, and what is counted stays counted.
    assert journal.questions.latest(6) == (replace(ANSWER, person=6, chat=6, text="other", at=START),)
    assert journal.buttons.press(kept) is not None
    assert journal.feedback.get(mine, 6) == "wrong"
    assert journal.feedback.counts(START) == {"wrong": 2}
    assert journal.questions.counts(START) == {"answered": 2}
    assert [(g.person, g.text) for g in journal.questions.given(START)] == [(6, "other")]
    assert journal.questions.gaps(START) == ()
    assert [f.text for f in journal.questions.top(START)] == ["other"]


def test_no_trace_is_left_between_the_rows(journal: Journal, wenbao_home: Path) -> None:
    """Texts of many lengths, which SQLite moves between pages as they come and go: none of his bytes is left, no other's is lost."""
    random = Random(7)  # with which some of his bytes are left unless the file is written anew
    theirs = []
    for n in range(800):
        person = random.choice((5, 6))
        word = "mine" if person == 5 else "hers"
        text = word * random.randrange(1, random.choice((6, 50, 2500)))
        number = journal.questions.add(replace(ANSWER, person=person, text=text, quote=word * random.randrange(40)))
        journal.questions.set_answer(number, [n])
        if random.random() < 0.5:
            journal.requests.file(number, person, person, None, text[:200])
        if person == 6:
            theirs.append(text)
    journal.questions.forget(5)
    assert [asked.text for asked in reversed(journal.questions.latest(6, 1000))] == theirs
    assert not [path for path in wenbao_home.iterdir() if b"mine" in path.read_bytes()]


def test_who_is_forgotten_stays_so(journal: Journal) -> None:
    """An answer that goes out a moment later leaves no trace of him either; forgetting again finds nothing."""
    mine = journal.questions.add(ANSWER)
    journal.questions.forget(5)
    journal.questions.set_answer(mine, [81])
    with journal._connection.reading() as sql:
        assert sql.execute("SELECT answers FROM questions").fetchall() == [("[]",)]
    assert journal.questions.forget(5) == 0
    assert [(e.actor, e.action, e.detail) for e in journal.audit.list()] == [
        (5, "forget", "0 questions"),
        (5, "forget", "1 questions"),
    ]
