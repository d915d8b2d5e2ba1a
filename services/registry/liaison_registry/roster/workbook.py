"""Write a roster as a workbook in which each fault is next to its row."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from liaison_contracts.reasons import Fault
from liaison_contracts.sentences import Reader, fault_of
from liaison_contracts.sheets.neutral import neutral
from liaison_contracts.sheets.table import WHOLE_ROW, Row
from liaison_registry.roster.columns import ALL

PINK, WIDTH, WIDE = "FFF2CCCC", 22, 70
CHINESE = Reader("zh")


def faults_workbook(
    rows: Sequence[Row], faults: Mapping[int, Sequence[tuple[str, Fault]]]
) -> bytes:
    """Return a workbook of the rows with their numbers and faults; faulty cells are coloured."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    words = ALL | {WHOLE_ROW: "整行"}
    columns = {name: ALL[name] for name in ALL if any(name in row.cells for row in rows)}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "导入问题"
    sheet.append(["行号", *columns.values(), "问题"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        wrong = faults.get(row.number, ())
        told = "；".join(f"{words.get(name, name)}：{_said(found)}" for name, found in wrong)
        values = [neutral(row.cells.get(name, "")) for name in columns]
        sheet.append([row.number, *values, neutral(told)])
        for place, name in enumerate(columns, start=2):
            cell = sheet.cell(sheet.max_row, place)
            cell.data_type = "s"
            if any(name == field for field, _ in wrong):
                cell.fill = PatternFill("solid", fgColor=PINK)
        sheet.cell(sheet.max_row, len(columns) + 2).alignment = Alignment(wrap_text=True)
    sheet.freeze_panes = "B2"
    for place in range(1, len(columns) + 3):
        wide = WIDE if place == len(columns) + 2 else WIDTH
        sheet.column_dimensions[get_column_letter(place)].width = wide
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _said(found: Fault) -> str:
    return fault_of(found, CHINESE).removesuffix("。")
