"""Close a day over all services in its fixed order, with quiet between the steps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from datetime import date

from liaison_contracts.errors import Unavailable
from liaison_kit.claims import Caller
from liaison_kit.client import Client

DRIVER = Caller("system:day", "gateway", ("system",), "system:day")
QUIET_SECONDS = 60.0
PAUSE_SECONDS = 0.02


class DayDriver:
    """Advance and close days: registry, assessment, incentives, each after all is quiet.

    `pump` carries events where the transport does not do it by itself, and returns when all is
    quiet: one look is enough then. `hearers` adds consumers
    that do not answer calls, such as the gateway's views: each gives its positions by producer.
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
        """Close the day once everywhere; again changes nothing, so a driver that died goes on."""
        self.quiesce()
        for service in self._services:
            self._client.call(DRIVER, service, "close_day", {"on": on.isoformat()})
            self.quiesce()

    def quiesce(self) -> None:
        """Wait until every head is heard by every consumer, seen twice.

        Raises:
            Unavailable: naming who lags behind whom when it does not come to rest in time.
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
                raise Unavailable("not_quiet", retry_after=10, lag=str(lag))
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
