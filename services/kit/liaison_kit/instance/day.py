"""Advance and close days: the driver over all services, and each service's own part.

In live a nightly process closes each day once it is over. One process does so at a time, by a
lease; another stands by. Closing is idempotent, so if a process dies between two
services the next one continues.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from liaison_contracts.errors import Invalid, LiaisonError, Unavailable
from liaison_kit.claims import Caller, require_role
from liaison_kit.client import Client
from liaison_kit.guard import guarded
from liaison_kit.instance import instance
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.store import idempotency

DRIVER = Caller("system:day", "gateway", ("system",), "system:day")
QUIET_SECONDS = 60.0
PAUSE_SECONDS = 0.02
LOOK_SECONDS = 60.0
_logger = get_logger(__name__)


class DayDriver:
    """Advance and close days: registry, assessment, incentives, each after all events arrived.

    `pump` delivers events if the transport does not, and returns when nothing is left, so one check
    is enough then. `hearers` adds consumers that do not answer calls, such as the gateway's read
    model: each returns its positions by producer.
    """

    def __init__(
        self,
        client: Client,
        services: Iterable[str],
        pump: Callable[[], object] | None = None,
        hearers: Iterable[Callable[[], dict[str, int]]] = (),
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        self._client = client
        self._services = tuple(services)
        self._pump, self._is_pumped = pump or (lambda: None), pump is not None
        self._hearers = tuple(hearers)
        self._quiet_seconds = quiet_seconds
        self._pause = threading.Event()

    def advance(self, on: date) -> None:
        """Move every service's stored day forward (never in live)."""
        for service in self._services:
            self._client.call(DRIVER, service, "advance_to", {"on": on.isoformat()})

    def close(self, on: date) -> None:
        """Close the day once in every service; a crashed driver can safely repeat it."""
        self.quiesce()
        for service in self._services:
            self._client.call(DRIVER, service, "close_day", {"on": on.isoformat()})
            self.quiesce()

    def quiesce(self) -> None:
        """Wait until every consumer has reached the head of every log, in two checks.

        Raises:
            Unavailable: naming which consumers lag behind, if they do not catch up in time.
        """
        until = time.monotonic() + self._quiet_seconds
        seen: dict[str, int] | None = None
        while True:
            self._pump()
            heads, lag = self._look()
            if not lag and (self._is_pumped or heads == seen):
                return
            seen = heads if not lag else None
            if time.monotonic() > until:
                raise Unavailable("not_quiet", retry_after=10)
            if lag:
                self._pause.wait(PAUSE_SECONDS)

    def _look(self) -> tuple[dict[str, int], list[str]]:
        found = {service: self._client.head(service) for service in self._services}
        heads = {service: state["position"] for service, state in found.items()}
        feeds = {service: state["feeds"] for service, state in found.items()}
        feeds |= {f"hearer-{index}": hearer() for index, hearer in enumerate(self._hearers)}
        lag = [
            f"{consumer} heard {position} of {heads[producer]} of {producer}"
            for consumer, positions in feeds.items()
            for producer, position in positions.items()
            if position < heads.get(producer, 0)
        ]
        return heads, lag


def advance_to(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Move the instance's day forward to `body["on"]` (never in live)."""

    def move(session: Session, day: date, make: Callable[..., Any]) -> None:
        instance.advance(session, _stamp(session), day)

    return _daily(runtime, "advance_to", token, key, body, move)


def close_day(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Close the day `body["on"]` once: what is due becomes payable, periods end."""

    def close(session: Session, day: date, make: Callable[..., Any]) -> None:
        stamp = _stamp(session, for_update=True)
        if stamp.last_closed_on and day <= stamp.last_closed_on:
            return
        if day > instance.today(stamp):
            raise Invalid("day_not_reached", field="on", on=day, today=instance.today(stamp))
        if runtime.closes_day:
            runtime.closes_day(make(runtime.system(), day, cause=f"day:{day}"), day)
        instance.mark_closed(session, day)
        idempotency.sweep(session, datetime.now(UTC))

    return _daily(runtime, "close_day", token, key, body, close)


def _daily(
    runtime: Runtime, act: str, token: Any, key: Any, body: Any, do: Callable[..., None]
) -> dict[str, Any]:
    def answer() -> dict[str, Any]:
        caller = runtime.verifier.verify(
            token, runtime.name, act, str(key), body, int(runtime.now())
        )
        require_role(caller, ("system",))
        try:
            day = date.fromisoformat(body["on"])
        except (ValueError, TypeError, KeyError):
            raise Invalid("not_a_date", field="on") from None
        with runtime.transaction() as (session, make):
            do(session, day, make)
        return {"result": runtime.head()}

    return guarded(act, key, answer)


def _stamp(session: Session, *, for_update: bool = False) -> instance.Instance:
    found = instance.read(session, for_update=for_update)
    assert found is not None, "an open runtime has a stamped database"
    return found


class Lease(Protocol):
    """Decide whether this process is the one to act."""

    @property
    def held(self) -> bool:
        """Return whether this process holds the lease."""


def days_due(heads: Iterable[dict[str, Any]], today: date) -> list[date]:
    """Return the days that are over and not closed by every service, oldest first.

    An instance that never closed a day starts with yesterday. While an instance imports its
    history, the import closes its days, and none is due.

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
    """Check every minute whether a day is due, and close it in all services."""

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
        """Close all due days and return them; none while another process holds the lease.

        If a service does not answer, the round ends; the next round continues where it stopped.
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
        """Check in a separate thread."""
        self._thread = threading.Thread(target=self._run, name="nightly", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the day that is being closed."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            self.close_due()
            self._ended.wait(LOOK_SECONDS)
