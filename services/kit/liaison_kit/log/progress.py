"""Tell whether a consumer makes progress: a message that is not finished after a while says no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

PATIENCE = timedelta(seconds=10)
"""How long one message or batch may take before the consumer counts as standing still."""


class Progress:
    """Hold since when a consumer has worked on its present message or batch."""

    def __init__(self) -> None:
        self._since: datetime | None = None

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work on a message; however it ends, the consumer goes on to the next one."""
        self._since = datetime.now(UTC)
        try:
            yield
        finally:
            self._since = None

    def standing_since(self, now: datetime | None = None) -> datetime | None:
        """Return since when nothing was finished, or None while all is well.

        >>> Progress().standing_since() is None
        True
        """
        since = self._since
        if since is None or (now or datetime.now(UTC)) - since < PATIENCE:
            return None
        return since


def standing(progress: Mapping[str, Progress]) -> dict[str, str]:
    """Return the producers whose messages make no progress, with the instant since when."""
    found = {name: each.standing_since() for name, each in progress.items()}
    return {name: at.isoformat(timespec="seconds") for name, at in found.items() if at}


def standing_in_words(progress: Mapping[str, Progress]) -> str:
    """Return the same as a fault for a readiness check, or nothing."""
    found = standing(progress).items()
    return "; ".join(f"messages of {name} stand still since {at}" for name, at in found)
