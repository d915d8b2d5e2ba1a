"""Convert instants: milliseconds, as in the gateway's tables, and text in UTC."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now_ms() -> int:
    """Return the instant in whole milliseconds since 1970."""
    return int(1000 * time.time())


def text_of(ms: int) -> str:
    """Return an instant as text in UTC.

    >>> text_of(1523318400123)
    '2018-04-10T00:00:00.123+00:00'
    """
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
