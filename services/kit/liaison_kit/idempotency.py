"""Answer the same request once: the key is claimed first, in the service's own transaction."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from liaison_contracts.errors import Conflict, Invalid
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from liaison_kit import records
from liaison_kit.database import LOCK_TIMEOUT_MS

KEPT_DAYS = 400
LONGEST_KEY = 120
_TABLE = records.idempotency


def claim(
    session: Session, scope: str, key: str, request_sha256: str
) -> dict[str, Any] | None:
    """Claim a key, or return the answer stored under it for the same content.

    Raises:
        Conflict: while another transaction answers the same key.
        Invalid: when the key was used for other content.
    """
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(
            "idempotency_key_invalid",
            f"The key must have 1 to {LONGEST_KEY} characters.",
        )
    if not _insert_first(session, scope, key, request_sha256):
        return _stored(session, scope, key, request_sha256)
    return None


def _insert_first(session: Session, scope: str, key: str, request_sha256: str) -> bool:
    postgres = session.get_bind().dialect.name == "postgresql"
    if postgres:
        session.execute(text(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}"))
    try:
        with session.begin_nested():
            session.execute(
                insert(_TABLE).values(
                    scope=scope,
                    key=key,
                    request_sha256=request_sha256,
                    created_at=datetime.now(UTC),
                )
            )
    except IntegrityError:
        return False
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != "55P03":
            raise
        raise Conflict(
            "request_running",
            "The same request is being answered; ask again.",
            retry_after=1,
        ) from error
    if postgres:
        session.execute(text("SET LOCAL lock_timeout = DEFAULT"))
    return True


def _stored(
    session: Session, scope: str, key: str, request_sha256: str
) -> dict[str, Any]:
    at = (_TABLE.c.scope == scope) & (_TABLE.c.key == key)
    row = session.execute(
        select(_TABLE.c.request_sha256, _TABLE.c.answer).where(at)
    ).one()
    if row.request_sha256 != request_sha256:
        raise Invalid(
            "idempotency_key_reused",
            "This idempotency key was used for another request; use a fresh one.",
        )
    answer: dict[str, Any] = json.loads(row.answer)
    return answer


def store(session: Session, scope: str, key: str, answer: dict[str, Any]) -> None:
    """Store the answer beside its claimed key."""
    at = (_TABLE.c.scope == scope) & (_TABLE.c.key == key)
    session.execute(update(_TABLE).where(at).values(answer=json.dumps(answer)))


def sweep(session: Session, now: datetime) -> int:
    """Delete keys older than 400 days and return how many; business keys hold for ever."""
    old = _TABLE.c.created_at < now - timedelta(days=KEPT_DAYS)
    return int(session.execute(delete(_TABLE).where(old)).rowcount)  # type: ignore[attr-defined]
