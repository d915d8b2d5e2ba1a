"""Run service classes in one process without a broker: the second transport.

A call is a method call through JSON both ways; events go from the log to the handlers by the same
feed code that RabbitMQ uses. `pump` carries everything there is and returns when all is quiet.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from typing import Any

from liaison_contracts.errors import Unavailable
from liaison_kit.feed import Feed, FeedStopped
from liaison_kit.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service

IDLE_SECONDS = 10.0
_logger = get_logger(__name__)


class LocalBus:
    """Connect runtimes of one process; seeded, so that a run can be repeated.

    `runtimes` may hold consumers without a service class, such as the gateway's views.
    """

    def __init__(self, seed: int = 0) -> None:
        self._services: dict[str, Service] = {}
        self._feeds: list[Feed] = []
        self._random = random.Random(seed)
        self._wake = threading.Event()
        self._pumping = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def add(self, runtime: Runtime, service: type[Service] | None = None) -> None:
        """Connect a runtime; with a service class it also answers calls."""
        if service is not None:
            found = service()
            found.runtime = runtime
            self._services[runtime.name] = found
        for producer in runtime.producers:
            self._feeds.append(runtime.feed(producer, self._fetch_from(producer)))
        runtime.on_commit.append(self._wake.set)

    def call(self, service: str, method: str, *args: Any, deadline: float = 0) -> Any:
        """Call a method of a service through JSON, as the wire would carry it."""
        if service not in self._services:
            raise Unavailable("service_down", f"{service} is not running.", retry_after=5)
        plain = json.loads(json.dumps(args))
        answer = getattr(self._services[service], method)(*plain)
        return json.loads(json.dumps(answer))

    def _fetch_from(self, producer: str) -> Callable[[int, int], dict[str, Any]]:
        def fetch(position: int, limit: int) -> dict[str, Any]:
            found: dict[str, Any] = self.call(producer, "events_after", position, limit)
            return found

        return fetch

    def pump(self) -> int:
        """Carry events until no feed has anything to hear; return how many were carried."""
        carried = 0
        with self._pumping:
            while True:
                order = list(self._feeds)
                self._random.shuffle(order)
                moved = sum(feed.catch_up() for feed in order)
                if not moved:
                    return carried
                carried += moved

    def start(self) -> None:
        """Pump in a thread of its own, woken at each commit."""
        self._thread = threading.Thread(target=self._run, name="local-bus", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop pumping after what is under way."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.wait(IDLE_SECONDS)
            self._wake.clear()
            try:
                self.pump()
            except FeedStopped as error:
                _logger.error("bus.feed_stopped", error=str(error))
            except Exception as error:  # infrastructure: the next wake tries again
                _logger.warning("bus.paused", error=repr(error))
