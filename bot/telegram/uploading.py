"""A report comes in as a file: an admin sees what was understood and what changes; nothing is published yet."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Document, Message
from telegram.error import TelegramError

from bot.apart import child
from bot.apart.told import Examined, FailedError
from bot.logs import failure, logger
from bot.render.telegram import plain_part
from bot.telegram import keyboards
from bot.telegram.addressing import key_of, place_of
from bot.telegram.files import clear, suffix_of, uploads, wrong
from bot.telegram.keyboards import planned
from bot.telegram.sender import Place
from bot.texts import drafts, refreshing

if TYPE_CHECKING:
    from bot.telegram.memory import Key
    from bot.telegram.press import Press
    from bot.telegram.turn import Office, Turn

PROGRESS_SECONDS = 2.0
# A longer title or name is none.
LONGEST = 100
FIELDS = {
    "title": (refreshing.EDIT_TITLE, refreshing.ASK_TITLE),
    "institution": (refreshing.EDIT_INSTITUTION, refreshing.ASK_INSTITUTION),
    "period": (refreshing.EDIT_PERIOD, refreshing.ASK_PERIOD),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent, and what the admin put right of it. ``file`` is its name in the folder of uploads."""

    file: str
    name: str
    edits: Mapping[str, str]

    def payload(self) -> dict[str, object]:
        """As a button keeps it."""
        return {"file": self.file, "name": self.name, "edits": dict(self.edits)}

    def path(self, home: Path) -> Path:
        """Where the file is."""
        return uploads(home) / self.file


def upload_of(payload: Mapping[str, object]) -> Upload:
    """The upload that a button keeps; its file name cannot lead out of the folder."""
    edits = payload.get("edits")
    kept = {str(name): str(value) for name, value in edits.items()} if isinstance(edits, Mapping) else {}
    return Upload(Path(str(payload.get("file", "-"))).name, str(payload.get("name", "")), kept)


async def received(message: Message, document: Document, turn: Turn) -> None:
    """Fetch a report that was sent and show what is in it."""
    name = document.file_name or document.file_unique_id
    place, office = place_of(message), turn.office
    shown = await office.sender.say(place, plain_part([refreshing.READING.format(name=name)]))
    upload = Upload(secrets.token_hex(8) + suffix_of(name), name, {})
    path = upload.path(office.home)
    try:
        clear(path.parent)
        await (await turn.bot.get_file(document)).download_to_drive(path)
    except (TelegramError, OSError) as error:
        path.unlink(missing_ok=True)
        logger().error("not_downloaded", **failure(error))
        told = refreshing.WRONG["HomeNotWritableError"] if isinstance(error, OSError) else drafts.NOT_READ
        await office.sender.edit(place, shown, plain_part([told]))
        return
    person = message.from_user.id if message.from_user else 0
    await office.journal(lambda journal: journal.audit.write(person, "upload", name, f"{path.stat().st_size} bytes"))
    if not await show(office, upload, place, shown, key_of(message, person)):
        path.unlink(missing_ok=True)


async def show(office: Office, upload: Upload, place: Place, message: int, key: Key) -> bool:
    """Read the file in a process of its own and put the preview, or what is wrong, in place of the message; whether it was
    read."""
    last = [time.monotonic()]

    async def heard(done: int, pages: int) -> None:
        if time.monotonic() - last[0] > PROGRESS_SECONDS:
            last[0] = time.monotonic()
            text = refreshing.READING_PAGES.format(name=upload.name, done=done, pages=pages)
            await office.sender.edit(place, message, plain_part([text]))

    try:
        examined = await child.examine(office.home, upload.path(office.home), upload.edits, heard)
    except FailedError as error:
        await office.sender.edit(place, message, wrong(error))
        return False
    await _put(office, upload, examined, place, message, key)
    return True


async def _put(office: Office, upload: Upload, examined: Examined, place: Place, message: int, key: Key) -> None:
    kept = upload.payload() | {"broken": examined.broken, "title": examined.title}
    rows = [
        [planned(refreshing.PUBLISH, "publish", **kept), planned(refreshing.CANCEL, "cancel", **kept)],
        [planned(word, "edit", field=field, **kept) for field, (word, _) in FIELDS.items()],
        [planned(refreshing.DETAILS, "details", **kept)],
    ]
    keyboard = await office.journal(lambda journal: keyboards.make(journal, rows, key.person, key.chat))
    lines = [refreshing.PREVIEW.format(name=upload.name), *examined.preview]
    await office.sender.edit(place, message, plain_part(lines), keyboard)


async def edit(press: Press, turn: Turn) -> None:
    """Ask for another title, institution or period."""
    field = press.text("field")
    if field in FIELDS:
        turn.office.awaited.ask(press.key, "edit", dict(press.button.payload) | {"message": press.message})
        await turn.office.sender.say(press.place, plain_part([FIELDS[field][1]]))


async def edited(message: Message, turn: Turn, payload: Mapping[str, object]) -> None:
    """The title, institution or period has been typed: the preview is made anew."""
    upload, place = upload_of(payload), place_of(message)
    if not upload.path(turn.office.home).is_file():
        await turn.office.sender.say(place, plain_part([refreshing.EXPIRED]))
        return
    typed = " ".join((message.text or "").split())[:LONGEST]
    changed = Upload(upload.file, upload.name, dict(upload.edits) | {str(payload["field"]): typed})
    shown = await turn.office.sender.say(place, plain_part([refreshing.READING.format(name=upload.name)]))
    person = message.from_user.id if message.from_user else 0
    async with turn.office.refreshing:
        await show(turn.office, changed, place, shown, key_of(message, person))


async def details(press: Press, turn: Turn) -> None:
    """Everything there is to tell of the file, as a file."""
    upload = upload_of(press.button.payload)
    try:
        examined = await child.examine(turn.office.home, upload.path(turn.office.home), upload.edits)
    except FailedError as error:
        await turn.office.sender.say(press.place, wrong(error))
        return
    content = examined.details.encode("utf-8-sig")
    if not await turn.office.sender.document(press.place, content, refreshing.DETAILS_NAME):
        await turn.office.sender.say(press.place, plain_part([refreshing.DETAILS_NOT_SENT]))


async def cancel(press: Press, turn: Turn) -> None:
    """Forget the file."""
    upload_of(press.button.payload).path(turn.office.home).unlink(missing_ok=True)
    await turn.office.sender.edit(press.place, press.message, plain_part([refreshing.CANCELLED]))
