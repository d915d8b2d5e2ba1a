"""Define the tables for webhook endpoints, deliveries and attempts.

Instants are whole milliseconds since 1970, so that both databases compare them in the same way.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from liaison_contracts.gateway import DeliveryState, WebhookState
from liaison_gateway.base.metadata import metadata
from liaison_gateway.model.tables import Position

ACTIVE: WebhookState = "active"
DISABLED: WebhookState = "disabled"
WAITING: DeliveryState = "waiting"
DELIVERED: DeliveryState = "delivered"
FAILED: DeliveryState = "failed"
RESENDING: DeliveryState = "resending"

endpoints = Table(
    "webhook_endpoints",
    metadata,
    Column("endpoint_id", String(40), primary_key=True),
    Column("person_ref", String(64), nullable=False),
    Column("org", String(80), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("description", String(200), nullable=False),
    Column("types", Text, nullable=False),
    Column("partner_body", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("disabled_because", Text, nullable=False),
    Column("secrets", Text, nullable=False),
    Column("last_sequence", Position, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Position),
    Column("paused_until", Position, nullable=False),
    Column("created_at", Position, nullable=False),
)
deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("endpoint_id", ForeignKey("webhook_endpoints.endpoint_id"), primary_key=True),
    Column("sequence", Position, primary_key=True, autoincrement=False),
    Column("service", String(40), nullable=False),
    Column("position", Position, nullable=False),
    Column("event_id", String(36), nullable=False),
    Column("type", String(80), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Position, nullable=False),
    Column("first_tried_at", Position),
    Column("settled_at", Position),
    Index("webhook_deliveries_due", "endpoint_id", "state", "sequence"),
    Index("webhook_deliveries_subject", "endpoint_id", "subject", "state", "sequence"),
    Index("webhook_deliveries_event", "endpoint_id", "event_id"),
)
attempts = Table(
    "webhook_attempts",
    metadata,
    Column("attempt_id", String(36), primary_key=True),
    Column("endpoint_id", String(40), nullable=False),
    Column("sequence", Position, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Position, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("error", String(300), nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("response", Text, nullable=False),
    Index("webhook_attempts_delivery", "endpoint_id", "sequence", "number"),
)
