"""A map that forgets what was used longest ago."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Bounded(Generic[Key, Kept]):
    """Keeps values up to a total weight; safe to share between threads. A value heavier than all is not kept."""

    def __init__(self, weight: int) -> None:
        self._free = weight
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """The value kept under ``key``, which counts as a use of it."""
        with self._lock:
            entry = self._kept.get(key)
            if entry is None:
                return None
            self._kept.move_to_end(key)
            return entry[0]

    def put(self, key: Key, value: Kept, weight: int) -> None:
        """Keep a value, and forget the least recently used ones that no longer fit."""
        with self._lock:
            if key in self._kept:
                self._free += self._kept.pop(key)[1]
            self._kept[key] = (value, weight)
            self._free -= weight
            while self._free < 0:
                _, (_, freed) = self._kept.popitem(last=False)
                self._free += freed
