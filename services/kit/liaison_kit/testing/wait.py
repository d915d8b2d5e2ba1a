"""Wait for a condition with a deadline instead of sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
STEP_SECONDS = 0.01


def wait_for(condition: Callable[[], T], seconds: float = 30.0, what: str = "") -> T:
    """Return the condition's first true value.

    Raises:
        AssertionError: if it is not true in time; the message has the last value.
    """
    until = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"{what or 'the condition'} did not come: saw {found!r}")
        time.sleep(STEP_SECONDS)
