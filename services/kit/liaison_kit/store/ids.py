"""Create identifiers: time-ordered for rows, name-based if a retry must give the same one."""

from __future__ import annotations

import os
import time
import uuid

NAMESPACE = uuid.UUID("6f1e6a0e-5f0b-5d5c-9a43-2f5a8f1f2017")


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562), which sorts by the millisecond of its creation."""
    stamp = (time.time_ns() // 1_000_000) & ((1 << 48) - 1)
    value = (stamp << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))


def name_id(*parts: str) -> str:
    """Return the UUIDv5 of the parts; the same parts always give the same identifier.

    >>> name_id("a", "b") == name_id("a", "b") != name_id("ab")
    True
    """
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))
