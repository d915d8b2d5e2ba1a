"""Serve one service on RabbitMQ until SIGTERM: requests, feeds, relay and health."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import eventlet
from eventlet.event import Event
from nameko.runners import ServiceRunner
from sqlalchemy import select

from liaison_kit.bus import topology
from liaison_kit.bus.broker import Link
from liaison_kit.bus.consumer import Hearing
from liaison_kit.bus.entrypoints import entrypoints_of
from liaison_kit.bus.relay import Relay
from liaison_kit.bus.rpc import RequestLine
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.definition import ServiceDefinition
from liaison_kit.instance.instance import WrongInstance
from liaison_kit.log import dead_letters, event_log
from liaison_kit.log.progress import standing_in_words
from liaison_kit.ops import logs, metrics
from liaison_kit.ops.health import HealthServer
from liaison_kit.ops.logs import get_logger
from liaison_kit.ops.settings import Settings, SettingsError
from liaison_kit.plugins import PluginError
from liaison_kit.runtime import Runtime
from liaison_kit.start import open_service
from liaison_kit.store import records

QUEUES_SEEN_SECONDS = 5.0
HOUR_SECONDS = 3600.0
_logger = get_logger(__name__)


def serve(definition: ServiceDefinition) -> int:
    """Run until a signal ends it; return the exit code."""
    try:
        settings = definition.settings.read(definition.name)
        logs.configure(definition.name, settings.log_level)
        runtime = open_service(definition, settings)
        server = Server(entrypoints_of(definition.service), settings, runtime)
    except (SettingsError, WrongInstance, PluginError) as error:
        print(error, file=sys.stderr)
        return 2
    return server.run()


class Server:
    """Hold the running parts of one service, started and stopped in a fixed order."""

    def __init__(self, entrypoints: type, settings: Settings, runtime: Runtime) -> None:
        self._runtime = runtime
        self._settings = settings
        self._ended = Event()
        self._runner = ServiceRunner(
            {
                "AMQP_URI": settings.amqp_uri,
                "max_workers": settings.workers,
                "mode": runtime.mode,
                "rpc_exchange": topology.Names(runtime.mode).rpc_exchange,
                "runtime": runtime,
            }
        )
        self._runner.add_service(entrypoints)
        self._client = RpcClient(settings.amqp_uri, runtime.name, runtime.mode)
        self._relay = Relay(runtime, settings.amqp_uri, settings.direct_database_url)
        self._hearing = Hearing(
            runtime, settings.amqp_uri, self._client, settings.head_check_seconds
        )
        self._health = HealthServer(settings.health_address, self._checks(), self._gather)

    def run(self) -> int:
        """Start everything, wait for the end, and stop in the order that loses nothing."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: eventlet.spawn_n(self._end, 0))
        self._health.start()
        self._relay.start()
        self._runner.start()
        self._hearing.start()
        eventlet.spawn_n(self._watch)
        eventlet.spawn_n(self._pass_hours)
        _logger.info("service.started", mode=self._runtime.mode, health=self._health.address)
        code: int = self._ended.wait()
        self._stop()
        return code

    def _end(self, code: int) -> None:
        if not self._ended.ready():
            self._ended.send(code)

    def _watch(self) -> None:
        try:
            self._runner.wait()
        except Exception:
            _logger.exception("service.died", alert=True)
            self._end(1)

    def _pass_hours(self) -> None:
        while True:
            eventlet.sleep(HOUR_SECONDS)
            try:
                self._runtime.pass_hour()
            except Exception:  # the next hour tries again
                _logger.exception("service.hour_failed", alert=True)

    def _stop(self) -> None:
        _logger.info("service.stopping")
        for stop in (
            self._hearing.ask_to_stop,  # the batch under way is applied and acknowledged
            self._client.close,  # a feed that waits for a producer's log need not wait longer
            self._hearing.stop,
            self._runner.stop,  # no new request; those under way are answered
            self._relay.stop,  # what they committed is sent
            self._health.stop,
            self._runtime.database.close,
        ):
            stop()
        _logger.info("service.stopped")

    # -- health ------------------------------------------------------------------------------

    def _checks(self) -> dict[str, Callable[[], str]]:
        return {
            "database": self._check_database,
            "requests": lambda: "" if self._line().linked else "not linked to the broker",
            "relay": lambda: "" if self._relay.linked else "not linked to the broker",
            "feeds": lambda: "" if self._hearing.linked else "not every queue is consumed",
            "progress": lambda: standing_in_words(self._runtime.progress),
            "queues": QueueCheck(self._settings.amqp_uri, self._runtime),
        }

    def _line(self) -> Any:
        (container,) = self._runner.containers
        return container.shared_extensions[RequestLine]

    def _check_database(self) -> str:
        with self._runtime.database.reading() as session:
            event_log.head(session)
        return ""

    def _gather(self) -> None:
        gather(self._runtime)


class QueueCheck:
    """Report queues of the catalogue that the broker lacks, checked every few seconds."""

    def __init__(self, amqp_uri: str, runtime: Runtime) -> None:
        self._uri = amqp_uri
        self._queues = topology.queues_around(runtime.name, topology.Names(runtime.mode))
        self._looked_at = 0.0
        self._fault = ""

    def __call__(self) -> str:
        """Return the missing queues, or an empty string."""
        if time.monotonic() - self._looked_at > QUEUES_SEEN_SECONDS:
            link = Link(self._uri, "readiness")
            try:
                absent = topology.missing(link, self._queues)
            finally:
                link.close()
            self._fault = f"missing: {', '.join(absent)}" if absent else ""
            self._looked_at = time.monotonic()
        return self._fault


def gather(runtime: Runtime) -> None:
    """Set the gauges whose values are in the database."""
    table, cursor = records.event_log, records.relay_cursor
    with runtime.database.reading() as session:
        metrics.LOG_HEAD.labels(runtime.name).set(event_log.head(session))
        metrics.PARKED.labels(runtime.name).set(dead_letters.count_open(session))
        sent = select(cursor.c.position).scalar_subquery()
        oldest = session.execute(
            select(table.c.time).where(table.c.position > sent).order_by(table.c.position).limit(1)
        ).scalar()
    age = 0.0
    if oldest:
        age = (datetime.now(UTC) - datetime.fromisoformat(oldest)).total_seconds()
    metrics.UNSENT_AGE.labels(runtime.name).set(max(0.0, age))
    for producer, progress in runtime.progress.items():
        metrics.FEED_STANDING.labels(runtime.name, producer).set(bool(progress.standing_since()))
