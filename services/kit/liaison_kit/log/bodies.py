"""Read the body of a message within bounds; what cannot be read keeps its raw bytes.

Anybody who may publish to a queue may put anything into it. Whatever passes here fits a column of
PostgreSQL and a JSON writer; everything else is `Unreadable`, which can be parked but not handled.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

LARGEST_BYTES = 1024 * 1024
"""The largest event: a thousand times the usual one."""
LARGEST_REQUEST_BYTES = 16 * 1024 * 1024
DEEPEST = 64
LARGEST_NUMBER = 2**63
"""Whole numbers from here on fit no column."""
KEPT_BYTES = 64 * 1024
_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile(rb"\\u0000|\\u[dD][89a-fA-F]|[0-9]{19}")
"""Escapes that may yield a bad character, and long numbers; few honest messages have them."""


@dataclass(frozen=True)
class Unreadable:
    """Hold a message that cannot be read: its raw bytes and why."""

    raw: bytes
    why: str

    @property
    def sha256(self) -> str:
        """Return the hash of all its bytes."""
        return hashlib.sha256(self.raw).hexdigest()


def read(raw: bytes, content_type: object, most: int = LARGEST_BYTES) -> Any:
    """Return the JSON data of a body, or `Unreadable`; it never raises.

    >>> read(b'{"a": 1}', "application/json")
    {'a': 1}
    >>> read(b'{"a": "\\\\u0000"}', "application/json").why
    'a text holds a character that cannot be stored'
    """
    if len(raw) > most:
        return Unreadable(raw, f"{len(raw):,} bytes; the limit is {most:,}")
    if content_type != "application/json":
        return Unreadable(raw, f"content type {content_type!r}, not application/json")
    try:
        data = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Unreadable(raw, f"not JSON: {type(error).__name__}: {error}")
    # only a body that could hold a fault is walked: the walk takes longer than the parser
    if raw.count(b"[") + raw.count(b"{") > DEEPEST or _SUSPECT.search(raw):
        for fault in _faults(data):
            return Unreadable(raw, fault)
    return data


def unreadable(message: Any, error: Exception) -> Unreadable:
    """Return JSON data that is no envelope as `Unreadable`; what is one already is kept."""
    if isinstance(message, Unreadable):
        return message
    raw = json.dumps(message, ensure_ascii=False, default=repr).encode("utf-8", "surrogatepass")
    return Unreadable(raw, f"{type(error).__name__}: {error}")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _faults(data: Any) -> Iterator[str]:
    """Yield what makes data unfit for storage; it does not recurse, so no depth can break it."""
    level: list[Any] = [data]
    for depth in range(DEEPEST + 1):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.keys()
                inner += value.values()
            elif isinstance(value, list):
                inner += value
            elif isinstance(value, str) and _BAD_TEXT.search(value):
                yield "a text holds a character that cannot be stored"
            elif isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
                yield "a number is too large"
        if not inner:
            return
        if depth == DEEPEST:
            yield f"more than {DEEPEST} levels"
        level = inner


def storable(text: str, most: int) -> str:
    """Return a text that every text column takes: cut, and bad characters replaced.

    >>> storable("a\\x00b", 10)
    'a\\ufffdb'
    """
    return _BAD_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)[:most]


def shown(raw: bytes) -> str:
    """Return the start of raw bytes as readable text; other bytes are escaped."""
    text = raw[:KEPT_BYTES].decode("utf-8", "backslashreplace")
    return text.replace("\x00", "\\x00")
