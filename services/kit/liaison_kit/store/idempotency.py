"""Answer the same request once: the key is claimed first, in the service's own transaction."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid
from liaison_kit.store import records
from liaison_kit.store.database import rows_changed

KEPT_DAYS = 400
LONGEST_KEY = 120
_TABLE = records.idempotency
_NAMES = ("scope", "key", "request_sha256", "created_at")
_CLAIM = sqlite_insert(_TABLE).on_conflict_do_nothing().returning(_TABLE.c.key)
_CLAIM_IF_FREE = (
    postgres_insert(_TABLE)
    .from_select(
        _NAMES,
        select(*(bindparam(name, type_=_TABLE.c[name].type) for name in _NAMES)).where(
            func.pg_try_advisory_xact_lock(bindparam("lock_number", type_=BigInteger))
        ),
    )
    .on_conflict_do_nothing()
    .returning(_TABLE.c.key)
)
_STORE = (
    update(_TABLE)
    .where(_TABLE.c.scope == bindparam("its_scope"), _TABLE.c.key == bindparam("its_key"))
    .values(answer=bindparam("its_answer"))
    .execution_options(synchronize_session=False)
)


def claim(session: Session, scope: str, key: str, request_sha256: str) -> dict[str, Any] | None:
    """Claim a key, or return the answer stored under it for the same content.

    Raises:
        Conflict: while another transaction answers the same key.
        Invalid: when the key was used for other content.
    """
    if not key or len(key) > LONGEST_KEY:
        raise Invalid("idempotency_key_invalid")
    if _insert_first(session, scope, key, request_sha256):
        return None
    return _stored(session, scope, key, request_sha256)


def _insert_first(session: Session, scope: str, key: str, request_sha256: str) -> bool:
    """Claim the key in one round trip; a claim by another transaction stands."""
    values: dict[str, Any] = {
        "scope": scope,
        "key": key,
        "request_sha256": request_sha256,
        "created_at": datetime.now(UTC),
    }
    if session.get_bind().dialect.name != "postgresql":
        return session.execute(_CLAIM, values).first() is not None
    values["lock_number"] = _lock_number(scope, key)
    return session.execute(_CLAIM_IF_FREE, values).first() is not None


def _lock_number(scope: str, key: str) -> int:
    digest = hashlib.sha256(f"{scope}\x1f{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _stored(session: Session, scope: str, key: str, request_sha256: str) -> dict[str, Any]:
    found = find(session, scope, key, request_sha256)
    if found is None:
        raise Conflict("request_running", retry_after=1)
    return found


def find(session: Session, scope: str, key: str, request_sha256: str) -> dict[str, Any] | None:
    """Return the answer stored under a key for the same content, or None; it claims nothing.

    Raises:
        Invalid: when the key was used for other content.
    """
    at = (_TABLE.c.scope == scope) & (_TABLE.c.key == key)
    row = session.execute(select(_TABLE.c.request_sha256, _TABLE.c.answer).where(at)).first()
    if row is None:
        return None
    if row.request_sha256 != request_sha256:
        raise Invalid("idempotency_key_reused")
    answer: dict[str, Any] = json.loads(row.answer)
    return answer


def store(session: Session, scope: str, key: str, answer: dict[str, Any]) -> None:
    """Store the answer with its claimed key."""
    session.execute(_STORE, {"its_scope": scope, "its_key": key, "its_answer": json.dumps(answer)})


def sweep(session: Session, now: datetime) -> int:
    """Delete keys older than 400 days and return how many; business keys never expire."""
    old = _TABLE.c.created_at < now - timedelta(days=KEPT_DAYS)
    return rows_changed(session, delete(_TABLE).where(old))
