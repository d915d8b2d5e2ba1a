"""Let things go wrong on the local bus, by chance and repeatably, so that tests see what holds.

Messages are lost, doubled, late or out of order; processes die at the four places where that
matters: before a commit, after it and before its answer, after publishing, after handling.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


class Crash(ConnectionError):
    """Stand for the end of a process: whoever asked it gets no answer."""


@dataclass(frozen=True)
class Faults:
    """Say how often, of 1, each thing goes wrong.

    `lost`, `doubled`, `delayed` count for a message; `reordered` and `crash_after_publish` for a
    batch of at most `batch`; `crash_before_commit` for a transaction; `crash_after_commit` for a
    call that was carried out; `crash_after_handling` for a batch that was heard.

    >>> Faults(lost=0.1, crash_after_commit=0.2).doubled
    0.0
    """

    lost: float = 0.0
    doubled: float = 0.0
    reordered: float = 0.0
    delayed: float = 0.0
    crash_before_commit: float = 0.0
    crash_after_commit: float = 0.0
    crash_after_publish: float = 0.0
    crash_after_handling: float = 0.0
    batch: int = 20


class Chance:
    """Draw from one seeded source what goes wrong next; remember what is late on its way."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self._random = random.Random(seed)
        self._late: dict[Hashable, list[Any]] = defaultdict(list)
        self.crashes: dict[str, int] = defaultdict(int)

    def strikes(self, place: str) -> bool:
        """Say whether the fault of this name happens now; a crash is counted."""
        struck: bool = self._random.random() < getattr(self.faults, place)
        if struck and place.startswith("crash"):
            self.crashes[place] += 1
        return struck

    def watch(self, engine: Engine) -> None:
        """Let transactions of this database die just before they are committed."""

        @event.listens_for(engine, "commit")
        def _die(connection: Any) -> None:
            if self.strikes("crash_before_commit"):
                raise Crash("the process ended before its commit")

    def begin(self, position: int) -> int:
        """Return from where a sender that forgot a little sends again."""
        return max(0, position - self._random.randrange(3))

    def arrivals(self, link: Hashable, messages: list[Any]) -> list[Any]:
        """Return what arrives on a link when these messages are sent on it."""
        arrived = self._late.pop(link, [])
        for message in messages:
            if self.strikes("lost"):
                continue
            target = self._late[link] if self.strikes("delayed") else arrived
            target += [message] * (2 if self.strikes("doubled") else 1)
        if self.strikes("crash_after_publish"):  # the sender comes back and knows of nothing
            arrived += messages
        if self.strikes("reordered"):
            self._random.shuffle(arrived)
        return arrived
