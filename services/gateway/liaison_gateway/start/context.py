"""Assemble the context of a gateway process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from liaison_gateway.base.context import SERVICES, Gateway
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.developers.sandbox.processes import Sandboxes
from liaison_gateway.exchange.partners.body import PartnerBodies, PartnerBody
from liaison_gateway.exchange.webhooks.addresses import Guard
from liaison_gateway.exchange.webhooks.secrets import WebhookSecrets
from liaison_gateway.model.freshness import Freshness
from liaison_kit.client import Client
from liaison_kit.instance.day import DayDriver
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database


def gateway_of(
    mode: str,
    database: Database,
    client: Client,
    secret_key: str,
    blobs: Blobs,
    pump: Callable[[], object] | None = None,
    is_pumped: bool = False,
    *,
    bodies: Mapping[str, PartnerBody] | None = None,
    sandboxes: Sandboxes | None = None,
    guard: Guard | None = None,
    requests_a_minute: int = 0,
    former_keys: tuple[str, ...] = (),
) -> Gateway:
    """Return the context of a process with the parts of all floors; `sandboxes` are optional."""
    core = Gateway(
        mode, database, client, secret_key, blobs, pump, is_pumped, requests_a_minute, former_keys
    )
    freshness = Freshness(database, SERVICES, pump if is_pumped else None)
    parts: dict[type, object] = {
        Freshness: freshness,
        DayDriver: DayDriver(client, SERVICES, pump, hearers=[freshness.places]),
        PartnerBodies: PartnerBodies(bodies or {}),
        Guard: guard or Guard(),
        WebhookSecrets: WebhookSecrets(*core.keys),
        RequestLog: RequestLog(database),
    }
    if sandboxes is not None:
        parts[Sandboxes] = sandboxes
    return replace(core, parts=parts)
