"""Read a year book, or refuse all of it and name every bad line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_type_hints

from liaison_contracts.errors import Invalid
from liaison_contracts.message import load
from liaison_contracts.reasons import Fault
from liaison_contracts.sentences import fault_of
from liaison_contracts.wire.schema import wire_name
from liaison_yearbook.book.sheets import SHEETS, ScoreLine, Sheet

Row = dict[str, str]


@dataclass(frozen=True)
class BadLine:
    """An invalid line: its file, line number, column and the reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line}, {self.column}: {self.reason}"


class BadBook(ValueError):
    """A year book is invalid; `lines` are all its bad lines."""

    def __init__(self, lines: list[BadLine]) -> None:
        self.lines = tuple(sorted(lines, key=lambda bad: (bad.file, bad.line, bad.column)))
        super().__init__("\n".join(map(str, self.lines)))


@dataclass(frozen=True)
class Book:
    """The lines of a year book by sheet, in an order that does not depend on the files.

    A book is replayed up to the end of its last year, or up to `ends_on`.
    """

    lines: dict[str, tuple[Any, ...]]
    ends_on: date | None = None

    def __getitem__(self, sheet: str) -> tuple[Any, ...]:
        return self.lines[sheet]

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year to replay, according to the scores."""
        scored = self.scored_years
        return min(scored), self.ends_on.year if self.ends_on else max(scored)

    @property
    def scored_years(self) -> frozenset[int]:
        """Return the years that have scores."""
        return frozenset(line.year for line in self["scores"])

    @property
    def since(self) -> date:
        """Return the first day of the book."""
        return date(self.years[0], 1, 1)

    @property
    def until(self) -> date:
        """Return the last day to replay."""
        return self.ends_on or date(self.years[1], 12, 31)


def under_edition(book: Book, edition: str) -> Book:
    """Return a book without the decisions that were made about other editions.

    An extension or a reading belongs to one edition; another has its own term and readings.
    """
    entries = tuple(line for line in book["editions"] if line.edition == edition)
    return replace(book, lines={**book.lines, "editions": entries})


def read_book(path: Path) -> Book:
    """Read the sheets of a folder of CSV files, or of one `.xlsx` workbook.

    Raises:
        BadBook: with every line that is missing, malformed, duplicate, or of an unknown station.
    """
    bad: list[BadLine] = []
    lines: dict[str, tuple[Any, ...]] = {}
    places: dict[str, list[tuple[int, Any]]] = {}
    rows_of = _workbook_rows if path.suffix == ".xlsx" else _folder_rows
    for sheet in SHEETS:
        places[sheet.name] = list(_read_sheet(sheet, rows_of(path, sheet, bad), bad))
        _find_duplicates(sheet, places[sheet.name], bad)
        lines[sheet.name] = tuple(sorted((line for _, line in places[sheet.name]), key=repr))
    _find_unknown_stations(places, bad)
    if not lines["scores"] and not bad:
        bad.append(BadLine("scores", 1, "year", "a book needs scores: they give its years"))
    if bad:
        raise BadBook(bad)
    return Book(lines)


def columns_of(sheet: Sheet) -> tuple[str, ...]:
    """Return the header of a sheet; private fields have no column."""
    hints = get_type_hints(sheet.line, include_extras=True)
    public = (field for field in fields(sheet.line) if not field.metadata.get("private"))
    return tuple(wire_name(field, hints[field.name]) for field in public)


def _folder_rows(folder: Path, sheet: Sheet, bad: list[BadLine]) -> Iterator[tuple[int, Row]]:
    path = folder / f"{sheet.name}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file, strict=True)
            header = next(table, [])
            if _header_fits(sheet, header, bad):
                for cells in table:
                    if any(cells):
                        yield from _row(sheet, table.line_num, header, cells, bad)
    except FileNotFoundError:
        bad.append(BadLine(sheet.name, 0, "", f"{path.name} is missing from {folder}"))
    except (UnicodeDecodeError, csv.Error) as error:
        bad.append(BadLine(sheet.name, 0, "", f"{path.name} is not CSV in UTF-8: {error}"))


def _workbook_rows(path: Path, sheet: Sheet, bad: list[BadLine]) -> Iterator[tuple[int, Row]]:
    from openpyxl import load_workbook  # slow to import, and only workbooks need it

    workbook = load_workbook(path, read_only=True, data_only=True)
    if sheet.name not in workbook.sheetnames:
        bad.append(BadLine(sheet.name, 0, "", f"{path.name} has no sheet {sheet.name}"))
        return
    rows = workbook[sheet.name].iter_rows(values_only=True)
    header = [_cell(cell) for cell in next(rows, ())]
    if _header_fits(sheet, header, bad):
        for number, cells in enumerate(rows, start=2):
            if any(cell is not None for cell in cells):
                yield from _row(sheet, number, header, [_cell(cell) for cell in cells], bad)


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def _header_fits(sheet: Sheet, header: list[str], bad: list[BadLine]) -> bool:
    wanted = columns_of(sheet)
    spare = {one.name for one in fields(sheet.line) if one.metadata.get("may_be_left_out")}
    if sorted({*header, *spare}) != sorted(wanted) or len(set(header)) < len(header):
        bad.append(BadLine(sheet.name, 1, "", f"the header must be {','.join(wanted)}"))
        return False
    return True


def _row(
    sheet: Sheet, number: int, header: list[str], cells: list[str], bad: list[BadLine]
) -> Iterator[tuple[int, Row]]:
    if len(cells) != len(header):
        reason = f"{len(cells)} cells where the header has {len(header)}"
        bad.append(BadLine(sheet.name, number, "", reason))
        return
    yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))


def _read_sheet(
    sheet: Sheet, rows: Iterator[tuple[int, Row]], bad: list[BadLine]
) -> Iterator[tuple[int, Any]]:
    whole = {"year", "material", "contract_months"}
    line: Any
    for number, row in rows:
        data: dict[str, Any] = {}
        for column, cell in row.items():
            is_number = column in whole and cell.isascii() and cell.isdigit()
            data[column] = int(cell) if is_number else (cell or None)
        try:
            line = load(sheet.line, data)
        except Invalid as error:
            bad.extend(
                BadLine(sheet.name, number, str(column), " ".join(map(_said, faults)))
                for column, faults in error.faults.items()
            )
            continue
        bad.extend(BadLine(sheet.name, number, *fault) for fault in _faults(line))
        yield number, line


def _said(fault: Any) -> str:
    return fault_of(fault) if isinstance(fault, Fault) else str(fault)


def _faults(line: Any) -> Iterator[tuple[str, str]]:
    if isinstance(line, ScoreLine):
        _, _, exponent = line.score.as_tuple()
        if not 0 <= line.score <= 100 or (isinstance(exponent, int) and exponent < -2):
            yield "score", "must be 0 to 100 with at most two decimals"
    kind = getattr(line, "kind", None)
    if kind == "extension" and line.valid_until is None:
        yield "valid_until", "an extension needs it"
    if kind == "reading" and (line.reading is None or line.value is None):
        yield "reading", "a reading needs reading and value"
    for amount in ("approved_amount_fen", "amount_fen", "spent_fen"):
        if getattr(line, amount, 0) < 0:
            yield amount.removesuffix("_fen"), "must not be negative"


def _find_duplicates(sheet: Sheet, places: list[tuple[int, Any]], bad: list[BadLine]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for number, line in places:
        key = tuple(getattr(line, column) for column in sheet.unique)
        if key in seen:
            reason = f"repeats line {seen[key]}"
            bad.append(BadLine(sheet.name, number, ",".join(sheet.unique), reason))
        seen.setdefault(key, number)


def _find_unknown_stations(places: dict[str, list[tuple[int, Any]]], bad: list[BadLine]) -> None:
    known = {line.station_code for _, line in places["stations"]}
    for name, sheet in places.items():
        for number, line in sheet:
            code = getattr(line, "station_code", None)
            if code is not None and code not in known:
                bad.append(BadLine(name, number, "station_code", f"{code} is not in the book"))
