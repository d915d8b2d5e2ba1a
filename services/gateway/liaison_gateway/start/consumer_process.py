"""Consume all events into the read model, in a separate process: `liaison_gateway consume`.

Web processes only read what this one writes, so pages keep working while it restarts. One process
is active at a time, because each queue has a single active consumer. It also delivers webhooks and,
in live, closes the days.
"""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from liaison_gateway.base.context import SERVICES
from liaison_gateway.base.settings import GatewaySettings
from liaison_gateway.exchange.imports.importer import Importer
from liaison_gateway.exchange.partners.plugins import load_bodies
from liaison_gateway.exchange.webhooks.addresses import Guard, networks_of
from liaison_gateway.exchange.webhooks.delivery import Courier
from liaison_gateway.exchange.webhooks.secrets import WebhookSecrets
from liaison_gateway.exchange.webhooks.sender import HttpPost
from liaison_gateway.model.freshness import Freshness
from liaison_kit.bus.consumer import Hearing
from liaison_kit.bus.lease import (
    LocalLease,
    PostgresLease,
    lease_for,
)
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.claims import Signer
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver, Nightly
from liaison_kit.instance.instance import TIME_ZONE
from liaison_kit.log.progress import standing_in_words
from liaison_kit.ops import logs
from liaison_kit.ops.health import HealthServer
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.store.blobs import Blobs

_logger = get_logger(__name__)


def consume(runtime: Runtime, options: argparse.Namespace) -> int:
    """Consume all events over RabbitMQ into the read model until a signal ends it."""
    settings = GatewaySettings.read("gateway")
    logs.configure("gateway-consumer", settings.log_level)
    client = RpcClient(settings.amqp_uri, "gateway", settings.mode)
    hearing = Hearing(runtime, settings.amqp_uri, client, settings.head_check_seconds)
    checks = {
        "feeds": lambda: "" if hearing.linked else "not every queue is consumed",
        "database": lambda: str(runtime.head()["stopped"] or ""),
        "progress": lambda: standing_in_words(runtime.progress),
    }
    health = HealthServer(settings.health_address, checks)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    nightly, lease = nightly_of(runtime, settings, client)
    health.start()
    hearing.start()
    courier = courier_of(runtime, settings, lambda: lease.held)
    lease.start()
    courier.start()
    importer = importer_of(runtime, settings, client, lambda: lease.held)
    importer.start()
    if settings.mode == "live":
        nightly.start()
    _logger.info("consumer.started", mode=settings.mode, health=health.address)
    ended.wait()
    stops = (
        nightly.stop,
        courier.stop,
        lease.stop,
        hearing.ask_to_stop,
        client.close,
        hearing.stop,
        health.stop,
    )
    for stop in stops:
        stop()
    _logger.info("consumer.stopped")
    return 0


def nightly_of(
    runtime: Runtime, settings: GatewaySettings, transport: RpcClient
) -> tuple[Nightly, PostgresLease | LocalLease]:
    """Return the closer of a live instance's days, and the lease that allows one process to."""
    client = Client(transport, Signer(settings.private_key))
    driver = DayDriver(client, SERVICES, hearers=[Freshness(runtime.database, SERVICES).places])
    lease = lease_for(runtime, "", lambda: None)

    def heads() -> list[dict[str, Any]]:
        return [client.head(service) for service in SERVICES]

    return Nightly(driver, heads, lease, lambda: datetime.now(TIME_ZONE).date()), lease


def importer_of(
    runtime: Runtime, settings: GatewaySettings, transport: RpcClient, active: Callable[[], bool]
) -> Importer:
    """Return the runner of bulk imports, which acts on behalf of the people who opened them."""
    client = Client(transport, Signer(settings.private_key))
    return Importer(runtime.database, client, Blobs(settings.blob_folder), active=active)


def courier_of(runtime: Runtime, settings: GatewaySettings, active: Callable[[], bool]) -> Courier:
    """Return the deliverer of webhooks, woken by events that this process consumes."""
    guard = Guard(networks_of(settings.webhook_networks))
    bodies = load_bodies(settings.partner_bodies)
    vault = WebhookSecrets(settings.session_key, *settings.former_session_keys)
    courier = Courier(runtime.database, vault, HttpPost(guard), bodies, active=active)
    runtime.context.wake.append(courier.wake)
    return courier
