"""Run services in one process without a broker: the second transport.

A call is a method call through JSON in both directions; events go from the log to the handlers
through the same feed code that RabbitMQ uses. `pump` delivers everything and returns when nothing
is left.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable
from typing import Any

from liaison_contracts.errors import Unavailable
from liaison_kit.bus.entrypoints import Entrypoints, entrypoints_of
from liaison_kit.bus.inbox import Inbox
from liaison_kit.bus.injected_faults import (
    Chance,
    Crash,
    Faults,
)
from liaison_kit.log.feed import Feed, FeedStopped
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service

IDLE_SECONDS = 10.0
_logger = get_logger(__name__)


class LocalBus:
    """Connect runtimes in one process; seeded, so that a run can be repeated.

    `runtimes` may include consumers that answer no calls, such as the gateway's read model.
    """

    def __init__(self, seed: int = 0, faults: Faults | None = None) -> None:
        self._services: dict[str, Entrypoints] = {}
        self._runtimes: dict[str, Runtime] = {}
        self._feeds: list[Feed] = []
        self._told: dict[str, int] = {}
        self._carried: dict[Feed, int] = {}
        self._random = random.Random(seed)
        self.chance = Chance(faults, seed) if faults else None
        self._wake = threading.Event()
        self._pumping = threading.Lock()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def add(self, runtime: Runtime, service: Service[Any] | None = None) -> None:
        """Connect a runtime; with its service it also answers calls."""
        if service is not None:
            found = entrypoints_of(service)()
            found.runtime = runtime
            self._services[runtime.name] = found
        self._runtimes[runtime.name] = runtime
        if self.chance:
            self.chance.watch(runtime.database.engine)
        for producer in runtime.producers:
            self._feeds.append(runtime.feed(producer, self._fetch_from(producer)))
        self._told[runtime.name] = 1
        runtime.on_commit.append(lambda: self._note(runtime.name))

    def _note(self, producer: str) -> None:
        self._told[producer] += 1
        self._wake.set()

    def call(self, service: str, method: str, *args: Any, deadline: float = 0) -> Any:
        """Call a method of a service through JSON, as over the wire."""
        return json.loads(json.dumps(self._ask(service, method, *json.loads(json.dumps(args)))))

    def _ask(self, service: str, method: str, *args: Any) -> Any:
        if service not in self._services:
            raise Unavailable("service_down", retry_after=5, service=service)
        answer = getattr(self._services[service], method)(*args)
        if self.chance and self.chance.strikes("crash_after_commit"):
            raise Unavailable("no_answer_in_time", retry_after=1, service=service)
        return answer

    def tell(self, consumer: str, party: str, message: Any) -> bool:
        """Deliver an outside party's message to a consumer, as `AmqpInbox` does over the broker."""
        inbox = Inbox(self._runtimes[consumer], party)
        return inbox.take(json.loads(json.dumps(message)), user_id=party)

    def _fetch_from(self, producer: str) -> Callable[[int, int], dict[str, Any]]:
        def fetch(position: int, limit: int) -> dict[str, Any]:
            # events have just been read from JSON text, so a second conversion is useless
            found: dict[str, Any] = self._ask(producer, "events_after", position, limit)
            return found

        return fetch

    def pump(self) -> int:
        """Deliver events until no feed has anything left; return how many were delivered.

        Only producers that committed since the last delivery are queried: all of them run in this
        process, so nothing else can be new.
        """
        carried = 0
        with self._pumping:
            while True:
                order = list(self._feeds)
                self._random.shuffle(order)
                moved = sum(self._carry(feed) for feed in order)
                if not moved:
                    return carried
                carried += moved

    def _carry(self, feed: Feed) -> int:
        told = self._told[feed.producer]
        if self._carried.get(feed) == told:
            return 0
        try:
            disturbed = self._disturb(feed, self.chance) if self.chance else 0
            moved = disturbed + feed.catch_up()
            self._carried[feed] = told
            return moved
        except (Crash, Unavailable):  # one of the two processes crashed: it restarts
            feed.forget()
            return 1
        except FeedStopped as error:  # only this feed stops, until a person resumes it
            _logger.error("bus.feed_stopped", producer=feed.producer, error=str(error))
            return 0

    def _disturb(self, feed: Feed, chance: Chance) -> int:
        """Deliver some events as a faulty broker would, before the log corrects everything."""
        start = chance.begin(feed.place().position)
        events = self.call(feed.producer, "events_after", start, chance.faults.batch)["events"]
        arrived = chance.arrivals(feed, events)
        heard = feed.offer(arrived)
        if chance.strikes(
            "crash_after_handling"
        ):  # handled but not acknowledged: it is redelivered
            feed.forget()
            heard += feed.offer(arrived)
        return heard

    def start(self) -> None:
        """Pump in a separate thread, woken at each commit."""
        self._thread = threading.Thread(target=self._run, name="local-bus", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop pumping after the current round."""
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
            except Exception as error:  # infrastructure: the next wake tries again
                _logger.warning("bus.paused", error=repr(error))
