"""Something that blocks (SQLite, the library) kept in a thread of its own, so that the event loop never waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Held = TypeVar("Held")
Told = TypeVar("Told")


class Keeper(Generic[Held]):
    """``await keeper(work)`` runs ``work(held)`` in the keeper's thread, one after the other; its errors come through."""

    def __init__(self, name: str, held: Callable[[], Held]) -> None:
        self._held = held
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def __call__(self, work: Callable[[Held], Told]) -> Told:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._held()))

    def close(self, last: Callable[[], None]) -> None:
        """Run ``last`` in the thread after everything else and end the thread."""
        self._thread.submit(last).result()
        self._thread.shutdown()
