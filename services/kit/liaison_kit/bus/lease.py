"""Allow one active relay per service, and listen for other processes' commits.

On PostgreSQL both need one direct connection without a pooler: a session-level advisory lock, and
LISTEN. On SQLite the lock is local to the process.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from liaison_kit.bus.broker import Backoff
from liaison_kit.log.event_log import CHANNEL
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime

WAIT_SECONDS = 1.0
REST_SECONDS = 0.02
"""The pause after a notification of a commit; commits during it are then read together."""
_logger = get_logger(__name__)
_local: dict[str, LocalLease] = {}
_guard = threading.Lock()


class LocalLease:
    """Hold the lease of a SQLite file inside this process."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def held(self) -> bool:
        """Take the lease if it is free, and return whether this process holds it."""
        with _guard:
            return _local.setdefault(self._url, self) is self

    def start(self) -> None:
        """Do nothing: the lease is taken on demand."""

    def stop(self) -> None:
        """Release the lease."""
        with _guard:
            if _local.get(self._url) is self:
                del _local[self._url]


class PostgresLease:
    """Hold an advisory lock on a direct connection, which also listens for commits."""

    def __init__(self, url: str, service: str, wake: Callable[[], Any]) -> None:
        self._conninfo = _conninfo(url)
        self._key = zlib.crc32(f"liaison relay {service}".encode())
        self._wake = wake
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.held = False

    def start(self) -> None:
        """Try to take the lease in a separate thread."""
        self._thread = threading.Thread(target=self._run, name="relay-lease", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Release the lease."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        backoff = Backoff(self._stopping)
        while not self._stopping.is_set():
            try:
                with psycopg.connect(
                    self._conninfo, autocommit=True, connect_timeout=5
                ) as connection:
                    self._keep(connection, backoff)
            except psycopg.Error as error:
                _logger.warning("relay.lease_lost", error=repr(error))
                backoff.wait()
            finally:
                self.held = False

    def _keep(self, connection: psycopg.Connection[Any], backoff: Backoff) -> None:
        (channel,) = connection.execute(f"SELECT {CHANNEL}").fetchone() or ("",)
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        while not self._stopping.is_set():
            if not self.held:
                query = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
                row = connection.execute(query, (_signed(self._key),)).fetchone()
                self.held = bool(row and row[0])
                backoff.reset()
                if self.held:
                    self._wake()
            else:
                connection.execute("SELECT 1")
            for _ in connection.notifies(timeout=WAIT_SECONDS):
                self._wake()
                self._stopping.wait(REST_SECONDS)


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def lease_for(
    runtime: Runtime, direct_url: str, wake: Callable[[], Any]
) -> LocalLease | PostgresLease:
    """Return the lease for a service's database."""
    if runtime.database.is_sqlite:
        return LocalLease(runtime.database.url)
    return PostgresLease(direct_url or runtime.database.url, runtime.name, wake)
