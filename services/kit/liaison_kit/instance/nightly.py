"""Close the days of a live instance by themselves, each once it is over.

One process does it at a time, by a lease; another stands by. Closing is idempotent besides, so a
process that dies between two services is simply followed by one that goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Protocol

from liaison_contracts.errors import LiaisonError
from liaison_kit.instance.day import DayDriver
from liaison_kit.ops.logs import get_logger

LOOK_SECONDS = 60.0
_logger = get_logger(__name__)


class Lease(Protocol):
    """Tell whether this process is the one to act."""

    @property
    def held(self) -> bool:
        """Tell whether the lease is ours now."""


def days_due(heads: Iterable[dict[str, Any]], today: date) -> list[date]:
    """Return the days that are over and not closed by every service, oldest first.

    An instance that never closed a day begins with yesterday. While one brings its history, whoever
    plays that closes its days, and none is due.

    >>> days_due([{"last_closed_on": "2026-11-20"}], date(2026, 11, 23))
    [datetime.date(2026, 11, 21), datetime.date(2026, 11, 22)]
    """
    heads = list(heads)
    if any(head.get("history_until") for head in heads):
        return []
    closed = [head["last_closed_on"] for head in heads]
    yesterday = today - timedelta(days=1)
    if None in closed:
        return [yesterday]
    first = min(map(date.fromisoformat, closed)) + timedelta(days=1)
    return [first + timedelta(days=count) for count in range((yesterday - first).days + 1)]


class Nightly:
    """Look every minute whether a day is to be closed, and close it over all services."""

    def __init__(
        self,
        driver: DayDriver,
        heads: Callable[[], list[dict[str, Any]]],
        lease: Lease,
        today: Callable[[], date],
    ) -> None:
        self._driver = driver
        self._heads = heads
        self._lease = lease
        self._today = today
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def close_due(self) -> list[date]:
        """Close what is due and return the days; nothing while another process holds the lease.

        A service that does not answer ends the round; the next one goes on where it stopped.
        """
        if not self._lease.held:
            return []
        done: list[date] = []
        try:
            for day in days_due(self._heads(), self._today()):
                self._driver.close(day)
                _logger.info("day.closed", on=day.isoformat())
                done.append(day)
        except LiaisonError as error:
            _logger.warning("day.not_closed", code=error.code, error=str(error))
        return done

    def start(self) -> None:
        """Look in a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="nightly", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, after a day that is being closed."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            self.close_due()
            self._ended.wait(LOOK_SECONDS)
