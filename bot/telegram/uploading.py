"""A report comes in as a file: an admin sees what was understood and what changes; nothing is published yet."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Document, InputFile, Message, Update
from telegram.error import TelegramError

from bot.logs import failure, logger
from bot.refresh import child
from bot.refresh.told import Examined, FailedError
from bot.render.telegram import Part, plain_part
from bot.telegram import keyboards
from bot.telegram.addressing import key_of, place_of
from bot.telegram.keyboards import planned
from bot.telegram.sender import Place
from bot.texts import refreshing

if TYPE_CHECKING:
    from bot.telegram.memory import Key
    from bot.telegram.pressing import Press
    from bot.telegram.turn import Office, Turn

FOLDER = "uploads"
LARGEST = 20 * 1024 * 1024
KEPT_SECONDS = 7 * 24 * 3600
PROGRESS_SECONDS = 3.0
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
        return home / FOLDER / self.file


def upload_of(payload: Mapping[str, object]) -> Upload:
    """The upload that a button keeps; its file name cannot lead out of the folder."""
    edits = payload.get("edits")
    kept = {str(name): str(value) for name, value in edits.items()} if isinstance(edits, Mapping) else {}
    return Upload(Path(str(payload.get("file", "-"))).name, str(payload.get("name", "")), kept)


async def sent(update: Update, turn: Turn) -> None:
    """A document in a private chat."""
    message = update.message
    if message is None or message.document is None:
        return
    if turn.standing is None or not turn.standing.may("admin"):
        await turn.office.sender.say(place_of(message), plain_part([refreshing.ONLY_ADMINS]))
    elif (message.document.file_size or 0) > LARGEST:
        size = round((message.document.file_size or 0) / 1_000_000)
        await turn.office.sender.say(place_of(message), plain_part([refreshing.TOO_BIG.format(size=size)]))
    elif turn.office.refreshing.locked():
        await turn.office.sender.say(place_of(message), plain_part([refreshing.BUSY]))
    else:
        async with turn.office.refreshing:
            await _received(message, message.document, turn)


async def _received(message: Message, document: Document, turn: Turn) -> None:
    name = document.file_name or document.file_unique_id
    place, office = place_of(message), turn.office
    shown = await office.sender.say(place, plain_part([refreshing.READING.format(name=name)]))
    upload = Upload(secrets.token_hex(8) + _suffix(name), name, {})
    try:
        path = upload.path(office.home)
        _clear(path.parent)
        await (await turn.bot.get_file(document)).download_to_drive(path)
    except (TelegramError, OSError) as error:
        logger().error("not_downloaded", **failure(error))
        await office.sender.edit(place, shown, plain_part([refreshing.WRONG["HomeNotWritableError"]]))
        return
    person = message.from_user.id if message.from_user else 0
    await office.journal(lambda journal: journal.audit.write(person, "upload", name, f"{path.stat().st_size} bytes"))
    await show(office, upload, place, shown, key_of(message, person))


def _suffix(name: str) -> str:
    """The end of a file's name, harmless: what the file is, its content says."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""


def _clear(folder: Path) -> None:
    """Make the folder, and remove what was left in it long ago."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)


async def show(office: Office, upload: Upload, place: Place, message: int, key: Key) -> None:
    """Read the file in a process of its own and put the preview, or what is wrong, in place of the message."""
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
        return
    await _put(office, upload, examined, place, message, key)


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


def wrong(error: FailedError) -> Part:
    """What went wrong, in a sentence for an admin; the operator finds the rest in the log under the number."""
    number = secrets.token_hex(3)
    logger().warning("refresh_failed", incident=number, kind=error.kind)
    return plain_part([refreshing.WRONG.get(error.kind, refreshing.WRONG_OTHERWISE.format(number=number))])


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
    changed = Upload(upload.file, upload.name, dict(upload.edits) | {str(payload["field"]): (message.text or "").strip()})
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
    content = InputFile(examined.details.encode("utf-8-sig"), refreshing.DETAILS_NAME)
    await turn.bot.send_document(press.place.chat, content)


async def cancel(press: Press, turn: Turn) -> None:
    """Forget the file."""
    upload_of(press.button.payload).path(turn.office.home).unlink(missing_ok=True)
    await turn.office.sender.edit(press.place, press.message, plain_part([refreshing.CANCELLED]))
