"""Define the tables for a file's owner and uses; its content is in the blob store."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, String, Table

from liaison_gateway.base.metadata import metadata

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("org", String(80), primary_key=True),
    Column("person_ref", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
)
file_uses = Table(
    "file_uses",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("subject", String(120), primary_key=True),
)
"""`subject` is the subject of the event that names the file; empty if a command names it."""
