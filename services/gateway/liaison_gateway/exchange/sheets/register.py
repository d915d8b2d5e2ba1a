"""Write the register of stations (台账) as a workbook: title, headings, widths, print setup."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.dictionary import word
from liaison_contracts.sheets.neutral import neutral
from liaison_contracts.vocabulary import places
from liaison_gateway.model.documents import Document

TITLE = "驻外人才工作联络站台账"
FIRST_ROW = 5
"""Title, office and day, two rows of headings, then the stations."""


@dataclass(frozen=True)
class Column:
    """Describe a column: its group, heading, width and content."""

    group: str
    heading: str
    width: int
    shows: Callable[[Document], Any]


def _field(name: str) -> Callable[[Document], str]:
    return lambda station: str(station.get(name) or "")


def _word(name: str, kind: str) -> Callable[[Document], str]:
    return lambda station: word(station.get(name) or "", "zh", kind)


def _place(station: Document) -> str:
    return places.place(station.get("city_code") or "", "zh")


COLUMNS = (
    Column("基本情况", "工作站编号", 12, _field("station_code")),
    Column("基本情况", "设站单位", 30, _field("host_name")),
    Column("基本情况", "单位类别", 14, _word("host_kind", "host_kind")),
    Column("基本情况", "统一社会信用代码", 22, _field("credit_code")),
    Column("基本情况", "所在城市", 18, _place),
    Column("基本情况", "管理或指导部门", 16, _word("guiding_department", "organisation")),
    Column("授牌情况", "授牌编号", 22, _field("plaque_no")),
    Column("授牌情况", "批准文号", 22, _field("approval_no")),
    Column("授牌情况", "授牌日期", 12, _field("plaque_granted_on")),
    Column("现状", "状态", 14, _word("state", "station_state")),
    Column("现状", "授权终止日期", 13, _field("withdrawn_on")),
    Column("现状", "终止原因", 18, _word("cause", "withdrawal_cause")),
    Column("现状", "备注", 14, lambda station: ""),
)


def register_workbook(stations: Iterable[Document], on: date) -> bytes:
    """Return the register of a day; texts that a sheet would calculate are escaped."""
    from openpyxl import Workbook  # large, and only needed for a download

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    _head(sheet, on)
    count = _rows(sheet, stations)
    _foot(sheet, FIRST_ROW + count, count)
    _set_up(sheet, FIRST_ROW + count + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any, on: date) -> None:
    from openpyxl.styles import Alignment, Font

    last = len(COLUMNS) + 1
    center = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.cell(1, 1, TITLE).font = Font(name="宋体", size=18, bold=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    sheet.cell(2, 1, "填报单位：市人才办")
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=last // 2)
    sheet.cell(2, last // 2 + 1, f"填报日期：{on.year}年{on.month}月{on.day}日")
    sheet.merge_cells(start_row=2, start_column=last // 2 + 1, end_row=2, end_column=last)
    sheet.cell(2, last // 2 + 1).alignment = Alignment(horizontal="right")
    sheet.cell(3, 1, "序号")
    sheet.merge_cells(start_row=3, start_column=1, end_row=4, end_column=1)
    _groups(sheet)
    for place, column in enumerate(COLUMNS, start=2):
        sheet.cell(4, place, column.heading)
    for row in (1, 3, 4):
        for place in range(1, last + 1):
            sheet.cell(row, place).alignment = center
    for row in (3, 4):
        for place in range(1, last + 1):
            sheet.cell(row, place).font = Font(name="宋体", bold=True)
            sheet.cell(row, place).border = _lines()
    sheet.row_dimensions[1].height, sheet.row_dimensions[4].height = 32, 30


def _groups(sheet: Any) -> None:
    names = [column.group for column in COLUMNS]
    for name in dict.fromkeys(names):
        first = names.index(name) + 2
        end = first + names.count(name) - 1
        sheet.cell(3, first, name)
        sheet.merge_cells(start_row=3, start_column=first, end_row=3, end_column=end)


def _rows(sheet: Any, stations: Iterable[Document]) -> int:
    lines, count = _lines(), 0
    for count, station in enumerate(stations, start=1):
        row = FIRST_ROW + count - 1
        sheet.cell(row, 1, count).border = lines
        for place, column in enumerate(COLUMNS, start=2):
            cell = sheet.cell(row, place)
            cell.value, cell.data_type = neutral(column.shows(station)), "s"
            cell.border = lines
    return count


def _foot(sheet: Any, row: int, count: int) -> None:
    sheet.cell(row, 1, "合计")
    sheet.cell(row, 2, f"{count} 个")
    sheet.cell(row + 1, 1, "制表人：")
    sheet.cell(row + 1, 5, "审核人：")
    sheet.cell(row + 1, 9, "负责人：")


def _set_up(sheet: Any, last_row: int) -> None:
    from openpyxl.utils import get_column_letter

    widths = [6, *(column.width for column in COLUMNS)]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    last = get_column_letter(len(widths))
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{last}{max(FIRST_ROW, last_row - 2)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"3:{FIRST_ROW - 1}"
    sheet.print_area = f"A1:{last}{last_row}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"


def _lines() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin")
    return Border(left=thin, right=thin, top=thin, bottom=thin)
