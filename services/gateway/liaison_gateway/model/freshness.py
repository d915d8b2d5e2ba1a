"""Report how current the read model is for each service, and wait for a position."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_kit.log import dead_letters
from liaison_kit.store import records
from liaison_kit.store.database import Database

WAIT_SECONDS = 0.25
PAUSE_SECONDS = 0.005
_PLACES = select(records.feed_positions.c.producer, records.feed_positions.c.position)


class Freshness:
    """Read the read model's position in each service's log.

    `carry` delivers events where nothing else does, on an instance that runs in one thread.
    """

    def __init__(
        self,
        database: Database,
        services: tuple[str, ...],
        carry: Callable[[], object] | None = None,
    ) -> None:
        self.carry = carry or (lambda: None)
        self._database = database
        self._services = services
        self._pause = threading.Event()

    def places(self) -> dict[str, int]:
        """Return the read model's position in each service's log."""
        with self._database.reading() as session:
            return self._places(session)

    def places_and_parked(self) -> tuple[dict[str, int], int]:
        """Return the position in each service's log, and the number of parked events."""
        with self._database.reading() as session:
            return self._places(session), dead_letters.count_open(session)

    def _places(self, session: Session) -> dict[str, int]:
        found = {row.producer: row.position for row in session.execute(_PLACES)}
        return {name: found.get(name, 0) for name in self._services}

    def reached(self, service: str, position: int, within: float = WAIT_SECONDS) -> bool:
        """Wait until the read model has reached a position; return whether it did in time."""
        self.carry()
        until = time.monotonic() + within
        while self.places()[service] < position:
            if time.monotonic() >= until:
                return False
            self._pause.wait(PAUSE_SECONDS)
        return True
