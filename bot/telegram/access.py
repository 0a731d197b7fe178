"""Who may do what: settings name the first people, the journal the invited ones, a listed group its members. Nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.settings import Settings
from bot.telegram.keeper import Keeper

if TYPE_CHECKING:
    from bot.journal.desk_file import Journal

Role = Literal["staff", "pr", "admin"]
RANK: dict[Role, int] = {"staff": 1, "pr": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person may do: ``person`` is the Telegram id. ``guest``: only here, as a member of a listed group or because
    the bot is open to everyone."""

    person: int
    role: Role
    guest: bool = False

    def may(self, role: Role) -> bool:
        """Whether what is reserved for ``role`` is allowed."""
        return RANK[self.role] >= RANK[role]


class Access:
    """Looks up people. ``groups`` are the chats in which members may ask."""

    def __init__(self, settings: Settings, journal: Keeper[Journal]) -> None:
        self._journal = journal
        self._open = settings.open
        self.fixed = fixed_roles(settings)
        self.groups = set(settings.groups)
        self._names: dict[int, tuple[str, str | None]] = {}

    async def standing(self, person: int, group: int = 0) -> Standing | None:
        """What the person may do, in the group where one is given; None: nothing."""
        known = await self._journal(lambda journal: journal.people.get(person))
        held = [role for role in (self.fixed.get(person), known.role if known else None) if role]
        if held:
            return Standing(person, max(held, key=RANK.__getitem__))
        if self._open or group in self.groups:
            return Standing(person, "staff", guest=True)
        return None

    async def met(self, person: int, name: str, username: str | None) -> None:
        """Follow the name of somebody who is in; written down only when it is new."""
        if self._names.get(person) != (name, username):
            self._names[person] = (name, username)
            await self._journal(lambda journal: journal.people.rename(person, name, username))

    def name(self, person: int) -> str:
        """What somebody who is in was called last since the bot started, "" when not heard of."""
        return self._names.get(person, ("", None))[0]

    async def follow_moves(self) -> None:
        """Let the groups in that became supergroups under an earlier process."""
        for old, new in await self._journal(lambda journal: journal.moved_chats()):
            self.moved(old, new)

    def moved(self, old: int, new: int) -> None:
        """A listed group became a supergroup with another id."""
        if old in self.groups:
            self.groups.add(new)

    def named_admins(self) -> tuple[int, ...]:
        """The admins whom the settings name."""
        return tuple(person for person, role in self.fixed.items() if role == "admin")


def fixed_roles(settings: Settings) -> dict[int, Role]:
    """The people of the settings with the highest role each is named for; ids below zero are groups and no people."""
    named: tuple[tuple[Role, tuple[int, ...]], ...] = (("staff", settings.staff), ("pr", settings.pr), ("admin", settings.admins))
    return {person: role for role, people in named for person in people if person > 0}
