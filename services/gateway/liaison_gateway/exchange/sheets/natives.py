"""Export a masked natives directory as a workbook or a CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from liaison_contracts.dictionary import field_named
from liaison_contracts.sheets.neutral import neutral

FIELDS = ("native_ref", "name", "reach", "sector", "kept_until", "contacts", "last_contact_on")
MASKED = ("name", "reach")
COLUMNS = {
    name: field_named(name, "zh") + ("（脱敏）" if name in MASKED else "") for name in FIELDS
}
"""The fields of a masked entry, each with its heading."""
WIDTH = 18


def natives_workbook(natives: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a directory as a workbook without formulas."""
    from openpyxl import Workbook  # large, and only needed for a download
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "信息库"
    sheet.append(list(COLUMNS.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in _lines(natives):
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    for place in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def natives_table(natives: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a directory as CSV in UTF-8 with a byte order mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    writer.writerows(_lines(natives))
    return out.getvalue().encode("utf-8-sig")


def _lines(natives: Iterable[Mapping[str, Any]]) -> Iterable[list[str]]:
    for native in natives:
        values = (native[name] for name in COLUMNS)
        yield [neutral("" if value is None else str(value)) for value in values]
