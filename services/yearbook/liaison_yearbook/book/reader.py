"""Read a year book, or refuse all of it and name every bad line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from liaison_contracts.errors import Invalid, TooLarge
from liaison_contracts.message import load
from liaison_contracts.reasons import Fault
from liaison_contracts.sentences import fault_of
from liaison_contracts.sheets.layout import Column, Layout
from liaison_contracts.sheets.layout import columns_of as table_columns_of
from liaison_contracts.sheets.table import read_table
from liaison_contracts.wire.schema import wire_name
from liaison_yearbook.book.sheets import SHEETS, ScoreLine, Sheet

MOST_LINES = 1_000_000
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
    for sheet in SHEETS:
        places[sheet.name] = list(_read_sheet(sheet, _rows_of(path, sheet, bad), bad))
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


def _rows_of(path: Path, sheet: Sheet, bad: list[BadLine]) -> Iterator[tuple[int, Row]]:
    """Yield a sheet's good rows; the others are bad lines, and so is a sheet that is no table."""
    is_workbook = path.suffix == ".xlsx"
    place = path if is_workbook else path / f"{sheet.name}.csv"
    layout = Layout(_layout_of(sheet), MOST_LINES, sheet=sheet.name if is_workbook else "")
    try:
        with place.open("rb") as file:
            for row in read_table(file, layout):
                bad.extend(BadLine(sheet.name, row.number, *_told(fault)) for fault in row.faults)
                if not row.faults:
                    yield row.number, row.cells
    except FileNotFoundError:
        bad.append(BadLine(sheet.name, 0, "", f"{place.name} is missing from {place.parent}"))
    except (Invalid, TooLarge) as error:
        told = (_said(fault) for found in error.faults.values() for fault in found)
        bad.append(BadLine(sheet.name, 1, "", " ".join([f"{place.name}: {error}", *told])))


def _told(fault: tuple[str, Fault]) -> tuple[str, str]:
    return fault[0], fault_of(fault[1])


def _layout_of(sheet: Sheet) -> tuple[Column, ...]:
    spare = {field.name for field in fields(sheet.line) if field.metadata.get("may_be_left_out")}
    public = columns_of(sheet)
    return tuple(
        replace(column, is_required=column.name not in spare)
        for column in table_columns_of(sheet.line)
        if column.name in public
    )


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
