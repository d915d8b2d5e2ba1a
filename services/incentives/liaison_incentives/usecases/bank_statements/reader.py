"""Read a bank statement strictly: CSV or XLSX, reporting all faults together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from liaison_contracts.errors import Invalid
from liaison_contracts.money import CURRENCY, fen_of
from liaison_contracts.reasons import Fault, fault
from liaison_contracts.sheets.layout import Column, Kind, Layout
from liaison_contracts.sheets.table import Row, read_table

COLUMNS = ("line_no", "booked_on", "kind", "reference", "amount", "currency", "bank_reference")
KINDS = ("paid", "returned", "received")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LINES = 100_000
MOST_FAULTS = 50
LONGEST_CELL = 100
_OF = {"line_no": Kind.WHOLE, "booked_on": Kind.DAY, "amount": Kind.MONEY}
LAYOUT = Layout(tuple(Column(name, _OF.get(name, Kind.CODE)) for name in COLUMNS), MOST_LINES)


@dataclass(frozen=True)
class Line:
    """Hold one line of a bank statement; amount in fen, more than zero."""

    line_no: int
    booked_on: date
    kind: str
    reference: str
    amount_fen: int
    bank_reference: str


def read(content: bytes) -> list[Line]:
    """Return the lines of a bank statement, or refuse the whole statement.

    Raises:
        TooLarge: for more than the limit.
        Invalid: with every fault by place: encoding, columns, cells, a line that is missing.
    """
    return _lines(read_table(BytesIO(content), LAYOUT))


def _lines(rows: Iterable[Row]) -> list[Line]:
    found: list[Line] = []
    faults: dict[str, dict[str, list[Fault]]] = {}
    for row in rows:
        told = _faults(row)
        if told:
            faults[f"line {row.number}"] = told
        elif not faults:
            line = _line(row.cells)
            if line.line_no != len(found) + 1:
                _refuse_gap(len(found) + 1, line.line_no, row.number)
            found.append(line)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Invalid("bank_statement_lines", faults=faults, count=len(faults))
    return found


def _refuse_gap(wanted: int, found: int, number: int) -> None:
    raise Invalid("bank_statement_line_missing", line=number, found=found, wanted=wanted)


def _faults(row: Row) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for name, why in row.faults:
        found.setdefault(name, []).append(why)
    if not found:
        wrong = [name for name, is_good in _CHECKS.items() if not is_good(row.cells[name])]
        found = {name: [fault("cell", column=name)] for name in wrong}
    return found


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fen(text: str) -> int | None:
    """Return the fen of yuan such as 30000.00; no fractions of a fen, nothing negative."""
    try:
        fen = fen_of(text)
    except ValueError:
        return None
    return fen if fen > 0 else None


_CHECKS: dict[str, Callable[[str], bool]] = {
    "line_no": lambda text: text.isascii() and text.isdigit() and len(text) < 8,
    "booked_on": _is_day,
    "kind": lambda text: text in KINDS,
    "reference": lambda text: 0 < len(text) <= LONGEST_CELL and text.isprintable(),
    "amount": lambda text: _fen(text) is not None,
    "currency": lambda text: text == CURRENCY,
    "bank_reference": lambda text: 0 < len(text) <= LONGEST_CELL and text.isprintable(),
}


def _line(cells: Mapping[str, str]) -> Line:
    fen = _fen(cells["amount"])
    assert fen is not None, "the row was checked"
    return Line(
        int(cells["line_no"]),
        date.fromisoformat(cells["booked_on"]),
        cells["kind"],
        cells["reference"],
        fen,
        cells["bank_reference"],
    )
