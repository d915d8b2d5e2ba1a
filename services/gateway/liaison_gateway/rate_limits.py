"""Answer each caller so many requests a minute, counted in each process; tell how many remain."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, g, request

from liaison_contracts.errors import TooMany

OF_AN_ADDRESS = 4
"""An address may ask more than one caller may, because a body's systems share one; but with
made-up keys nobody gets past that."""
MINUTE = 60


@dataclass(frozen=True)
class Standing:
    """Say where a caller stands in this minute: what they have, what is left, when it ends."""

    most: int
    remaining: int
    ends_at: int
    is_over: bool


class Minute:
    """Count the requests of a minute by caller and by address; its first request begins it."""

    def __init__(self, most: int, now: Callable[[], float] = time.time) -> None:
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._ends_at = 0
        self._asked: Counter[str] = Counter()

    def count(self, caller: str, address: str) -> Standing:
        """Count one request and return where its caller stands.

        >>> minute = Minute(1, lambda: 60.0)
        >>> minute.count("key:1", "::1")
        Standing(most=1, remaining=0, ends_at=120, is_over=False)
        >>> minute.count("key:1", "::1").is_over, minute.count("key:2", "::1").is_over
        (True, False)
        """
        now = int(self._now())
        limits = ((f"from {address}", OF_AN_ADDRESS * self._most), (caller, self._most))
        with self._lock:
            if now >= self._ends_at:
                self._ends_at, self._asked = now + MINUTE, Counter()
            for who, most in limits:  # who is over the first is not remembered by the second
                if self._asked[who] >= most:
                    return Standing(most, 0, self._ends_at, True)
                self._asked[who] += 1
            return Standing(most, most - self._asked[who], self._ends_at, False)


def limit(app: Flask, requests_a_minute: int) -> None:
    """Limit an app; 0 sets no limit, as where year books are played."""
    if not requests_a_minute:
        return
    minute = Minute(requests_a_minute)

    def count() -> None:
        found = g.standing = minute.count(caller_of_request(), request.remote_addr or "")
        if found.is_over:
            wait = max(1, found.ends_at - int(time.time()))
            told = f"{found.most} per 1 minute"
            raise TooMany("too_many_requests", told, retry_after=wait)

    app.before_request(count)
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    found: Standing | None = g.get("standing")
    if found is not None:
        response.headers["X-RateLimit-Limit"] = str(found.most)
        response.headers["X-RateLimit-Remaining"] = str(found.remaining)
        response.headers["X-RateLimit-Reset"] = str(found.ends_at)
    return response


def caller_of_request() -> str:
    """Return whose requests are counted together: those of a key id, else of an address."""
    parts = request.headers.get("Authorization", "").split("_", 3)
    return f"key:{parts[2]}" if len(parts) == 4 else f"address:{request.remote_addr}"
