"""Hand payouts over by event: `payout.requested` was recorded with the release itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from liaison_incentives.plugins import Order


class FinanceEvent:
    """Leave the payouts to finance, which hears their events."""

    name = "finance_event"

    def hand_over(
        self, batch_code: str, orders: Callable[[], Sequence[Order]], folder: Path | None
    ) -> str:
        """Return the event's name; there is nothing else to do."""
        return "payout.requested"
