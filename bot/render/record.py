"""A reply as the one-line JSON object that programs read; the contract of ``wenbao ask --json``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from bot.desk import Reply
from knowledge.model import Choice, Evidence, Value

# json.dumps leaves these as they are: lone surrogates cannot be encoded, the others end a line for some readers.
_UNSAFE = re.compile("[\ud800-\udfff\x7f-\x9f\u2028\u2029]")
# A lone \\udxxx is refused by strict JSON parsers, so it becomes U+FFFD.
_SURROGATE = re.compile("[\ud800-\udfff]")


def line(record: Mapping[str, object]) -> str:
    """The object on one line of valid JSON that can be encoded whatever came in."""
    return _line(record)


def line_of(records: Sequence[Mapping[str, object]]) -> str:
    """A list of objects as such a line."""
    return _line(records)


def _line(record: Mapping[str, object] | Sequence[Mapping[str, object]]) -> str:
    dumped = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(record, ensure_ascii=False))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


def record(reply: Reply, *, explain: bool = False) -> dict[str, object]:
    """The reply in the contract's fields and order; ``explanation`` is added last, and only when asked for."""
    answer = reply.answer
    fields: dict[str, object] = {
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "values": [value(one) for one in answer.values],
        "evidence": [evidence(one) for one in answer.evidence],
        "calculation": answer.calculation,
        "notes": list(_notes(reply)),
        "missing": list(answer.missing),
        "choices": [choice(one) for one in answer.choices],
        "confidence": round(answer.confidence, 4),
        "revision": answer.revision,
        "ms": round(answer.ms, 3),
    }
    return {**fields, "explanation": list(answer.explanation)} if explain else fields


def _notes(reply: Reply) -> tuple[str, ...]:
    """Out of scope, the worded notes are the opening; a program finds them where notes always stand."""
    return (reply.opening,) if reply.answer.status == "out_of_scope" else reply.notes


def value(one: Value) -> dict[str, object]:
    """One value; ``value`` is a plain decimal string."""
    return {
        "kind": one.kind,
        "value": one.value,
        "text": one.text,
        "unit": one.unit,
        "approximate": one.approximate,
        "label": one.label,
    }


def evidence(one: Evidence) -> dict[str, object]:
    """One sentence, verbatim, with its place in characters of the source."""
    return {
        "report": one.report,
        "section": one.section,
        "path": one.path,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
    }


def choice(one: Choice) -> dict[str, object]:
    """One of several facts that fit."""
    return {"text": one.text, "label": one.label, "section": one.section}
