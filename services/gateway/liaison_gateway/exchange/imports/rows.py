"""Read rows of a file: a table with the fields as headings, or one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from liaison_contracts.errors import Invalid, LiaisonError, Malformed, from_wire
from liaison_contracts.reasons import Fault
from liaison_contracts.sheets.layout import Column, Kind, Layout, columns_of
from liaison_contracts.sheets.lines import LONGEST_LINE, text_lines
from liaison_contracts.sheets.table import Row as TableRow
from liaison_contracts.sheets.table import read_table
from liaison_gateway.base.strict_json import json_object_of

LINES = "ndjson"
MOST_ROWS = 200_000
Row = dict[str, Any] | LiaisonError
"""A row as JSON data, or the reason why it is invalid."""


def read_rows(file: BinaryIO, form: str, entry: type) -> Iterator[Row]:
    """Yield the rows of a file one by one; an invalid row does not affect the others.

    Raises:
        Invalid: when the file is no table, or its headings are not fields of `entry`.
        TooLarge: for more rows than an import takes.
    """
    return _json_rows(file) if form == LINES else _table_rows(file, entry)


def count_rows(file: BinaryIO, form: str, entry: type) -> int:
    """Return the number of rows in a file.

    Raises:
        Invalid: when it has none, or more than an import takes, or wrong headings.
    """
    count = sum(1 for _ in islice(read_rows(file, form, entry), MOST_ROWS + 1))
    if not 1 <= count <= MOST_ROWS:
        raise Invalid("file_rows_refused", most=MOST_ROWS)
    return count


def layout_of(entry: type) -> Layout:
    """Return the table of an import; what a row may leave out, its headings may."""
    return Layout(columns_of(entry), MOST_ROWS)


def _table_rows(file: BinaryIO, entry: type) -> Iterator[Row]:
    layout = layout_of(entry)
    columns = {column.name: column for column in layout.columns}
    for row in read_table(file, layout):
        yield _named(row, columns)


def _named(row: TableRow, columns: dict[str, Column]) -> Row:
    if row.faults:
        faults: dict[str, list[Fault]] = {}
        for name, fault in row.faults:
            faults.setdefault(name, []).append(fault)
        return Invalid("row_unreadable", faults=faults)
    return {name: _typed(cell, columns[name]) for name, cell in row.cells.items() if cell}


def _typed(cell: str, column: Column) -> Any:
    is_whole = column.kind is Kind.WHOLE and cell.isascii() and cell.isdigit() and len(cell) < 16
    return int(cell) if is_whole else cell


def _json_rows(file: BinaryIO) -> Iterator[Row]:
    for _, line in text_lines(file):
        if isinstance(line, Fault):
            yield Invalid("row_too_long", most=LONGEST_LINE)
        elif line.strip():
            try:
                yield json_object_of(line.encode())
            except Malformed as error:
                yield error


def error_text(error: LiaisonError) -> str:
    """Return why a row, or a whole file, was refused as text for the database."""
    return json.dumps(error.to_wire(), ensure_ascii=False)


def error_in(text: str) -> LiaisonError:
    """Return the error that `error_text` wrote."""
    return from_wire(json.loads(text))
