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
from typing import Any

from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.reasons import fault
from liaison_contracts.sentences import Reader, sentence_of
from liaison_gateway.exchange.partners.body import (
    Batch,
    Document,
    Notice,
    Outcome,
)
from liaison_gateway.exchange.partners.lines import read_lines
from liaison_kit.store.cells import neutral

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
CHINESE = Reader("zh")
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
        """Read a CSV file with the six headings, in any order."""
        rows = [row for row in csv.reader(io.StringIO(_text(content))) if any(row)]
        headings = [cell.strip() for cell in rows[0]] if rows else []
        if sorted(headings) != sorted(NAMES.values()):
            raise Invalid(
                "invalid_batch",
                faults={"headings": [fault("headings", headings=list(NAMES.values()))]},
                places=["headings"],
            )
        faults: dict[str, Any] = {
            str(number): [fault("cells", found=len(row), headings=len(headings))]
            for number, row in enumerate(rows[1:])
            if len(row) != len(headings)
        }
        if faults:
            raise Invalid(
                "invalid_batch",
                faults={"lines": faults},
                places=sorted(f"lines/{number}" for number in faults),
            )
        lines = [dict(zip(headings, row, strict=True)) for row in rows[1:]]
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


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Malformed("not_csv")


def _day(text: str) -> date:
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
