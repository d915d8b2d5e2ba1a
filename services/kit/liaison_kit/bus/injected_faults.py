"""Inject random but repeatable faults into the local bus, for tests.

Messages are lost, duplicated, delayed or reordered. Processes crash at the four points that matter:
before a commit, after it and before the answer, after publishing, after handling.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


class Crash(ConnectionError):
    """Simulate the crash of a process: its callers get no answer."""


@dataclass(frozen=True)
class Faults:
    """Set the probability of each fault, from 0 to 1.

    `lost`, `doubled` and `delayed` apply to a message; `reordered` and `crash_after_publish` to a
    batch of at most `batch`; `crash_before_commit` to a transaction; `crash_after_commit` to an
    executed call; `crash_after_handling` to a consumed batch.

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
    """Draw faults from one seeded source, and hold delayed messages."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self._random = random.Random(seed)
        self._late: dict[Hashable, list[Any]] = defaultdict(list)
        self.crashes: dict[str, int] = defaultdict(int)

    def strikes(self, place: str) -> bool:
        """Return whether the fault of this name happens now; a crash is counted."""
        struck: bool = self._random.random() < getattr(self.faults, place)
        if struck and place.startswith("crash"):
            self.crashes[place] += 1
        return struck

    def watch(self, engine: Engine) -> None:
        """Let transactions of this database crash just before their commit."""

        @event.listens_for(engine, "commit")
        def _die(connection: Any) -> None:
            if self.strikes("crash_before_commit"):
                raise Crash("the process ended before its commit")

    def begin(self, position: int) -> int:
        """Return the position from which a sender that lost its cursor sends again."""
        return max(0, position - self._random.randrange(3))

    def arrivals(self, link: Hashable, messages: list[Any]) -> list[Any]:
        """Return the messages that arrive when these are sent on a link."""
        arrived = self._late.pop(link, [])
        for message in messages:
            if self.strikes("lost"):
                continue
            target = self._late[link] if self.strikes("delayed") else arrived
            target += [message] * (2 if self.strikes("doubled") else 1)
        if self.strikes(
            "crash_after_publish"
        ):  # the sender restarts without knowledge of the batch
            arrived += messages
        if self.strikes("reordered"):
            self._random.shuffle(arrived)
        return arrived
