"""Read the rows of an uploaded workbook or CSV file within limits; the content is not trusted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Fault, fault
from liaison_kit.store.cells import plain
from liaison_registry.roster.columns import COLUMNS, FIELDS

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN_TEXT = "text/plain"
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
LONGEST_TITLE = 5
"""Rows above the headings, such as the title of a sheet."""
WITH_COUNTRY = re.compile(r"\+[0-9][0-9 \-]{4,30}")
LARGEST_UNPACKED = 50 * 1024 * 1024
LARGEST_RATIO = 200
MOST_MEMBERS = 500
DIGITS_OF_A_NUMBER = 15
"""The most digits a spreadsheet keeps in a number; an 18-digit code must be text."""


@dataclass(frozen=True)
class Row:
    """Hold one row of the file: its row number in the office's file, and its cells by field."""

    number: int
    cells: dict[str, str]
    faults: tuple[tuple[str, Fault], ...] = ()


def read_rows(file: BinaryIO, media_type: str) -> list[Row]:
    """Return the rows below the headings; empty rows are skipped.

    Raises:
        Invalid: for a file that is neither, is too large, or lacks the headings of a roster.
    """
    if media_type == WORKBOOK:
        _require_small(file)
        lines: Iterable[tuple[Any, ...]] = _sheet(file)
    elif media_type == PLAIN_TEXT:
        lines = _table(file)
    else:
        raise refused("roster_not_readable", fault("no_roster_type", found=media_type))
    return list(_rows(islice(lines, MOST_ROWS + LONGEST_TITLE + 2)))


def refused(code: str, why: Fault) -> Invalid:
    """Return the error that refuses a file as a whole."""
    return Invalid(code, faults={"sha256": [why]})


def _require_small(file: BinaryIO) -> None:
    """Check the declared unpacked size of a workbook before unpacking it."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refused("roster_not_readable", fault("workbook_damaged")) from error
    unpacked = sum(member.file_size for member in members)
    stretched = any(
        member.file_size > LARGEST_RATIO * max(member.compress_size, 1024) for member in members
    )
    if unpacked > LARGEST_UNPACKED or stretched or len(members) > MOST_MEMBERS:
        why = fault("unpacks_too_large", size=unpacked, parts=len(members))
        raise refused("roster_too_large", why)


def _sheet(file: BinaryIO) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook  # large, and only an import needs it

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may claim any number of columns
        for line in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield tuple(line)
    except Invalid:
        raise
    except Exception as error:  # a malicious workbook may fail anywhere in the library
        raise refused("roster_not_readable", fault("workbook_damaged")) from error


def _table(file: BinaryIO) -> Iterator[tuple[Any, ...]]:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("roster_not_readable", fault("not_utf8")) from error
    try:
        yield from (tuple(line[:MOST_COLUMNS]) for line in csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise refused("roster_not_readable", fault("no_csv")) from error


def _rows(lines: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    fields: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if not fields:
            fields = _headings(line)
            if not fields and number > LONGEST_TITLE:
                break
        elif number > MOST_ROWS + LONGEST_TITLE:
            raise refused("roster_too_large", fault("too_many_rows", most=MOST_ROWS))
        elif any(cell not in (None, "") for cell in line):
            yield _row(number, line, fields)
    if not fields:
        needed = [f"{heading} ({name})" for name, heading in COLUMNS.items()]
        raise refused("roster_without_headings", fault("no_headings", headings=needed))


def _headings(line: tuple[Any, ...]) -> dict[int, str]:
    found = {place: FIELDS.get(str(cell).strip(), "") for place, cell in enumerate(line)}
    named = {place: name for place, name in found.items() if name}
    return named if set(named.values()) >= set(COLUMNS) else {}


def _row(number: int, line: tuple[Any, ...], fields: dict[int, str]) -> Row:
    cells, faults = {}, []
    for place, name in fields.items():
        value = line[place] if place < len(line) else None
        cells[name], wrong = _cell(value, is_number=name == "contact_phone")
        if wrong:
            faults.append((name, wrong))
    return Row(number, cells, tuple(faults))


def _cell(value: object, *, is_number: bool = False) -> tuple[str, Fault | None]:
    """Return a cell as text, and its fault, if any.

    A telephone number may begin with its country code: `+86 28 8666 0001`.
    """
    if value is None:
        return "", None
    if isinstance(value, datetime | date):
        return value.isoformat()[: len("2018-04-10")], None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if isinstance(value, int) and len(text) > DIGITS_OF_A_NUMBER:
        return text, fault("digits_lost")
    if len(text) > LONGEST_CELL:
        return text[:LONGEST_CELL], fault("length", least=0, most=LONGEST_CELL)
    if is_number and WITH_COUNTRY.fullmatch(text):
        return text, None
    if text.startswith(("=", "+", "-", "@")):
        return text, fault("formula")
    return plain(text), None
