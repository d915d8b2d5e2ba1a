"""Read a table of any door: headings found, empty rows dropped, every other row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from liaison_contracts.errors import Invalid, TooLarge
from liaison_contracts.reasons import Fault, fault
from liaison_contracts.sheets.cells import Value, read_cell
from liaison_contracts.sheets.layout import Column, Layout, heading_of
from liaison_contracts.sheets.lines import (
    Line,
    is_workbook,
    refused,
    sheet_lines,
    table_lines,
)

__all__ = ["WHOLE_ROW", "Row", "read_table", "refused"]
WHOLE_ROW = "row"
"""The column of a fault that is the row's own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings: its number in the file, its cells by field, and its faults."""

    number: int
    cells: dict[str, str]
    faults: tuple[tuple[str, Fault], ...] = field(default=())


def read_table(file: BinaryIO, layout: Layout) -> Iterator[Row]:
    """Yield every row below the headings that holds anything, those with faults among them.

    What the file is, its content says: a workbook, or comma-separated values in UTF-8 or GB 18030.

    Raises:
        Invalid: for a file that is no table, or has other headings.
        TooLarge: for more rows than the door takes.
    """
    packed = is_workbook(file)
    lines = sheet_lines(file, layout.sheet) if packed else table_lines(file)
    filled = ((number, cells) for number, cells in lines if not _is_empty(cells))
    places, width = _headings(filled, layout)
    for count, (number, cells) in enumerate(filled, 1):
        if count > layout.most_rows:
            raise TooLarge("table_too_large", most=layout.most_rows)
        yield _row(number, cells, places, width, may_be_short=packed)


def _is_empty(cells: Sequence[Value] | Fault) -> bool:
    if isinstance(cells, Fault):
        return False
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def _headings(lines: Iterable[Line], layout: Layout) -> tuple[dict[int, Column], int]:
    """Return the columns by their places in a line, and the number of headings."""
    names = {
        heading_of(heading): column
        for column in layout.columns
        for heading in (column.name, *column.headings)
    }
    nearest: list[str] = []
    for number, cells in lines:
        if isinstance(cells, Fault):
            raise refused(cells, f"row {number}")
        found = [heading_of(cell) if isinstance(cell, str) else "" for cell in cells]
        if any(heading in names for heading in found):
            nearest = [str(cell) if cell is not None else "" for cell in cells]
            places = {place: names[one] for place, one in enumerate(found) if one in names}
            if _fits(places, nearest, layout):
                filled = [place for place, cell in enumerate(nearest) if cell.strip()]
                return places, filled[-1] + 1
        if number > layout.title_rows:
            break
    raise _other_headings(layout, nearest, names)


def _fits(places: dict[int, Column], cells: list[str], layout: Layout) -> bool:
    columns = list(places.values())
    has_all = {column for column in layout.columns if column.is_required} <= set(columns)
    others = any(cell.strip() and place not in places for place, cell in enumerate(cells))
    return has_all and len(set(columns)) == len(columns) and (layout.takes_others or not others)


def _other_headings(layout: Layout, cells: list[str], names: dict[str, Column]) -> Invalid:
    found = [names[one] for one in map(heading_of, cells) if one in names]
    missing = [
        heading
        for column, heading in zip(layout.columns, layout.headings, strict=True)
        if column.is_required and column not in found
    ]
    others = [cell.strip() for cell in cells if cell.strip() and heading_of(cell) not in names]
    twice = sorted({column.name for column in found if found.count(column) > 1})
    return Invalid(
        "table_headings",
        faults={"headings": [fault("headings", headings=layout.headings)]},
        headings=layout.headings,
        missing=missing,
        others=[] if layout.takes_others else others,
        twice=twice,
    )


def _row(
    number: int,
    cells: Sequence[Value] | Fault,
    places: dict[int, Column],
    width: int,
    *,
    may_be_short: bool,
) -> Row:
    if isinstance(cells, Fault):
        return Row(number, {}, ((WHOLE_ROW, cells),))
    faults: list[tuple[str, Fault]] = []
    is_long = not _is_empty(cells[width:])
    if is_long or (len(cells) < width and not may_be_short):
        faults.append((WHOLE_ROW, fault("cells", found=_width_of(cells), headings=width)))
    texts: dict[str, str] = {}
    for place, column in places.items():
        value = cells[place] if place < len(cells) else None
        texts[column.name], wrong = read_cell(value, column)
        if wrong is not None:
            faults.append((column.name, wrong))
    return Row(number, texts, tuple(faults))


def _width_of(cells: Sequence[Value]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)
