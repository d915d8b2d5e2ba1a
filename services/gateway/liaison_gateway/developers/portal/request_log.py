"""Log API requests for thirty days, so that senders can find them by Request-Id.

A separate thread writes entries in batches, so requests never wait for the log. Entries contain no
body and no key; for a refused request they contain the problem.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Response, g, request
from sqlalchemy import (
    Column,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)
from sqlalchemy.orm import Session

from liaison_contracts.roles import OFFICES
from liaison_gateway.base.metadata import metadata
from liaison_gateway.model.tables import Position
from liaison_kit.claims import Caller
from liaison_kit.ops.logs import get_logger
from liaison_kit.store import idempotency
from liaison_kit.store.database import Database

KEPT_MS = 30 * 24 * 3600 * 1000
SWEEP_MS = 3600 * 1000
FLUSH_SECONDS = 1.0
AT_ONCE, MOST_WAITING = 1000, 5000
LONGEST_PROBLEM = 4000
_logger = get_logger(__name__)

request_log = Table(
    "request_log",
    metadata,
    Column("entry_id", String(36), primary_key=True),
    Column("request_id", String(64), nullable=False, index=True),
    Column("at", Position, nullable=False, index=True),
    Column("org", String(80), nullable=False),
    Column("credential", String(120), nullable=False),
    Column("method", String(10), nullable=False),
    Column("path", String(500), nullable=False),
    Column("status", Integer, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Index("request_log_org", "org", "at"),
)
_C = request_log.c


class RequestLog:
    """Collect entries from request threads, and write them in batches."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now
        self._waiting: deque[dict[str, Any]] = deque(maxlen=MOST_WAITING)
        self._swept_at = 0
        self._full, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def note(self, **entry: Any) -> None:
        """Add one request; the oldest are dropped if more arrive than can be written."""
        now_ms = int(1000 * self._now())
        self._waiting.append({"at": now_ms, **entry})
        if len(self._waiting) >= AT_ONCE:
            self._full.set()
        if self._thread is None:
            with self._starting:  # in the process that serves, after any fork
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._run, name="request-log", daemon=True
                    )
                    self._thread.start()

    def flush(self) -> int:
        """Write waiting entries and delete old ones; return how many were written."""
        rows: list[dict[str, Any]] = []
        while self._waiting and len(rows) < MOST_WAITING:
            rows.append(self._waiting.popleft())
        now_ms = int(1000 * self._now())
        sweeps = now_ms - self._swept_at > SWEEP_MS
        if rows or sweeps:
            with self._database.writing() as session:
                if rows:
                    session.execute(insert(request_log), rows)
                if sweeps:
                    _forget(session, now_ms)
                    self._swept_at = now_ms
        return len(rows)

    def stop(self) -> None:
        """Write the rest and end."""
        self._stopping.set()
        self._full.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._full.wait(FLUSH_SECONDS)
            self._full.clear()
            try:
                self.flush()
            except Exception as error:  # a log that cannot be written must not fail a request
                _logger.warning("requests.not_logged", error=repr(error))
            if self._stopping.is_set():
                return


def begin() -> None:
    """Store the time of a request's arrival."""
    g.began = time.monotonic()


def _forget(session: Session, now_ms: int) -> None:
    """Delete old requests and idempotency keys; services delete theirs at a day's close."""
    session.execute(delete(request_log).where(_C.at < now_ms - KEPT_MS))
    idempotency.sweep(session, datetime.fromtimestamp(now_ms / 1000, UTC))


def note(log: RequestLog, response: Response) -> Response:
    """Log an answered API request."""
    if not request.path.startswith("/v1"):
        return response
    caller, sandbox = g.get("caller"), g.get("sandbox")
    is_problem = response.status_code >= 400 and response.mimetype == "application/problem+json"
    log.note(
        entry_id=g.own_id,
        request_id=g.request_id,
        org=sandbox["org"] if sandbox else caller.org if caller else "",
        credential=f"key:{sandbox['key_id']}" if sandbox else caller.credential if caller else "",
        method=request.method[:10],
        path=request.path[:500].replace("\x00", ""),
        status=response.status_code,
        took_ms=round(1000 * (time.monotonic() - g.get("began", time.monotonic()))),
        problem=response.get_data(as_text=True)[:LONGEST_PROBLEM] if is_problem else "",
    )
    return response


def latest(
    session: Session, caller: Caller, *, request_id: str = "", limit: int = 100
) -> list[RowMapping]:
    """Return the latest requests of a caller's organisation; the office and operators see all."""
    query = select(request_log)
    if not set(caller.roles) & set(OFFICES):
        query = query.where(_C.org == caller.org)
    if request_id:
        query = query.where(_C.request_id == request_id)
    return list(
        session.execute(query.order_by(_C.at.desc(), _C.entry_id.desc()).limit(limit)).mappings()
    )
