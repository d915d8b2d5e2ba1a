"""Define the table of calendar feeds; it stores only the hash of a token."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, String, Table

from liaison_gateway.base.metadata import metadata

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("station_code", String(100), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("made_by", String(64), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
