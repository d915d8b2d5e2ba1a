"""Connect the Overseas Chinese Federation (市侨联).

Its office names a station by the number of its plaque. It sends a monthly spreadsheet, saved as CSV
with Chinese headings, in UTF-8 or in the encoding that office software still uses (GB 18030). It
fetches a list of notices instead of being notified.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import Fault
from liaison_contracts.sentences import Reader, sentence_of
from liaison_contracts.sheets.layout import Column, Kind, Layout
from liaison_contracts.sheets.neutral import neutral
from liaison_contracts.sheets.table import read_table
from liaison_gateway.exchange.partners.body import (
    Batch,
    Document,
    Notice,
    Outcome,
)
from liaison_gateway.exchange.partners.lines import read_lines

NAMES = {
    "reference": "回执号",
    "station": "牌匾编号",
    "duty_type": "履职事项",
    "occurred_on": "发生日期",
    "reported_on": "报送日期",
    "evidence": "佐证材料",
}
DUTIES = {
    "宣传推介": "promotion_post",
    "人才交流活动": "talent_exchange",
    "人士信息库": "natives_directory",
    "信息报送": "information_report",
    "来泸考察": "delegation_visit",
    "交办任务": "assigned_task",
}
_KINDS = {"occurred_on": Kind.DAY, "reported_on": Kind.DAY, "evidence": Kind.TEXT}
LAYOUT = Layout(
    tuple(Column(name, _KINDS.get(name, Kind.CODE), (word,)) for name, word in NAMES.items()),
    most_rows=100_000,  # `read_lines` names the body's own limit
)
CHINESE = Reader("zh")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


class OverseasFederation:
    """Translate for the Overseas Chinese Federation."""

    name = "overseas_federation"
    org = "overseas_federation"
    media_type = "text/csv"
    largest_batch = 500
    pushes = False

    def station_of(self, station: Mapping[str, Any]) -> str:
        """Name a station by the number on its plaque."""
        return str(station.get("plaque_no", ""))

    def read(self, content: bytes) -> Batch:
        """Read a table with the six headings, in any order: CSV, or a workbook."""
        lines: list[dict[str, str]] = []
        faults: dict[str, dict[str, list[Fault]]] = {}
        for number, row in enumerate(read_table(BytesIO(content), LAYOUT)):
            for column, fault in row.faults:
                place = faults.setdefault(str(number), {})
                place.setdefault(NAMES.get(column, column), []).append(fault)
            lines.append({NAMES[name]: cell for name, cell in row.cells.items()})
        if faults:
            raise Invalid(
                "invalid_batch",
                faults={"lines": faults},
                places=sorted(f"lines/{number}" for number in faults),
            )
        return Batch("", read_lines(lines, NAMES, DUTIES, _day, "lines", self.largest_batch))

    def answer(self, batch: Batch, outcomes: Sequence[Outcome]) -> Document:
        """Answer with one line per report: accepted, or the reasons."""
        rows = (
            (
                found.reference,
                "已受理" if found.accepted else "未受理",
                "；".join(sentence_of(one, CHINESE) for one in found.reasons),
            )
            for found in outcomes
        )
        return _document(("回执号", "结果", "原因"), rows)

    def tell(self, notices: Sequence[Notice]) -> Document:
        """Return notices as CSV, one line each, with the event's fields in sequence."""
        rows = (
            (
                found.id,
                f"{found.effective_on.year}年{found.effective_on.month}月{found.effective_on.day}日",
                found.station,
                found.type,
                "；".join(f"{name}={value}" for name, value in found.data.items()),
            )
            for found in notices
        )
        return _document(("通知号", "生效日期", "牌匾编号", "事项", "内容"), rows)


def _day(text: str) -> date:
    if _ISO_DAY.fullmatch(text):  # as the reader writes a workbook's own days
        return date.fromisoformat(text)
    match = _DAY.fullmatch(text) if text.isprintable() else None
    if match is None:
        raise ValueError("2018年4月10日")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise ValueError("2018年4月10日") from error


def _document(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Document:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return Document("text/csv", file.getvalue().encode("utf-8-sig"))
