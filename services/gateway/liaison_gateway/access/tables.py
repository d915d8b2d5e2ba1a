"""Store accounts with their mandates, keys and their terms, sessions, factors, failed sign-ins."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

from liaison_gateway.base.metadata import metadata

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
key_terms = Table(
    "key_terms",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("org", String(80), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("approved_by", String(64)),
    Column("revoked_at", DateTime(timezone=True)),
    Column("last_used_on", String(10), nullable=False, default=""),
)
"""A key of a built-in account has no terms: it has all rights of its account, and never expires."""
sessions = Table(
    "signed_in_sessions",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("session_ref", String(16), nullable=False, unique=True),
    Column("person_ref", String(64), nullable=False, index=True),
    Column("is_whole", Boolean, nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
)
"""`is_whole` is false while a live instance waits for a second factor to be enrolled."""
second_factors = Table(
    "sign_in_factors",
    metadata,
    Column("person_ref", String(64), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("is_proven", Boolean, nullable=False),
    Column("last_step", BigInteger, nullable=False, default=0),
)
failures = Table(
    "sign_in_failures",
    metadata,
    Column("part_sha256", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("locked_until", DateTime(timezone=True), nullable=False),
)
