"""Create sandbox keys: shown once, stored as hashes, each with its own city."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

from sqlalchemy import Column, RowMapping, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Invalid, NotFound, Refused, Unauthenticated, Unavailable
from liaison_contracts.gateway import (
    AdvanceSandbox,
    DeleteTestKey,
    MakeTestKey,
    ResetSandbox,
    SandboxDay,
    SandboxReset,
    TestKey,
    TestKeyDeleted,
)
from liaison_contracts.reasons import fault
from liaison_gateway.access.work import Acts, Work
from liaison_gateway.base.context import Gateway
from liaison_gateway.base.metadata import metadata
from liaison_gateway.developers.sandbox.processes import Sandboxes
from liaison_gateway.exchange.instants import now_ms
from liaison_gateway.model.tables import Position
from liaison_kit.claims import Caller
from liaison_kit.store.database import Database

PREFIX = "lzs_test_sb"
"""The prefix of test keys, which never act on this instance."""
MOST_OF_A_PERSON = 3
LIFETIME_MS = 180 * 24 * 3600 * 1000
TOUCH_MS = 60_000
LAST_DAY = date(2030, 12, 31)
"""The end of the trial of the sandbox's edition."""

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


def make(work: Work, wish: MakeTestKey) -> TestKey:
    """Create a key of a sandbox; it is shown only once.

    Raises:
        Unavailable: where the operator has no sandboxes.
        Refused: when the person has too many.
    """
    sandboxes_of(work.gateway)
    if len(listed(work.session, work.caller)) >= MOST_OF_A_PERSON:
        raise Refused("too_many_test_keys", most=MOST_OF_A_PERSON)
    key_id, now = f"sb{secrets.token_hex(6)}", now_ms()
    key = f"lzs_test_{key_id}_{secrets.token_urlsafe(32)}"
    work.session.execute(
        insert(sandbox_keys).values(
            key_id=key_id,
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            person_ref=work.caller.sub,
            org=work.caller.org,
            part=part_of(work.caller),
            label=wish.label,
            created_at=now,
            expires_at=now + LIFETIME_MS,
        )
    )
    return TestKey(key=key)


def remove(work: Work, wish: DeleteTestKey) -> TestKeyDeleted:
    """Delete a test key of the caller's with its sandbox.

    Raises:
        NotFound: when it is another's, or gone.
    """
    _require_own(work, wish.test_key_id)
    sandboxes_of(work.gateway).remove(wish.test_key_id)
    work.session.execute(delete(sandbox_keys).where(_C.key_id == wish.test_key_id))
    return TestKeyDeleted(test_key_id=wish.test_key_id)


def reset(work: Work, wish: ResetSandbox) -> SandboxReset:
    """Replace the city of one of the caller's sandboxes by a new one."""
    _require_own(work, wish.test_key_id)
    return reset_city(sandboxes_of(work.gateway), wish)


def advance(work: Work, wish: AdvanceSandbox) -> SandboxDay:
    """Advance one of the caller's sandboxes to a day."""
    _require_own(work, wish.test_key_id)
    return advance_city(sandboxes_of(work.gateway), wish)


def reset_city(sandboxes: Sandboxes, wish: ResetSandbox) -> SandboxReset:
    """Replace the city of a test key by a new one."""
    sandboxes.reset(wish.test_key_id)
    return SandboxReset(reset=True)


def advance_city(sandboxes: Sandboxes, wish: AdvanceSandbox) -> SandboxDay:
    """Advance a test key's city to a day.

    Raises:
        Invalid: for a day after the trial of the sandbox's edition.
    """
    if wish.on > LAST_DAY:
        faults = {"on": [fault("day_until", last=LAST_DAY)]}
        raise Invalid("invalid_fields", faults=faults, places=["on"])
    found = sandboxes.advance(wish.test_key_id, wish.on)
    return SandboxDay(day=date.fromisoformat(found["day"]))


def sandboxes_of(gateway: Gateway) -> Sandboxes:
    """Return the sandboxes of this instance.

    Raises:
        Unavailable: where the operator has none.
    """
    found = gateway.find(Sandboxes)
    if found is None:
        raise Unavailable("sandbox_off", retry_after=86400)
    return found


def _require_own(work: Work, key_id: str) -> None:
    """Refuse a key of another person, in a transaction that ends before the sandbox call."""
    with work.gateway.database.reading() as session:
        own(session, work.caller, key_id)


def part_of(caller: Caller) -> str:
    """Return the simulated person for a caller in a sandbox: the most similar part."""
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
    """Return the row of a sandbox key, and record its use.

    Raises:
        Unauthenticated: if the key is not known, or has expired.
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


SANDBOX_ACTS: Acts = {
    MakeTestKey: make,
    DeleteTestKey: remove,
    ResetSandbox: reset,
    AdvanceSandbox: advance,
}
"""Pages send all four; programs send the last two, with the test key itself."""
