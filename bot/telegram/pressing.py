"""Buttons: pressed once or twice, late, by somebody else, or forged. The press is answered before anything slow is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING

from telegram import CallbackQuery, Message, Update

from bot.journal.buttons import Button
from bot.render.telegram import cited, paragraph, plain_part
from bot.telegram import asking, browsing, internals, people, picturing, publishing, requests, steering, teaching, uploading
from bot.telegram.addressing import is_group, key_of, thread_of
from bot.telegram.browsing import Page
from bot.telegram.citing import proofs_of
from bot.telegram.delivery import aside
from bot.telegram.memory import Key
from bot.telegram.press import Press, answered, for_admins, inside, once, page_after, page_of, resumed, shown, toast, used
from bot.telegram.sender import Place
from bot.telegram.turn import Turn
from bot.texts import messenger

if TYPE_CHECKING:
    from bot.journal.requests import Outcome


async def pressed(update: Update, turn: Turn) -> None:
    """A button was pressed: whose, and which."""
    query = update.callback_query
    if query is None:
        return
    person, token = query.from_user.id, query.data or ""
    button = await turn.office.journal(lambda journal: journal.buttons.press(token))
    if button is None:
        await toast(query, messenger.STALE)
    elif button.owner not in (None, person):
        await toast(query, messenger.NOT_YOURS)
    else:
        do = KINDS.get(button.kind)
        await (do(_press(query, button), turn) if do else toast(query, messenger.STALE))


def _press(query: CallbackQuery, button: Button) -> Press:
    message, person = query.message, query.from_user.id
    if isinstance(message, Message):
        place = Place(message.chat.id, thread_of(message), message.message_id if is_group(message) else 0)
        return Press(query, button, place, key_of(message, person), message.message_id)
    chat = message.chat.id if message else button.chat
    return Press(query, button, Place(chat), Key(chat, 0, person), message.message_id if message else 0)


async def _ask(press: Press, turn: Turn) -> None:
    if press.button.used_at is not None:
        await toast(press.query, messenger.ALREADY)
        return
    await toast(press.query)
    office = turn.office
    cites = turn.standing is not None and turn.standing.may("pr")
    heard = asking.Heard(press.text("text"), press.key, press.place, 0, cites=cites, inside=inside(press, turn))
    if await asking.answer(office, heard, office.memory.recall(press.key)):
        await used(press, turn)


async def _context(press: Press, turn: Turn) -> None:
    if press.button.used_at is not None:
        await toast(press.query, messenger.ALREADY)
        return
    question = await turn.office.journal(lambda journal: journal.questions.get(press.number("question")))
    around = await shown(press, turn, lambda library: library.paragraph(question.report, question.start)) if question else None
    if question is None or around is None or question.quote not in around.quote:
        await toast(press.query, messenger.AROUND_GONE)
        return
    await toast(press.query)
    for part in paragraph(around, proofs_of(question)[0]):
        await turn.office.sender.say(press.place, part)
    if await shown(press, turn, lambda library: library.is_internal(around)):
        await turn.office.sender.say(press.place, plain_part([messenger.INTERNAL_HERE]))
    await used(press, turn)


async def _cite(press: Press, turn: Turn) -> None:
    """A citation that is too long for a copy button, as a message to copy from."""
    await toast(press.query)
    question, text = await turn.office.journal(lambda journal: journal.questions.get(press.number("question"))), ""
    if question is not None and question.quote:
        proofs = proofs_of(question)
        allowed = await shown(press, turn, lambda library: all(map(library.may_show, proofs)))
        text = cited(proofs[0]).get(press.text("style"), question.headline) if allowed else messenger.IN_PRIVATE
    await turn.office.sender.say(press.place, plain_part([text or messenger.AROUND_GONE]))


async def _feedback(press: Press, turn: Turn) -> None:
    verdict = press.text("verdict")
    useful = verdict == "useful"
    await toast(press.query, messenger.THANKED if useful else messenger.WRONG_NOTED)
    question, person = press.number("question"), press.key.person
    await turn.office.journal(
        lambda journal: journal.feedback.add(question, person, "useful" if useful else "wrong")
    )


async def _request(press: Press, turn: Turn) -> None:
    filed = await requests.file(turn.office, press.number("question"), press.key)
    await toast(press.query, messenger.FILED if filed else messenger.FILED_BEFORE)
    if filed:
        beside(turn, requests.tell_admins(turn.office, filed))


async def _toc(press: Press, turn: Turn) -> None:
    page = await shown(press, turn, lambda library: browsing.page(library, press.button.payload))
    if page is None:
        await toast(press.query, messenger.TOC_STALE)
        return
    await toast(press.query)
    keyboard = await people.keyboard_of(turn.office, page, press.key)
    await turn.office.sender.edit(press.place, press.message, page.part, keyboard)


async def _examples(press: Press, turn: Turn) -> None:
    await toast(press.query)
    part, rows = await shown(press, turn, steering.examples_of)
    await steering.say_with(turn.office, press.place, part, rows, press.key.person)


async def _forget(press: Press, turn: Turn) -> None:
    await toast(press.query)
    person = press.key.person
    count = await turn.office.journal(lambda journal: journal.questions.forget(person))
    turn.office.memory.forget_person(person)
    await turn.office.sender.edit(press.place, press.message, plain_part([messenger.FORGOTTEN.format(count=count)]))


async def _keep(press: Press, turn: Turn) -> None:
    await toast(press.query, messenger.DONE)
    await turn.office.sender.edit(press.place, press.message, plain_part([messenger.DONE]))


async def _internal(press: Press, turn: Turn) -> None:
    whole = bool(press.button.payload.get("whole"))
    told = await internals.mark(turn.office, press.number("question"), whole, press.key.person)
    await turn.office.sender.say(press.place, plain_part([told]))


async def _lift(press: Press, turn: Turn) -> Page:
    return await internals.lift(turn.office, press.number("mark"), press.key.person)


async def _teach(press: Press, turn: Turn) -> Page:
    return await teaching.teach(turn.office, press.button.payload, press.key.person)


async def _unteach(press: Press, turn: Turn) -> Page:
    return await teaching.unteach(turn.office, press.number("lesson"), press.key.person)


async def _role(press: Press, turn: Turn) -> None:
    await toast(press.query, await people.change_role(press.number("person"), press.text("role"), turn))
    await _people_page(press, turn)


async def _remove(press: Press, turn: Turn) -> None:
    await toast(press.query, await people.remove(press.number("person"), turn))
    await _people_page(press, turn)


async def _person(press: Press, turn: Turn) -> None:
    await toast(press.query)
    page = await people.card(press.number("person"), turn)
    keyboard = await people.keyboard_of(turn.office, page, press.key)
    await turn.office.sender.edit(press.place, press.message, page.part, keyboard)


async def _people(press: Press, turn: Turn) -> None:
    await toast(press.query)
    await _people_page(press, turn)


async def _people_page(press: Press, turn: Turn) -> None:
    page = await people.listing(turn.office, press.number("page"))
    keyboard = await people.keyboard_of(turn.office, page, press.key)
    await turn.office.sender.edit(press.place, press.message, page.part, keyboard)


async def _invite(press: Press, turn: Turn) -> None:
    if press.button.used_at is not None:
        await toast(press.query, messenger.ALREADY)
        return
    await toast(press.query)
    part = await people.invitation(press.text("role"), 1, people.DAYS, turn)
    await turn.office.sender.say(press.place, part)
    await used(press, turn)


async def _settle(press: Press, turn: Turn) -> None:
    outcome: Outcome = "answered" if press.text("outcome") == "answered" else "declined"
    closed = await requests.close(turn.office, press.text("words"), press.key.person, outcome)
    await toast(press.query, messenger.DONE if closed else messenger.REQUEST_GONE)
    beside(turn, requests.tell(turn.office, closed, outcome))
    page = await requests.listing(turn.office)
    keyboard = await people.keyboard_of(turn.office, page, press.key)
    await turn.office.sender.edit(press.place, press.message, page.part, keyboard)


def beside(turn: Turn, telling: Coroutine[None, None, object]) -> None:
    """Tell others without keeping the one who pressed waiting."""
    with aside():
        turn.application.create_task(telling)


KINDS: dict[str, Callable[[Press, Turn], Awaitable[None]]] = {
    "ask": _ask,
    "context": _context,
    "feedback": _feedback,
    "request": _request,
    "chart": picturing.draw,
    "card": picturing.draw,
    "cite": _cite,
    "toc": _toc,
    "examples": _examples,
    "forget": _forget,
    "keep": _keep,
    "role": for_admins(_role),
    "remove": for_admins(_remove),
    "person": for_admins(_person),
    "people": for_admins(_people),
    "invite": for_admins(_invite),
    "settle": for_admins(_settle),
    "publish": for_admins(resumed(publishing.publish)),
    "approve": for_admins(resumed(publishing.approve)),
    "refuse": for_admins(once(publishing.refuse)),
    "roll_back": for_admins(resumed(publishing.roll_back)),
    "announce": for_admins(once(publishing.announce)),
    "cancel": for_admins(once(uploading.cancel)),
    "internal": for_admins(once(_internal)),
    "lift": for_admins(once(page_after(_lift))),
    "gaps": for_admins(page_of(lambda press, turn: teaching.gaps(turn.office))),
    "gap": for_admins(page_of(lambda press, turn: teaching.gap(turn.office, press.text("question")))),
    "means": for_admins(page_of(lambda press, turn: teaching.propose(turn.office, press.button.payload))),
    "same": for_admins(page_of(lambda press, turn: teaching.propose(turn.office, press.button.payload))),
    "teach_alias": for_admins(once(page_after(_teach))),
    "teach_synonym": for_admins(once(page_after(_teach))),
    "unteach": for_admins(once(page_after(_unteach))),
    "edit": for_admins(answered(uploading.edit)),
    "details": for_admins(answered(uploading.details)),
}
