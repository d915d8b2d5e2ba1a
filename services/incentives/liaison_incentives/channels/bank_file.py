"""Hand payouts over as a CSV file that people load into the bank's software."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from liaison_contracts.money import CURRENCY, yuan_of
from liaison_incentives.plugins import Order

COLUMNS = ("payout_id", "award_code", "holder", "bank", "number", "amount", "currency")


class BankFile:
    """Write one file a batch, readable by its owner only; again gives the same file."""

    name = "bank_file"

    def hand_over(
        self, batch_code: str, orders: Callable[[], Sequence[Order]], folder: Path | None
    ) -> str:
        """Write the file and return its name.

        Raises:
            RuntimeError: when no folder is set.
        """
        if folder is None:
            raise RuntimeError("the channel bank_file needs a folder: set bank_folder")
        path = folder / f"{batch_code}.csv"
        part = path.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_text(orders()).encode("utf-8-sig"))
        part.replace(path)
        return path.name


def _text(orders: Sequence[Order]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for order in sorted(orders, key=lambda each: each.award_code):
        writer.writerow(
            (
                order.payout_id,
                order.award_code,
                _inert(order.holder),
                _inert(order.bank),
                _inert(order.number),
                yuan_of(order.amount_fen),
                CURRENCY,
            )
        )
    return text.getvalue()


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking a text that people typed for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
