"""Limit each caller's requests per minute, counted in each process, and report how many remain."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from liaison_contracts.errors import TooMany

OF_AN_ADDRESS = 4
"""How much higher the limit per address is than per caller: systems of one body share an address.

It also limits requests with invalid keys.
"""


def limit(app: Flask, requests_a_minute: int) -> None:
    """Limit an app; 0 sets no limit, as for replays."""
    if not requests_a_minute:
        return
    limiter = FixedWindowRateLimiter(MemoryStorage())
    of_an_address = RateLimitItemPerMinute(OF_AN_ADDRESS * requests_a_minute)
    of_a_caller = RateLimitItemPerMinute(requests_a_minute)

    def count() -> None:
        # a caller over the first limit is not counted by the second
        asked = (of_an_address, f"from {request.remote_addr}"), (of_a_caller, caller_of_request())
        for most, who in asked:
            is_over = not limiter.hit(most, who)
            ends_at, remaining = limiter.get_window_stats(most, who)
            g.standing = most.amount, remaining, int(ends_at)
            if is_over:
                wait = max(1, int(ends_at - time.time()))
                raise TooMany("too_many_requests", retry_after=wait, limit=str(most))

    app.before_request(count)
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    if "standing" in g:
        for name, value in zip(("Limit", "Remaining", "Reset"), g.standing, strict=True):
            response.headers[f"X-RateLimit-{name}"] = str(value)
    return response


def caller_of_request() -> str:
    """Return what requests are counted by: the key id, otherwise the address."""
    parts = request.headers.get("Authorization", "").split("_", 3)
    return f"key:{parts[2]}" if len(parts) == 4 else f"address:{request.remote_addr}"
