"""Large reports: several processes give the facts that one gives, and none of them is needed."""

from __future__ import annotations

import sys
from collections import deque
from pathlib import Path

import pytest

from knowledge import example
from knowledge.report import crew
from knowledge.report.crew import LARGE, Crew
from knowledge.report.facts import facts_of
from knowledge.report.outline import outline

PARAGRAPHS = outline(example.path().read_text(encoding="utf-8")).paragraphs
ALONE = tuple(map(facts_of, PARAGRAPHS))


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processors and chunks of a few paragraphs, whatever machine this is."""
    monkeypatch.setattr(crew, "_processors", lambda: 3)
    monkeypatch.setattr(crew, "_CHUNK", 300)


def test_hands_give_the_same_facts() -> None:
    """Every field of every fact, in the order of the paragraphs."""
    with Crew(LARGE) as hands:
        assert len(hands._hands) == 2
        assert hands.facts(PARAGRAPHS) == ALONE
    assert all(hand.process.returncode is not None and hand.written.closed for hand in hands._hands)


def test_facts_survive_the_way() -> None:
    """A fact sent comes back equal, its number written as it was."""
    facts = [fact for found in ALONE for fact in found]
    assert [crew._fact(crew._row(fact)) for fact in facts] == facts
    assert [str(crew._fact(crew._row(fact)).value) for fact in facts] == [str(fact.value) for fact in facts]


def test_a_short_report_needs_no_hand() -> None:
    """Starting one would take longer than reading."""
    with Crew(LARGE - 1) as hands:
        assert not hands._hands
        assert hands.facts(PARAGRAPHS) == ALONE


@pytest.mark.parametrize("program", ["", "/nowhere/python"])
def test_without_processes_one_reads_alone(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No Python to start, or none that may be started."""
    monkeypatch.setattr(sys, "executable", program)
    with Crew(LARGE) as hands:
        assert not hands._hands
        assert hands.facts(PARAGRAPHS) == ALONE


SILENT = "import sys; sys.stdin.buffer.read()"
NONSENSE = f"{SILENT}; print('what is this')"
NO_FACTS = f"{SILENT}; sys.stdout.buffer.write(bytes(7) + b'\\x01N')"
HALF = f"{SILENT}; sys.stdout.buffer.write(bytes(7) + b'\\x02[\\x01')"
WRONG = f"{SILENT}; import marshal; m = marshal.dumps((0, [[(1, 2)]])); sys.stdout.buffer.write(len(m).to_bytes(8, 'big') + m)"


@pytest.mark.parametrize("program", ["raise SystemExit(1)", SILENT, NONSENSE, NO_FACTS, HALF, WRONG])
def test_a_hand_that_fails_is_replaced(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that ends at once, one that says nothing, nonsense, no facts, half a message, other things than facts."""
    monkeypatch.setattr(crew, "_BEGIN", program)
    with Crew(LARGE) as hands:
        assert hands.facts(PARAGRAPHS) == ALONE


def test_a_hand_finds_the_house_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told where this process has its modules from, wherever it runs."""
    monkeypatch.chdir(tmp_path)
    with Crew(LARGE) as hands:
        hand = hands._hands[0]
        hand.give(deque([(7, list(PARAGRAPHS[:3]))]))
        assert list(hand.facts()) == [(7, ALONE[:3])]
