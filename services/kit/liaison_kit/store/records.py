"""Define the tables of every service: its log, feeds, keys and instance.

The event log and the access log are append-only: the runtime role has no right to change them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
LONGEST_PRODUCER, LONGEST_SUBJECT, LONGEST_TYPE = 40, 120, 80
Position = BigInteger().with_variant(Integer, "sqlite")

instance = Table(
    "instance",
    metadata,
    Column("service", String(40), primary_key=True),
    Column("mode", String(10), nullable=False),
    Column("logid", String(36), nullable=False),
    Column("day", Date),
    Column("history_until", Date),
    Column("last_closed_on", Date),
    Column("register_version", String(36), nullable=False, server_default=""),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
log_head = Table(
    "log_head",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("position", Position, nullable=False),
)
event_log = Table(
    "event_log",
    metadata,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, unique=True),
    Column("type", String(80), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("time", String(32), nullable=False),
    Column("effectiveon", String(10), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("edition", String(80), nullable=False),
    Column("causationid", String(120), nullable=False),
    Column("traceparent", String(60), nullable=False),
    Column("data", Text, nullable=False),
    Index("event_log_subject", "subject", "position"),
    Index("event_log_type", "type", "position"),
)
restores = Table(
    "restores",
    metadata,
    Column("logid", String(36), primary_key=True),
    Column("former_logid", String(36), nullable=False),
    Column("position", Position, nullable=False),
    Column("last_id", String(36), nullable=False),
    Column("restored_at", DateTime(timezone=True), nullable=False),
    Column("reconciled_at", DateTime(timezone=True)),
)
relay_cursor = Table(
    "relay_cursor",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("position", Position, nullable=False),
)
feed_positions = Table(
    "feed_positions",
    metadata,
    Column("producer", String(40), primary_key=True),
    Column("logid", String(36), nullable=False),
    Column("position", Position, nullable=False),
    Column("last_id", String(36), nullable=False),
    Column("stopped", Text),
)
inbox = Table(
    "inbox",
    metadata,
    Column("source", String(40), primary_key=True),
    Column("message_id", String(120), primary_key=True),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("sha256", String(64)),
)
parked_events = Table(
    "parked_events",
    metadata,
    Column("parked_id", String(36), primary_key=True),
    Column("producer", String(LONGEST_PRODUCER), nullable=False),
    Column("position", Position),
    Column("subject", String(LONGEST_SUBJECT), nullable=False),
    Column("type", String(LONGEST_TYPE), nullable=False),
    Column("body", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked_at", DateTime(timezone=True), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text),
    Column("settled_by", String(120)),
    Column("sha256", String(64)),
    Column("raw", LargeBinary),
    Column("problem", Text),
    Index("parked_events_open", "state", "producer", "subject"),
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("answer", Text),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
)
access_log = Table(
    "access_log",
    metadata,
    Column("entry_id", String(36), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("org", String(80), nullable=False),
    Column("act", String(80), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Text, nullable=False),
)
policy_register = Table(
    "policy_register",
    metadata,
    Column("entry_id", String(36), primary_key=True),
    Column("edition", String(80), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("document_no", String(120), nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("valid_until", Date),
    Column("reading", String(10)),
    Column("value", String(60)),
    UniqueConstraint("edition", "kind", "document_no", "decided_on", "reading"),
)
calendar_days = Table(
    "calendar_days",
    metadata,
    Column("on_day", Date, primary_key=True),
    Column("is_working_day", Boolean, nullable=False),
    Column("document_no", String(120), nullable=False),
    Column("decided_by", String(120), nullable=False),
)
"""Days that the talent office counts differently from the calendar of public holidays (HOUSE)."""
APPEND_ONLY = ("event_log", "access_log")
