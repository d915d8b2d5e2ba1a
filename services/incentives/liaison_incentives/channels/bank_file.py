"""Write payouts to files for the bank's software, as CSV and XLSX."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from liaison_contracts.money import CURRENCY, yuan_of
from liaison_contracts.sheets.neutral import neutral
from liaison_incentives.plugins import Order

COLUMNS = ("payout_id", "award_code", "holder", "bank", "number", "amount", "currency")


class BankFile:
    """Write a batch's two files, readable only by their owner; repeating it gives the same list."""

    name = "bank_file"

    def hand_over(
        self, batch_code: str, orders: Callable[[], Sequence[Order]], folder: Path | None
    ) -> str:
        """Write the files and return the CSV's name.

        Raises:
            RuntimeError: if no folder is set.
        """
        if folder is None:
            raise RuntimeError("the channel bank_file needs a folder: set bank_folder")
        rows = [COLUMNS, *_rows(orders())]
        _write(folder / f"{batch_code}.xlsx", _workbook(rows))
        _write(folder / f"{batch_code}.csv", _text(rows).encode("utf-8-sig"))
        return f"{batch_code}.csv"


def _rows(orders: Sequence[Order]) -> list[tuple[str, ...]]:
    return [
        (
            order.payout_id,
            order.award_code,
            neutral(order.holder),
            neutral(order.bank),
            neutral(order.number),
            yuan_of(order.amount_fen),
            CURRENCY,
        )
        for order in sorted(orders, key=lambda each: each.award_code)
    ]


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    part.replace(path)


def _text(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # large, and only needed by an instance with this channel

    book = Workbook(write_only=True)
    sheet = book.create_sheet("payouts")
    for row in rows:
        sheet.append(list(row))  # all texts: an account number is no number, an amount is exact
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
