"""Answer each caller so many requests a minute, counted in each process; tell how many remain."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import ApplicationLimit, Limiter
from flask_limiter.util import get_remote_address

OF_AN_ADDRESS = 4
"""An address may ask more than one caller may, because a body's systems share one; but with
made-up keys nobody gets past that."""


def limit(app: Flask, requests_a_minute: int) -> None:
    """Limit an app; 0 sets no limit, as where year books are played."""
    if not requests_a_minute:
        return
    limiter = Limiter(
        caller_of_request,
        application_limits=[
            f"{requests_a_minute} per minute",
            ApplicationLimit(
                f"{OF_AN_ADDRESS * requests_a_minute} per minute", key_function=get_remote_address
            ),
        ],
        headers_enabled=True,
        storage_uri="memory://",
        strategy="fixed-window",
    )
    limiter.init_app(app)


def caller_of_request() -> str:
    """Return whose requests are counted together: those of a key id, else of an address."""
    parts = request.headers.get("Authorization", "").split("_", 3)
    return f"key:{parts[2]}" if len(parts) == 4 else f"address:{get_remote_address()}"
