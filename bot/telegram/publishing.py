"""From preview to report: confirmed, by a second admin where that is asked for; back in one tap; staff told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot import texts
from bot.apart import child
from bot.apart.kept import kept
from bot.apart.told import FailedError, Published
from bot.render.telegram import plain_part
from bot.telegram import keyboards
from bot.telegram.browsing import Page
from bot.telegram.files import wrong
from bot.telegram.keyboards import planned
from bot.telegram.memory import Key
from bot.telegram.sender import Place
from bot.telegram.steering import say_with
from bot.telegram.uploading import upload_of
from bot.texts import refreshing

if TYPE_CHECKING:
    from bot.journal.audit import Entry
    from bot.telegram.press import Press
    from bot.telegram.turn import Office, Turn

SHOWN = 8


async def publish(press: Press, turn: Turn) -> None:
    """发布 was pressed: ask again where golden questions break, ask another admin where one must approve, else publish."""
    office, upload = turn.office, upload_of(press.button.payload)
    if not upload.path(office.home).is_file():
        await _put(press, office, [refreshing.EXPIRED])
    elif press.number("broken") and not press.button.payload.get("sure"):
        kept = dict(press.button.payload) | {"sure": True}
        row = [planned(refreshing.PUBLISH_ANYWAY, "publish", **kept), planned(refreshing.CANCEL, "cancel", **kept)]
        await _put(press, office, [refreshing.SURE.format(count=press.number("broken"))], [row])
    elif office.settings.second_approval:
        await _ask_second(press, turn)
    else:
        await _publish(press, office, press.key.person, None)


async def _ask_second(press: Press, turn: Turn) -> None:
    office, asker = turn.office, press.key.person
    others = [admin for admin in await admins(office) if admin != asker]
    if not others:
        await _put(press, office, [refreshing.NO_SECOND])
        return
    name = await _name(office, asker)
    text = refreshing.APPROVAL.format(name=name, title=press.text("title"))
    kept = dict(press.button.payload) | {"asker": asker, "asked_in": press.key.chat, "asked_by": press.message}
    row = [planned(refreshing.APPROVE, "approve", **kept), planned(refreshing.REFUSE, "refuse", **kept)]
    for admin in others:
        await say_with(office, Place(admin), plain_part([text]), [row], admin)
    await _put(press, office, [refreshing.WAITING_FOR_SECOND])


async def approve(press: Press, turn: Turn) -> None:
    """A second admin agrees: the report is published; who asked is told."""
    office, asker = turn.office, press.number("asker")
    if asker == press.key.person:
        await _put(press, office, [refreshing.NOT_YOUR_OWN])
    elif not upload_of(press.button.payload).path(office.home).is_file():
        await _put(press, office, [refreshing.EXPIRED])
    else:
        done = await _publish(press, office, asker, press.key.person)
        if done is not None:
            name = await _name(office, press.key.person)
            lines = [refreshing.APPROVED.format(name=name), refreshing.PUBLISHED.format(number=done.number, title=done.title)]
            await office.sender.say(Place(press.number("asked_in")), plain_part(lines))


async def refuse(press: Press, turn: Turn) -> None:
    """A second admin does not agree: nothing is published."""
    name = await _name(turn.office, press.key.person)
    told = plain_part([refreshing.REFUSED.format(name=name)])
    await turn.office.journal(lambda journal: journal.audit.write(press.key.person, "refuse", press.text("title")))
    await turn.office.sender.say(Place(press.number("asked_in")), told)
    await _put(press, turn.office, [refreshing.CANCELLED])


async def _publish(press: Press, office: Office, by: int, approved_by: int | None) -> Published | None:
    upload = upload_of(press.button.payload)
    await _put(press, office, [refreshing.PUBLISHING])
    try:
        async with office.refreshing:
            done = await child.publish(office.home, upload.path(office.home), upload.edits, office.settings.keep_revisions)
    except FailedError as error:
        await office.sender.edit(press.place, press.message, wrong(error))
        return None
    detail = done.title if approved_by is None else f"{done.title}; approved by {approved_by}"
    await office.journal(lambda journal: journal.audit.write(by, "publish", str(done.number), detail))
    upload.path(office.home).unlink(missing_ok=True)
    row = [planned(refreshing.ROLL_BACK, "roll_back"), planned(refreshing.ANNOUNCE, "announce", title=done.title)]
    await _put(press, office, [refreshing.PUBLISHED.format(number=done.number, title=done.title)], [row])
    return done


async def roll_back(press: Press, turn: Turn) -> None:
    """Let an earlier revision answer again: the one named, else the one before."""
    office, number = turn.office, press.number("number") or None
    try:
        async with office.refreshing:
            done = await child.roll_back(office.home, number)
    except FailedError as error:
        await office.sender.say(press.place, wrong(error))
        return
    by = press.key.person
    await office.journal(lambda journal: journal.audit.write(by, "rollback", str(done.number), done.title))
    await _put(press, office, [refreshing.ROLLED_BACK.format(number=done.number)])


async def announce(press: Press, turn: Turn) -> None:
    """Tell everybody who may ask that there is a new report."""
    office, by = turn.office, press.key.person
    known = await office.journal(lambda journal: journal.people.list())
    people = {person.id for person in known if not person.blocked} | set(office.access.fixed)
    text = plain_part([refreshing.ANNOUNCEMENT.format(title=press.text("title"))])
    count = 0
    for person in sorted(people - {by}):
        count += bool(await office.sender.say(Place(person), text))
    await office.journal(lambda journal: journal.audit.write(by, "announce", press.text("title"), f"{count} people"))
    await office.sender.say(press.place, plain_part([refreshing.ANNOUNCED.format(count=count)]))


async def revisions(office: Office) -> Page:
    """The revisions that are kept, who published each, and a button to go back to it."""
    found = (await asyncio.to_thread(kept, office.home))[-SHOWN:]
    if not found:
        return Page(plain_part([refreshing.NO_REVISIONS]), [])
    who = publishers(await office.journal(lambda journal: journal.audit.list(limit=1000)))
    lines, rows = [refreshing.REVISIONS], []
    for one in found:
        state = refreshing.REVISION_DAMAGED if one.damaged else refreshing.REVISION_NOW if one.is_current else ""
        by = await _name(office, who[one.number]) if one.number in who else refreshing.BY_COMMAND
        titles = texts.listed([f"《{title}》" for title in one.titles])
        created = one.created[:16].replace("T", " ")
        lines.append(
            refreshing.REVISION_LINE.format(number=one.number, created=created, who=by, titles=titles, state=state)
        )
        if not state:
            rows.append([planned(refreshing.BACK_TO.format(number=one.number), "roll_back", number=one.number)])
    return Page(plain_part(lines), rows)


def publishers(entries: tuple[Entry, ...]) -> dict[int, int]:
    """Who published each revision in chat, by its number."""
    published = [one for one in reversed(entries) if one.action == "publish" and one.subject.isdecimal()]
    return {int(one.subject): one.actor for one in published if one.actor is not None}


async def admins(office: Office) -> list[int]:
    """Everybody who is an admin now, by settings or invitation."""
    known = await office.journal(lambda journal: journal.people.list())
    invited = {person.id for person in known if person.role == "admin" and not person.blocked}
    return sorted(invited | set(office.access.named_admins()))


async def _name(office: Office, person: int) -> str:
    known = await office.journal(lambda journal: journal.people.get(person))
    return known.name if known is not None and known.name else str(person)


async def _put(press: Press, office: Office, lines: list[str], rows: keyboards.Rows = ()) -> None:
    """Put a text, with its buttons, in place of the message whose button was pressed."""
    key = Key(press.key.chat, 0, press.key.person)
    keyboard = await office.journal(lambda journal: keyboards.make(journal, rows, key.person, key.chat))
    await office.sender.edit(press.place, press.message, plain_part(lines), keyboard)
