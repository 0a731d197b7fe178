"""Signs of how well a fact's own words fit a question: nearness, what they say beyond it, its noun, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ask.match import Found
from knowledge.ask.question import Question, Term
from knowledge.ask.signs import Signs
from knowledge.ask.sought import Sought
from knowledge.model import Fact

# What part each sign has in the score; measured on question banks of several kinds of report and on public sets.
EXTRA, RIVAL, HEAD, WHOLE, NARROW, PART, CLASS = 0.20, 0.12, 0.10, 0.06, 0.04, 0.06, 0.10
# What a label says beside its noun that makes it no narrower.
_PLAIN = re.compile(
    "^ ?(?:现|接待|举办|开展|组织|完成|获得?|荣获|新增|建成|实现|发放|设有|拥有|有|开设|开办|提供|签订|达成|发布)+"
    "|[总各全][数量额类]?|共计?|累计|合计|现有|其中|达到?|人数|人次|数量|规模|约|近|超|[全本我][市省县区校院馆国]|的|等|和|与|年末|年底|在册|实际"
)
# 中医类医院, 紧密型医共体: one class of them.
_CLASSED = re.compile("[\u4e00-\u9fff][类型式](?=[\u4e00-\u9fff]{2})")
_GOES_ON = re.compile("(?!总|人[数次]|数量|规模|达|共|合计|实现|完成|新增|增|减|突破|超)[\u4e00-\u9fff]{3,}")
# From this many characters on, further away makes no difference.
FAR = 24


def distance(fact: Fact, found: Found, terms: Sequence[Term]) -> float:
    """Mean distance of the value from the nearest place of each term in its sentence, 0 near to 1 far."""
    total = weight = 0.0
    for term, places in zip(terms, found.places[fact.sentence], strict=True):
        if not places or not term.hard:
            continue
        nearest = min([max(fact.at - to, at - fact.to, 0) for at, to, _ in places])
        total += term.weight * min(1.0, nearest / FAR)
        weight += term.weight
    return total / weight if weight else 1.0


def extra(sought: Sought, fact: Fact, found: Found, signs: Signs) -> float:
    """What the value's own words say beyond the question: a narrower fact answers a wider question less well."""
    spare = max(0, signs.length - found.asked[fact.sentence] - (fact.to - fact.at))
    question = sought.question
    unasked = sum([1 + (r == "其中") for r in signs.rivals if r not in question.norm and not _asked(r, question)])
    if "其中" in signs.rivals and fact.label and not _spare(fact.label, sought):  # 其中急诊7.35万人次 is just what 急诊 asks for
        unasked -= 2
    unasked += 2 * _led_by_another(sought, fact, found, signs)
    part = PART if fact.context and fact.part_of < 0 else 0.0
    return EXTRA * min(1.0, spare / 30) + RIVAL * min(2, unasked) + part


def _led_by_another(sought: Sought, fact: Fact, found: Found, signs: Signs) -> bool:
    """儿科：门诊21万人次: what leads the sentence tells whose it is, and the question does not say it."""
    lead = signs.lead
    if not lead or any(to <= len(lead) for row in found.places[fact.sentence] for _, to, _ in row):
        return False
    return not any(word in sought.question.norm for word in (lead, lead[:2], lead[-2:]))


def head(sought: Sought, fact: Fact, signs: Signs) -> float:
    """The noun right after the question word should stand right at the value."""
    noun = sought.noun
    if noun is None or signs.whole or fact.kind not in ("count", "money"):
        return 0.0
    if not any(f.text in signs.near for f in noun.forms):
        return -HEAD
    # 急诊介入手术218例 counts operations and no 急诊: the noun that a label ends with is what it counts.
    led = [fact.label[len(f.text) :] for f in noun.forms if fact.label.startswith(f.text)]
    return -HEAD if led and all(_GOES_ON.fullmatch(rest) for rest in led) else HEAD


def wholeness(sought: Sought, fact: Fact, signs: Signs) -> float:
    """A label that says just what was asked (党员, not 老党员), and a total where a total was asked for."""
    score, question = 0.0, sought.question
    spare = _spare(fact.label, sought)
    if len(fact.label) > 1 and not spare and any(f in fact.label for f in sought.longest_first):
        score += WHOLE
    elif spare > 1:
        score -= NARROW + (CLASS if _CLASSED.search(fact.label) and not _CLASSED.search(question.norm) else 0.0)
    if fact.kind == "count" and signs.total:
        score += 2 * WHOLE if question.total or "总" in question.norm else WHOLE / 2
        if question.total and signs.grand:
            score += 2 * WHOLE
    if question.total and signs.new:
        score -= 3 * WHOLE
    return score


def _spare(label: str, sought: Sought) -> int:
    """How many characters of a label the question does not say, a leading verb and measuring words apart (接待|入境|游客: 2)."""
    if label in sought.question.norm:
        return 0
    known = sought.spares.get(label)
    if known is not None:
        return known
    left = label
    for form in sought.longest_first:
        left = left.replace(form, " ")
    left = _PLAIN.sub("", left)
    sought.spares[label] = spare = sum(map(str.isalpha, left))
    return spare


def _asked(rival: str, question: Question) -> bool:
    return any(rival in form.text or form.text in rival for term in question.terms for form in term.forms)
