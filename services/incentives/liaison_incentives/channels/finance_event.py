"""Hand over payouts by event: the release has already recorded `payout.requested`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from liaison_incentives.plugins import Order


class FinanceEvent:
    """Leave the payouts to finance, which receives their events."""

    name = "finance_event"

    def hand_over(
        self, batch_code: str, orders: Callable[[], Sequence[Order]], folder: Path | None
    ) -> str:
        """Return the name of the event; nothing else has to be done."""
        return "payout.requested"
