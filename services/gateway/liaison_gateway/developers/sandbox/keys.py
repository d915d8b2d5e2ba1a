"""Make keys of sandboxes: shown once, stored as hashes, each with a city of its own."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

from sqlalchemy import Column, RowMapping, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import NotFound, Refused, Unauthenticated
from liaison_gateway.base.metadata import metadata
from liaison_gateway.model.tables import Position
from liaison_kit.claims import Caller
from liaison_kit.store.database import Database

PREFIX = "lzs_test_sb"
"""A key that begins like this never acts on this instance."""
MOST_OF_A_PERSON = 3
LIFETIME_MS = 180 * 24 * 3600 * 1000
TOUCH_MS = 60_000

sandbox_keys = Table(
    "sandbox_keys",
    metadata,
    Column("key_id", String(20), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("person_ref", String(64), nullable=False, index=True),
    Column("org", String(80), nullable=False),
    Column("part", String(60), nullable=False),
    Column("label", String(60), nullable=False),
    Column("created_at", Position, nullable=False),
    Column("expires_at", Position, nullable=False),
    Column("last_used_at", Position),
)
_C = sandbox_keys.c


def make(session: Session, caller: Caller, label: str, now_ms: int) -> str:
    """Return a new key of a sandbox; it is shown this once.

    Raises:
        Refused: when the person has too many.
    """
    if len(listed(session, caller)) >= MOST_OF_A_PERSON:
        raise Refused("too_many_test_keys", most=MOST_OF_A_PERSON)
    key_id = f"sb{secrets.token_hex(6)}"
    key = f"lzs_test_{key_id}_{secrets.token_urlsafe(32)}"
    session.execute(
        insert(sandbox_keys).values(
            key_id=key_id,
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            person_ref=caller.sub,
            org=caller.org,
            part=part_of(caller),
            label=label,
            created_at=now_ms,
            expires_at=now_ms + LIFETIME_MS,
        )
    )
    return key


def part_of(caller: Caller) -> str:
    """Return whom a caller plays in a sandbox: the part that is most like them."""
    roles = set(caller.roles)
    if "guiding_department" in roles:
        known = caller.org in ("industry_federation", "overseas_federation")
        return f"{caller.org if known else 'industry_federation'}.enters"
    for role, part in (
        ("station_head", "LZ-001.head"),
        ("liaison_officer", "LZ-001.liaison"),
        ("finance", "finance"),
        ("leading_group", "leading_group"),
        ("city_government", "city_government"),
        ("auditor", "auditor"),
        ("ops", "ops"),
    ):
        if role in roles:
            return part
    return "verifies"


def find(database: Database, key: str, now_ms: int) -> RowMapping:
    """Return the row of a sandbox key, and remember its use.

    Raises:
        Unauthenticated: for a key that is not known, or is over.
    """
    parts = key.split("_", 3)
    with database.reading() as session:
        query = select(sandbox_keys).where(_C.key_id == (parts[2] if len(parts) == 4 else ""))
        row = session.execute(query).mappings().first()
    given = hashlib.sha256(key.encode()).hexdigest()
    if row is None or not hmac.compare_digest(given, row["sha256"]):
        raise Unauthenticated("key_unknown")
    if row["expires_at"] <= now_ms:
        raise Unauthenticated("key_expired")
    if now_ms - (row["last_used_at"] or 0) > TOUCH_MS:
        with database.writing() as session:
            at = _C.key_id == row["key_id"]
            session.execute(update(sandbox_keys).where(at).values(last_used_at=now_ms))
    return row


def listed(session: Session, caller: Caller) -> list[RowMapping]:
    """Return a person's sandbox keys."""
    query = select(sandbox_keys).where(_C.person_ref == caller.sub).order_by(_C.created_at)
    return list(session.execute(query).mappings())


def own(session: Session, caller: Caller, key_id: str) -> RowMapping:
    """Return one of a person's sandbox keys.

    Raises:
        NotFound: when it is another's, or gone.
    """
    for row in listed(session, caller):
        if row["key_id"] == key_id:
            return row
    raise NotFound("test_key_unknown", key_id=key_id)


def give_up(session: Session, caller: Caller, key_id: str) -> None:
    """Forget a sandbox key."""
    own(session, caller, key_id)
    session.execute(delete(sandbox_keys).where(_C.key_id == key_id))


def now_ms() -> int:
    """Return the instant in whole milliseconds since 1970."""
    return int(1000 * time.time())
