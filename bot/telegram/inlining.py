"""Inline mode: ``@bot 培训人数`` in any chat offers facts to send. Never cached for others: results are the asker's own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Update
from telegram.constants import ParseMode

from bot.render.layout import joined
from bot.render.telegram import caption, hit
from bot.telegram.gate import refuse_inline
from bot.telegram.prompt import promptly
from bot.telegram.turn import Turn
from knowledge.model import Hit

if TYPE_CHECKING:
    from bot.shown import Shown

RESULTS = 10
CACHE_SECONDS = 5
TITLE, DESCRIPTION = 60, 120
LONGEST = 256


async def offered(update: Update, turn: Turn) -> None:
    """Up to ten facts for what is typed so far."""
    query = update.inline_query
    if query is None:
        return
    if turn.standing is None or (turn.standing.guest and not turn.office.settings.open):
        await refuse_inline(query)
        return
    words = query.query.strip()[:LONGEST]
    found = await turn.shown(None, lambda library: _found(library, words)) if words and not query.offset else ()
    turn.office.metrics.questions.labels("inline").inc()
    results = [_result(one) for one in found]
    await promptly(lambda: query.answer(results, cache_time=CACHE_SECONDS, is_personal=True, next_offset=""))


def _found(library: Shown, words: str) -> tuple[Hit, ...]:
    return library.search(words, RESULTS)


def _result(found: Hit) -> InlineQueryResultArticle:
    place = f"{found.evidence.report} {found.evidence.start} {found.headline} {found.value.label}"
    title = found.headline if found.value.label in ("", found.headline) else f"{found.headline}　{found.value.label}"
    return InlineQueryResultArticle(
        hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:32],
        caption(title, TITLE),
        InputTextMessageContent(
            hit(found).html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        description=caption(joined(found.evidence.quote)[0], DESCRIPTION),
    )
