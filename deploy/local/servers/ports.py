"""Pick free TCP ports for private servers."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable

# From 32768 on a client that waits for the server could be given the very port and meet itself.
LOWEST, HIGHEST = 20_000, 32_000


def is_free(port: int) -> bool:
    """Return whether nothing listens on `port` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def free_ports(
    count: int,
    *,
    is_free: Callable[[int], bool] = is_free,
    chooser: random.Random | None = None,
) -> list[int]:
    """Pick `count` different free ports between 20,000 and 32,000, in random order.

    The order is random so that two test runs at the same time do not pick the same ones.
    """
    candidates = list(range(LOWEST, HIGHEST))
    (chooser or random.SystemRandom()).shuffle(candidates)
    found: list[int] = []
    for port in candidates:
        if len(found) == count:
            return found
        if is_free(port):
            found.append(port)
    if len(found) == count:
        return found
    raise RuntimeError(
        f"Only {len(found)} of {count} ports between {LOWEST} and {HIGHEST} are free. "
        "End programs that listen on them and try again."
    )
