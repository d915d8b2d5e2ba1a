"""Start the processes that are measured, and fill their logs and queues beforehand."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
from sqlalchemy import update
from sqlalchemy.engine import make_url

from liaison_contracts.envelope import Envelope
from liaison_contracts.message import dump
from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link
from liaison_kit.claims import Signer, new_key_pair
from liaison_kit.log import event_log
from liaison_kit.ops.migrate import migrate
from liaison_kit.store import records
from liaison_kit.store.database import Database
from liaison_kit.store.ids import new_id
from liaison_kit.testing import toy
from liaison_kit.testing.processes import ServiceProcess
from liaison_kit.testing.toy_definitions import ECHO, PRODUCER
from tests.bench import consumer_service, minimal_service

ROOT = Path(__file__).resolve().parents[2]
TOY, MODE, DAY = "liaison_kit.testing.toy_service", "demo", date(2018, 1, 1)
NAMES = topology.Names(MODE)
EXCHANGE, QUEUE = NAMES.exchange("producer"), NAMES.queue("producer", "echo")
TYPE = "toy.told.v1"
DEFINITIONS = {
    "producer": PRODUCER,
    "echo": ECHO,
    "consumer": consumer_service.DEFINITION,
    "minimal": minimal_service.DEFINITION,
}
MODULES = {
    "producer": [TOY, "producer"],
    "echo": [TOY, "echo"],
    "consumer": ["tests.bench.start_consumer"],
    "minimal": ["tests.bench.start_minimal"],
}
STEP_SECONDS = 0.005
PAGE = 5000


class Bench:
    """Make databases and service processes on one vhost; `urls` holds each service's database."""

    def __init__(self, amqp_uri: str, new_database: Callable[[], str]) -> None:
        private, self.public = new_key_pair("k1")
        self.signer = Signer(private)
        self.amqp_uri = amqp_uri
        self.new_database = new_database
        self.urls: dict[str, str] = {}
        self._started: list[ServiceProcess] = []
        self._databases: list[Database] = []
        self.declare()

    @property
    def queues(self) -> list[str]:
        """Name the queues into which the producer's events go."""
        return [queue.name for queue in topology.queues_of("producer", NAMES)]

    def prepare(self, name: str) -> Database:
        """Give a service a new, stamped database, and open it here too."""
        self.urls[name] = self.new_database()
        migrate(DEFINITIONS[name], self.urls[name], MODE, DAY)
        return self.open(self.urls[name])

    def open(self, url: str) -> Database:
        """Open a database until the benchmark's end."""
        self._databases.append(Database(url, pool_size=2))
        return self._databases[-1]

    def start(self, name: str, environment: Mapping[str, str] | None = None) -> ServiceProcess:
        """Start a service on the database that was prepared for it, and wait until it can work."""
        own = self.environment(name) | dict(environment or {})
        process = ServiceProcess(MODULES[name], own)
        process.start()
        self._started.append(process)
        process.wait_ready()
        return process

    def environment(self, name: str) -> dict[str, str]:
        """Return what a service needs to start here."""
        return {
            "AMQP_URI": self.amqp_uri,
            "DATABASE_URL": self.urls.get(name, ""),
            "LIAISON_MODE": MODE,
            "LIAISON_PUBLIC_KEYS": json.dumps([self.public]),
            "PYTHONPATH": str(ROOT),
        }

    def declare(self) -> None:
        """Declare the producer's exchange and queues."""
        with linked(self.amqp_uri) as link:
            topology.declare(link, "producer", NAMES)

    def purge(self) -> None:
        """Empty the producer's queues."""
        with linked(self.amqp_uri) as link:
            for queue in self.queues:
                link.channel.queue_purge(queue)

    def close(self) -> None:
        """End what was started."""
        for process in self._started:
            process.__exit__(None, None, None)
        for database in self._databases:
            database.close()


@contextmanager
def linked(uri: str) -> Iterator[Link]:
    """Open a link for a moment."""
    link = Link(uri, "bench", tick=60)
    try:
        yield link
    finally:
        link.close()


def fill_log(database: Database, count: int, page: int = PAGE, sent: bool = False) -> int:
    """Record events in the producer's log, `page` a transaction; return the log's new head.

    Numbers stay below 1,000, because the echo refuses 1313. With `sent` the relay takes them for
    sent, so that only a catch-up can find them.
    """
    head = 0
    for first in range(0, count, page):
        with database.writing() as session:
            head = event_log.append(session, _pending(min(page, count - first)))
            if sent:
                session.execute(update(records.relay_cursor).values(position=head))
    return head


def _pending(count: int) -> list[event_log.Pending]:
    names = {
        "effective_on": DAY.isoformat(),
        "actor": "P-1",
        "edition": "toy 1 toy",
        "causation_id": new_id(),
        "traceparent": "",
    }
    return [
        event_log.pending(toy.Told(f"s-{number % 50}", number % 1000), **names)
        for number in range(1, count + 1)
    ]


def envelopes(count: int, logid: str = "a-log", first: int = 1) -> list[bytes]:
    """Return envelopes as the relay would put them on the wire."""
    found = []
    for number in range(first, first + count):
        subject = f"s-{number % 50}"
        wire = Envelope(
            id=new_id(),
            source="liaison/producer",
            type=TYPE,
            subject=subject,
            time="2018-01-01T00:00:00.000+00:00",
            sequence=number,
            logid=logid,
            effectiveon=DAY.isoformat(),
            actor="P-1",
            edition="toy 1 toy",
            causationid=new_id(),
            traceparent="",
            data=dump(toy.Told(subject, number % 1000)),
        ).to_wire()
        found.append(json.dumps(wire, ensure_ascii=False, separators=(",", ":")).encode())
    return found


class Gauge:
    """Read one number of a database again and again, cheaply."""

    def __init__(self, url: str, query: str) -> None:
        self._connection = connect(url)
        self._query = query

    def read(self) -> int:
        """Return the number, 0 where there is none yet."""
        row = self._connection.execute(self._query).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    def wait(self, at_least: int, seconds: float = 600.0) -> tuple[int, float]:
        """Wait until the number is there; return it and the instant it was seen."""
        until = time.monotonic() + seconds
        while (seen := self.read()) < at_least:
            assert time.monotonic() < until, f"{seen} of {at_least} after {seconds} s"
            time.sleep(STEP_SECONDS)
        return seen, time.monotonic()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def connect(url: str) -> psycopg.Connection:
    """Open a plain connection, each statement a transaction of its own."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def rate_of(gauge: Gauge, last: int) -> float:
    """Return how many a second went by between the first sight of any and the last one."""
    begun, since = gauge.wait(1)
    _, until = gauge.wait(last)
    return (last - begun) / (until - since)
