"""From preview to report: confirmed, by a second admin where that is asked for; back in one tap; staff told."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import Message

from bot import texts
from bot.apart import child
from bot.apart.kept import kept
from bot.apart.told import FailedError, Published
from bot.logs import failure, logger
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
from knowledge.errors import WenbaoError

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
    """Send every other admin what the first one saw, to approve or not."""
    office, asker = turn.office, press.key.person
    name, message = await _name(office, asker), press.query.message
    seen = message.text or "" if isinstance(message, Message) else ""
    text = [refreshing.APPROVAL.format(name=name, title=press.text("title")), *seen.split("\n")]
    kept = dict(press.button.payload) | {"asker": asker, "asked_in": press.key.chat, "asked_by": press.message}
    rows = [
        [planned(refreshing.APPROVE, "approve", **kept), planned(refreshing.REFUSE, "refuse", **kept)],
        [planned(refreshing.DETAILS, "details", **kept)],
    ]
    told = [
        await say_with(office, Place(admin), plain_part(text), rows, admin) for admin in await admins(office) if admin != asker
    ]
    if any(told):
        await _put(press, office, [refreshing.WAITING_FOR_SECOND.format(title=press.text("title"))])
    else:
        await _put(press, office, [refreshing.NO_SECOND], [again(press, "publish")])


async def approve(press: Press, turn: Turn) -> None:
    """A second admin agrees: the report is published; who asked is told."""
    office, asker = turn.office, press.number("asker")
    if asker == press.key.person:
        await _put(press, office, [refreshing.NOT_YOUR_OWN])
        return
    done = await _publish(press, office, asker, press.key.person)
    if done is not None:
        name = await _name(office, press.key.person)
        lines = [refreshing.APPROVED.format(name=name), refreshing.PUBLISHED.format(number=done.number, title=done.title)]
        await office.sender.say(Place(press.number("asked_in")), plain_part(lines))


async def refuse(press: Press, turn: Turn) -> None:
    """A second admin does not agree: nothing is published, by no other admin either."""
    office, file = turn.office, upload_of(press.button.payload).path(turn.office.home)
    async with office.refreshing:  # who approves at this moment comes first
        there = file.is_file()
        file.unlink(missing_ok=True)
    if not there:
        await _put(press, office, [refreshing.SETTLED])
        return
    name, title = await _name(office, press.key.person), press.text("title")
    await office.journal(lambda journal: journal.audit.write(press.key.person, "refuse", title))
    await office.sender.say(Place(press.number("asked_in")), plain_part([refreshing.REFUSED.format(name=name, title=title)]))
    await _put(press, office, [refreshing.CANCELLED])


async def _publish(press: Press, office: Office, by: int, approved_by: int | None) -> Published | None:
    """Publish, once however many admins press at a time. What cannot be written into the journal keeps nobody from being told."""
    upload = upload_of(press.button.payload)
    if not office.refreshing.locked():
        await _put(press, office, [refreshing.PUBLISHING])
    async with office.refreshing:
        if not upload.path(office.home).is_file():
            await _put(press, office, [refreshing.SETTLED])
            return None
        try:
            done = await child.publish(office.home, upload.path(office.home), upload.edits, office.settings.keep_revisions)
        except FailedError as error:
            await _put(press, office, [wrong(error).plain], [again(press, press.button.kind)])
            return None
        upload.path(office.home).unlink(missing_ok=True)
    detail = done.title if approved_by is None else f"{done.title}; approved by {approved_by}"
    await _note(office, by, "publish", str(done.number), detail)
    back = planned(refreshing.ROLL_BACK, "roll_back", published=done.number)
    row = [back, planned(refreshing.ANNOUNCE, "announce", title=done.title)]
    await _put(press, office, [refreshing.PUBLISHED.format(number=done.number, title=done.title)], [row])
    return done


def again(press: Press, kind: str) -> list[keyboards.Planned]:
    """The buttons of what did not come about: once more, or not at all."""
    kept = dict(press.button.payload)
    word = refreshing.APPROVE if kind == "approve" else refreshing.PUBLISH
    no = planned(refreshing.REFUSE, "refuse", **kept) if kind == "approve" else planned(refreshing.CANCEL, "cancel", **kept)
    return [planned(word, kind, **kept), no]


async def _note(office: Office, by: int, action: str, subject: str, detail: str) -> None:
    try:
        await office.journal(lambda journal: journal.audit.write(by, action, subject, detail))
    except WenbaoError as error:
        logger().error("not_in_audit", action=action, **failure(error))


async def roll_back(press: Press, turn: Turn) -> None:
    """Let an earlier revision answer again: the one named; under a published report the one before, while that one answers."""
    office, number, published = turn.office, press.number("number") or None, press.number("published")
    async with office.refreshing:
        found = await asyncio.to_thread(kept, office.home)
        now = next((one.number for one in found if one.is_current), 0)
        if published and now != published:
            await office.sender.say(press.place, plain_part([refreshing.NOT_THE_LATEST.format(number=published)]))
            return
        try:
            done = await child.roll_back(office.home, number)
        except FailedError as error:
            await office.sender.say(press.place, wrong(error))
            return
    await _note(office, press.key.person, "rollback", str(done.number), done.title)
    await _put(press, office, [refreshing.ROLLED_BACK.format(number=done.number, title=done.title)])


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
        created = datetime.fromisoformat(one.created).astimezone().strftime("%Y-%m-%d %H:%M") if one.created else ""
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
    return (known.name if known is not None else "") or office.access.name(person) or refreshing.ADMIN.format(id=person)


async def _put(press: Press, office: Office, lines: list[str], rows: keyboards.Rows = ()) -> None:
    """Put a text, with its buttons, in place of the message whose button was pressed; without them when the journal is away."""
    key, keyboard = Key(press.key.chat, 0, press.key.person), None
    try:
        keyboard = await office.journal(lambda journal: keyboards.make(journal, rows, key.person, key.chat))
    except WenbaoError as error:
        logger().error("no_buttons", **failure(error))
    await office.sender.edit(press.place, press.message, plain_part(lines), keyboard)
