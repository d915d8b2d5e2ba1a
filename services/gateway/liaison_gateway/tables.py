"""Remember who may sign in: people with their mandates, and the keys they call with."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, String, Table, Text

from liaison_gateway.feeds.tables import calendar_feeds
from liaison_gateway.files.tables import file_uses, files
from liaison_gateway.identity.tables import failures, key_terms, second_factors, sessions
from liaison_gateway.imports.tables import jobs, row_errors
from liaison_gateway.portal.request_log import request_log
from liaison_gateway.sandbox.keys import sandbox_keys
from liaison_gateway.views.tables import metadata
from liaison_gateway.webhooks.tables import attempts, deliveries, endpoints

accounts = Table(
    "accounts",
    metadata,
    Column("person_ref", String(64), primary_key=True),
    Column("part", String(60), nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("name_zh", String(60), nullable=False),
    Column("org", String(80), nullable=False),
    Column("roles", Text, nullable=False),
    Column("mandates", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
)
api_keys = Table(
    "api_keys",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("person_ref", ForeignKey("accounts.person_ref"), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

__all__ = [
    "accounts",
    "api_keys",
    "attempts",
    "calendar_feeds",
    "deliveries",
    "endpoints",
    "failures",
    "file_uses",
    "files",
    "jobs",
    "key_terms",
    "metadata",
    "request_log",
    "row_errors",
    "sandbox_keys",
    "second_factors",
    "sessions",
]
