"""Admins invite, list, promote and remove people in chat; each change stands in the audit."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.helpers import create_deep_linked_url

from bot.render.telegram import Part, caption, plain_part
from bot.telegram import internals, keyboards, publishing, requests, steering, teaching
from bot.telegram.access import RANK, Role
from bot.telegram.addressing import message_of, place_of
from bot.telegram.browsing import Page
from bot.telegram.keyboards import planned
from bot.telegram.memory import Key
from bot.telegram.profile import show_commands
from bot.texts import messenger

if TYPE_CHECKING:
    from bot.journal.people import Person
    from bot.telegram.turn import Office, Turn

DAYS = 7
MOST_USES, MOST_DAYS = 500, 90
SHOWN = 8
INVITED = "i-"
ADMIN_COMMANDS = ("people", "invite", "requests", "revisions", "gaps", "lessons", "internal")
# A role by its name or by its word.
_ROLES: dict[str, Role] = {name: role for role in RANK for name in (role, messenger.ROLES[role])}


async def command(update: Update, turn: Turn) -> None:
    """/people, /invite, /requests; for anybody else these commands do not exist."""
    message = message_of(update)
    if message is None or message.text is None:
        return
    if turn.standing is None or not turn.standing.may("admin") or message.chat.type != "private":
        await steering.command(update, turn)
        return
    name, *words = message.text[1:].split()
    page = await _page(name.partition("@")[0].lower(), words, turn)
    await steering.say_with(turn.office, place_of(message), page.part, page.rows, turn.standing.person)


async def _page(name: str, words: list[str], turn: Turn) -> Page:
    match name:
        case "people":
            return await listing(turn.office, 0)
        case "requests":
            return await requests.listing(turn.office)
        case "gaps":
            return await teaching.gaps(turn.office)
        case "internal":
            return await internals.listing(turn.office)
        case "lessons":
            return await teaching.lessons(turn.office)
        case "revisions":
            return await publishing.revisions(turn.office)
        case _:
            return await _invite(words, turn)


async def _invite(words: list[str], turn: Turn) -> Page:
    if not words:
        rows = [[planned(messenger.INVITE_AS.format(role=word), "invite", role=role)] for role, word in messenger.ROLES.items()]
        return Page(plain_part([messenger.INVITE_ASK.format(days=DAYS)]), rows)
    asked = _invitation_of(words)
    if asked is None:
        return Page(plain_part([messenger.INVITE_HOW]), [])
    return Page(await invitation(*asked, turn), [])


def _invitation_of(words: list[str]) -> tuple[Role, int, int] | None:
    """Role, uses and days of "教职工 30 7"; None when that is no invitation."""
    role = _ROLES.get(words[0])
    numbers = [int(word) for word in words[1:] if re.fullmatch(r"[0-9]{1,3}", word)]
    if role is None or len(numbers) != len(words) - 1 or len(numbers) > 2:
        return None
    uses, days = [*numbers, 1, DAYS][:2] if len(numbers) != 1 else (numbers[0], DAYS)
    return (role, uses, days) if 1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS else None


async def invitation(role: str, uses: int, days: int, turn: Turn) -> Part:
    """A link that gives whoever opens it a role."""
    given, by = _ROLES[role], turn.standing.person if turn.standing else None
    code = await turn.office.journal(lambda journal: journal.invitations.create(given, by, uses, timedelta(days=days)))
    link = create_deep_linked_url(turn.bot.username, INVITED + code)
    until = (datetime.now(UTC) + timedelta(days=days)).astimezone().strftime("%Y-%m-%d %H:%M")
    return plain_part([messenger.INVITE_LINK.format(role=messenger.ROLES[given], uses=uses, until=until, link=link)])


async def redeem(code: str, message: Message, turn: Turn) -> bool:
    """Let in who came with an invitation; whether it let somebody in."""
    user = message.from_user
    if user is None:
        return False
    fixed = turn.office.access.fixed.get(user.id)
    role = await turn.office.journal(
        lambda journal: journal.invitations.redeem(code, user.id, user.full_name, user.username, fixed)
    )
    if role is None:
        text = messenger.INVITE_HAVE.format(role=messenger.ROLES[fixed]) if fixed else messenger.INVITE_BAD
    else:
        text = messenger.INVITE_WELCOME.format(role=messenger.ROLES[role])
    await turn.office.sender.say(place_of(message), plain_part([text]))
    if role is not None:
        await show_commands(turn.bot, user.id, role)
    return role is not None


async def listing(office: Office, number: int) -> Page:
    """Who may ask, a page at a time; each invited person is a button to change the role or remove."""
    people = await office.journal(lambda journal: journal.people.list())
    named, risen = office.access.fixed, {person.id for person in people if _is_risen(person, office)}
    invited = [person for person in people if person.id not in named or person.id in risen]
    fixed = [
        messenger.PERSON_FIXED.format(name=messenger.UNNAMED, id=person, role=messenger.ROLES[role])
        for person, role in named.items()
        if person not in risen
    ]
    pages = max(1, -(-max(len(invited), len(fixed)) // SHOWN))
    number = min(number, pages - 1)
    here = slice(number * SHOWN, (number + 1) * SHOWN)
    shown = invited[here]
    lines = [messenger.PEOPLE.format(count=len(invited) + len(fixed)), *fixed[here], *map(_line, shown)]
    if not invited:
        lines.append(messenger.PEOPLE_NONE)
    rows = [[planned(caption(_line(person)), "person", person=person.id)] for person in shown]
    turning = [planned(messenger.PREVIOUS, "people", page=number - 1)] if number > 0 else []
    turning += [planned(messenger.NEXT, "people", page=number + 1)] if number < pages - 1 else []
    return Page(plain_part(lines), [*rows, turning])


def _is_risen(person: Person, office: Office) -> bool:
    """Whether somebody whom the settings name was given a higher role since."""
    fixed = office.access.fixed.get(person.id)
    return fixed is not None and RANK[person.role] > RANK[fixed]


def _line(person: Person) -> str:
    name = person.name or messenger.UNNAMED
    shown = f"{name} @{person.username}" if person.username else name
    return messenger.PERSON_LINE.format(name=shown, id=person.id, role=messenger.ROLES[person.role])


async def card(number: int, turn: Turn) -> Page:
    """One person, with buttons for other roles and for removal."""
    person = await turn.office.journal(lambda journal: journal.people.get(number))
    if person is None:
        return Page(plain_part([messenger.PERSON_GONE]), [[planned(messenger.BACK, "people")]])
    others = [role for role in messenger.ROLES if role != person.role]
    rows = [[planned(messenger.ROLE_TO.format(role=messenger.ROLES[role]), "role", person=number, role=role)] for role in others]
    return Page(
        plain_part([_line(person)]),
        [*rows, [planned(messenger.REMOVE, "remove", person=number)], [planned(messenger.BACK, "people")]],
    )


async def change_role(number: int, role: str, turn: Turn) -> str:
    """Give a person another role; what to say of it."""
    by = turn.standing.person if turn.standing else None
    if number == by:
        return messenger.PERSON_SELF
    given = _ROLES[role]
    person = await turn.office.journal(lambda journal: journal.people.get(number))
    done = await turn.office.journal(lambda journal: journal.people.set_role(number, given, by))
    if person is None or not done:
        return messenger.PERSON_GONE
    await show_commands(turn.bot, number, given)
    return messenger.PERSON_ROLE_SET.format(name=person.name or messenger.UNNAMED, role=messenger.ROLES[given])


async def remove(number: int, turn: Turn) -> str:
    """Take a person's rights; what to say of it."""
    by = turn.standing.person if turn.standing else None
    if number == by:
        return messenger.PERSON_SELF
    person = await turn.office.journal(lambda journal: journal.people.get(number))
    done = await turn.office.journal(lambda journal: journal.people.remove(number, by))
    if person is None or not done:
        return messenger.PERSON_GONE
    turn.office.memory.forget_person(number)
    await show_commands(turn.bot, number, None)
    return messenger.PERSON_REMOVED.format(name=person.name or messenger.UNNAMED)


async def keyboard_of(office: Office, page: Page, key: Key) -> InlineKeyboardMarkup | None:
    """The buttons of a page, for the admin who looks at it only."""
    return await office.journal(lambda journal: keyboards.make(journal, page.rows, key.person, key.chat))
