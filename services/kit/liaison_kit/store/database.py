"""Open a service's own database, and distinguish infrastructure faults from bugs.

PostgreSQL runs the suite; SQLite runs the embedded instance, the sandbox and tests. On SQLite, one
writer at a time holds a lock in the process, so that no thread gets "database is locked".
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, UpdateBase, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import Session

from liaison_contracts.errors import Unavailable
from liaison_kit.store.bulk import copy_many_rows

T = TypeVar("T")
LOCK_TIMEOUT_MS = 2000
_LAST_ACTS = "liaison last acts"
_RETRY_STATES = {"40001", "40P01", "55P03", "57P01", "57P03", "57014"}


def is_infrastructure(error: BaseException) -> bool:
    """Return whether an error is of the infrastructure: connection, lock, deadlock, timeout."""
    if isinstance(error, (ConnectionError, TimeoutError, Unavailable)):
        return True
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        if state:
            return state in _RETRY_STATES or state.startswith(("08", "53"))
        return isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated
    return False


def at_end(session: Session, name: str, act: Callable[[], None]) -> None:
    """Run a function once, right before a transaction's events are written; first name wins.

    It is for locking a row that every transaction needs, such as the head of a chain, and for
    writing something once for a whole batch.
    """
    session.info.setdefault(_LAST_ACTS, {}).setdefault(name, act)


def finish(session: Session) -> None:
    """Flush the session and run the functions registered for the end."""
    session.flush()
    for act in session.info.pop(_LAST_ACTS, {}).values():
        act()


def rows_changed(
    session: Session, change: UpdateBase, values: Mapping[str, Any] | None = None
) -> int:
    """Execute a change and return how many rows it changed."""
    found = session.execute(change, values)
    assert isinstance(found, CursorResult), "a change returns a cursor's result"
    return found.rowcount


def again_after_race(act: Callable[[], T]) -> T:
    """Run an act in its own transaction, and once more if another took a unique key meanwhile.

    Both looked and found nothing, and one committed first. The second time, the act sees what the
    other created, and answers as if it had come later. A key that is a duplicate by itself fails
    again.
    """
    try:
        return act()
    except IntegrityError:
        return act()


def _pool_of(size: int) -> dict[str, int]:
    return {"pool_size": size, "max_overflow": size}


class Database:
    """Provide transactions on one service's database.

    `url` is a SQLAlchemy URL; a PostgreSQL schema is given as `options=-csearch_path=...`.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self._writer: Any = threading.RLock() if self.is_sqlite else nullcontext()
        self.engine = self._sqlite(pool_size) if self.is_sqlite else self._postgres(pool_size)
        # no BEGIN and no ROLLBACK around a query: two round trips fewer each time
        options = {"reads_only": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._reader = self.engine.execution_options(**options)
        # if close is forgotten, connections end with the database object, not at garbage collection
        weakref.finalize(self, self.engine.dispose)

    def _postgres(self, pool_size: int) -> Engine:
        engine = create_engine(self.url, **_pool_of(pool_size))
        copy_many_rows(engine)
        return engine

    def _sqlite(self, pool_size: int) -> Engine:
        free = {"check_same_thread": False}
        engine = create_engine(self.url, connect_args=free, **_pool_of(pool_size))

        @event.listens_for(engine, "connect")
        def _pragmas(connection: Any, record: Any) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA busy_timeout=10000")

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            if not connection.get_execution_options().get("reads_only", False):
                connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session whose block is one transaction: committed at its end, or not at all."""
        found = Session(self.engine, expire_on_commit=False)
        with self._writer, found as session, session.begin():
            yield session
            finish(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads; each query sees what is committed then."""
        engine = self._reader
        with Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """Open a connection for queries that return rows, at half the cost of a session."""
        with self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
