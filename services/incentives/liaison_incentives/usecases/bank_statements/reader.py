"""Read a bank statement strictly: CSV in UTF-8 or XLSX, reporting all faults together."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zipfile import BadZipFile

from liaison_contracts.errors import Invalid, TooLarge
from liaison_contracts.money import CURRENCY, fen_of
from liaison_contracts.reasons import Fault, fault

COLUMNS = ("line_no", "booked_on", "kind", "reference", "amount", "currency", "bank_reference")
KINDS = ("paid", "returned", "received")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_LINES = 50_000
MOST_FAULTS = 50
LONGEST_CELL = 100


@dataclass(frozen=True)
class Line:
    """Hold one line of a bank statement; amount in fen, more than zero."""

    line_no: int
    booked_on: date
    kind: str
    reference: str
    amount_fen: int
    bank_reference: str


def read(content: bytes, media_type: str) -> list[Line]:
    """Return the lines of a bank statement, or refuse the whole statement.

    Raises:
        TooLarge: for more than the limit.
        Invalid: with every fault by place: encoding, columns, cells, a line that is missing.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge("bank_statement_too_large")
    rows = _sheet(content) if media_type == XLSX else _csv(content)
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise Invalid("bank_statement_columns", columns=list(COLUMNS))
    return _lines(rows)


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("bank_statement_encoding", byte=error.start) from error
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise _unreadable() from error


def _sheet(content: bytes) -> Iterator[list[str]]:
    import zipfile

    from openpyxl import load_workbook  # large, and only needed for a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_UNPACKED:
            raise TooLarge("bank_statement_too_large")
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for row in workbook.worksheets[0].iter_rows(max_col=len(COLUMNS), values_only=True):
                if any(cell is not None for cell in row):
                    yield [_text(cell) for cell in row]
        finally:
            workbook.close()
    except (BadZipFile, KeyError, IndexError, ValueError, SyntaxError) as error:
        if isinstance(error, Invalid):
            raise
        raise _unreadable() from error


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        number = Decimal(str(cell))
        return f"{number:.2f}" if number == round(number, 2) else str(number)
    return "" if cell is None else str(cell)


def _unreadable() -> Invalid:
    return Invalid("bank_statement_unreadable")


def _lines(rows: Iterable[Sequence[str]]) -> list[Line]:
    found: list[Line] = []
    faults: dict[str, list[Fault]] = {}
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES + 1:
            raise TooLarge("bank_statement_too_large")
        told = _faults(row)
        if told:
            faults[f"line {number}"] = told
        elif not faults:
            line = _line(row)
            if line.line_no != len(found) + 1:
                _refuse_gap(len(found) + 1, line.line_no, number)
            found.append(line)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise Invalid("bank_statement_lines", faults=faults, count=len(faults))
    return found


def _refuse_gap(wanted: int, found: int, number: int) -> None:
    raise Invalid("bank_statement_line_missing", line=number, found=found, wanted=wanted)


def _faults(row: Sequence[str]) -> list[Fault]:
    if len(row) != len(COLUMNS):
        return [fault("cells", found=len(row), headings=len(COLUMNS))]
    cells = dict(zip(COLUMNS, row, strict=True))
    checks: dict[str, Callable[[str], bool]] = {
        "line_no": lambda text: text.isascii() and text.isdigit() and len(text) < 8,
        "booked_on": _is_day,
        "kind": lambda text: text in KINDS,
        "reference": lambda text: 0 < len(text) <= LONGEST_CELL and text.isprintable(),
        "amount": lambda text: _fen(text) is not None,
        "currency": lambda text: text == CURRENCY,
        "bank_reference": lambda text: 0 < len(text) <= LONGEST_CELL and text.isprintable(),
    }
    wrong = [name for name, is_good in checks.items() if not is_good(cells[name])]
    return [fault("cell", column=name) for name in wrong]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fen(text: str) -> int | None:
    """Return the fen of yuan such as 30000 or 30000.00; no fractions of a fen, nothing negative."""
    try:
        fen = fen_of(text if "." in text else f"{text}.00")
    except ValueError:
        return None
    return fen if fen > 0 else None


def _line(row: Sequence[str]) -> Line:
    number, on, kind, reference, amount, _, bank_reference = row
    fen = _fen(amount)
    assert fen is not None, "the row was checked"
    return Line(int(number), date.fromisoformat(on), kind, reference, fen, bank_reference)
