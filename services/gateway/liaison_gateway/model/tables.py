"""Define the tables for received events and the documents folded from them.

Documents contain what events contain: codes, references and amounts, never personal data.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from liaison_gateway.base.metadata import metadata

Position = BigInteger().with_variant(Integer, "sqlite")

events = Table(
    "heard_events",
    metadata,
    Column("service", String(40), primary_key=True),
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False),
    Column("type", String(80), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("time", String(32), nullable=False),
    Column("envelope", Text, nullable=False),
    Column("change_no", Position, nullable=False),
    Index("heard_events_change", "change_no"),
    Index("heard_events_subject", "subject", "time"),
    Index("heard_events_type", "service", "type", "position"),
)
documents = Table(
    "documents",
    metadata,
    Column("kind", String(30), primary_key=True),
    Column("code", String(320), primary_key=True),
    Column("station_code", String(100), nullable=False, default=""),
    Column("department", String(100), nullable=False, default=""),
    Column("applicant", String(200), nullable=False, server_default=""),
    Column("year", Integer, nullable=False, default=0),
    Column("state", String(40), nullable=False, default=""),
    Column("updated_at", String(32), nullable=False),
    Column("data", Text, nullable=False),
    Column("change_no", Position, nullable=False),
    Index("documents_change", "kind", "change_no"),
    Index("documents_station", "kind", "station_code", "code"),
    Index("documents_department", "kind", "department", "code"),
    Index("documents_applicant", "kind", "applicant", "code"),
    Index("documents_year", "kind", "year", "code"),
    Index("documents_state", "kind", "state", "code"),
    Index("documents_updated", "kind", "updated_at", "code"),
)
change_head = Table("change_head", metadata, Column("number", Position, primary_key=True))
"""One row: the number of the newest event or document that is visible (see `changes`)."""
