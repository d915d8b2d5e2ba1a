"""Read the rows of an uploaded roster; what looks like a formula is no name of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from liaison_contracts.reasons import Fault, fault
from liaison_contracts.sheets.neutral import is_formula
from liaison_contracts.sheets.table import Row, read_table
from liaison_registry.roster.columns import LAYOUT

WITH_COUNTRY = re.compile(r"\+[0-9][0-9 \-]{4,30}")


def read_rows(file: BinaryIO) -> list[Row]:
    """Return the rows below the headings; empty rows are skipped.

    Raises:
        Invalid: for a file that is no table, or lacks the headings of a roster.
        TooLarge: for too many rows.
    """
    rows = read_table(file, LAYOUT)
    return [Row(row.number, row.cells, (*row.faults, *_formulas(row))) for row in rows]


def _formulas(row: Row) -> Iterator[tuple[str, Fault]]:
    """Find texts that begin as a formula does; a telephone number may begin with its country."""
    known = {name for name, _ in row.faults}
    for name, text in row.cells.items():
        is_phone = name == "contact_phone" and WITH_COUNTRY.fullmatch(text)
        if is_formula(text) and not is_phone and name not in known:
            yield name, fault("formula")
