"""Read rows of a file: CSV with the fields as headings, or one JSON object per line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from itertools import islice
from typing import Any, BinaryIO, get_origin, get_type_hints

from liaison_contracts.errors import Invalid, LiaisonError, Malformed, from_wire
from liaison_contracts.wire.schema import bare_of
from liaison_gateway.base.strict_json import json_object_of

CSV, LINES = "csv", "ndjson"
FORMS = (CSV, LINES)
LONGEST_LINE = 64 * 1024
MOST_ROWS = 200_000
Row = dict[str, Any] | LiaisonError
"""A row as JSON data, or the reason why it is invalid."""


def read_rows(file: BinaryIO, form: str, entry: type) -> Iterator[Row]:
    """Yield the rows of a file one by one; an invalid row does not affect the others.

    Raises:
        Malformed: when the file is no text in UTF-8.
        Invalid: when the headings are not fields of `entry`.
    """
    try:
        with io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            yield from (_csv_rows(text, entry) if form == CSV else _json_rows(text))
    except UnicodeDecodeError as error:
        raise Malformed("file_not_utf8") from error


def count_rows(file: BinaryIO, form: str, entry: type) -> int:
    """Return the number of rows in a file.

    Raises:
        Invalid: when it has none, or more than an import takes, or wrong headings.
    """
    rows = (
        (line for line in file if line.strip()) if form == LINES else read_rows(file, form, entry)
    )
    count = sum(1 for _ in islice(rows, MOST_ROWS + 1))
    if not 1 <= count <= MOST_ROWS:
        raise Invalid("file_rows_refused", most=MOST_ROWS)
    return count


def _csv_rows(text: Iterable[str], entry: type) -> Iterator[Row]:
    reader = csv.reader(text)
    kinds = _plain_fields(entry)
    headings = _headings(next(reader, []), kinds)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Invalid("row_unreadable", why=str(error))
            continue
        if len(cells) == len(headings):
            named = zip(headings, map(str.strip, cells), strict=True)
            yield {name: _typed(cell, kinds[name]) for name, cell in named if cell}
        elif any(cells):
            yield Invalid("row_cells", found=len(cells), headings=len(headings))


def _headings(cells: list[str], kinds: Mapping[str, Any]) -> list[str]:
    headings = [cell.strip() for cell in cells]
    if not headings or set(headings) - set(kinds) or len(set(headings)) < len(headings):
        raise Invalid("file_headings_refused", fields=list(kinds))
    return headings


def _plain_fields(entry: type) -> dict[str, Any]:
    """Return the fields that a cell can hold, with their types: no lists, nothing nested."""
    hints = get_type_hints(entry, include_extras=True)
    bare = {name: bare_of(hint)[0] for name, hint in hints.items()}
    return {
        name: kind
        for name, kind in bare.items()
        if get_origin(kind) is not tuple and not is_dataclass(kind)
    }


def _typed(cell: str, kind: Any) -> Any:
    is_number = kind is int and cell.isascii() and cell.isdigit() and len(cell) < 16
    return int(cell) if is_number else cell


def _json_rows(text: Iterable[str]) -> Iterator[Row]:
    for line in text:
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            yield Invalid("row_too_long", most=LONGEST_LINE)
            continue
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
