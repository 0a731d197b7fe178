"""``wenbao eval``: how well the library answers a question bank; without one, whether the golden questions are as they were."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.evaluate import Failure, Outcome, evaluate, read_bank
from bot.golden import Judged, judge
from bot.render import lessons as lines
from bot.render import record
from bot.render.layout import clean
from bot.texts import lessons as texts

HEAD = 70  # characters of a headline that are listed


def judge_bank(home: Path, bank: Path, as_json: bool, eager: bool) -> int:
    """Print the shares, the verdicts by kind and the failures; 0 whatever the shares are."""
    from knowledge.library import Library

    questions = read_bank(bank)
    library = Library.open(home)
    try:
        began = time.perf_counter()
        outcome = evaluate(questions, lambda text: library.ask(text, eager=eager))
        seconds = time.perf_counter() - began
    finally:
        library.close()
    if as_json:
        print(record.line(summary(bank.stem, outcome, seconds)))
    else:
        print("\n".join(table(bank.stem, outcome)))
    return 0


def judge_golden(home: Path, as_json: bool) -> int:
    """Ask what was taught and what people confirmed, and print what is not as it was; 0 whatever comes out."""
    from bot.commands.golden_bank import golden_bank
    from knowledge.library import Library

    taught, confirmed = golden_bank(home)
    library = Library.open(home, taught)
    try:
        found = judge(library, taught, confirmed)
    finally:
        library.close()
    if as_json:
        print(record.line(golden_summary(found)))
    elif not found:
        print(texts.NOTHING_GOLDEN)
    else:
        told = [lines.judged(one) for one in found if one.state != "kept"]
        print("\n".join(map(clean, [*told, lines.golden(found)])))
    return 0


def golden_summary(found: Sequence[Judged]) -> dict[str, object]:
    """The golden questions as one JSON object: how many are in each state, and those that are not as they were."""
    counted = Counter(one.state for one in found)
    return {
        "bank": "golden",
        "n": len(found),
        **{state: counted[state] for state in ("kept", "changed", "broken")},
        "failures": [
            {"state": one.state, "q": one.question, "gold": one.golden, "status": one.said.status, "text": one.said.headline}
            for one in found
            if one.state != "kept"
        ],
    }


def summary(name: str, outcome: Outcome, seconds: float) -> dict[str, object]:
    """The outcome as one JSON object; shares from 0 to 1, null where there is nothing to share."""
    return {
        "bank": name,
        "n": outcome.rows,
        "accuracy": outcome.accuracy,
        "wrong": outcome.wrong,
        "missed": outcome.missed,
        "refusal": outcome.refusal,
        "wall_s": round(seconds, 2),
        "kinds": {kind: dict(verdicts) for kind, verdicts in outcome.kinds.items()},
        "failures": [_failure(failure) for failure in outcome.failures],
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {
        "verdict": failure.verdict,
        "q": failure.question.q,
        "gold": list(failure.question.answer),
        "status": failure.answer.status,
        "text": failure.answer.text,
        "quote": failure.answer.evidence[0].quote if failure.answer.evidence else "",
    }


def table(name: str, outcome: Outcome) -> list[str]:
    """The outcome in lines: failures, then the kinds, then the shares."""
    failed = [
        clean(f"{one.verdict:<22} {one.question.q}  gold={list(one.question.answer)}  ")
        + f"got={one.answer.status}: {clean(one.answer.text[:HEAD])}"
        for one in outcome.failures
    ]
    kinds = [
        f"  {kind:<13} " + "  ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common())
        for kind, verdicts in outcome.kinds.items()
    ]
    shares = (
        ("accuracy", outcome.accuracy),
        ("wrong", outcome.wrong),
        ("missed", outcome.missed),
        ("refusal", outcome.refusal),
    )
    told = "  ".join(f"{what} {share:.2%}" for what, share in shares if share is not None)
    return [*failed, *kinds, f"{name}: {outcome.rows} questions  {told}"]
