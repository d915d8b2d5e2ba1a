"""Yield the lines of a file: of a text one by one, of a workbook's sheet without its claims."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Fault, fault
from liaison_contracts.sheets.cells import Spoiled, Value
from liaison_contracts.sheets.encodings import MARK, encoding_of

LONGEST_LINE = 64 * 1024
MOST_COLUMNS = 100
ROWS_OF_THE_TOP, COLUMNS_BESIDE = 20, 4
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_STRINGS = 64 * 1024 * 1024
"""The limit of a workbook's list of texts, the one part that is held in memory."""
LARGEST_RATIO = 200
MOST_MEMBERS = 500
_SPOILED = {"f": "formula_cell", "e": "error_cell"}
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_STRINGS = "xl/sharedStrings.xml"
_CELL = r'(?:"(?:[^"]|"")*"|[^",]*)'
_STRICT = re.compile(rf"{_CELL}(?:,{_CELL})*")
Line = tuple[int, "list[Value] | Fault"]
"""The number of a line in its file, and its cells, or why it cannot be read."""


def refused(why: Fault, place: str = "file") -> Invalid:
    """Return the error that refuses a file for its form."""
    return Invalid("table_refused", faults={place: [why]})


def is_workbook(file: BinaryIO) -> bool:
    """Return whether a file is read as a workbook.

    Raises:
        Invalid: for a workbook of the form that ended with 2003.
    """
    file.seek(0)
    first = file.read(4)
    if first == _OLD_WORKBOOK:
        raise refused(fault("old_workbook"))
    return first == _ZIP


def text_lines(file: BinaryIO) -> Iterator[tuple[int, str | Fault]]:
    """Yield the lines of a text with their numbers; a line that is too long is a fault.

    Raises:
        Invalid: for a text in neither UTF-8 nor GB 18030.
    """
    encoding = encoding_of(file)
    if encoding is None:
        raise refused(fault("table_encoding"))
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding)
    try:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            line = line.removeprefix(MARK) if number == 1 else line
            is_whole = line.endswith("\n") or len(line) < LONGEST_LINE
            while line and not line.endswith("\n") and not is_whole:
                line = text.readline(LONGEST_LINE)
            yield number, line.removesuffix("\n") if is_whole else fault("line", most=LONGEST_LINE)
    finally:
        if not file.closed:
            text.detach()  # the file is the caller's to close


def table_lines(file: BinaryIO) -> Iterator[Line]:
    """Yield the lines of comma-separated values, each read by itself.

    A cell ends in the line in which it begins, so that an open quotation mark spoils one line and
    hides none.
    """
    for number, line in text_lines(file):
        if isinstance(line, str):
            yield number, _cells(line) if line.strip(", \t\x1a") else []
        else:
            yield number, line


def _cells(line: str) -> list[Value] | Fault:
    if '"' in line and not _STRICT.fullmatch(line):
        return fault("open_quote")
    try:
        return next(csv.reader((line,), strict=True), [])  # type: ignore[return-value]
    except csv.Error:
        return fault("open_quote")


def sheet_lines(file: BinaryIO, sheet: str = "") -> Iterator[Line]:
    """Yield the rows of a workbook's sheet, by default the first, until its last cell.

    Raises:
        Invalid: for a workbook that is damaged, unpacks to too much, or has no such sheet.
    """
    _require_small(file)
    from openpyxl import load_workbook  # large, and only a workbook needs it

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            if sheet and sheet not in book.sheetnames:
                raise refused(fault("sheet_missing", sheet=sheet))
            rows = book[sheet] if sheet else book.worksheets[0]
            rows.reset_dimensions()  # a file may claim any number of rows and columns
            for number, row in enumerate(rows.iter_rows(max_col=_width_of(rows)), 1):
                yield number, [_value(cell) for cell in row]
        finally:
            book.close()
    except Invalid:
        raise
    except Exception as error:  # a malicious workbook may fail anywhere in the library
        raise refused(fault("workbook_damaged")) from error


def _width_of(rows: Any) -> int:
    """Return how many columns are read: those of the first rows, and some for what is beside."""
    top = rows.iter_rows(max_col=MOST_COLUMNS, max_row=ROWS_OF_THE_TOP, values_only=True)
    filled = (place for row in top for place, cell in enumerate(row, 1) if cell is not None)
    return max(filled, default=0) + COLUMNS_BESIDE


def _value(cell: Any) -> Value:
    value: Value = cell.value
    if value is not None and cell.data_type in _SPOILED:
        return Spoiled(_SPOILED[cell.data_type], str(value))
    return value


def _require_small(file: BinaryIO) -> None:
    """Check the declared unpacked size of a workbook before unpacking it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refused(fault("workbook_damaged")) from error
    unpacked = sum(member.file_size for member in members)
    is_stretched = any(
        member.file_size > LARGEST_RATIO * max(member.compress_size, 1024) for member in members
    )
    strings = sum(member.file_size for member in members if member.filename == _STRINGS)
    if (
        is_stretched
        or unpacked > LARGEST_UNPACKED
        or strings > LARGEST_STRINGS
        or len(members) > MOST_MEMBERS
    ):
        raise refused(fault("unpacks_too_large", size=unpacked, parts=len(members)))
