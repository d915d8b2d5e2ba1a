"""The five doors that take tables, each with a good row, and the ways to write it down."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from liaison_contracts.assessment import DutyEntry
from liaison_contracts.errors import LiaisonError
from liaison_gateway.exchange.imports.rows import read_rows as read_import
from liaison_gateway.exchange.partners.overseas_federation import OverseasFederation
from liaison_incentives.usecases.bank_statements import reader as statements
from liaison_registry.roster.columns import ALL
from liaison_registry.roster.reader import read_rows as read_roster
from liaison_yearbook.book.reader import BadBook, read_book

BOOK = Path(__file__).parents[2] / "data" / "yearbook-first"
MARK = "\ufeff"


class Refused(Exception):
    """A door did not take a table, or one of its rows."""


@dataclass(frozen=True)
class Door:
    """One place where tables come in: its headings, a good row, and what it read of a file."""

    name: str
    headings: tuple[str, ...]
    good: tuple[Any, ...]
    read: Callable[[bytes], list[Any]]
    code: str
    day: str = ""
    money: str = ""

    def row(self, **changes: Any) -> list[Any]:
        """Return the good row, changed by heading."""
        found = dict(zip(self.headings, self.good, strict=True))
        return list({**found, **changes}.values())

    def __str__(self) -> str:
        return self.name


def as_text(rows: Sequence[Sequence[Any]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


def as_book(rows: Sequence[Sequence[Any]], sheet: str = "Sheet") -> bytes:
    book = Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(book: bytes, ending: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as packed, zipfile.ZipFile(out, "w") as changed:
        for name in packed.namelist():
            content = packed.read(name)
            changed.writestr(name, change(content) if name.endswith(ending) else content)
    return out.getvalue()


def _roster(content: bytes) -> list[Any]:
    rows = read_roster(io.BytesIO(content))
    if any(row.faults for row in rows):
        raise Refused([row.faults for row in rows])
    return [row.cells for row in rows]


def _statement(content: bytes) -> list[Any]:
    return list(statements.read(content))


def _import(content: bytes) -> list[Any]:
    rows = list(read_import(io.BytesIO(content), "csv", DutyEntry))
    if wrong := [row for row in rows if isinstance(row, LiaisonError)]:
        raise wrong[0]
    return rows


def _partner(content: bytes) -> list[Any]:
    return list(OverseasFederation().read(content).reports)


def _book(content: bytes) -> list[Any]:
    """Read the content as the spending of a book whose other sheets are good."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in BOOK.glob("*.csv"):
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "spending.csv").write_bytes(content)
        try:
            return list(read_book(folder).lines["spending"])
        except BadBook as error:
            raise Refused(error) from error


DOORS = (
    Door(
        "roster",
        tuple(ALL.values()),
        (
            *("LZ-010", "成都泸州商会", "异地商会", "51510500100044772K", "510104", "市工商联"),
            *("H-10", "L-10", "2018-01-09", "泸驻才〔2018〕3号", "泸府函〔2018〕4号"),
            *("成都市锦江区1号", "028-86660001", ""),
        ),
        _roster,
        "工作站编号",
        "授牌日期",
    ),
    Door(
        "statement",
        statements.COLUMNS,
        ("1", "2018-01-01", "paid", "R-0001", "30000.00", "CNY", "BR-1"),
        _statement,
        "bank_reference",
        "booked_on",
        "amount",
    ),
    Door(
        "import",
        ("record_code", "station_code", "duty_type", "occurred_on", "reported_on", "evidence"),
        ("D-1", "LZ-001", "promotion_post", "2018-03-01", "2018-03-01", "推文"),
        _import,
        "station_code",
        "occurred_on",
    ),
    Door(
        "partner",
        ("回执号", "牌匾编号", "履职事项", "发生日期", "报送日期", "佐证材料"),
        ("P-1", "泸驻才〔2018〕9号", "宣传推介", "2018年3月1日", "2018年3月1日", "推文"),
        _partner,
        "回执号",
        "发生日期",
    ),
    Door(
        "year book",
        ("station_code", "year", "spent", "submitted_on", "reviewed_on"),
        ("LZ-001", "2018", "16220.00", "2018-12-23", "2019-01-16"),
        _book,
        "station_code",
        "submitted_on",
        "spent",
    ),
)
A_DAY = date(2018, 12, 24)
