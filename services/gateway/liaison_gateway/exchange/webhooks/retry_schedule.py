"""Decide the outcome of an attempt: pure, with time and randomness passed in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

DELAYS_SECONDS = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600)
"""The delays between a failed attempt and the next; the last delay repeats."""
JITTER = 0.1
GIVE_UP_SECONDS = 5 * 24 * 3600
LONGEST_RETRY_AFTER_SECONDS = 24 * 3600
GONE = 410
SAYS_NOTHING_OF_THE_MESSAGE = (408, 425, 429)

Verdict = Literal["delivered", "gone", "refused", "unreachable"]


@dataclass(frozen=True)
class Reply:
    """Hold the reply; `status` is 0 if there was none, and `error` says why."""

    status: int
    error: str = ""
    body: str = ""
    retry_after: float | None = None
    took_ms: int = 0


def verdict_of(reply: Reply) -> Verdict:
    """Classify an attempt: delivered, or failed because of the message or of the receiver.

    >>> verdict_of(Reply(204)), verdict_of(Reply(410)), verdict_of(Reply(400))
    ('delivered', 'gone', 'refused')
    >>> verdict_of(Reply(503)), verdict_of(Reply(0, "timeout")), verdict_of(Reply(429))
    ('unreachable', 'unreachable', 'unreachable')
    """
    if 200 <= reply.status < 300:
        return "delivered"
    if reply.status == GONE:
        return "gone"
    if 300 <= reply.status < 500 and reply.status not in SAYS_NOTHING_OF_THE_MESSAGE:
        return "refused"
    return "unreachable"


def next_try(now_ms: int, failures: int, chance: random.Random, reply: Reply | None = None) -> int:
    """Return the time of the next attempt after some failures, in milliseconds since 1970.

    A later time requested by the receiver with `Retry-After` is respected, up to a day.

    >>> next_try(0, 1, random.Random(1)) in range(4500, 5501)
    True
    >>> next_try(0, 1, random.Random(1), Reply(503, retry_after=60))
    60000
    """
    delay = DELAYS_SECONDS[min(failures, len(DELAYS_SECONDS)) - 1]
    spread = 1 - JITTER + 2 * JITTER * chance.random()
    asked = min((reply and reply.retry_after) or 0.0, LONGEST_RETRY_AFTER_SECONDS)
    return now_ms + round(1000 * max(delay * spread, asked))


def is_over(first_ms: int | None, now_ms: int) -> bool:
    """Return whether five days have passed since an instant."""
    return first_ms is not None and now_ms - first_ms >= 1000 * GIVE_UP_SECONDS
