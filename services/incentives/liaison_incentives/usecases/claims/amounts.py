"""Check the amounts that people enter."""

from __future__ import annotations

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault


def require_amount(amount_fen: int, name: str) -> None:
    """Refuse a negative amount of a field.

    Raises:
        Invalid: naming the field.
    """
    if amount_fen < 0:
        raise Invalid("amount_negative", faults={name: [fault("not_negative")]})
