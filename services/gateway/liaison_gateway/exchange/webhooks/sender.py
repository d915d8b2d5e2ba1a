"""Post one signed message over a persistent connection, within a hard deadline."""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from standardwebhooks import Webhook

from liaison_gateway.exchange.webhooks.addresses import Guard, port_of
from liaison_gateway.exchange.webhooks.retry_schedule import Reply

DEADLINE_SECONDS = 15.0
LARGEST_ANSWER = 4096
WATCH_SECONDS = 0.25


class Post(Protocol):
    """Send bytes to a URL and return the reply; never raise."""

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Return the reply, with status 0 if none came in time."""


def signed_headers(
    secrets: list[str], message_id: str, at_seconds: float, body: bytes, media_type: str
) -> dict[str, str]:
    """Return the three headers of Standard Webhooks, with one signature per valid secret."""
    instant = datetime.fromtimestamp(at_seconds, UTC)
    text = body.decode()
    signatures = [Webhook(secret).sign(message_id, instant, text) for secret in secrets]
    return {
        "Content-Type": media_type,
        "User-Agent": "liaison-webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(instant.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


class HttpPost:
    """Post over HTTP/1.1; connections are reused, and cut at the deadline."""

    def __init__(self, guard: Guard, deadline: float = DEADLINE_SECONDS) -> None:
        self._guard = guard
        self._deadline = deadline
        self._tls = ssl.create_default_context()
        self._idle: dict[tuple[str, str, int], list[http.client.HTTPConnection]] = defaultdict(list)
        self._lock = threading.Lock()
        self._busy: dict[http.client.HTTPConnection, float] = {}
        self._stopping = threading.Event()
        threading.Thread(target=self._watch, name="webhook-deadlines", daemon=True).start()

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Return the reply; a connection closed by the receiver is reopened once."""
        began = time.monotonic()
        parts = urlsplit(url)
        place = (parts.scheme, parts.hostname or "", port_of(parts))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = self._kept(place)
        try:
            try:
                reply = self._exchange(kept or self._fresh(place), place, target, headers, body)
            except (http.client.HTTPException, ConnectionError, BrokenPipeError):
                if kept is None or time.monotonic() - began >= self._deadline:
                    raise
                reply = self._exchange(self._fresh(place), place, target, headers, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() - began >= self._deadline
            told = f"no answer within {self._deadline:g} s" if late else _told(error)
            reply = Reply(0, error=told)
        took = round(1000 * (time.monotonic() - began))
        return Reply(reply.status, reply.error, reply.body, reply.retry_after, took)

    def close(self) -> None:
        """Close all connections."""
        self._stopping.set()
        with self._lock:
            for connection in (*self._busy, *(one for kept in self._idle.values() for one in kept)):
                connection.close()
            self._idle.clear()

    def _kept(self, place: tuple[str, str, int]) -> http.client.HTTPConnection | None:
        with self._lock:
            kept = self._idle[place]
            return kept.pop() if kept else None

    def _fresh(self, place: tuple[str, str, int]) -> http.client.HTTPConnection:
        scheme, host, port = place
        connection = http.client.HTTPConnection(host, port, timeout=self._deadline)
        encrypted = scheme == "https"
        plain = self._guard.connect(host, port, self._deadline, encrypted=encrypted)
        connection.sock = self._tls.wrap_socket(plain, server_hostname=host) if encrypted else plain
        connection.auto_open = 0  # only a checked address is opened
        return connection

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        place: tuple[str, str, int],
        target: str,
        headers: Mapping[str, str],
        body: bytes,
    ) -> Reply:
        with self._lock:
            self._busy[connection] = time.monotonic() + self._deadline
        keep = False
        try:
            connection.request("POST", target, body, dict(headers))
            answer = connection.getresponse()
            text = answer.read(LARGEST_ANSWER).decode("utf-8", "replace").replace("\x00", "")
            keep = answer.isclosed() and not answer.will_close
            error = "a redirect; it is not followed" if 300 <= answer.status < 400 else ""
            asked = _retry_after(answer.getheader("Retry-After"))
            return Reply(answer.status, error, text, asked)
        finally:
            with self._lock:
                self._busy.pop(connection, None)
                if keep and not self._stopping.is_set():
                    self._idle[place].append(connection)
            if not keep:
                connection.close()

    def _watch(self) -> None:
        """Cut connections that the receiver keeps open byte by byte."""
        while not self._stopping.wait(WATCH_SECONDS):
            now = time.monotonic()
            with self._lock:
                late = [one for one, until in self._busy.items() if until <= now]
            for connection in late:
                if (found := connection.sock) is not None:
                    _cut(found)


def _cut(found: object) -> None:
    try:
        found.shutdown(2)  # type: ignore[attr-defined]
    except OSError:
        return


def _told(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]


def _retry_after(text: str | None) -> float | None:
    """Return the seconds in a `Retry-After` header: a number, or until a date."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
