"""Give tests of bank statements a desk: requested payouts, files, and what an import answers."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook

from liaison_contracts.incentives import ImportBankStatement
from liaison_contracts.money import Fen
from liaison_incentives.usecases.bank_statements.reader import COLUMNS
from liaison_kit.store.blobs import Blobs
from tests.integration.incentives.system import FINANCE, System

NOBODYS = "00000000-0000-0000-0000-000000000000"
DAY = "2018-01-01"
Rows = list[list[Any]]


class Desk:
    """Hold a system of four requested payouts, two of them settled, and a folder for uploads."""

    def __init__(self, system: System, blobs: Blobs) -> None:
        self.system, self.blobs = system, blobs
        for number in (1, 2, 3, 4):
            system.station(f"LZ-00{number}")
        system.end(DAY)
        system.order()
        self.payouts = sorted(system.told("payout.requested"), key=lambda p: p["station_code"])
        for payout in self.payouts[:2]:
            system.settle(payout, DAY)

    def row(self, number: int, payout: int | str, **changes: Any) -> list[Any]:
        """Return a line about a payout, by its index or id."""
        reference = self.payouts[payout]["payout_id"] if isinstance(payout, int) else payout
        good = {
            "line_no": number,
            "booked_on": DAY,
            "kind": "paid",
            "reference": reference,
            "amount": "30000.00",
            "currency": "CNY",
            "bank_reference": f"BR-{number}-{payout}",
        }
        return [{**good, **changes}[name] for name in COLUMNS]

    def take_in(self, rows: Rows, content: bytes | None = None, **changes: Any) -> Any:
        """Upload and import rows as CSV with the control figures that belong to them."""
        figures = {"lines": len(rows), "total_fen": total_of(rows)}
        return take_in(self.system, self.blobs, content or csv_of(rows), **{**figures, **changes})


def take_in(system: System, blobs: Blobs, content: bytes, **changes: Any) -> Any:
    """Upload a file as the gateway does and import it; its control figures are those it has."""
    stored = blobs.add([content], limit=10**7)
    figures: dict[str, Any] = {}
    if "lines" not in changes:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
        figures = {"lines": len(rows), "total_fen": total_of(rows)}
    good = {"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type}
    return system.send(FINANCE, ImportBankStatement(**{**good, **figures, **changes}))


def total_of(rows: Rows) -> Fen:
    """Return the sum of some rows."""
    return Fen(sum(round(float(row[4]) * 100) for row in rows))


def csv_of(rows: Rows) -> bytes:
    lines = [COLUMNS, *rows]
    return "\r\n".join(",".join(str(cell) for cell in line) for line in lines).encode("utf-8-sig")


def workbook_of(rows: Rows) -> bytes:
    book = Workbook()
    for line in [COLUMNS, *rows]:
        book.active.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def outcomes(answer: Any) -> list[tuple[int, str, str]]:
    return [(d["line_no"], d["outcome"], d["cause"]) for d in answer["differences"]]
